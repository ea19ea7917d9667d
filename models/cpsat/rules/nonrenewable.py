"""Encodes :mod:`wijkplan.models.check.rules.nonrenewable`.

per resource: sum over activities and modes of consumption x mode[a, m] is at most the amount
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..linear import total
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule over all activities."""
    for r, amount in enumerate(problem.nonrenewables):
        used = total(
            (literal, problem.activities[a].modes[m].consumption[r])
            for a, m, literal in variables.modes()
            if problem.activities[a].modes[m].consumption
        )
        model.add(used <= amount)
