"""Encodes :mod:`wijkplan.models.check.rules.window`.

release <= start[a];  end[a] <= deadline, horizon
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities."""
    for a in variables.scope.ordered:
        activity = problem.activities[a]
        model.add(variables.start(a) >= max(0, activity.release))
        model.add(
            variables.end(a)
            <= (problem.horizon if activity.deadline is None else min(problem.horizon, activity.deadline))
        )
