"""Budgets that limit nothing are left out of a question; those that can bind are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.worlds import HORIZON, plan, work, world
from wijkplan.models.problem import Problem, Reservoir
from wijkplan.planner.plan.idle_budgets import kept, without_idle_budgets, without_willing_budgets

IDLE = Reservoir((7,) * HORIZON, ((0, 3), (1, 4)))


def paid_from(*budgets: Reservoir, **fields: int) -> Problem:
    """Two works; the second may start as ``fields`` say."""
    problem = world(work(2), work(), budgets=budgets)
    first, second = problem.activities
    return replace(problem, activities=(first, replace(second, **fields)))


def later(first: int) -> Reservoir:
    """3 euros at once, 4 more from a week on."""
    return Reservoir(tuple(3 if week < first else 7 for week in range(HORIZON)), ((0, 3), (1, 4)))


def test_money_for_everything_from_the_start_limits_nothing() -> None:
    assert without_idle_budgets(paid_from(IDLE)).budgets == ()


def test_money_that_comes_later_limits_work_that_may_start_sooner() -> None:
    problem = paid_from(later(2))
    assert without_idle_budgets(problem) == problem


@pytest.mark.parametrize("fields", [{"release": 2}, {"ready": 2}, {"pinned": 2}])
def test_money_that_comes_before_the_work_may_start_limits_nothing(fields: dict[str, int]) -> None:
    assert without_idle_budgets(paid_from(later(2), **fields)).budgets == ()
    assert without_idle_budgets(paid_from(later(3), **fields)).budgets != ()


def test_the_others_keep_their_place() -> None:
    binds = later(2)
    assert without_idle_budgets(paid_from(IDLE, binds)).budgets == (replace(IDLE, loads=()), binds)


def test_money_for_what_senders_are_willing_to_limits_nothing_unless_a_plan_goes_beyond_it() -> None:
    problem = paid_from(later(2), submitted=4)
    assert without_willing_budgets(problem, (0, 2)).budgets == ()
    assert without_willing_budgets(problem, (0, 3)).budgets == problem.budgets
    assert without_willing_budgets(problem, (0, 2)) == replace(problem, budgets=())  # nothing else changes
    assert kept(problem, plan(problem, 0, 2)) and not kept(problem, plan(problem, 0, 1))
