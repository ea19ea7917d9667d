"""Rule ``street_order``: digs of a street keep their order and never overlap."""

from __future__ import annotations

from tests.support.worlds import assert_breaks, assert_holds, dig, plan, street, world
from wijkplan.models.check import judge


def test_in_the_order_of_the_street() -> None:
    problem = world(dig(2), dig(2), streets=(street(0, 1),))
    assert_holds(problem, plan(problem, 0, 2))


def test_in_the_wrong_order() -> None:
    # Dig 1 starts in week 0, dig 0 ahead of it ends in week 5.
    problem = world(dig(2), dig(2), streets=(street(0, 1),))
    assert_breaks(problem, plan(problem, 3, 0), "street_order", ("activity 1", 0, 5))


def test_overlap() -> None:
    # Two openings at a time in one street, so rule exclusive speaks too.
    problem = world(dig(2), dig(2), streets=(street(0, 1),))
    found = judge(problem, plan(problem, 0, 1)).violations
    assert [(v.rule, v.where, v.week, v.amount) for v in found] == [
        ("street_order", "activity 1", 1, 1),
        ("exclusive", "street 0", 1, 1),
    ]


def test_digs_of_different_streets_are_free() -> None:
    problem = world(dig(2), dig(2), streets=(street(0), street(1)))
    assert_holds(problem, plan(problem, 0, 1))


def test_the_order_is_the_streets_not_the_index() -> None:
    problem = world(dig(2), dig(2), streets=(street(1, 0),))
    assert_holds(problem, plan(problem, 3, 0))
