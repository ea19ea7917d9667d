"""Rule ``calendar``: an end follows from start, duration and calendar; no start in a closed week."""

from __future__ import annotations

from tests.support.worlds import assert_breaks, assert_holds, work, world
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Calendar

# Week 1 is closed, week 2 is half a week.
HALF = Calendar((100, 0, 50, 100, 100, 100, 100, 100))


def placed(start: int, end: int) -> Plan:
    return Plan((Placement(0, start, end, 0),))


def test_work_waits_for_its_calendar() -> None:
    # Two weeks of work from week 0: 100 + 0 + 50 + 100 >= 200 at the end of week 3.
    problem = world(work(2), calendars=(HALF,))
    assert_holds(problem, placed(0, 4))
    # From week 3 on all weeks are whole.
    assert_holds(problem, placed(3, 5))


def test_an_end_that_does_not_follow() -> None:
    problem = world(work(2), calendars=(HALF,))
    assert_breaks(problem, placed(0, 2), "calendar", ("activity 0", 0, 2))
    assert_breaks(problem, placed(3, 6), "calendar", ("activity 0", 3, 1))


def test_no_start_in_a_closed_week() -> None:
    problem = world(work(2), calendars=(HALF,))
    assert_breaks(problem, placed(1, 5), "calendar", ("activity 0", 1, 1))


def test_no_start_that_cannot_finish() -> None:
    problem = world(work(2), calendars=(HALF,))
    assert_breaks(problem, placed(7, 8), "calendar", ("activity 0", 7, 1))


def test_work_without_duration_ends_where_it_starts() -> None:
    problem = world(work(0), calendars=(HALF,))
    assert_holds(problem, placed(0, 0))
    assert_holds(problem, placed(8, 8))
    assert_breaks(problem, placed(1, 1), "calendar", ("activity 0", 1, 1))
