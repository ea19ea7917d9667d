"""Social price: weeks moved away from the submitted week.

sum over activities with a submitted week of moved_price x |start - submitted|
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import placed


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of moves of a costable plan."""
    total = 0
    for i, placement in placed(problem, plan).items():
        activity = problem.activities[i]
        if activity.submitted is not None:
            total += activity.moved_price * abs(placement.start - activity.submitted)
    return total
