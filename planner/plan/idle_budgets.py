"""Budgets that no plan of a question can exceed: they limit nothing, so its problem goes without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from wijkplan.models.check.rules.budget import violations
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Reservoir


def without_idle_budgets(problem: Problem) -> Problem:
    """The problem in which a budget that is kept whatever the plan, because nothing that it pays for can start sooner
    than there is money for it, asks nothing of anybody any more. Its place in the list stays, for names; where none is
    left there are none."""
    rows = tuple(replace(row, loads=()) if idle(problem, row) else row for row in problem.budgets)
    return replace(problem, budgets=rows if any(row.loads for row in rows) else ())


def without_willing_budgets(problem: Problem, flexible: Sequence[int]) -> Problem:
    """Likewise before anything says how far work moves: a budget that is kept whatever the plan as long as no work
    starts sooner than its sender is willing to (``flexible`` weeks per activity before the week asked for). Its plans
    have to be held against all budgets (:func:`kept`)."""
    activities = tuple(
        one
        if one.submitted is None or one.willing is not None
        else replace(one, willing=(one.submitted - weeks, problem.horizon))
        for one, weeks in zip(problem.activities, flexible, strict=True)
    )
    return replace(problem, budgets=without_idle_budgets(replace(problem, activities=activities)).budgets)


def kept(problem: Problem, plan: Plan) -> bool:
    """Whether a plan keeps all budgets."""
    return next(violations(problem, plan), None) is None


def idle(problem: Problem, budget: Reservoir) -> bool:
    """Whether all that it pays for fits, each work as soon as it may start: spent by a week is never more than then."""
    if budget.renewals:  # strict years: whatever the order, each could pay for all of it
        return sum(euros for _, euros in budget.loads) <= min(budget.supply, default=0)
    spent = [0] * problem.horizon
    for a, euros in budget.loads:
        spent[min(problem.horizon - 1, soonest(problem, a))] += euros
    return all(so_far <= most for so_far, most in zip(accumulate(spent), budget.supply, strict=True))


def soonest(problem: Problem, a: int) -> int:
    """A week before which an activity starts in no plan (rules ``window``, ``willing``, ``ready``, ``frozen``)."""
    activity = problem.activities[a]
    return activity.first_start if activity.pinned is None else activity.pinned
