"""Encodes :mod:`wijkplan.models.check.terms.interface`.

sum over joints of interface x bridged[s, i]
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of interfaces."""
    return total(
        (variables.bridged(s, i), joint.interface)
        for s, street in enumerate(problem.streets)
        for i, joint in enumerate(street.joints)
    )
