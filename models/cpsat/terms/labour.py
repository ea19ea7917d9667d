"""Encodes :mod:`wijkplan.models.check.terms.labour`.

sum over activities and modes of labour x mode[a, m]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of labour."""
    return total((literal, problem.activities[a].modes[m].labour) for a, m, literal in variables.modes())
