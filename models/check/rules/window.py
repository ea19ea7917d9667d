"""An activity starts no sooner than its release and its project's agreed window allows, and ends by its hard deadline
and by the horizon.

0 <= start, release <= start, end <= deadline, end <= horizon
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that an activity is too early or too late."""
    for i, placement in placed(problem, plan).items():
        activity = problem.activities[i]
        earliest = max(0, activity.release)
        latest = problem.horizon if activity.deadline is None else min(problem.horizon, activity.deadline)
        if placement.start < earliest:
            yield Violation("window", "activity", i, placement.start, earliest - placement.start, "weeks too early")
        if placement.end > latest:
            yield Violation("window", "activity", i, placement.end, placement.end - latest, "weeks too late")
