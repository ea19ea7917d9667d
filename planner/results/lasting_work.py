"""Until after the district is done: what each month of work that a plan has for own people goes on to, and how many
months of steady work it supports.

Own people of one trade, employer and region are counted as heads who can take each other's place. Week by week those
whom a district no longer asks are free, those who came first go first; who is needed elsewhere is taken from those who
are free, the last freed first, so gaps are as short as they can be for as many as can be. What a head did in a district
in one go is a *stay*; it *goes on to* the district in which it works next. Weeks count from start to end of the work,
closed ones included: a holiday ends no job. A plan's figures, in no bound."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source

MONTH = 52 / 12
"""Weeks in a month."""

BRIDGED = 4
"""Weeks without work that steady work may have in it: leave, courses, a collective stop."""

STEADY = 26
"""Weeks that steady work lasts at least: a contract of half a year."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Heads (hundredths) of a pool that worked in a district for some weeks on end, then ``gap`` weeks without work,
    and ``to`` the next district; ``None``: the plan has no more work for them. ``others``: the next work is of another
    employer, to whom they are lent."""

    pool: int
    district: int
    heads: int
    weeks: int
    to: int | None
    gap: int
    others: bool = False

    @property
    def head_weeks(self) -> int:
        """Hundredths of head-weeks of the stay."""
        return self.heads * self.weeks


Where = tuple[int, bool]
"""A district, and whether the work there is of another employer."""


def stays(problem: Problem, plan: Plan) -> Iterator[Stay]:
    """All stays of all pools; their head-weeks are all weeks of own people that the plan has."""
    for pool, rows in enumerate(_present(problem, plan)):
        if rows:
            yield from _of_pool(pool, rows, problem.horizon)


def _present(problem: Problem, plan: Plan) -> list[dict[Where, list[int]]]:
    """Per pool and place the heads there in each week."""
    found: list[dict[Where, list[int]]] = [{} for _ in problem.pools]
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        project = problem.projects[activity.project]
        demands = activity.modes[placement.mode].demands
        for demand, chosen in zip(demands, placement.patterns, strict=True):
            pattern = demand.patterns[chosen]
            sides = [(pattern.own, pattern.own_heads)]
            if pattern.source in (Source.LENT, Source.CONSORTIUM):
                sides.append((pattern.other, pattern.other_heads))
            for pool, heads in sides:
                if pool is not None and heads:
                    where = project.district, problem.pools[pool].employer != project.employer
                    row = found[pool].setdefault(where, [0] * (problem.horizon + 1))
                    for week in range(placement.start, min(placement.end, problem.horizon)):
                        row[week] += heads
    return found


@dataclass(slots=True)
class _Free:
    """Heads without work since a week, and the stay that they come from."""

    heads: int
    since: int
    where: Where
    weeks: int


@dataclass(slots=True)
class _Pool:
    """Who is where since when, first come first; and who is free, last freed last."""

    there: dict[Where, deque[tuple[int, int]]] = field(default_factory=lambda: defaultdict(deque))
    free: list[_Free] = field(default_factory=list)


def _of_pool(pool: int, rows: Mapping[Where, Sequence[int]], horizon: int) -> Iterator[Stay]:
    now = _Pool()
    for week in range(horizon + 1):
        for where, row in rows.items():
            _release(now, where, (row[week - 1] if week else 0) - row[week], week)
        for where, row in rows.items():
            more = row[week] - (row[week - 1] if week else 0)
            yield from _take(now, pool, where, more, week)
    for one in now.free:
        yield Stay(pool, one.where[0], one.heads, one.weeks, None, horizon - one.since)


def _release(now: _Pool, where: Where, heads: int, week: int) -> None:
    line = now.there[where]
    while heads > 0:
        since, there = line.popleft()
        gone = min(heads, there)
        if there > gone:
            line.appendleft((since, there - gone))
        now.free.append(_Free(gone, week, where, week - since))
        heads -= gone


def _take(now: _Pool, pool: int, where: Where, heads: int, week: int) -> Iterator[Stay]:
    wanted = heads
    while heads > 0 and now.free:
        last = now.free[-1]
        taken = min(heads, last.heads)
        yield Stay(pool, last.where[0], taken, last.weeks, where[0], week - last.since, where[1])
        last.heads -= taken
        heads -= taken
        if not last.heads:
            now.free.pop()
    if wanted > 0:
        now.there[where].append((week, wanted))


def steady_weeks(row: Sequence[int]) -> int:
    """Of hundredths of heads at work per week the hundredths of head-weeks of steady work that they support: for the
    first, the second, the third person and so on the weeks from start to end of every run of at least
    :data:`STEADY` weeks in which work stops for at most :data:`BRIDGED` weeks at a time.

    >>> steady_weeks([100] * 30 + [0] * 4 + [200] * 26), steady_weeks([100] * 30 + [0] * 5 + [100] * 20)
    (8600, 3000)
    """
    found = 0
    for person in range(max(row, default=0) // 100):
        first = last = None
        for week, heads in [*enumerate(row), (len(row) + BRIDGED + 1, 100 * (person + 1))]:
            if heads < 100 * (person + 1):
                continue
            if first is None or last is None:
                first = week
            elif week - last > BRIDGED + 1:
                found += 100 * (last + 1 - first) * (last + 1 - first >= STEADY)
                first = week
            last = week
    return found


def by_trade_and_region(problem: Problem, plan: Plan) -> dict[tuple[int, int], list[int]]:
    """Per trade and region of own people the hundredths of heads at work per week, closed weeks of a work included."""
    found: dict[tuple[int, int], list[int]] = {}
    for (trade, region, _), row in by_employer(problem, plan).items():
        total = found.setdefault((trade, region), [0] * problem.horizon)
        for week, heads in enumerate(row):
            total[week] += heads
    return found


def by_employer(problem: Problem, plan: Plan) -> dict[tuple[int, int, int], list[int]]:
    """The same per trade, region and employer."""
    found: dict[tuple[int, int, int], list[int]] = {}
    for pool, rows in zip(problem.pools, _present(problem, plan), strict=True):
        for row in rows.values():
            total = found.setdefault((pool.trade, pool.region, pool.employer), [0] * problem.horizon)
            for week in range(problem.horizon):
                total[week] += row[week]
    return found


def with_one_employer(problem: Problem, plan: Plan) -> dict[tuple[int, int], dict[int, int]]:
    """Per trade and region the hundredths of head-weeks of steady work that each employer has by itself: what it can
    promise its people without sending them to another."""
    found: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for (trade, region, employer), row in by_employer(problem, plan).items():
        found[trade, region][employer] = steady_weeks(row)
    return found
