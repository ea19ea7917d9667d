"""An activity's end follows from its start, its duration and its calendar; it never starts in a closed week.

end = first week by whose end the calendar has delivered duration x 100 %, counted from start;  percent[start] > 0
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import end_week, placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield starts in closed weeks and ends that do not follow from the start."""
    for i, placement in placed(problem, plan).items():
        end = end_week(problem, i, placement.mode, placement.start)
        if end is None:
            yield Violation("calendar", "activity", i, placement.start, 1, "starts that the calendar excludes")
        elif end != placement.end:
            yield Violation(
                "calendar", "activity", i, placement.start, abs(end - placement.end), "weeks wrong in its end"
            )
