"""Cash: digging, traffic and paving, as content and materials of the dig variants.

sum over activities of the chosen mode's opening
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import placed


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of openings of a costable plan."""
    return sum(problem.activities[i].modes[placement.mode].opening for i, placement in placed(problem, plan).items())
