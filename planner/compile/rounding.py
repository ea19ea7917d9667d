"""The boundary between measured amounts and the integers of the mathematics; the direction of rounding is in the
name."""

from __future__ import annotations

from math import ceil, floor

_SLACK = 1e-9  # what floating point may add to a number that is whole on paper


def euros_nearest(amount: float) -> int:
    """Whole euros, halves up."""
    return floor(amount + 0.5 + _SLACK)


def hundredths_up(heads: float) -> int:
    """Heads that are needed, in hundredths."""
    return ceil(heads * 100 - _SLACK)


def hundredths_down(heads: float) -> int:
    """Heads that are there, in hundredths."""
    return floor(heads * 100 + _SLACK)


def whole_up(amount: float) -> int:
    """What is needed, in whole units (weeks, kW, homes)."""
    return ceil(amount - _SLACK)


def whole_down(amount: float) -> int:
    """What is there, in whole units."""
    return floor(amount + _SLACK)
