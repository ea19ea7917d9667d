"""Cash: once per lot, trade and district with any work of that lot, whoever supplies it; of projects with a contract of
their own the same in every plan.

sum of mobilisation of projects with a contract of their own + sum over the lots of the chosen tenders
"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import chosen


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of mobilisation of a costable plan."""
    own = sum(project.mobilisation for project in problem.projects if not project.tendered)
    return own + sum(lot.mobilisation for _, tender in chosen(problem, plan) for lot in tender.lots)
