"""What a plan looks like besides its cost: heads at work week by week, and the measures of the comparison.

Heads are in hundredths inside and in whole heads (rounded to two decimals) where they are reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from pydantic import ConfigDict

from wijkplan.models.check import TERMS, facts
from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, Activity, Position, Problem, Source

from .openings import openings
from .variants import Delivery, Means, finishes, project_ends


@dataclass(frozen=True, slots=True)
class Loads:
    """Heads at work per week in hundredths: ``pools`` and ``markets`` by index, ``demand`` by (trade, region); totals
    by source."""

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
    return one.heads[week] * (100 - one.reserve) // 100 + (one.added[week] if one.added else 0)


class WorkingWeeks:
    """In which weeks people of a trade work in a region at all: some work there that asks for the trade has its
    calendar open (of a trade or region without work, any work). A week of collective holiday is not one, whatever
    heads a pool has on paper."""

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


def changes(problem: Problem, plan: Plan) -> int:
    """Changes of own heads (rule ``continuity``), in the units of ``Problem.max_changes``: a ceiling that this plan
    reaches exactly."""
    return sum(facts.changes(problem, plan))


def employer_changes(problem: Problem, plan: Plan) -> tuple[tuple[int, int], ...]:
    """Likewise per employer that has people, as in ``Problem.max_employer_changes``."""
    total: dict[int, int] = {}
    for pool, units in zip(problem.pools, facts.changes(problem, plan), strict=True):
        total[pool.employer] = total.get(pool.employer, 0) + units
    return tuple(sorted(total.items()))


@dataclass(frozen=True, slots=True)
class People:
    """What a plan asks of the people of one trade of one employer, over all regions. ``employer`` and ``trade`` are
    labels of the problem.

    Head-weeks: ``given`` after the reserve, ``used`` (lent out included), ``idle`` is what is left of them,
    ``idle_in_span`` of that between the first and the last week in which their pool works; ``hired``, ``borrowed``
    (partners in a lot included) for its own projects, ``lent`` to those of others, ``overtime`` of its own people
    beyond their normal hours; ``hired_persons``, ``borrowed_persons`` and ``lent_persons`` are whole persons, counted
    once per work. ``changes`` in heads; ``spells`` are the times that a pool begins to work after a week in which it
    could and did not;
    ``peak_persons`` per quarter the whole persons at work in its busiest week."""

    employer: int
    trade: int
    given: float
    used: float
    idle: float
    idle_in_span: float
    changes: float
    spells: int
    peak_persons: tuple[int, ...]
    hired: float
    borrowed: float
    lent: float
    overtime: float
    hired_persons: int
    borrowed_persons: int
    lent_persons: int


def people(problem: Problem, plan: Plan) -> tuple[People, ...]:
    """Per employer and trade that has people or work, in order of both."""
    pools: dict[tuple[int, int], list[int]] = {}
    for i, pool in enumerate(problem.pools):
        pools.setdefault((pool.employer, pool.trade), []).append(i)
    moved: dict[tuple[str, int, int], tuple[int, int]] = {}  # what, employer, trade: hundredths of head-weeks, persons
    for placement, demand, pattern in facts.staffing(problem, plan):
        employer = problem.projects[problem.activities[placement.activity].project].employer
        pools.setdefault((employer, demand.trade), [])
        roles = [] if pattern.source is Source.OWN else [(ROLES[pattern.source], employer)]
        if pattern.other is not None and pattern.source is not Source.HIRED:
            roles.append(("lent", problem.pools[pattern.other].employer))
        head_weeks = pattern.other_heads * len(facts.working_weeks(problem, placement))
        for what, who in roles:
            before, persons = moved.get((what, who, demand.trade), (0, 0))
            moved[what, who, demand.trade] = before + head_weeks, persons + -(-pattern.other_heads // 100)
    given, rows, units = heads_given(problem), facts.at_work(problem, plan), facts.changes(problem, plan)
    return tuple(
        _people(problem, who, trade, mine, given, rows, units, {w: moved.get((w, who, trade), (0, 0)) for w in MOVED})
        for (who, trade), mine in sorted(pools.items())
    )


ROLES = {
    Source.HIRED: "hired",
    Source.LENT: "borrowed",
    Source.CONSORTIUM: "borrowed",
    Source.OVERTIME: "overtime",
}
MOVED = ("hired", "borrowed", "lent", "overtime")


def _people(
    problem: Problem,
    employer: int,
    trade: int,
    pools: list[int],
    given: list[list[int]],
    rows: list[list[int]],
    units: list[int],
    moved: dict[str, tuple[int, int]],
) -> People:
    used = sum(sum(rows[p]) for p in pools)
    together = [sum(rows[p][t] for p in pools) for t in range(problem.horizon)]
    return People(
        employer=employer,
        trade=trade,
        given=_heads(sum(sum(given[p]) for p in pools)),
        used=_heads(used),
        idle=_heads(sum(_idle(given[p], rows[p]) for p in pools)),
        idle_in_span=_heads(sum(_idle_in_span(given[p], rows[p]) for p in pools)),
        changes=round(sum(units[p] for p in pools) / problem.changes_unit / 100, 2),
        spells=sum(_spells(given[p], rows[p]) for p in pools),
        peak_persons=tuple(-(-max(together[begin:end]) // 100) for begin, end in pairwise(problem.quarters)),
        hired=_heads(moved["hired"][0]),
        borrowed=_heads(moved["borrowed"][0]),
        lent=_heads(moved["lent"][0]),
        overtime=_heads(moved["overtime"][0]),
        hired_persons=moved["hired"][1],
        borrowed_persons=moved["borrowed"][1],
        lent_persons=moved["lent"][1],
    )


def heads_given(problem: Problem) -> list[list[int]]:
    """Per pool and week the hundredths of a head that may be planned, nothing in weeks in which nobody of its trade
    works there."""
    working = WorkingWeeks(problem)
    rows = []
    for p, pool in enumerate(problem.pools):
        weeks = set(working(pool.trade, pool.region))
        rows.append([available(problem, p, t) if t in weeks else 0 for t in range(problem.horizon)])
    return rows


def _spells(given: list[int], row: list[int]) -> int:
    """Times that a pool begins to work; weeks in which it has nobody (a collective stop) part nothing."""
    spells, at_work = 0, False
    for own, heads in zip(given, row, strict=True):
        if heads > 0 and not at_work:
            spells += 1
        if heads > 0 or own > 0:
            at_work = heads > 0
    return spells


def _idle(given: list[int], row: list[int]) -> int:
    """Hundredths of head-weeks that a pool has and does not use."""
    return sum(max(0, own - heads) for own, heads in zip(given, row, strict=True))


def _idle_in_span(given: list[int], row: list[int]) -> int:
    """Of these the ones between the first and the last week in which it works."""
    used = [t for t, heads in enumerate(row) if heads > 0]
    return _idle(given[used[0] : used[-1] + 1], row[used[0] : used[-1] + 1]) if used else 0


def delivery(problem: Problem, plan: Plan) -> Delivery:
    """What a plan delivers; that of the baseline fixes the question *equal delivery*."""
    burden, broken = [0] * len(problem.districts), [0] * len(problem.districts)
    for run in openings(problem, plan):
        district = problem.streets[run.street].district
        burden[district] += problem.streets[run.street].burden * (run.end - run.start)
        broken[district] += run.broken_rest
    steady, each = (changes(problem, plan), employer_changes(problem, plan)) if problem.quarters else (None, ())
    return Delivery(finishes(problem, plan), tuple(burden), tuple(broken), project_ends(problem, plan), steady, each)


def homes_done(problem: Problem, plan: Plan) -> list[tuple[int, int]]:
    """Per homes that are done together how many they are, and the week by whose beginning they are."""
    placed = plan.by_activity()
    return [(homes.number, max(placed[a].end for a in homes.works)) for homes in problem.homes]


def means(problem: Problem, plan: Plan) -> Means:
    """What a plan uses; that of the baseline is what question *sooner* may use."""
    return Means(
        sum(TERMS[term].euros(problem, plan) for term in CASH),
        facts.hired_head_weeks(problem, plan),
        changes(problem, plan) if problem.quarters else None,
    )


@dataclass(frozen=True, slots=True)
class Measures:
    """What a plan looks like besides its cost; a part of ``comparison.json``. Head-weeks count heads in the weeks that
    they work."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", use_attribute_docstrings=True)

    idle_head_weeks: float
    """Heads kept and not used over the whole horizon, what is held in reserve left out."""

    idle_head_weeks_in_span: float
    """Of these the ones between the first and the last week in which their pool works."""

    changes: float
    """Heads by which the average heads at work of a pool rise or fall from quarter to quarter, summed over pools and
    quarters."""

    spells: int
    """Times that a pool begins to work after a week in which it could and did not."""

    own_head_weeks: float
    """Own people at work."""

    hired_head_weeks: float
    """People hired."""

    lent_head_weeks: float
    """People lent between employers."""

    consortium_head_weeks: float
    """People of partners in one lot."""

    overtime_head_weeks: float
    """Overtime of own people, at work of their own employer; it is not in `own_head_weeks`."""

    openings: int
    """How often streets open."""

    weeks_open: int
    """Weeks that streets are open, summed over openings."""

    broken_rests: int
    """Streets opened inside their rest period."""

    burden_eur: int
    """Nuisance of open streets, in euros."""

    joined_labour_eur: int
    """Labour that digs save by sharing an opening, less what own people then stand by, in euros: part of terms
    ``labour`` and ``standby``."""

    mean_weeks_moved: float
    """Weeks between the week asked for and the week planned, either way, over the works that asked."""

    projects_meeting_target: int
    """Projects that ask people and are finished by their target week."""

    projects: int
    """Projects that ask people."""

    combined_tenders: int
    """Tenders of several projects."""

    tenders: int
    """Tenders in all."""

    home_weeks: int
    """Homes x weeks from the beginning until they are done: when the last work of their block, street and district
    is."""

    mean_home_week: float | None
    """Week by whose beginning a home is done, on average; ``null`` where no home waits for work."""

    finish_week: Mapping[str, int]
    """Per district with work the first week after its last work."""


def measures(problem: Problem, plan: Plan, districts: tuple[str, ...]) -> Measures:
    """The measures of one plan; ``districts`` are their ids."""
    at_work = loads(problem, plan)
    pools = list(zip(heads_given(problem), at_work.pools, strict=True))
    runs = list(openings(problem, plan))
    placed = plan.by_activity()
    ours = {
        a.project for a in problem.activities if any(mode.demands for mode in a.modes)
    }  # not the fixed digs of those who take no part
    moved = [
        abs(placed[i].start - a.submitted)
        for i, a in enumerate(problem.activities)
        if a.submitted is not None and a.project in ours
    ]
    ends = [max((placed[a].end for a in members), default=0) for members in problem.members]
    homes, waited = (
        sum(row.number for row in problem.homes),
        sum(number * week for number, week in homes_done(problem, plan)),
    )
    return Measures(
        idle_head_weeks=_heads(sum(_idle(*pool) for pool in pools)),
        idle_head_weeks_in_span=_heads(sum(_idle_in_span(*pool) for pool in pools)),
        changes=round(changes(problem, plan) / problem.changes_unit / 100, 2),
        spells=sum(_spells(*pool) for pool in pools),
        own_head_weeks=_heads(at_work.by_source[Source.OWN]),
        hired_head_weeks=_heads(at_work.by_source[Source.HIRED]),
        lent_head_weeks=_heads(at_work.by_source[Source.LENT]),
        consortium_head_weeks=_heads(at_work.by_source[Source.CONSORTIUM]),
        overtime_head_weeks=_heads(at_work.by_source[Source.OVERTIME]),
        openings=len(runs),
        weeks_open=sum(o.end - o.start for o in runs),
        broken_rests=sum(o.broken_rest for o in runs),
        burden_eur=sum(delivery(problem, plan).burden),
        joined_labour_eur=sum(_joined_labour(problem.activities[p.activity], p.mode) for p in plan.placements),
        mean_weeks_moved=sum(moved) / len(moved) if moved else 0.0,
        projects_meeting_target=sum(ends[p] <= problem.projects[p].target for p in ours),
        projects=len(ours),
        combined_tenders=sum(problem.tenders[p.tender].combined for p in plan.tenders),
        tenders=len(plan.tenders),
        home_weeks=waited,
        mean_home_week=waited / homes if homes else None,
        finish_week={name: week for name, week in zip(districts, finishes(problem, plan), strict=True) if week > 0},
    )


def _joined_labour(activity: Activity, mode: int) -> int:
    """Euros of labour and of standing by that a mode saves against the cheapest in which the dig is alone in its
    opening; 0 for that and for work that can only be done so."""
    done, alone = (
        activity.modes[mode],
        [one.labour + one.standby for one in activity.modes if one.position is Position.ALONE],
    )
    return 0 if done.position is Position.ALONE or not alone else min(alone) - done.labour - done.standby


def _heads(hundredths: int) -> float:
    return round(hundredths / 100, 2)
