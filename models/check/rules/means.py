"""Asked for sooner, a plan uses no more cash and no more hired head-weeks than agreed.

sum of all cash terms <= max_cash (euros);  sum of hired heads x working weeks <= max_hired
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import CASH, Problem
from ..facts import costable, hired_head_weeks
from ..terms import TERMS
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the euros of a costable plan, and the hundredths of hired head-weeks, beyond what was agreed."""
    if problem.max_cash is not None and costable(problem, plan):
        euros = sum(TERMS[term].euros(problem, plan) for term in CASH)
        if euros > problem.max_cash:
            yield Violation("means", "programme", None, None, euros - problem.max_cash, "euros of cash too much")
    if problem.max_hired is not None:
        hired = hired_head_weeks(problem, plan)
        if hired > problem.max_hired:
            yield Violation("means", "programme", None, None, hired - problem.max_hired, "hired heads x weeks too many")
