"""Per week a pool supplies at most its heads after its reserve.

per pool and week t: sum of own, lent and consortium heads of activities with start <= t < end and an open calendar
is at most floor(heads[t] x (1 - reserve))
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem, Source
from ..facts import available, staffing, working_weeks
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the heads that a pool is short, week by week."""
    used = [[0] * problem.horizon for _ in problem.pools]
    for placement, _, pattern in staffing(problem, plan):
        for week in working_weeks(problem, placement):
            if pattern.own is not None:
                used[pattern.own][week] += pattern.own_heads
            if pattern.other is not None and pattern.source is not Source.HIRED:
                used[pattern.other][week] += pattern.other_heads
    for p, pool in enumerate(problem.pools):
        for week, heads in enumerate(used[p]):
            if heads > available(pool, week):
                yield Violation("capacity", "pool", p, week, heads - available(pool, week), "heads short")
