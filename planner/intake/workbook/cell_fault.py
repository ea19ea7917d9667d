"""What is wrong with a cell, and what a cell means by where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wijkplan.planner.findings.finding import Severity
from wijkplan.planner.text import Text

from .date_cells import EPOCH


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell; with a warning the value counts, with an error something stands in for it."""

    severity: Severity
    kind: str
    what: Text
    remedy: Text


Result = tuple[Any, Fault | None]


@dataclass(frozen=True, slots=True)
class Around:
    """What a cell means by where it stands. ``year``: the Monday of a week number without a year, ``None`` where
    neither row nor programme tells; ``near``: the year of another date of the row; ``percent``: it is shown as a
    percentage, so that 1 is 100 %; ``month``: its date is shown as a month; ``epoch``: day 0 of
    numbers that are dates."""

    year: Callable[[int], date | None] | None = None
    near: int | None = None
    percent: bool = False
    month: bool = False
    epoch: date = EPOCH


NOWHERE = Around()
