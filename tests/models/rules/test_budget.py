"""Rule ``budget``: what has been spent never exceeds the ceilings of the years so far."""

from __future__ import annotations

from tests.support.worlds import HORIZON, assert_breaks, assert_holds, plan, work, world
from wijkplan.models.problem import Problem, Reservoir


def client(first: int, second: int) -> Problem:
    """Works of 3 and 4 euros, paid in the week in which they start; the second year begins in week 2."""
    supply = tuple(first if week < 2 else first + second for week in range(HORIZON))
    return world(work(2), work(), budgets=(Reservoir(supply, ((0, 3), (1, 4))),))


def test_each_in_its_year() -> None:
    problem = client(3, 4)
    assert_holds(problem, plan(problem, 0, 2))


def test_too_much_in_the_first_year() -> None:
    # 7 of 3 in week 1; from week 2 on there is 7.
    problem = client(3, 4)
    assert_breaks(problem, plan(problem, 0, 1), "budget", ("budget 0", 1, 4))


def test_what_is_left_of_a_year_stays_for_the_next() -> None:
    problem = client(5, 2)
    assert_holds(problem, plan(problem, 0, 2))


def test_too_much_in_all() -> None:
    problem = client(3, 3)
    assert_breaks(problem, plan(problem, 0, 2), "budget", *(("budget 0", week, 1) for week in range(2, HORIZON)))


def strict(*years: int) -> Problem:
    """The same works, of which each year of two weeks has its own ceiling and nothing stays for the next."""
    supply = tuple(years[min(week // 2, len(years) - 1)] for week in range(HORIZON))
    renewals = tuple(2 * year for year in range(1, len(years)))
    return world(work(2), work(), budgets=(Reservoir(supply, ((0, 3), (1, 4)), renewals=renewals),))


def test_nothing_is_left_of_a_strict_year() -> None:
    problem = strict(7, 2)  # 3 spent in the first year: the 4 left do not pay the second work in week 2
    assert_holds(problem, plan(problem, 0, 1))
    assert_breaks(problem, plan(problem, 0, 2), "budget", *(("budget 0", week, 2) for week in range(2, HORIZON)))


def test_a_strict_year_knows_nothing_of_what_was_spent_before() -> None:
    problem = strict(3, 4)
    assert_holds(problem, plan(problem, 1, 3))
    assert_breaks(problem, plan(problem, 2, 1), "budget", ("budget 0", 1, 1))


def test_a_year_without_money_between_two_with() -> None:
    problem = strict(3, 0, 4)
    assert_holds(problem, plan(problem, 0, 4))
    assert_breaks(problem, plan(problem, 0, 2), "budget", ("budget 0", 2, 4), ("budget 0", 3, 4))
