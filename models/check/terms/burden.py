"""Social price: weeks that a street is open, gaps included, x homes and shops in it.

sum over openings of the street's burden x (last end - first start)
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import openings


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of burden of a costable plan."""
    return sum(problem.streets[o.street].burden * (o.end - o.start) for o in openings(problem, plan))
