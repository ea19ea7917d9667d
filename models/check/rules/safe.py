"""Who learns is guided: in a pool and week there are no more learners than its people who can guide may have, nor than
may learn there at a time.

per pool and week t: learners[t] x 100 <= ratio x guides[t], guides = own people who can guide + newcomers who can by
then - people who left for another trade;  learners[t] <= most[t];  no price switches it off
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import intake
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the learners (hundredths of a head, rounded up) whom nobody may guide, week by week."""
    numbers = intake(problem, plan)
    for row in problem.guidance:
        here = [
            (n, cohort) for n, cohort in zip(numbers, problem.cohorts, strict=True) if n and cohort.pool == row.pool
        ]
        if not here:
            continue
        for week in range(problem.horizon):
            learners = sum(n * cohort.learners[week] for n, cohort in here)
            guides = row.guides[week] + sum(n * cohort.guides[week] for n, cohort in here)
            guides -= sum(
                n * cohort.gone[week]
                for n, cohort in zip(numbers, problem.cohorts, strict=True)
                if cohort.source == row.pool
            )
            room = min(row.ratio * guides // 100, row.most[week])
            if learners > room:
                yield Violation("safe", "pool", row.pool, week, learners - room, "learners without guidance")
