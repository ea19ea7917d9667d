"""The changes of own heads (how much the average heads at work rise or fall, summed over pools and quarters) are no
more than agreed and what newcomers bring by coming, for the programme and per employer.

changes of a pool = average[first quarter] + sum of |average[q] - average[q - 1]| + average[last quarter],
average[q] = sum over weeks t of quarter q of the pool's heads at work / weeks of the quarter, closed ones included;
sum over pools <= max_changes + brought;  sum over the pools of an employer <= its ceiling + brought there
brought = sum over cohorts of intake x changes of a pool in which only what one of its newcomers adds is at work
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import changes, changes_of, intake
from ..verdict import Violation

UNIT = "heads of changes too many"


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the changes beyond what was agreed, in hundredths of a head, rounded up."""
    if problem.max_changes is None and not problem.max_employer_changes:
        return
    found = changes(problem, plan)
    for number, cohort in zip(intake(problem, plan), problem.cohorts, strict=True):
        if number:
            found[cohort.pool] -= number * changes_of(problem, [max(0, heads) for heads in cohort.heads])
    if problem.max_changes is not None and sum(found) > problem.max_changes:
        yield Violation(
            "continuity", "programme", None, None, _hundredths(problem, sum(found) - problem.max_changes), UNIT
        )
    for employer, ceiling in problem.max_employer_changes:
        own = sum(units for units, pool in zip(found, problem.pools, strict=True) if pool.employer == employer)
        if own > ceiling:
            yield Violation("continuity", "employer", employer, None, _hundredths(problem, own - ceiling), UNIT)


def _hundredths(problem: Problem, units: int) -> int:
    return -(-units // problem.changes_unit)
