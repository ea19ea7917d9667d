"""Cash: coordination, claims and warranty between contracts that share an opening.

sum over joined pairs that are neither of one project nor in one lot of a chosen tender nor one employer's own work of
the joint's interface"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import joined_pairs, needs_agreement


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of interfaces of a costable plan."""
    joints = ((problem.streets[s].joints[i], before, after) for s, i, before, after in joined_pairs(problem, plan))
    return sum(
        joint.interface for joint, before, after in joints if needs_agreement(problem, plan, joint, before, after)
    )
