"""Records: named tuples that kernels receive as one address."""

from __future__ import annotations

import pickle
from typing import NamedTuple

import numba
import numpy as np
import pytest
from numpy.typing import NDArray

from wijkplan.models.construct.arrays import Ints
from wijkplan.models.construct.jit import inner, kernel
from wijkplan.models.construct.record import record


@record
class Box(NamedTuple):
    """A field of each kind."""

    count: int
    share: float
    row: Ints
    open: NDArray[np.bool_]
    deep: NDArray[np.float64]  # four axes


def box() -> Box:
    return Box(7, 0.25, np.arange(3), np.array([[False, True]]), np.arange(24.0).reshape(1, 2, 3, 4))


@inner
def _add(x: Box, sign: int) -> None:
    for i in range(len(x.row)):
        x.row[i] += sign * x.count


@kernel
def up_and_down(x: Box) -> float:
    """Writes to a field, and reads one of each kind."""
    _add(x, 1)
    _add(x, 1)
    _add(x, -1)
    return float(x.share + x.deep[0, 1, 2, 3] * x.open[0, 1] + x.deep.shape[2])


def test_kernels_read_and_write_fields() -> None:
    x = box()
    assert up_and_down(x) == 0.25 + 23 + 3
    assert x.row.tolist() == [7, 8, 9]


def test_a_changed_record_and_a_copy_in_another_process_have_their_own_addresses() -> None:
    x = box()
    up_and_down(x)
    changed, copied = x._replace(count=1), pickle.loads(pickle.dumps(x))
    up_and_down(changed)
    up_and_down(copied)
    assert x.row.tolist() == [8, 9, 10], "shared with the record that was changed"
    assert copied.row.tolist() == [14, 15, 16], "its own"


def test_numbers_written_out_do_not_compile_anew() -> None:
    for number in (1, -1):
        _add.get_call_template((numba.typeof(box()), numba.types.literal(number)), {})  # type: ignore[attr-defined]
    assert [signature[1] for signature in _add.signatures] == [numba.types.int64]  # type: ignore[attr-defined]


@pytest.mark.parametrize("field, value", [("row", np.arange(6)[::2]), ("deep", np.zeros((1, 2, 3, 4), order="F"))])
def test_an_array_that_kernels_would_misread_is_refused(field: str, value: Ints) -> None:
    with pytest.raises(ValueError, match=f"Box.{field} must lie contiguous"):
        up_and_down(box()._replace(**{field: value}))
