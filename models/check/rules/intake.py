"""Newcomers are whole people who start in the cohorts that there are, in each no more than it takes, and no more
together than there are seats and candidates.

per cohort: 0 <= newcomers <= most;  per group of places: sum over its cohorts of newcomers <= most
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import intake
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the newcomers too many, cohort by cohort and group by group."""
    if len(plan.intake) not in (0, len(problem.cohorts)):
        found = len(plan.intake)
        yield Violation("intake", "programme", None, None, abs(found - len(problem.cohorts)), "cohorts that do not fit")
        return
    numbers = intake(problem, plan)
    for c, (number, cohort) in enumerate(zip(numbers, problem.cohorts, strict=True)):
        if not 0 <= number <= cohort.most:
            over = -number if number < 0 else number - cohort.most
            yield Violation("intake", "cohort", c, cohort.start, over, "newcomers too many")
    for i, places in enumerate(problem.places):
        together = sum(numbers[c] for c in places.cohorts)
        if together > places.most:
            yield Violation("intake", "places", i, None, together - places.most, "newcomers too many")
