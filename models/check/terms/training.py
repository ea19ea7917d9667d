"""Cash: newcomers' tracks, wages while they learn and the hours of who guides them, less subsidies.

sum over cohorts of newcomers x cost
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import intake


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of training of a costable plan."""
    return sum(n * cohort.cost for n, cohort in zip(intake(problem, plan), problem.cohorts, strict=True))
