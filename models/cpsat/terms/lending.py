"""Encodes :mod:`wijkplan.models.check.terms.lending`.

sum over patterns of lending x pattern[a, m, d, k]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of lending."""
    return total(
        (literal, problem.activities[a].modes[m].demands[d].patterns[k].lending)
        for a, m, d, k, literal in variables.patterns()
    )
