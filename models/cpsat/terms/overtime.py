"""Encodes :mod:`wijkplan.models.check.terms.overtime`.

sum over patterns of overtime x pattern[a, m, d, k]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of overtime."""
    return total(
        (literal, problem.activities[a].modes[m].demands[d].patterns[k].overtime)
        for a, m, d, k, literal in variables.patterns()
    )
