"""Rule ``once``: every activity is done exactly once, in exactly one mode."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import assert_breaks, assert_holds, crew, plan, work, world
from wijkplan.models.check import judge
from wijkplan.models.plan import Placement

ONE = world(work(), work())


def test_each_activity_once() -> None:
    assert_holds(ONE, plan(ONE, 0, 1))


def test_missing_work_is_named() -> None:
    assert_breaks(ONE, plan(ONE, 0), "once", ("activity 1", None, 1))


def test_double_work_counts_the_surplus() -> None:
    # Activity 1 is placed three times: two too many.
    twice = plan(ONE, 0, 1)
    assert_breaks(
        ONE, replace(twice, placements=twice.placements + twice.placements[1:] * 2), "once", ("activity 1", None, 2)
    )


def test_unknown_work_and_modes() -> None:
    good = plan(ONE, 0, 1)
    assert_breaks(
        ONE, replace(good, placements=(*good.placements, Placement(7, 3, 4, 0))), "once", ("activity 7", 3, 1)
    )
    assert_breaks(
        ONE, replace(good, placements=(good.placements[0], Placement(1, 1, 2, -1))), "once", ("activity 1", 1, 1)
    )


def test_one_pattern_per_demand() -> None:
    # Two demands, one pattern stated: one is missing.
    problem = world(work(demands=(crew(), crew())))
    assert_holds(problem, plan(problem, 0))
    assert_breaks(problem, plan(problem, 0, patterns={0: (0,)}), "once", ("activity 0", 0, 1))


def test_a_plan_that_is_not_complete_has_no_cost() -> None:
    verdict = judge(ONE, plan(ONE, 0))
    assert (verdict.terms, verdict.objective, verdict.decidable) == ({}, None, None)
