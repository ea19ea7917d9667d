"""What has begun took what it took: limits bind what is still planned."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import HORIZON, dig, street, work, world
from wijkplan.models.problem import Activity, District, Reservoir
from wijkplan.planner.compile.happened import districts_so_far, so_far


def begun(activity: Activity, week: int) -> Activity:
    """The same work, which began in that week."""
    return replace(activity, pinned=week)


def test_a_budget_holds_what_has_begun_whatever_it_was() -> None:
    problem = world(begun(work(), 1), begun(work(), 3), work())
    budget = Reservoir((5,) * HORIZON, loads=((0, 4), (1, 4), (2, 4)))
    assert so_far(problem, {0, 1}, budget).supply == (5, 5, 5, 8, 8, 8, 8, 8)
    assert so_far(problem, set(), budget) == budget


def test_what_a_year_took_is_nothing_to_the_next_one_where_budgets_are_strict() -> None:
    problem = world(begun(work(), 1), begun(work(), 5))
    strict = Reservoir((5,) * HORIZON, loads=((0, 9), (1, 7)), renewals=(4,))
    assert so_far(problem, {0, 1}, strict).supply == (5, 9, 9, 9, 5, 7, 7, 7)


def test_what_ended_gives_back_what_it_held() -> None:
    problem = world(begun(work(2), 1))
    grid = Reservoir((1,) * HORIZON, loads=((0, 3),), releases=((0, 3),))
    assert so_far(problem, {0}, grid).supply == (1, 3, 3, 1, 1, 1, 1, 1)


def test_as_many_streets_may_be_open_as_were() -> None:
    problem = world(
        begun(dig(), 2), begun(dig(), 2), begun(dig(), 6), streets=tuple(street(a) for a in range(3)),
        districts=(District(0, max_open=1),),
    )  # fmt: skip
    assert [one.max_open for one in districts_so_far(problem, {0, 1, 2})] == [2]
    assert districts_so_far(problem, {0, 2}) == problem.districts
    free = replace(problem, districts=(District(0),))
    assert districts_so_far(free, {0, 1}) == free.districts
