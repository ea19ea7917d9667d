"""What a plan looks like besides its cost: heads at work week by week, and the measures of the comparison.

Heads are in hundredths inside and in whole heads (rounded to two decimals) where they are reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source

from .openings import openings
from .variants import Delivery, finishes, project_ends


@dataclass(frozen=True, slots=True)
class Loads:
    """Heads at work per week in hundredths: ``pools`` and ``markets`` by index, ``demand`` by (trade, region); totals by source."""

    pools: list[list[int]]
    markets: list[list[int]]
    demand: dict[tuple[int, int], list[int]]
    by_source: dict[Source, int]


def loads(problem: Problem, plan: Plan) -> Loads:
    """Who works when: heads count in the weeks of a placement in which its calendar is open."""
    pools = [[0] * problem.horizon for _ in problem.pools]
    markets = [[0] * problem.horizon for _ in problem.markets]
    demand: dict[tuple[int, int], list[int]] = {}
    by_source = dict.fromkeys(Source, 0)
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        percent = problem.calendars[activity.calendar].percent
        weeks = [t for t in range(placement.start, min(placement.end, problem.horizon)) if percent[t] > 0]
        for need, chosen in zip(activity.modes[placement.mode].demands, placement.patterns, strict=True):
            pattern = need.patterns[chosen]
            row = demand.setdefault((need.trade, problem.region(placement.activity)), [0] * problem.horizon)
            other = markets if pattern.source is Source.HIRED else pools
            for t in weeks:
                row[t] += need.heads
                if pattern.own is not None:
                    pools[pattern.own][t] += pattern.own_heads
                if pattern.other is not None:
                    other[pattern.other][t] += pattern.other_heads
            by_source[Source.OWN] += pattern.own_heads * len(weeks)
            by_source[pattern.source] += pattern.other_heads * len(weeks)
    return Loads(pools, markets, demand, by_source)


def available(problem: Problem, pool: int, week: int) -> int:
    """Hundredths of a head that a pool may be planned for in a week (rule ``capacity``)."""
    one = problem.pools[pool]
    return one.heads[week] * (100 - one.reserve) // 100


class WorkingWeeks:
    """In which weeks people of a trade work in a region at all: some work there that asks for the trade has its calendar open (of a trade or
    region without work, any work). A week of collective holiday is not one, whatever heads a pool has on paper."""

    def __init__(self, problem: Problem) -> None:
        self._of: dict[tuple[int, int], set[int]] = {}
        for a, activity in enumerate(problem.activities):
            calendar = {activity.calendar}
            region = problem.region(a)
            for trade in {demand.trade for mode in activity.modes for demand in mode.demands}:
                self._of.setdefault((trade, region), set()).update(calendar)
        self._any = {activity.calendar for activity in problem.activities}
        self._problem = problem

    def __call__(self, trade: int, region: int) -> list[int]:
        """Those weeks, in order."""
        percents = [self._problem.calendars[c].percent for c in self._of.get((trade, region), self._any)]
        return [t for t in range(self._problem.horizon) if any(percent[t] > 0 for percent in percents)]


def idle_head_weeks(problem: Problem, at_work: Loads) -> float:
    """Heads kept and not used in the working weeks between the first and the last week in which their pool works, summed over pools."""
    idle, working = 0, WorkingWeeks(problem)
    for pool, row in enumerate(at_work.pools):
        used = [t for t, heads in enumerate(row) if heads > 0]
        weeks = working(problem.pools[pool].trade, problem.pools[pool].region) if used else []
        idle += sum(max(0, available(problem, pool, t) - row[t]) for t in weeks if used[0] <= t <= used[-1])
    return _heads(idle)


def delivery(problem: Problem, plan: Plan) -> Delivery:
    """What a plan delivers; that of the baseline fixes the question *equal delivery*."""
    burden, broken = [0] * len(problem.districts), [0] * len(problem.districts)
    for run in openings(problem, plan):
        district = problem.streets[run.street].district
        burden[district] += problem.streets[run.street].burden * (run.end - run.start)
        broken[district] += run.broken_rest
    return Delivery(finishes(problem, plan), tuple(burden), tuple(broken), project_ends(problem, plan))


@dataclass(frozen=True, slots=True)
class Measures:
    """What a plan looks like besides its cost; a part of ``comparison.json``. Head-weeks count heads in the weeks that they work."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", use_attribute_docstrings=True)

    idle_head_weeks: float
    """Heads kept and not used between the first and the last week in which their pool works."""

    own_head_weeks: float
    """Own people at work."""

    hired_head_weeks: float
    """People hired."""

    lent_head_weeks: float
    """People lent between employers."""

    consortium_head_weeks: float
    """People of partners in one lot."""

    openings: int
    """How often streets open."""

    weeks_open: int
    """Weeks that streets are open, summed over openings."""

    broken_rests: int
    """Streets opened inside their rest period."""

    burden_eur: int
    """Nuisance of open streets, in euros."""

    mean_weeks_moved: float
    """Weeks between the week asked for and the week planned, either way, over the works that asked."""

    projects_meeting_target: int
    """Projects finished by their target week."""

    projects: int
    """Projects in all."""

    combined_tenders: int
    """Tenders of several projects."""

    tenders: int
    """Tenders in all."""

    finish_week: Mapping[str, int]
    """Per district with work the first week after its last work."""


def measures(problem: Problem, plan: Plan, districts: tuple[str, ...]) -> Measures:
    """The measures of one plan; ``districts`` are their ids."""
    at_work = loads(problem, plan)
    runs = list(openings(problem, plan))
    placed = plan.by_activity()
    moved = [abs(placed[i].start - a.submitted) for i, a in enumerate(problem.activities) if a.submitted is not None]
    ends = [max((placed[a].end for a in members), default=0) for members in problem.members]
    return Measures(
        idle_head_weeks=idle_head_weeks(problem, at_work),
        own_head_weeks=_heads(at_work.by_source[Source.OWN]),
        hired_head_weeks=_heads(at_work.by_source[Source.HIRED]),
        lent_head_weeks=_heads(at_work.by_source[Source.LENT]),
        consortium_head_weeks=_heads(at_work.by_source[Source.CONSORTIUM]),
        openings=len(runs),
        weeks_open=sum(o.end - o.start for o in runs),
        broken_rests=sum(o.broken_rest for o in runs),
        burden_eur=sum(delivery(problem, plan).burden),
        mean_weeks_moved=round(sum(moved) / len(moved), 2) if moved else 0.0,
        projects_meeting_target=sum(end <= project.target for end, project in zip(ends, problem.projects, strict=True)),
        projects=len(problem.projects),
        combined_tenders=sum(problem.tenders[p.tender].combined for p in plan.tenders),
        tenders=len(plan.tenders),
        finish_week={name: week for name, week in zip(districts, finishes(problem, plan), strict=True) if week > 0},
    )


def _heads(hundredths: int) -> float:
    return round(hundredths / 100, 2)
