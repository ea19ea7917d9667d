"""The last end minus the first start in a lot is at most its contract period.

per lot of a chosen tender: max end - min start <= period
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import chosen, placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that a lot takes longer than its contract."""
    work = placed(problem, plan)
    for publication, tender in chosen(problem, plan):
        for lot in tender.lots:
            done = [work[i] for project in lot.projects for i in problem.members[project] if i in work]
            if not done:
                continue
            first, last = min(w.start for w in done), max(w.end for w in done)
            if last - first > lot.period:
                yield Violation(
                    "contract", "tender", publication.tender, last, last - first - lot.period, "weeks too long"
                )
