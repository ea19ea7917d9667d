"""Several problems side by side as one: nothing is shared, so that what grows is the size alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from wijkplan.models.problem import Activity, Demand, Mode, Pattern, Problem, Reservoir, Source


def union(problems: Sequence[Problem]) -> Problem:
    """The problems as one; indices are shifted, and labels of regions and employers too, while trades keep theirs.

    Raises ``ValueError`` for problems of different questions, variants or horizons, with ceilings or with
    non-renewable resources."""
    first = problems[0]
    if any((p.horizon, p.priced, p.allowed) != (first.horizon, first.priced, first.allowed) for p in problems):
        raise ValueError("problems of different questions, variants or horizons have no union")
    if any(p.nonrenewables or p.max_burden is not None or p.max_broken_rests is not None for p in problems):
        raise ValueError("problems with ceilings or non-renewable resources have no union")
    # Calendars are a country's: what is equal is one.
    calendars = {
        calendar: i for i, calendar in enumerate(dict.fromkeys(calendar for p in problems for calendar in p.calendars))
    }
    parts, shift = [], Shift()
    for p in problems:
        parts.append(shift.problem(p, [calendars[calendar] for calendar in p.calendars]))
        shift = shift.past(p)
    names = ("pools", "markets", "activities", "projects", "districts", "clients", "precedences", "streets", "tenders")
    fields: dict[str, Any] = {
        name: tuple(item for part in parts for item in part[name])
        for name in (*names, "grids", "deliveries", "budgets")
    }
    return replace(first, calendars=tuple(calendars), **fields)


@dataclass(frozen=True, slots=True)
class Shift:
    """How much is added to every index and label of a problem."""

    pools: int = 0
    markets: int = 0
    activities: int = 0
    projects: int = 0
    districts: int = 0
    clients: int = 0
    regions: int = 0
    employers: int = 0

    def past(self, p: Problem) -> Shift:
        """The shift of what follows ``p``."""
        return Shift(
            self.pools + len(p.pools),
            self.markets + len(p.markets),
            self.activities + len(p.activities),
            self.projects + len(p.projects),
            self.districts + len(p.districts),
            self.clients + len(p.clients),
            self.regions + 1 + max((d.region for d in p.districts), default=-1),
            self.employers + 1 + max([*(x.employer for x in p.pools), *(x.employer for x in p.projects)], default=-1),
        )

    def problem(self, p: Problem, calendars: Sequence[int]) -> dict[str, tuple[Any, ...]]:
        """The parts of a problem, shifted; ``calendars`` are the new indices of its calendars."""
        reach = [frozenset(region + self.regions for region in pool.reach) for pool in p.pools]
        return {
            "pools": tuple(
                replace(x, region=x.region + self.regions, employer=x.employer + self.employers, reach=r)
                for x, r in zip(p.pools, reach, strict=True)
            ),
            "markets": tuple(replace(x, region=x.region + self.regions) for x in p.markets),
            "activities": tuple(self._activity(x, calendars) for x in p.activities),
            "projects": tuple(
                replace(
                    x,
                    client=x.client + self.clients,
                    employer=x.employer + self.employers,
                    district=x.district + self.districts,
                )
                for x in p.projects
            ),
            "districts": tuple(replace(x, region=x.region + self.regions) for x in p.districts),
            "clients": p.clients,
            "precedences": tuple(
                replace(x, predecessor=x.predecessor + self.activities, successor=x.successor + self.activities)
                for x in p.precedences
            ),
            "streets": tuple(
                replace(x, district=x.district + self.districts, digs=tuple(d + self.activities for d in x.digs))
                for x in p.streets
            ),
            "tenders": tuple(
                replace(
                    x,
                    lots=tuple(replace(lot, projects=tuple(q + self.projects for q in lot.projects)) for lot in x.lots),
                    clients=tuple(c + self.clients for c in x.clients),
                )
                for x in p.tenders
            ),
            "grids": tuple(map(self._reservoir, p.grids)),
            "deliveries": tuple(map(self._reservoir, p.deliveries)),
            "budgets": tuple(map(self._reservoir, p.budgets)),
        }

    def _activity(self, x: Activity, calendars: Sequence[int]) -> Activity:
        modes = tuple(self._mode(mode) for mode in x.modes)
        return replace(x, project=x.project + self.projects, calendar=calendars[x.calendar], modes=modes)

    def _mode(self, x: Mode) -> Mode:
        return replace(
            x, demands=tuple(Demand(d.trade, d.heads, tuple(map(self._pattern, d.patterns))) for d in x.demands)
        )

    def _pattern(self, x: Pattern) -> Pattern:
        others = self.markets if x.source is Source.HIRED else self.pools
        own, other = (None if i is None else i + by for i, by in ((x.own, self.pools), (x.other, others)))
        return replace(x, own=own, other=other)

    def _reservoir(self, x: Reservoir) -> Reservoir:
        loads, releases = (tuple((a + self.activities, amount) for a, amount in rows) for rows in (x.loads, x.releases))
        return replace(x, loads=loads, releases=releases)
