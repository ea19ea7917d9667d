"""Every activity is done exactly once, in exactly one mode, without preemption.

for every activity: number of placements = 1, its mode exists, and it has one pattern per demand of that mode
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import exists
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield what is missing, double, or placed in a mode that does not exist."""
    times = [0] * len(problem.activities)
    for placement in plan.placements:
        if not exists(placement.activity, problem.activities):
            yield Violation("once", "activity", placement.activity, placement.start, 1, "placements of unknown work")
            continue
        times[placement.activity] += 1
        modes = problem.activities[placement.activity].modes
        if not exists(placement.mode, modes):
            yield Violation("once", "activity", placement.activity, placement.start, 1, "unknown modes")
        elif wrong := abs(len(placement.patterns) - len(modes[placement.mode].demands)):
            yield Violation(
                "once", "activity", placement.activity, placement.start, wrong, "patterns too many or too few"
            )
    for i, count in enumerate(times):
        if count != 1:
            unit = "placements missing" if count == 0 else "placements too many"
            yield Violation("once", "activity", i, None, abs(count - 1), unit)
