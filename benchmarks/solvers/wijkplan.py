"""This engine."""

from __future__ import annotations

from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.solve import solve as portfolio


def solve(problem: Problem, settings: Settings, start: Plan | None) -> Outcome:
    """The portfolio."""
    return portfolio(problem, settings, () if start is None else (start,))
