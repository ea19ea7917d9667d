"""Encodes :mod:`wijkplan.models.check.rules.budget`.

per budget and week t: sum of spending with start <= t is at most supply[t]
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..reservoir import post_reservoir
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the budgets that free activities are paid from."""
    for budget in problem.budgets:
        post_reservoir(model, variables, budget)
