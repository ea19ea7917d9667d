"""Cash: finding and inducting hired people, per person and work.

sum over the chosen staffing patterns of their turnover
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import staffing


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of turnover of a costable plan."""
    return sum(pattern.turnover for _, _, pattern in staffing(problem, plan))
