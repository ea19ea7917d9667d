"""Cash: overtime of own people x what an hour of it is paid more than a normal one.

sum over the chosen staffing patterns of their overtime
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import staffing


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of overtime of a costable plan."""
    return sum(pattern.overtime for _, _, pattern in staffing(problem, plan))
