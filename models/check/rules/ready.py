"""Nothing starts before its prerequisites are met (permits and notices, surveys, residents' consent), and materials
taken never exceed what has been delivered.

ready <= start;  per delivery and week t: sum of the loads with start <= t is at most supply[t]
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import placed, shortages
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that an activity starts before it is ready, and the materials that are short, week by week."""
    work = placed(problem, plan)
    for i, placement in work.items():
        if placement.start < problem.activities[i].ready:
            missing = problem.activities[i].ready - placement.start
            yield Violation("ready", "activity", i, placement.start, missing, "weeks too early")
    for d, delivery in enumerate(problem.deliveries):
        for week, short in shortages(problem, work, delivery):
            yield Violation("ready", "delivery", d, week, short, "units short")
