"""No work starts further from its asked week than its sender is willing to move it.

first <= start <= last of ``willing``, where given
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that work starts sooner or later than its sender is willing to."""
    for i, placement in placed(problem, plan).items():
        willing = problem.activities[i].willing
        if willing is None:
            continue
        first, last = willing
        if placement.start < first:
            yield Violation(
                "willing", "activity", i, placement.start, first - placement.start, "weeks sooner than willing"
            )
        if placement.start > last:
            yield Violation(
                "willing", "activity", i, placement.start, placement.start - last, "weeks later than willing"
            )
