"""Rule ``safe``: who learns is guided."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import HORIZON, assert_breaks, assert_holds, crew, plan, work, world
from wijkplan.models.problem import Cohort, Guidance, Problem

NOTHING = (0,) * HORIZON


def weeks(begin: int, end: int, heads: int = 100) -> tuple[int, ...]:
    """So many heads in these weeks."""
    return tuple(heads if begin <= week < end else 0 for week in range(HORIZON))


def learning(ratio: int, guides: int, most: int = 1000) -> Problem:
    """Newcomers learn in the weeks 0 to 3 or 2 to 5, and can guide from then on."""
    cohorts = (
        Cohort(0, 0, 0, NOTHING, weeks(0, 4), weeks(4, HORIZON), 4),
        Cohort(0, 2, 0, NOTHING, weeks(2, 6), weeks(6, HORIZON), 4),
        Cohort(0, 4, 0, NOTHING, weeks(4, 8), NOTHING, 4),
    )
    guidance = (Guidance(0, ratio, (guides,) * HORIZON, (most,) * HORIZON),)
    return world(work(2, demands=(crew(100),)), cohorts=cohorts, guidance=guidance)


def test_two_learners_to_one_who_guides() -> None:
    problem = learning(200, 100)
    placed = plan(problem, 0)
    assert_holds(problem, replace(placed, intake=(2, 0, 0)))
    assert_breaks(problem, replace(placed, intake=(1, 2, 0)), "safe", ("pool 0", 2, 100), ("pool 0", 3, 100))


def test_part_of_a_guide_has_part_of_a_learner() -> None:
    problem = learning(200, 149)
    assert_breaks(
        problem, replace(plan(problem, 0), intake=(0, 0, 3)), "safe", *(("pool 0", week, 2) for week in range(4, 8))
    )


def test_who_has_learnt_can_guide_others() -> None:
    problem = learning(100, 100)
    placed = plan(problem, 0)
    # From week 4 on there are two who can guide; without the first, one.
    assert_holds(problem, replace(placed, intake=(1, 0, 2)))
    assert_breaks(problem, replace(placed, intake=(0, 0, 2)), "safe", *(("pool 0", week, 100) for week in range(4, 8)))


def test_no_more_learners_at_a_time_than_may_be() -> None:
    problem = learning(400, 1000, most=150)
    assert_breaks(
        problem, replace(plan(problem, 0), intake=(0, 0, 2)), "safe", *(("pool 0", week, 50) for week in range(4, 8))
    )
