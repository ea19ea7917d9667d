"""The calendars that a programme uses, each made once and numbered in order of first use."""

from __future__ import annotations

from wijkplan.models.problem import Calendar
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import SchoolRegion
from wijkplan.planner.reference.calendars import percent

ALWAYS = "always"  # the calendar of what others do in weeks that are theirs to choose


class Calendars:
    """Numbers of calendars; ``made`` holds them in order."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.made: list[Calendar] = []
        self._index: dict[tuple[str, SchoolRegion], int] = {}

    def __call__(self, kind: str, school_region: SchoolRegion) -> int:
        """Index of the calendar of a kind of work in a school region.

        Raises:
            ValueError: the reference data know no *bouwvak* for a year of the programme.
        """
        key = (kind, school_region)
        if kind == ALWAYS and key not in self._index:
            self._index[key] = len(self.made)
            self.made.append(Calendar((100,) * self.programme.weeks))
        if key not in self._index:
            self._index[key] = len(self.made)
            self.made.append(
                Calendar(
                    percent(kind, school_region, self.programme.start, self.programme.weeks, self.programme.reference)
                )
            )
        return self._index[key]
