"""Encodes :mod:`wijkplan.models.check.terms.procurement`.

sum over tenders of procurement x chosen[t]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of procurement."""
    return total((chosen, problem.tenders[t].procurement) for t, chosen in variables.tendering.chosen.items())
