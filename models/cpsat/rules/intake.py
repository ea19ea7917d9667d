"""Encodes :mod:`wijkplan.models.check.rules.intake`.

per cohort: 0 <= intake <= most (its domain);  per group of places: sum over its cohorts of intake <= most"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..linear import total
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the whole problem."""
    for places in problem.places:
        if places.cohorts:
            model.add(total((variables.intake[c], 1) for c in places.cohorts) <= places.most)
