"""Social price: each reopening of a street inside its rest period.

sum over broken rests of the street's rest_price (nothing where breaking is forbidden: that is rule rest)
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import broken_rests


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of broken rests of a costable plan."""
    return sum(problem.streets[broken.street].rest_price or 0 for broken in broken_rests(problem, plan))
