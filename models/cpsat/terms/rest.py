"""Encodes :mod:`wijkplan.models.check.terms.rest`.

sum over digs of rest_price x broken[s, i]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of broken rests."""
    return total(
        (variables.broken(s, i), street.rest_price)
        for s, street in enumerate(problem.streets)
        if street.rest_price
        for i in range(len(street.digs))
    )
