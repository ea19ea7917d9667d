"""Term ``delay``: weeks that a project ends after its target."""

from __future__ import annotations

from tests.support.worlds import assert_term, plan, work, world
from wijkplan.models.problem import Project

# Project 0 should end by week 3 (10 euros a week), project 1 by week 0 (1 euro a week).
LATE = world(
    work(2),
    work(1),
    work(1, project=1),
    projects=(Project(0, 0, 0, target=3, delay_price=10), Project(0, 0, 0, delay_price=1)),
)


def test_the_last_end_counts() -> None:
    # Project 0 ends in week 5, 2 late: 20. Project 1 ends in week 4: 4.
    assert_term(LATE, plan(LATE, 0, 4, 3), "delay", 24)


def test_early_is_worth_nothing() -> None:
    # Project 0 ends in week 2, 1 early: 0. Project 1 in week 1: 1.
    assert_term(LATE, plan(LATE, 0, 0, 0), "delay", 1)
