"""Cash: per chosen tender, by procedure, client and bidders.

sum over the chosen tenders of their procurement
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import chosen


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of procurement of a costable plan."""
    return sum(tender.procurement for _, tender in chosen(problem, plan))
