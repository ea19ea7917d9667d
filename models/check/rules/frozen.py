"""Work that has started or is pinned stays in its week.

start = pinned, where given
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that pinned work was moved."""
    for i, placement in placed(problem, plan).items():
        pinned = problem.activities[i].pinned
        if pinned is not None and placement.start != pinned:
            yield Violation("frozen", "activity", i, placement.start, abs(placement.start - pinned), "weeks moved")
