"""The second stage: nearer to the weeks asked for, within its ceiling and all rules; and prices of single weeks
against every plan there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from random import Random

import pytest

from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.check.facts import changes
from wijkplan.models.improve.nearest import NO_CEILING, Nearest, in_its_week, nearest, week_prices
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Allowed, Pattern, Problem, Source

SEEDS = 200
SETTINGS = Settings(work=400)


@cache
def problems() -> tuple[tuple[int, Problem, Plan], ...]:
    """Random problems with the cheapest plan of each; all work has asked for a week, and changes are counted over two
    quarters at least."""
    return tuple(
        (seed, asking(random_problem(seed), seed), best)
        for seed in range(SEEDS)
        for best in [cheapest(seed)[1]]
        if best is not None
    )


def asking(problem: Problem, seed: int) -> Problem:
    """The problem with a week asked for where none is, for which moving has no price."""
    random = Random(seed)
    rows = tuple(
        one if one.submitted is not None else replace(one, submitted=random.randrange(problem.horizon - 1))
        for one in problem.activities
    )
    return replace(problem, activities=rows, quarters=problem.quarters or (0, problem.horizon // 2, problem.horizon))


def cost(problem: Problem, plan: Plan) -> int:
    """Euros of a plan without violations."""
    verdict = judge(problem, plan)
    assert verdict.feasible and verdict.objective is not None, [str(v) for v in verdict.violations]
    return verdict.objective


def weeks(problem: Problem, plan: Plan) -> int:
    """Weeks moved, all work together."""
    asked = {a: one.submitted for a, one in enumerate(problem.activities)}
    return sum(abs(p.start - week) for p in plan.placements for week in [asked[p.activity]] if week is not None)


def steps(problem: Problem, plan: Plan) -> int:
    """Changes of own heads, in the problem's units."""
    return sum(changes(problem, plan)) if problem.quarters else 0


def aim(problem: Problem, plan: Plan) -> int:
    """Weeks moved and changes as one number."""
    return 100 * problem.changes_unit * weeks(problem, plan) + problem.head_weeks * steps(problem, plan)


def nearer(problem: Problem, plan: Plan, ceiling: int) -> Plan:
    """The plan of a fixed number of rounds."""
    return nearest(problem, plan, ceiling, None, SETTINGS, lambda: False, lambda: 0.0).plan


@pytest.mark.parametrize("more", [0, 3])
def test_the_plan_holds_costs_no_more_than_allowed_and_is_no_further_away(more: int) -> None:
    better = 0
    for seed, problem, plan in problems():
        ceiling = cost(problem, plan) + more
        found = nearer(problem, plan, ceiling)
        assert cost(problem, found) <= ceiling, seed
        assert aim(problem, found) <= aim(problem, plan), seed
        better += aim(problem, found) < aim(problem, plan)
    assert better > 20


def test_the_same_seed_gives_the_same_plan() -> None:
    for _, problem, plan in problems()[:40]:
        ceiling = cost(problem, plan) + 2
        assert nearer(problem, plan, ceiling) == nearer(problem, plan, ceiling)


def in_week(problem: Problem, plan: Plan, activity: int, week: int) -> Iterator[Plan]:
    """The plan with one activity in another week, in each mode and with each crew that its list has; as they stand, or
    broken."""
    for m, mode in enumerate(problem.activities[activity].modes):
        end = problem.end(activity, m, week)
        for chosen in product(*(range(len(demand.patterns)) for demand in mode.demands)) if end is not None else ():
            other = Placement(activity, week, end, m, chosen)
            yield replace(plan, placements=tuple(other if p.activity == activity else p for p in plan.placements))


def test_the_plan_with_one_work_in_its_week_holds_and_costs_what_its_price_says() -> None:
    looked = 0
    for seed, problem, plan in problems():
        for row in week_prices(problem, plan):
            found = in_its_week(problem, plan, row.activity)
            assert (found is None) == (row.any_euros is None), (seed, row.activity)
            if found is None:
                continue
            here, there = plan.by_activity(), found.by_activity()
            assert there[row.activity].start == problem.activities[row.activity].submitted
            assert all(there[a] == here[a] for a in here if a != row.activity)
            more = row.any_euros if row.euros is None else row.euros
            assert cost(problem, found) - cost(problem, plan) == more, (seed, row.activity)
            looked += 1
    assert looked > 50


def test_the_price_of_a_week_is_that_of_the_best_plan_there_is_with_all_else_in_place() -> None:
    priced = steady = 0
    for seed, problem, plan in problems():
        told, here = {row.activity: row for row in week_prices(problem, plan)}, cost(problem, plan)
        for a, one in enumerate(problem.activities):
            placed = plan.by_activity()[a]
            if one.submitted is None or placed.start == one.submitted:
                assert a not in told
                continue
            held = [p for p in in_week(problem, plan, a, one.submitted) if judge(problem, p).feasible]
            every = min((cost(problem, p) - here for p in held), default=None)
            calm = min(
                (cost(problem, p) - here for p in held if steps(problem, p) <= steps(problem, plan)), default=None
            )
            assert (told[a].any_euros, told[a].euros) == (every, calm), (seed, a)
            priced += every is not None
            steady += every is not None and calm != every
    assert priced > 50 and steady > 0


def test_no_single_work_can_go_back_for_nothing() -> None:
    for seed, problem, plan in problems():
        found = nearer(problem, plan, cost(problem, plan))
        assert all(row.euros is None or row.euros > 0 for row in week_prices(problem, found)), seed


def test_a_plan_above_the_ceiling_is_refused() -> None:
    _, problem, plan = problems()[0]
    with pytest.raises(ValueError, match="the ceiling is"):
        Nearest(problem, plan, cost(problem, plan) - 1)


def test_of_plans_that_are_equally_near_the_one_with_the_crews_of_before_is_taken() -> None:
    """Two partners lend for the same euros: who did it before does it again, and without a plan of before nobody is
    changed."""
    lent = tuple(Pattern(None, 0, Source.LENT, other, 100) for other in (1, 2))
    lenders = [pool(employer=e, lendable=100, consent=True, legal_basis=True) for e in (1, 2)]
    problem = world(
        work(2, demands=(crew(100, *lent),), submitted=1), pools=(pool(0), *lenders), allowed=Allowed(lent=True)
    )
    first, second = (Plan((Placement(0, 1, 3, 0, (k,)),)) for k in (0, 1))
    for before, expected in ((second, second), (first, first), (None, first)):
        assert nearest(problem, first, 0, before, SETTINGS, lambda: False, lambda: 0.0).plan == expected


def test_weeks_that_were_agreed_count_before_those_that_were_asked_for() -> None:
    nearer_to_agreed = 0
    for seed, problem, plan in problems()[:120]:
        if "moved" in problem.priced:
            continue
        random = Random(seed)
        agreed = replace(
            problem,
            activities=tuple(replace(one, agreed=random.randrange(problem.horizon - 1)) for one in problem.activities),
        )
        anchored = replace(problem, activities=tuple(replace(one, submitted=one.agreed) for one in agreed.activities))
        ceiling = cost(problem, plan) + 3
        found = nearest(agreed, plan, ceiling, None, SETTINGS, lambda: False, lambda: 0.0)
        assert cost(problem, found.plan) <= ceiling, seed
        assert aim(anchored, found.plan) <= aim(anchored, plan), seed
        assert found.prices == week_prices(problem, found.plan), (
            "what a week would cost is still said of the week asked for"
        )
        nearer_to_agreed += aim(anchored, found.plan) < aim(anchored, plan)
    assert nearer_to_agreed > 5


def test_of_searches_beside_each_other_the_nearest_counts() -> None:
    """Each worker has a seed of its own; what is shown is no further away than the start."""
    compared = 0
    settings = Settings(workers=2)
    for seed, problem, plan in problems()[:60]:
        if any(one.agreed is not None for one in problem.activities):
            continue
        ceiling, asked = cost(problem, plan) + 500, Counter[None]()

        def done(asked: Counter[None] = asked) -> bool:
            asked[None] += 1
            return asked[None] > 4

        together = nearest(problem, plan, ceiling, plan, settings, done, lambda: 0.5).plan
        assert judge(problem, together).feasible and cost(problem, together) <= ceiling, seed
        start, end = (Nearest(problem, one, NO_CEILING, plan).distance() for one in (plan, together))
        assert end <= start, seed
        compared += end < start
    assert compared > 0
