"""Encodes :mod:`wijkplan.models.check.rules.tender`.

per tendered project: sum over the tenders t with that project of chosen[t] = 1
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for projects whose tender is a decision."""
    for p in range(len(problem.projects)):
        if p in variables.scope.open_projects:
            model.add_exactly_one(variables.tendering.chosen[t] for t in variables.scope.tenders_of[p])
