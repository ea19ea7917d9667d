"""Encodes :mod:`wijkplan.models.check.rules.grid`.

per area and week t: sum of loads with start <= t is at most supply[t] + sum of releases with end <= t
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..reservoir import post_reservoir
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the grid areas that free activities load or relieve."""
    for reservoir in problem.grids:
        post_reservoir(model, variables, reservoir)
