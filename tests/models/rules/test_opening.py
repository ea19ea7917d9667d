"""Rule ``opening``: digs are joined within the gap and one contract or agreement; what is joined selects the
variant."""

from __future__ import annotations

from typing import Any

from tests.support.worlds import assert_breaks, assert_holds, dig, plan, street, tender, world
from wijkplan.models.check import judge
from wijkplan.models.problem import Allowed, Joint, Problem, Project

ALONE, FIRST, MIDDLE, LAST = range(4)  # modes of a dig


def three(*projects: int, gap: int = 1) -> Problem:
    """Three digs of one week in one street."""
    return world(*(dig(project=project) for project in projects), streets=(street(0, 1, 2, gap=gap),))


def test_all_joined() -> None:
    problem = three(0, 0, 0)
    assert_holds(problem, plan(problem, 0, 1, 3, modes={0: FIRST, 1: MIDDLE, 2: LAST}, joined=[(0, 0), (0, 1)]))


def test_the_last_two_joined() -> None:
    problem = three(0, 0, 0)
    assert_holds(problem, plan(problem, 0, 1, 2, modes={0: ALONE, 1: FIRST, 2: LAST}, joined=[(0, 1)]))


def test_a_variant_for_another_place() -> None:
    problem = three(0, 0, 0)
    wrong = plan(problem, 0, 1, 2, modes={0: FIRST, 1: FIRST, 2: LAST}, joined=[(0, 1)])
    assert_breaks(problem, wrong, "opening", ("activity 0", 0, 1))


def test_joined_is_a_decision_never_inferred() -> None:
    # Neighbours in time, not joined: then both are alone.
    problem = three(0, 0, 0)
    assert_holds(problem, plan(problem, 0, 1, 2))


def test_outside_the_gap() -> None:
    # Dig 0 ends in week 1, dig 1 starts in week 4: 3 weeks, of at most 1.
    problem = three(0, 0, 0)
    wrong = plan(problem, 0, 4, 5, modes={0: FIRST, 1: LAST}, joined=[(0, 0)])
    assert_breaks(problem, wrong, "opening", ("activity 1", 4, 2))
    problem = three(0, 0, 0, gap=3)
    assert_holds(problem, plan(problem, 0, 4, 5, modes={0: FIRST, 1: LAST}, joined=[(0, 0)]))


def test_a_joint_that_does_not_exist() -> None:
    problem = three(0, 0, 0)
    wrong = plan(problem, 0, 1, 2, joined=[(0, 2), (5, 0)])
    assert_breaks(problem, wrong, "opening", ("street 0", None, 1), ("street 5", None, 1))
    assert judge(problem, wrong).objective is None


def two_contracts(agreement: bool, **fields: Any) -> Problem:
    return world(dig(), dig(project=1), streets=(street(0, 1, joints=(Joint(1, agreement),)),), **fields)


def test_two_contracts_need_an_agreement_that_is_allowed() -> None:
    joined: dict[str, Any] = {"modes": {0: FIRST, 1: LAST}, "joined": [(0, 0)]}
    problem = two_contracts(True, allowed=Allowed(agreements=True))
    assert_holds(problem, plan(problem, 0, 1, **joined))
    for without in (two_contracts(True), two_contracts(False, allowed=Allowed(agreements=True))):
        assert_breaks(without, plan(without, 0, 1, **joined), "opening", ("activity 1", None, 1))


def test_or_one_lot() -> None:
    joined: dict[str, Any] = {"modes": {0: FIRST, 1: LAST}, "joined": [(0, 0)], "tenders": [(0, 0)]}
    tendered: dict[str, Any] = {"projects": (Project(0, 0, 0, tendered=True),) * 2, "allowed": Allowed(combined=True)}
    problem = two_contracts(False, tenders=(tender((0, 1)),), **tendered)
    assert_holds(problem, plan(problem, 0, 1, **joined))
    problem = two_contracts(False, tenders=(tender((0,), (1,)),), **tendered)
    assert_breaks(problem, plan(problem, 0, 1, **joined), "opening", ("activity 1", None, 1))


def test_one_employers_own_work_needs_no_agreement_and_has_no_interface() -> None:
    problem = world(dig(), dig(project=1), streets=(street(0, 1, joints=(Joint(1, interface=7, own=True),)),))
    joined = plan(problem, 0, 1, modes={0: FIRST, 1: LAST}, joined=[(0, 0)])
    assert_holds(problem, joined)
    assert judge(problem, joined).terms["interface"] == 0


def test_an_agreement_that_is_not_there_yet_is_for_variants_with_new_ones() -> None:
    for new, allowed, holds in (
        (False, Allowed(existing=True), True),
        (True, Allowed(existing=True), False),
        (True, Allowed(agreements=True), True),
        (False, Allowed(), False),
    ):
        problem = world(
            dig(), dig(project=1), streets=(street(0, 1, joints=(Joint(1, True, new=new),)),), allowed=allowed
        )
        joined = plan(problem, 0, 1, modes={0: FIRST, 1: LAST}, joined=[(0, 0)])
        if holds:
            assert_holds(problem, joined)
        else:
            assert_breaks(problem, joined, "opening", ("activity 1", None, 1))


def test_work_that_is_no_dig_is_alone() -> None:
    problem = world(dig())
    assert_holds(problem, plan(problem, 0))
    assert_breaks(problem, plan(problem, 0, modes={0: LAST}), "opening", ("activity 0", 0, 1))
