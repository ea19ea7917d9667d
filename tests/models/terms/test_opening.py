"""Term ``opening``: the variants in which streets are dug."""

from __future__ import annotations

from tests.support.worlds import assert_term, dig, plan, street, world


def test_joined_digs_open_and_close_once() -> None:
    # Apart 2 x 10 euros, joined 2 x 4.
    problem = world(dig(), dig(), streets=(street(0, 1),))
    assert_term(problem, plan(problem, 0, 1), "opening", 20)
    assert_term(problem, plan(problem, 0, 1, modes={0: 1, 1: 3}, joined=[(0, 0)]), "opening", 8)
