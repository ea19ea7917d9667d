"""Lent heads stay within the lendable share, summed over all borrowers, with the owner's consent and a stated legal
basis.

per pool and week t: sum of lent heads <= floor(floor(heads[t] x (1 - reserve)) x lendable)
a pool that lends has consent and a legal basis;  use inside one lot (consortium) does not count
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem, Source
from ..facts import after_reserve, staffing, working_weeks
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the heads lent beyond the share, week by week, and the uses of pools that may not be lent."""
    lent = [[0] * problem.horizon for _ in problem.pools]
    for placement, _, pattern in staffing(problem, plan):
        if pattern.source is not Source.LENT or pattern.other is None:
            continue
        pool = problem.pools[pattern.other]
        if not pool.consent:
            yield Violation(
                "lending", "pool", pattern.other, placement.start, pattern.other_heads, "heads without consent"
            )
        if not pool.legal_basis:
            yield Violation(
                "lending", "pool", pattern.other, placement.start, pattern.other_heads, "heads without a legal basis"
            )
        for week in working_weeks(problem, placement):
            lent[pattern.other][week] += pattern.other_heads
    for p, pool in enumerate(problem.pools):
        for week, heads in enumerate(lent[p]):
            share = after_reserve(pool, week) * pool.lendable // 100
            if heads > share:
                yield Violation("lending", "pool", p, week, heads - share, "heads beyond the lendable share")
