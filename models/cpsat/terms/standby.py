"""Encodes :mod:`wijkplan.models.check.terms.standby`.

sum over activities and modes of standby x mode[a, m] + sum over patterns of standby x pattern[a, m, d, k]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of standby."""
    return total(
        [
            (total((literal, problem.activities[a].modes[m].standby) for a, m, literal in variables.modes()), 1),
            (
                total(
                    (literal, problem.activities[a].modes[m].demands[d].patterns[k].standby)
                    for a, m, d, k, literal in variables.patterns()
                ),
                1,
            ),
        ]
    )
