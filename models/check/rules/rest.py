"""From the end of one opening to the start of the next in the same street at least the rest period passes, unless
breaking it has a price.

neighbouring digs that are not joined: start(next) - end(previous) >= rest;  first dig: start - closed >= rest
broken where rest_price is None: a violation;  otherwise a cost (term rest)
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import broken_rests
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks of rest that are missing in streets where breaking it is forbidden."""
    for broken in broken_rests(problem, plan):
        if problem.streets[broken.street].rest_price is None:
            yield Violation("rest", "activity", broken.dig, broken.week, broken.missing, "weeks of rest missing")
