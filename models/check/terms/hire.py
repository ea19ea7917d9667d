"""Cash: hired people x hours that they are paid x premium.

sum over the chosen staffing patterns of their hire
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import staffing


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of hire of a costable plan."""
    return sum(pattern.hire for _, _, pattern in staffing(problem, plan))
