"""Encodes :mod:`wijkplan.models.check.rules.once`.

sum over its possible modes of mode[a, m] = 1
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities; their start and end exist once by construction."""
    for a in range(len(problem.activities)):
        if a in variables.works:
            model.add_exactly_one(variables.works[a].modes.values())
