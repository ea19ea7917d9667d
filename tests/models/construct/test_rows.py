"""Sorting and the least of a row, next to NumPy's."""

from __future__ import annotations

import numpy as np
import pytest

from wijkplan.models.construct.arrays import Ints
from wijkplan.models.construct.jit import kernel
from wijkplan.models.construct.rows import FEW, least, sort_by


@kernel
def _sorted(key: Ints, items: Ints, count: int, spare: Ints) -> int:
    sort_by(key, items, count, spare)
    return least(key, 5)


@pytest.mark.parametrize("count", [0, 1, 7, FEW, FEW + 1, 2 * FEW, 5 * FEW + 3])
def test_sorting_is_stable_and_leaves_the_rest(count: int) -> None:
    random = np.random.default_rng(count)
    key = random.integers(-3, count // 4 + 1, count + 10)
    items = random.permutation(count + 10)
    expected = [*items[:count][np.argsort(key[items[:count]], kind="stable")], *items[count:]]
    assert _sorted(key, items, count, np.zeros(count, np.int64)) == min(5, int(key.min()))
    assert items.tolist() == expected
