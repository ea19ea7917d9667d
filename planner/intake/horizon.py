"""The weeks of the programme, as far as single files need them before everything is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Horizon:
    """First Monday of the programme, and its weeks."""

    start: date
    weeks: int

    def only(self, week: int) -> date | None:
        """The Monday of a week number, where the programme has exactly one such week."""
        last = self.start + timedelta(weeks=self.weeks)
        days = [
            day
            for year in range(self.start.year - 1, last.year + 2)
            if (day := monday(year, week)) and self.start <= day < last
        ]
        return days[0] if len(days) == 1 else None


def monday(year: int, week: int) -> date | None:
    """Monday of an ISO week; ``None`` where the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
