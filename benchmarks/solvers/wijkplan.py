"""This engine."""

from __future__ import annotations

from models.outcome import Outcome, Settings
from models.plan import Plan
from models.problem import Problem
from models.solve import solve as portfolio


def solve(problem: Problem, settings: Settings, start: Plan | None) -> Outcome:
    """The portfolio."""
    return portfolio(problem, settings, () if start is None else (start,))
