"""Every project still to be tendered, and every call-off, is in exactly one tender of the candidate list; combined ones
only where allowed, barred ones never.

per tendered project: number of chosen tenders with it = 1;  a tender is chosen at most once, combined only where
allowed, never where barred"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import exists
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield tenders that are unknown, double or not allowed, and projects in no tender or in several."""
    chosen_times = [0] * len(problem.tenders)
    bought = [0] * len(problem.projects)
    for publication in plan.tenders:
        if not exists(publication.tender, problem.tenders):
            yield Violation(
                "tender", "tender", publication.tender, publication.week, 1, "tenders that are no candidate"
            )
            continue
        chosen_times[publication.tender] += 1
        for member in problem.tenders[publication.tender].projects:
            bought[member] += 1
    for t, times in enumerate(chosen_times):
        if times > 1:
            yield Violation("tender", "tender", t, None, times - 1, "publications too many")
        if times > 0 and problem.tenders[t].barred:
            yield Violation("tender", "tender", t, None, 1, "tenders that are barred here")
        elif times > 0 and not problem.may_choose(problem.tenders[t]):
            yield Violation("tender", "tender", t, None, 1, "combined tenders where none is allowed")
    for q, project in enumerate(problem.projects):
        if project.tendered and bought[q] != 1:
            unit = "tenders missing" if bought[q] == 0 else "tenders too many"
            yield Violation("tender", "project", q, None, abs(bought[q] - 1), unit)
