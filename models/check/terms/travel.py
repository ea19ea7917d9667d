"""Cash: heads that work outside their home region.

sum over the chosen staffing patterns of their travel
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import staffing


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of travel of a costable plan."""
    return sum(pattern.travel for _, _, pattern in staffing(problem, plan))
