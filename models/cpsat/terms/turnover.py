"""Encodes :mod:`wijkplan.models.check.terms.turnover`.

sum over patterns of turnover x pattern[a, m, d, k]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of turnover."""
    return total(
        (literal, problem.activities[a].modes[m].demands[d].patterns[k].turnover)
        for a, m, d, k, literal in variables.patterns()
    )
