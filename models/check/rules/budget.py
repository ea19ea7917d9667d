"""What a client spends stays within its ceilings, year by year: work counts in the week in which it starts, and what is
left of a year stays for the next unless it is strict.

per budget and week t: sum of spending with r <= start <= t is at most supply[t], the ceilings of all years since r;
r = the last week up to t in which the budget is renewed (a year after a strict one), 0 where none is
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import placed, shortages
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the euros spent beyond a budget, week by week."""
    work = placed(problem, plan)
    for b, budget in enumerate(problem.budgets):
        for week, over in shortages(problem, work, budget):
            yield Violation("budget", "budget", b, week, over, "spent beyond the budget")
