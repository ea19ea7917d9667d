"""Term ``rest``: every reopening inside the rest period."""

from __future__ import annotations

from tests.support.worlds import assert_term, dig, plan, street, world
from wijkplan.models.check import judge


def test_every_broken_rest_once() -> None:
    # Closed in week -1 with 2 weeks of rest: week 0 is too early, and so is week 2 after an end in week 1.
    problem = world(dig(), dig(), streets=(street(0, 1, rest=2, rest_price=40, closed=-1),))
    assert_term(problem, plan(problem, 0, 2), "rest", 80)
    assert_term(problem, plan(problem, 1, 3), "rest", 40)
    assert_term(problem, plan(problem, 1, 4), "rest", 0)


def test_where_it_is_forbidden_it_is_a_violation_and_no_cost() -> None:
    problem = world(dig(), dig(), streets=(street(0, 1, rest=2, rest_price=None),))
    verdict = judge(problem, plan(problem, 0, 2))
    assert (verdict.terms["rest"], verdict.feasible) == (0, False)
