"""Social price: per project the weeks that its last end is later than its target.

sum over projects of delay_price x max(0, last end - target)
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import placed


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of delay of a costable plan."""
    work = placed(problem, plan)
    total = 0
    for project, members in zip(problem.projects, problem.members, strict=True):
        if members:
            last = max(work[i].end for i in members)
            total += project.delay_price * max(0, last - project.target)
    return total
