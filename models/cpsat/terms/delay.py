"""Encodes :mod:`wijkplan.models.check.terms.delay`.

sum over projects of delay_price x late[p], with late[p] >= last end - target and late[p] >= 0
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of delay."""
    return total(
        (variables.late(p), project.delay_price)
        for p, project in enumerate(problem.projects)
        if project.delay_price and problem.members[p]
    )
