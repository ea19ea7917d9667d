"""Cash: person-hours of the chosen mode and dig variant x rate; independent of week and supplier.

sum over activities of the chosen mode's labour
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import placed


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of labour of a costable plan."""
    return sum(problem.activities[i].modes[placement.mode].labour for i, placement in placed(problem, plan).items())
