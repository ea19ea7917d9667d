"""Cash: coordination, claims and warranty between contracts that share an opening.

sum over joined pairs that are neither of one project nor in one lot of a chosen tender of the joint's interface
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import joined_pairs, needs_agreement


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of interfaces of a costable plan."""
    return sum(
        problem.streets[s].joints[i].interface for s, i, before, after in joined_pairs(problem, plan) if needs_agreement(problem, plan, before, after)
    )
