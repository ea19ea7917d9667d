"""Encodes :mod:`wijkplan.models.check.terms.training`.

sum over cohorts of cost x intake
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of training."""
    return total((number, problem.cohorts[c].cost) for c, number in enumerate(variables.intake))
