"""An activity adds load to its grid area at its start and releases capacity at its end, permanently; load never
exceeds capacity.

per grid area and week t: sum of loads with start <= t is at most supply[t] + sum of releases with end <= t
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import placed, shortages
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the load that a grid area cannot carry, week by week."""
    work = placed(problem, plan)
    for g, area in enumerate(problem.grids):
        for week, short in shortages(problem, work, area):
            yield Violation("grid", "grid", g, week, short, "load beyond capacity")
