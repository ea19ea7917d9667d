"""Cash: lending fee per week that lent people are paid, and their induction, once per person and work.

sum over the chosen staffing patterns of their lending
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import staffing


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of lending of a costable plan."""
    return sum(pattern.lending for _, _, pattern in staffing(problem, plan))
