"""Per week a pool supplies at most its heads after its reserve, newcomers added and the time of who guides them taken
off, and those who left it to learn another trade.

per pool and week t: sum of own, lent and consortium heads of activities with start <= t < end and an open calendar
is at most floor(heads[t] x (1 - reserve)) + sum over its cohorts of newcomers x heads that each adds in t
- sum over cohorts that come from it of newcomers x heads that each takes from it in t
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import at_work, available
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the heads that a pool is short, week by week."""
    for p, (used, there) in enumerate(zip(at_work(problem, plan), available(problem, plan), strict=True)):
        for week in range(problem.horizon):
            if used[week] > there[week]:
                yield Violation("capacity", "pool", p, week, used[week] - there[week], "heads short")
