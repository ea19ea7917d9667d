"""Per week a pool supplies at most its heads after its reserve.

per pool and week t: sum of own, lent and consortium heads of activities with start <= t < end and an open calendar
is at most floor(heads[t] x (1 - reserve))
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import at_work, available
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the heads that a pool is short, week by week."""
    used = at_work(problem, plan)
    for p, pool in enumerate(problem.pools):
        for week, heads in enumerate(used[p]):
            if heads > available(pool, week):
                yield Violation("capacity", "pool", p, week, heads - available(pool, week), "heads short")
