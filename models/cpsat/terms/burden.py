"""Social price: weeks that a street is open, gaps included, x homes and shops in it.

sum over digs of burden x (close - start), where a joined dig keeps its street open until the next one starts
"""

from __future__ import annotations

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of burden."""
    return total(
        (weeks, sign * street.burden)
        for s, street in enumerate(problem.streets)
        if street.burden
        for i, dig in enumerate(street.digs)
        for weeks, sign in ((variables.close(s, i), 1), (variables.start(dig), -1))
    )
