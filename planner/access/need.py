"""Need: what a lot asks of whoever does it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkplan.planner.compile import Compiled
from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.schema import Sector

from .bidders import Cell


@dataclass(frozen=True, slots=True)
class Need:
    """``crews`` are hundredths of a head per trade and region: the smallest crew of the largest work, or what all
    hours ask for on average over the contract if that is more. ``hours`` are person-hours per trade. ``main`` is the
    trade with most hours; ``sectors`` are those that win such work."""

    value_eur: int
    crews: Mapping[Cell, int]
    hours: Mapping[str, float]
    main: str | None
    sectors: frozenset[Sector]

    @property
    def trades(self) -> int:
        """How many trades."""
        return len({trade for trade, _ in self.crews})


def need(compiled: Compiled, reference: Reference, projects: Sequence[int], period: int) -> Need:
    """What the projects of a lot need within a contract of ``period`` weeks."""
    problem, names = compiled.problem, compiled.names
    hours: dict[Cell, float] = defaultdict(float)
    smallest: dict[Cell, int] = defaultdict(int)
    for activity in (a for p in projects for a in problem.members[p]):
        region = names.regions[problem.region(activity)].id
        for trade, amount in names.activities[activity].hours.items():
            hours[trade, region] += amount
        for demand in problem.activities[activity].modes[0].demands:
            cell = names.trades[demand.trade].id, region
            smallest[cell] = max(smallest[cell], demand.heads)
    crews = {
        cell: max(heads, math.ceil(100 * hours[cell] / (period * reference.week_hours(cell[0]))))
        for cell, heads in smallest.items()
    }
    per_trade: dict[str, float] = defaultdict(float)
    for trade, region in sorted(crews):
        per_trade[trade] += hours[trade, region]
    return Need(
        value_eur=sum(names.projects[p].value_eur for p in projects),
        crews=crews,
        hours=dict(per_trade),
        main=max(per_trade, key=lambda trade: per_trade[trade], default=None),
        sectors=frozenset(s for p in projects for s in reference.work_types[names.projects[p].work_type].sectors),
    )
