"""Encodes :mod:`wijkplan.models.check.rules.willing`.

first of willing <= start[a] <= last of willing
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities."""
    for a in variables.scope.ordered:
        willing = problem.activities[a].willing
        if willing is not None:
            first, last = willing
            model.add(variables.start(a) >= first)
            model.add(variables.start(a) <= last)
