"""From a schedule of a plain problem to a plan."""

from __future__ import annotations

from ..construct.arrays import Ints
from ..construct.serial import Project
from ..plan import Placement, Plan
from ..problem import Problem


def plan_of(j: Project, problem: Problem, start: Ints, mode: Ints) -> Plan:
    """The plan of starts and modes (``mode`` counts over all activities); a plain problem has one pattern per
    demand."""
    placements = []
    for a, (week, m) in enumerate(zip(start.tolist(), mode.tolist(), strict=True)):
        k = m - int(j.mode_ptr[a])
        patterns = (0,) * len(problem.activities[a].modes[k].demands)
        placements.append(Placement(a, week, week + int(j.duration[m]), k, patterns))
    return Plan(tuple(placements))
