"""The best of two plans, component by component: nothing that components share is overlooked, and each part costs what
it cost."""

from __future__ import annotations

from dataclasses import replace

from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.construct.arrays import arrays
from wijkplan.models.improve.anneal import RuinRecreate
from wijkplan.models.improve.recombine import MOST_GROUPS, components, few, recombined
from wijkplan.models.incumbent import Board
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import District, Pattern, Problem, Project


def two_areas() -> Problem:
    """Two districts, each with a work of its own pool that is asked for in week 2, at 10 euros a week moved."""
    works = tuple(
        work(project=area, demands=(crew(100, Pattern(area, 100)),), submitted=2, moved_price=10) for area in (0, 1)
    )
    pools = (pool(100), pool(100))
    return world(
        *works, pools=pools, districts=(District(0), District(0)), projects=(Project(0, 0, 0), Project(0, 0, 1))
    )


def at(*weeks: int) -> Plan:
    return Plan(tuple(Placement(a, week, week + 1, 0, (0,)) for a, week in enumerate(weeks)))


def test_areas_with_nothing_in_common_are_components() -> None:
    problem = two_areas()
    assert components(problem) == (frozenset({0}), frozenset({1}))
    one_pool = replace(
        problem, activities=(problem.activities[0], replace(problem.activities[1], modes=problem.activities[0].modes))
    )
    assert components(one_pool) == (frozenset({0, 1}),)
    one_district = replace(problem, projects=(Project(0, 0, 0), Project(0, 0, 0)))
    assert components(one_district) == (frozenset({0, 1}),)


def test_each_area_is_taken_from_the_plan_that_does_it_cheaper() -> None:
    problem = two_areas()
    one, other = at(2, 4), at(3, 2)
    assert [judge(problem, plan).objective for plan in (one, other)] == [20, 10]
    mixed = recombined(problem, frozenset({1}), one, other)
    assert mixed == at(2, 2)
    assert judge(problem, mixed).objective == 0


def test_the_part_of_the_portfolio_offers_them() -> None:
    """The board's plan is cheaper in all; the search, stopped at once, has the other area right."""
    problem = two_areas()
    board = Board(problem, None)
    board.offer(at(3, 2), "inherited")
    RuinRecreate(problem, arrays(problem), 1)._recombine(board, at(2, 4), 60.0)
    assert board.plan == at(2, 2)


def test_all_that_belongs_to_a_component_comes_along() -> None:
    """Of random problems: components have each activity once, and a plan put together from nothing but its components
    is that plan."""
    whole = 0
    for seed in range(120):
        problem, plan = random_problem(seed), cheapest(seed)[1]
        groups = components(problem)
        assert sorted(a for group in groups for a in group) == list(range(len(problem.activities))), seed
        if plan is None or not all(problem.members):
            continue
        made = Plan(())
        for group in groups:
            made = recombined(problem, group, made, plan)
        assert judge(problem, made).objective == judge(problem, plan).objective, seed
        assert (set(made.placements), set(made.tenders), made.joined) == (
            set(plan.placements),
            set(plan.tenders),
            plan.joined,
        ), seed
        whole += 1
    assert whole > 40


def test_many_components_go_together() -> None:
    groups = [frozenset({i}) for i in range(3 * MOST_GROUPS)]
    assert len(few(groups)) == MOST_GROUPS
    assert frozenset().union(*few(groups)) == frozenset(range(3 * MOST_GROUPS))
    assert few(groups[:2]) == groups[:2]
