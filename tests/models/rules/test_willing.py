"""Rule ``willing``: no work starts further from its asked week than its sender is willing to move it."""

from __future__ import annotations

import pytest

from tests.support.worlds import assert_breaks, assert_holds, plan, work, world


def test_work_starts_within_what_its_sender_is_willing_to() -> None:
    problem = world(work(submitted=3, willing=(2, 4)))
    for week in (2, 3, 4):
        assert_holds(problem, plan(problem, week))
    assert_breaks(problem, plan(problem, 0), "willing", ("activity 0", 0, 2))
    assert_breaks(problem, plan(problem, 7), "willing", ("activity 0", 7, 3))


def test_who_said_nothing_may_be_moved() -> None:
    problem = world(work(submitted=3))
    assert_holds(problem, plan(problem, 0))


def test_it_is_the_start_that_counts_not_the_end() -> None:
    problem = world(work(4, willing=(0, 1)))
    assert_holds(problem, plan(problem, 1))


def test_no_week_at_all_is_no_window() -> None:
    with pytest.raises(ValueError, match="willing to start from week 4 to week 3"):
        world(work(willing=(4, 3)))
