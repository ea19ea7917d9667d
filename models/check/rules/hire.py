"""Hired heads stay within what the market of the activity's region offers per trade and week.

per market and week t: sum of hired heads of activities with start <= t < end and an open calendar <= heads[t]
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem, Source
from ..facts import staffing, working_weeks
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the heads hired beyond what the market offers, week by week."""
    hired = [[0] * problem.horizon for _ in problem.markets]
    for placement, _, pattern in staffing(problem, plan):
        if pattern.source is Source.HIRED and pattern.other is not None:
            for week in working_weeks(problem, placement):
                hired[pattern.other][week] += pattern.other_heads
    for m, market in enumerate(problem.markets):
        for week, heads in enumerate(hired[m]):
            if heads > market.heads[week]:
                yield Violation("hire", "market", m, week, heads - market.heads[week], "heads beyond the market")
