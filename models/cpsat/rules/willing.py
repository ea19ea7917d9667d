"""No work starts further from its asked week than its sender is willing to move it.

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
