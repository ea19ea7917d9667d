"""Rule ``rest``: a street rests between its openings, unless breaking that has a price."""

from __future__ import annotations

from typing import Any

from tests.support.worlds import assert_breaks, assert_holds, dig, plan, street, world
from wijkplan.models.check import judge
from wijkplan.models.problem import Problem


def rested(**fields: Any) -> Problem:
    """Two digs of one week in a street that rests three weeks."""
    return world(dig(), dig(), streets=(street(0, 1, rest=3, **fields),))


def test_the_street_rests() -> None:
    problem = rested(rest_price=None)
    assert_holds(problem, plan(problem, 0, 4))


def test_reopened_too_early() -> None:
    # From week 1 to week 3 it rests 2 of 3 weeks.
    problem = rested(rest_price=None)
    assert_breaks(problem, plan(problem, 0, 3), "rest", ("activity 1", 3, 1))


def test_with_a_price_it_is_a_cost() -> None:
    problem = rested(rest_price=50)
    assert_holds(problem, plan(problem, 0, 3))
    assert judge(problem, plan(problem, 0, 3)).terms["rest"] == 50


def test_one_opening_needs_no_rest_inside() -> None:
    problem = rested(rest_price=None)
    assert_holds(problem, plan(problem, 0, 1, modes={0: 1, 1: 3}, joined=[(0, 0)]))


def test_closed_before_the_horizon() -> None:
    # Closed in week -1: rests until week 2.
    problem = rested(rest_price=None, closed=-1)
    assert_holds(problem, plan(problem, 2, 6))
    assert_breaks(problem, plan(problem, 0, 4), "rest", ("activity 0", 0, 2))
