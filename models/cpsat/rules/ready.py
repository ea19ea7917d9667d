"""Encodes :mod:`wijkplan.models.check.rules.ready`.

ready <= start[a];  per delivery and week t: sum of loads with start <= t is at most supply[t]
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..reservoir import post_reservoir
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities and for the deliveries they draw on."""
    for a in variables.scope.ordered:
        model.add(variables.start(a) >= problem.activities[a].ready)
    for reservoir in problem.deliveries:
        post_reservoir(model, variables, reservoir)
