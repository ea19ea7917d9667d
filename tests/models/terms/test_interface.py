"""Term ``interface``: openings shared by two contracts."""

from __future__ import annotations

from typing import Any

from tests.support.worlds import assert_term, dig, plan, street, tender, world
from wijkplan.models.problem import Allowed, Joint, Problem, Project

JOINED: dict[str, Any] = {"modes": {0: 1, 1: 3}, "joined": [(0, 0)]}


def shared(second: int, **fields: Any) -> Problem:
    """Two digs, the second of the given project; sharing an opening across contracts costs 25."""
    joints = (Joint(2, True, 25),)
    agreed = Allowed(agreements=True, combined=True)
    return world(dig(), dig(project=second), streets=(street(0, 1, joints=joints),), allowed=agreed, **fields)


def test_two_contracts_that_share_an_opening() -> None:
    assert_term(shared(1), plan(shared(1), 0, 1, **JOINED), "interface", 25)
    assert_term(shared(1), plan(shared(1), 0, 1), "interface", 0)


def test_nothing_inside_one_project() -> None:
    assert_term(shared(0), plan(shared(0), 0, 1, **JOINED), "interface", 0)


def test_nothing_inside_one_lot() -> None:
    projects = (Project(0, 0, 0, tendered=True),) * 2
    one_lot = shared(1, projects=projects, tenders=(tender((0, 1)),))
    assert_term(one_lot, plan(one_lot, 0, 1, tenders=[(0, 0)], **JOINED), "interface", 0)
    two_lots = shared(1, projects=projects, tenders=(tender((0,), (1,)),))
    assert_term(two_lots, plan(two_lots, 0, 1, tenders=[(0, 0)], **JOINED), "interface", 25)
