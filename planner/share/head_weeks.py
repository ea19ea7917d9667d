"""Who works where, as head-weeks per employer: what own balances and shared aggregates are both counted from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source

HEADS = 100  # hundredths in a head


@dataclass(frozen=True, slots=True)
class Staffed:
    """Heads (in whole heads) that one source supplies to one activity in one week. ``pool`` is ``None`` for hired
    heads; ``employer`` does the work, ``supplier`` has the heads (``None``: the hiring market)."""

    activity: int
    week: int
    trade: int
    region: int
    source: Source
    heads: float
    employer: int
    pool: int | None
    supplier: int | None


def staffed(problem: Problem, plan: Plan) -> Iterator[Staffed]:
    """Every source of every activity in every week that it works."""
    for placement in sorted(plan.placements, key=lambda p: p.activity):
        activity = problem.activities[placement.activity]
        employer, region = problem.projects[activity.project].employer, problem.region(placement.activity)
        percent = problem.calendars[activity.calendar].percent
        weeks = [t for t in range(placement.start, min(placement.end, problem.horizon)) if percent[t] > 0]
        for need, chosen in zip(activity.modes[placement.mode].demands, placement.patterns, strict=True):
            pattern = need.patterns[chosen]
            sources = [
                (Source.OWN, pattern.own, pattern.own_heads),
                (pattern.source, pattern.other, pattern.other_heads),
            ]
            for source, other, heads in sources:
                if other is None or heads <= 0:
                    continue
                pool = None if source is Source.HIRED else other
                supplier = None if pool is None else problem.pools[pool].employer
                for week in weeks:
                    yield Staffed(
                        placement.activity, week, need.trade, region, source, heads / HEADS, employer, pool, supplier
                    )


def free_heads(problem: Problem, pool: int, week: int) -> float:
    """Heads of a pool that may be planned in a week."""
    return problem.pools[pool].usable(week) / HEADS
