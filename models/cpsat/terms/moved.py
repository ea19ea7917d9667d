"""Encodes :mod:`wijkplan.models.check.terms.moved`.

sum over activities of moved_price x shift[a], with shift[a] >= |start[a] - submitted|
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of moves."""
    return total(
        (variables.shift(a), activity.moved_price)
        for a, activity in enumerate(problem.activities)
        if activity.moved_price and activity.submitted is not None
    )
