"""Encodes :mod:`wijkplan.models.check.terms.hire`.

sum over patterns of hire x pattern[a, m, d, k]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of hire."""
    return total(
        (literal, problem.activities[a].modes[m].demands[d].patterns[k].hire)
        for a, m, d, k, literal in variables.patterns()
    )
