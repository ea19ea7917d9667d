"""Term ``training``: what newcomers cost."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import HORIZON, assert_term, crew, plan, work, world
from wijkplan.models.problem import Cohort

NOTHING = (0,) * HORIZON


def test_each_newcomer_costs_what_the_cohort_says() -> None:
    cohorts = (Cohort(0, 0, 1200, NOTHING, NOTHING, NOTHING, 3), Cohort(0, 4, 70, NOTHING, NOTHING, NOTHING, 3))
    problem = world(work(2, demands=(crew(100),)), cohorts=cohorts)
    placed = plan(problem, 0)
    # A plan that says nothing of newcomers has none of them.
    assert_term(problem, replace(placed, intake=(0, 0)), "training", 0)
    assert_term(problem, replace(placed, intake=(2, 1)), "training", 2470)
