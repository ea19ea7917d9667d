"""Term ``burden``: weeks that a street is open, gaps included."""

from __future__ import annotations

from tests.support.worlds import assert_term, dig, plan, street, world


def test_gaps_inside_an_opening_count() -> None:
    # Digs in [0, 1) and [3, 4): apart 2 weeks x 5, in one opening 4 weeks x 5. The dig in the other street: 1 x 2.
    problem = world(dig(), dig(), dig(), streets=(street(0, 1, burden=5), street(2, burden=2)))
    assert_term(problem, plan(problem, 0, 3, 0), "burden", 12)
    assert_term(problem, plan(problem, 0, 3, 0, modes={0: 1, 1: 3}, joined=[(0, 0)]), "burden", 22)
