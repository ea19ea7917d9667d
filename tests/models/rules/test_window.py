"""Rule ``window``: an activity starts no sooner than its release and ends by its deadline and the horizon."""

from __future__ import annotations

from tests.support.worlds import assert_breaks, assert_holds, plan, work, world
from wijkplan.models.check import judge


def test_inside_its_window() -> None:
    # Released in week 2, two weeks of work, deadline 5: starts 2 and 3 fit.
    problem = world(work(2, release=2, deadline=5))
    assert_holds(problem, plan(problem, 2))
    assert_holds(problem, plan(problem, 3))


def test_too_early_and_too_late() -> None:
    problem = world(work(2, release=2, deadline=5))
    assert_breaks(problem, plan(problem, 0), "window", ("activity 0", 0, 2))
    # Ends in week 4 + 2 = 6, one after its deadline.
    assert_breaks(problem, plan(problem, 4), "window", ("activity 0", 6, 1))


def test_a_later_deadline_makes_room() -> None:
    problem = world(work(2, release=2, deadline=6))
    assert_holds(problem, plan(problem, 4))


def test_outside_the_horizon() -> None:
    # The calendar has no such weeks either, so more rules speak.
    problem = world(work(2))
    found = judge(problem, plan(problem, 7)).violations
    assert [(v.rule, v.amount) for v in found] == [("window", 1), ("calendar", 1)]
    found = judge(problem, plan(problem, -3)).violations
    assert [(v.rule, v.amount) for v in found] == [("window", 3), ("ready", 3), ("calendar", 1)]
