"""What an employer gets to see of itself: its work with the changes, its balance against its own planning, its people
week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import STAFFING, Problem, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.plan.employer_bills import bills
from wijkplan.planner.plan.kept_weeks import KeptWeek, keeping
from wijkplan.planner.plan.measures import People, WorkingWeeks
from wijkplan.planner.plan.move_check import Shifts
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.results.binding_rules import Reasons, Why
from wijkplan.planner.text import Language, say, translated

from .head_weeks import HEADS, free_heads, staffed
from .move_reason import Moved, reason

WHOSE = {
    Source.HIRED: say("hired"),
    Source.LENT: say("borrowed"),
    Source.CONSORTIUM: say("of a partner"),
    Source.OVERTIME: say("overtime"),
}
"""Whose people these are who are not one's own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One activity of a party: weeks ``[start, end)`` as planned, why it moved, with how many people (whose those are
    is not said), what keeping the week that was asked for would cost (empty where it did not move), and what keeps it
    from the week ``before`` and the week ``after``."""

    activity: int
    moved: Moved
    end: int
    reason: str
    people: tuple[tuple[str, str], ...]
    keeping: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Balance:
    """Head-weeks of an employer's people and of others on its work, and how far its work moved."""

    works_moved: int
    weeks_moved: int
    own: float
    idle: float
    hired: float
    overtime: float
    travel: float
    lent_out: float
    borrowed: float


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """Heads of one trade in one region and week: own ones free, at own work, given to others; and taken from others or
    hired."""

    trade: int
    region: int
    week: int
    available: float
    own: float
    given: float
    taken: float
    hired: float


def lines(
    problem: Problem, names: Names, plan: Plan, reader: Reader, language: Language, kept: Sequence[KeptWeek] = ()
) -> tuple[Line, ...]:
    """The work of an employer or client in order of its weeks; ``kept`` is what keeping its week would cost each work
    of the plan. Whose people do it is told to their employer."""
    prices = {row.activity: translated(keeping(row, rule=False), language) for row in kept}
    placed, shifts = plan.by_activity(), Shifts(problem, plan)
    told = Reasons(problem, names, plan, language, shifts, reader)
    mine = [a for a in range(len(problem.activities)) if a in placed and reader.owns(problem, a)]
    made = [
        Line(
            a,
            Moved(problem.activities[a].submitted, placed[a].start),
            placed[a].end,
            reason(problem, names, plan, a, language, shifts, reader),
            _people(problem, names, placed[a], language) if reader.kind == "employer" else (),
            prices.get(a, ""),
            *_sides(told.why(a)),
        )
        for a in mine
    ]
    return tuple(sorted(made, key=lambda line: (line.moved.planned, names.activities[line.activity].id)))


def _sides(why: Why) -> tuple[str, str]:
    """What keeps a work from the weeks next to it."""
    sides = ((why.sooner, why.not_sooner), (why.later, why.not_later))
    before, after = (": ".join((*([week] if week else []), " ".join(told))) for week, told in sides)
    return before, after


def _people(problem: Problem, names: Names, placement: Placement, language: Language) -> tuple[tuple[str, str], ...]:
    """Per trade (its id) the heads, own ones first, such as ``1.5 + 0.5 borrowed``."""
    told = []
    for need, chosen in zip(
        problem.activities[placement.activity].modes[placement.mode].demands, placement.patterns, strict=True
    ):
        pattern = need.patterns[chosen]
        heads = [say("{heads:g}", heads=pattern.own_heads / HEADS)] if pattern.own_heads else []
        if pattern.other_heads:
            heads.append(say("{heads:g} {whose}", heads=pattern.other_heads / HEADS, whose=WHOSE[pattern.source]))
        told.append((names.trades[need.trade].id, " + ".join(translated(part, language) for part in heads)))
    return tuple(told)


def balance(problem: Problem, plan: Plan, employer: int, own: Sequence[People]) -> Balance:
    """The balance of an employer, whose people are ``own``, in a plan; idle heads are counted in the working weeks
    between the first and the last in which a pool works."""
    sums: dict[str, float] = defaultdict(float)
    used: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in staffed(problem, plan):
        if row.supplier == employer and row.pool is not None:
            used[row.pool][row.week] += row.heads
            sums["own" if row.employer == employer else "lent_out"] += row.heads
            if row.employer == employer and problem.pools[row.pool].region != row.region:
                sums["travel"] += row.heads
        elif row.employer == employer:
            sums["hired" if row.source is Source.HIRED else "borrowed"] += row.heads
    sums["overtime"] = sum(row.overtime for row in own)
    working, idle = WorkingWeeks(problem), 0.0
    for pool, weeks in used.items():
        there = working(problem.pools[pool].trade, problem.pools[pool].region)
        idle += sum(max(0.0, free_heads(problem, pool, t) - weeks[t]) for t in there if min(weeks) <= t <= max(weeks))
    away = [abs(w) for w in _weeks_moved(problem, plan, employer)]
    kinds = {name: round(sums[name], 2) for name in ("own", "hired", "overtime", "travel", "lent_out", "borrowed")}
    return Balance(sum(w > 0 for w in away), sum(away), idle=round(idle, 2), **kinds)


def own_people(rows: Sequence[People], employer: int) -> tuple[People, ...]:
    """Of what a plan asks of everybody's people that of an employer's, per trade; of others only how many come to work
    for it."""
    return tuple(row for row in rows if row.employer == employer)


def people_euros(problem: Problem, plan: Plan, employer: int, idle_week_eur: Sequence[float]) -> dict[str, int]:
    """Euros of the people of an employer per term, as in its bill; what its work itself costs is left out, of openings
    and lots that it shares it would tell of others."""
    bill = bills(problem, plan, idle_week_eur)[employer]
    return {term: bill[term] for term in STAFFING}


def _weeks_moved(problem: Problem, plan: Plan, employer: int) -> Iterator[int]:
    for placement in plan.placements:
        one = problem.activities[placement.activity]
        if problem.projects[one.project].employer == employer and one.submitted is not None:
            yield placement.start - one.submitted


def load(problem: Problem, plan: Plan, employer: int) -> tuple[WeekLoad, ...]:
    """Week by week where anything happens; people count in their home region, those of others where the work is."""
    cells: dict[tuple[int, int, int], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in staffed(problem, plan):
        if row.supplier == employer and row.pool is not None:
            home = problem.pools[row.pool].region
            cells[row.trade, home, row.week]["own" if row.employer == employer else "given"] += row.heads
        elif row.employer == employer:
            cells[row.trade, row.region, row.week]["hired" if row.source is Source.HIRED else "taken"] += row.heads
    made = []
    for (trade, region, week), sums in sorted(cells.items()):
        mine = [
            p
            for p, pool in enumerate(problem.pools)
            if (pool.employer, pool.trade, pool.region) == (employer, trade, region)
        ]
        parts = {name: round(sums[name], 2) for name in ("own", "given", "taken", "hired")}
        made.append(
            WeekLoad(trade, region, week, available=round(sum(free_heads(problem, p, week) for p in mine), 2), **parts)
        )
    return tuple(made)
