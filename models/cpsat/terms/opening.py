"""Encodes :mod:`wijkplan.models.check.terms.opening`.

sum over activities and modes of opening x mode[a, m]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of openings."""
    return total((literal, problem.activities[a].modes[m].opening) for a, m, literal in variables.modes())
