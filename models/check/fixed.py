"""The part of the cost that no decision and no variant can change.

Cheapest labour of every activity over all its modes, and the mobilisation of projects that have a contract of their own;
each only where its term is priced.
"""

from __future__ import annotations

from ..problem import Problem


def fixed_cost(problem: Problem) -> int:
    """Euros of the objective that are the same in every plan of every variant."""
    euros = 0
    if "labour" in problem.priced:
        euros += sum(min(mode.labour for mode in activity.modes) for activity in problem.activities)
    if "mobilisation" in problem.priced:
        euros += sum(project.mobilisation for project in problem.projects if not project.tendered)
    return euros
