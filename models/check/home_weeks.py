"""What question *sooner* minimises: homes x weeks until they are done, which is when the last work that they need has
ended.

sum over homes of number x last end of their works, in weeks from the beginning
"""

from __future__ import annotations

from ..plan import Plan
from ..problem import Problem
from .facts import placed


def home_weeks(problem: Problem, plan: Plan) -> int:
    """Home-weeks of a costable plan."""
    work = placed(problem, plan)
    return sum(homes.number * max(work[a].end for a in homes.works) for homes in problem.homes)
