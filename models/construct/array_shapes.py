"""Rows of lists as integer arrays: flat, with offsets, as a table, as named columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..problem import CASH

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ALL_CASH = frozenset(CASH)


def integers(rows: Sequence[object]) -> Ints:
    return np.asarray(rows if len(rows) else [], dtype=np.int64)


def flattened(rows: Iterable[Sequence[object]]) -> Ints:
    return integers([item for row in rows for item in row])


def offsets_of(rows: Iterable[Sequence[object]]) -> Ints:
    return integers([0, *np.cumsum([len(row) for row in rows])])


def table_of(rows: Sequence[Sequence[int] | Ints], width: int) -> Ints:
    return np.asarray(rows, dtype=np.int64) if len(rows) else np.zeros((0, width), dtype=np.int64)


def matrix_of(
    rows: int, width: int, values: dict[int, Sequence[int] | Ints], offsets: dict[int, Ints] | None = None
) -> Ints:
    """Columns from values (one per row) and offsets (one more: the last row holds only these)."""
    matrix = np.zeros((rows + 1, width), dtype=np.int64)
    for column, column_values in values.items():
        matrix[:rows, column] = column_values
    for column, column_offsets in (offsets or {}).items():
        matrix[:, column] = column_offsets
    return matrix
