"""Encodes :mod:`wijkplan.models.check.terms.mobilisation`.

sum of mobilisation of projects with a contract of their own + sum over tenders of mobilisation of the lots x chosen[t]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of mobilisation."""
    return total(
        [
            *((True, project.mobilisation) for project in problem.projects if not project.tendered),
            *((chosen, problem.tenders[t].mobilisation) for t, chosen in variables.tendering.chosen.items()),
        ]
    )
