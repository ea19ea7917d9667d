"""Weeks without a year: the year that makes sense of the row, else of the programme, else ``None`` and it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wijkplan.planner.intake.horizon import Horizon, monday
from wijkplan.planner.programme import monday_of

from .date_cells import WeekOnly, parse

# What comes first: earlier value, later value, most weeks that lie between them where a week may still be meant
# without its year.
_YEAR, _NEAR = 52, 39
_START_END = (("start", "end", _YEAR),)
ORDER: Mapping[str, tuple[tuple[str, str, int], ...]] = {
    "projects": (
        ("wanted.start", "wanted.end", _YEAR),
        ("window.start", "window.end", _YEAR),
        ("window.start", "wanted.start", _NEAR),
        ("wanted.end", "window.end", _NEAR),
        ("wanted.start", "target", _YEAR),
        ("consent_decision", "wanted.start", _NEAR),
    ),
    "projects.places": (("wanted.start", "wanted.end", _YEAR),),
    "projects.prerequisites": (("requested_on", "met_by", _YEAR),),
}
BEFORE = (
    "consent_decision",
    "requested_on",
    "met_by",
    "last_closed",
)  # may lie before the programme, so it does not tell their year


def is_year(heading: str) -> bool:
    """Whether a column that is none of ours holds the year of the weeks of its row."""
    return heading.strip().casefold().rstrip(":") in ("jaar", "year", "jr", "jr.")


class RowWeeks:
    """The dates of one row: those that are told, and by them the weeks without a year."""

    def __init__(
        self, table: str, cells: Mapping[str, Any], headings: Sequence[str], horizon: Horizon | None, epoch: date
    ) -> None:
        parsed = {path: parse(value, epoch) for path, value in cells.items()}
        self.days = {path: day for path, day in parsed.items() if isinstance(day, date)}
        self.weeks = {path: found.week for path, found in parsed.items() if isinstance(found, WeekOnly)}
        self.order = ORDER.get(table, _START_END)
        self.horizon = horizon
        self.years = {int(year) for heading in headings for year in re.findall(r"(?<!\d)20\d\d(?!\d)", heading)}

    @property
    def near(self) -> int | None:
        """ISO year of the first date that stands in the row."""
        return next((day.isocalendar().year for day in self.days.values()), None)

    def monday(self, path: str, week: int) -> date | None:
        """The Monday that is meant in a column."""
        return self._monday(path, week, frozenset())

    def _monday(self, path: str, week: int, asking: frozenset[str]) -> date | None:
        if len(self.years) == 1:
            return monday(next(iter(self.years)), week)
        lows = [
            (day, most)
            for first, then, most in self.order
            if then == path and (day := self._day(first, asking | {path}))
        ]
        highs = [(day, most) for first, then, most in self.order if first == path and (day := self.days.get(then))]
        if lows:
            day, most = max(lows)
            return self._nearest(week, monday_of(day), 1, most, min((d for d, _ in highs), default=None))
        if highs:
            day, most = min(highs)
            return self._nearest(week, monday_of(day), -1, most, None)
        return None if self.horizon is None or path in BEFORE else self.horizon.only(week)

    def _day(self, path: str, asking: frozenset[str]) -> date | None:
        if path in self.days:
            return self.days[path]
        return self._monday(path, self.weeks[path], asking) if path in self.weeks and path not in asking else None

    @staticmethod
    def _nearest(week: int, day: date, way: int, most: int, end: date | None) -> date | None:
        """The first such week from a Monday on (``way`` 1) or back (-1), at most so many weeks away and not after an
        end."""
        for year in (day.year - 1, day.year, day.year + 1, day.year + 2)[::way]:
            found = monday(year, week)
            if found is not None and way * (found - day).days >= 0:
                near = abs((found - day).days) // 7 <= most
                return found if near and (end is None or found <= end) else None
        return None
