"""What question *sooner* minimises: homes x weeks until they are done, which is when the last work that they need has
ended.

sum over homes of number x done[h], with done[h] >= end[a] of each of their works
"""

from __future__ import annotations

from ..problem import Problem
from .linear import Expression, total
from .variables import Variables


def home_weeks(problem: Problem, variables: Variables) -> Expression:
    """Home-weeks, those of fixed work included."""
    return total((variables.done(h), homes.number) for h, homes in enumerate(problem.homes) if homes.number)
