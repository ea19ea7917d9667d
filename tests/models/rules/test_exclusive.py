"""Rule ``exclusive``: at most one opening per street at a time, and the agreed number per district."""

from __future__ import annotations

from typing import Any

from tests.support.worlds import assert_breaks, assert_holds, dig, plan, street, world
from wijkplan.models.check import judge
from wijkplan.models.problem import District, Problem


def streets(max_open: int | None) -> Problem:
    """Three streets with one dig of two weeks each, in one district."""
    return world(dig(2), dig(2), dig(2), streets=(street(0), street(1), street(2)), districts=(District(0, max_open),))


def test_the_agreed_number_at_a_time() -> None:
    problem = streets(2)
    assert_holds(problem, plan(problem, 0, 0, 2))


def test_one_opening_too_many() -> None:
    # In week 1 all three are open.
    problem = streets(2)
    assert_breaks(problem, plan(problem, 0, 0, 1), "exclusive", ("district 0", 1, 1))
    assert_holds(streets(None), plan(problem, 0, 0, 1))


def test_gaps_inside_an_opening_count() -> None:
    # Street 0 is open in weeks [0, 4), its gap in weeks 1 and 2 included; street 1 opens in week 2.
    joined: dict[str, Any] = {"modes": {0: 1, 1: 3}, "joined": [(0, 0)]}
    problem = world(dig(), dig(), dig(), streets=(street(0, 1), street(2)), districts=(District(0, 1),))
    assert_breaks(problem, plan(problem, 0, 3, 2, **joined), "exclusive", ("district 0", 2, 1))
    assert_holds(problem, plan(problem, 0, 3, 4, **joined))
    # Not joined, the street is closed in between.
    assert_holds(problem, plan(problem, 0, 3, 2))


def test_one_opening_per_street_at_a_time() -> None:
    # Digs [0, 1) and [5, 6) are one opening, which the dig in week 3 falls inside: it breaks the order of the street
    # as well.
    problem = world(dig(), dig(), dig(), streets=(street(0, 1, 2, gap=8),))
    found = judge(problem, plan(problem, 0, 5, 3, modes={0: 1, 1: 3}, joined=[(0, 0)])).violations
    assert [(v.rule, v.where, v.week, v.amount) for v in found] == [
        ("street_order", "activity 2", 3, 3),
        ("exclusive", "street 0", 3, 1),
    ]
