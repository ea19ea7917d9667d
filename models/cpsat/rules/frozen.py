"""Encodes :mod:`wijkplan.models.check.rules.frozen`.

start[a] = pinned
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities."""
    for a in variables.scope.ordered:
        pinned = problem.activities[a].pinned
        if pinned is not None:
            model.add(variables.start(a) == pinned)
