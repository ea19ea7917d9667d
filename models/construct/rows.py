"""Rows copied, searched and sorted, as plain loops: NumPy's own forms bring checks, messages and sorts that take
seconds to compile."""

from __future__ import annotations

from .arrays import Ints
from .jit import inner

FEW = 100  # up to here sorting by insertion is fastest


@inner
def copy_row(source: Ints, target: Ints) -> None:
    """Copy a row onto one of the same length."""
    for i in range(len(target)):
        target[i] = source[i]


@inner
def copy_rows(source: Ints, target: Ints) -> None:
    """Copy a matrix onto one of the same shape."""
    for i in range(target.shape[0]):
        for k in range(target.shape[1]):
            target[i, k] = source[i, k]


@inner
def least(row: Ints, most: int) -> int:
    """The least of a row, at most ``most``."""
    for i in range(len(row)):
        most = min(most, row[i])
    return most


@inner
def sort_by(key: Ints, items: Ints, count: int, spare: Ints) -> None:
    """Sort the first ``count`` items by ``key[item]``, stably. ``spare``: room for so many."""
    for first in range(0, count, FEW):
        for i in range(first + 1, min(first + FEW, count)):
            a = items[i]
            j = i - 1
            while j >= first and key[items[j]] > key[a]:
                items[j + 1] = items[j]
                j -= 1
            items[j + 1] = a
    width = FEW
    while width < count:
        for first in range(0, count, 2 * width):
            i, middle = first, min(first + width, count)
            j, last = middle, min(first + 2 * width, count)
            for k in range(first, last):
                if j >= last or (i < middle and key[items[i]] <= key[items[j]]):
                    spare[k] = items[i]
                    i += 1
                else:
                    spare[k] = items[j]
                    j += 1
        for k in range(count):
            items[k] = spare[k]
        width *= 2
