"""The part of the cost that no decision and no variant can change.

Cheapest labour of every activity over all its modes, with what own people then stand by more than in its longest form,
and the mobilisation of projects that have a contract of their own; each only where its term is priced. What own people
who stand by cost in every plan is ``Problem.standby_constant``, outside the objective."""

from __future__ import annotations

from ..problem import Problem


def fixed_cost(problem: Problem) -> int:
    """Euros of the objective that are the same in every plan of every variant."""
    priced = problem.priced - {"opening"}
    euros = sum(min(mode.euros(priced) for mode in activity.modes) for activity in problem.activities)
    if "mobilisation" in problem.priced:
        euros += sum(project.mobilisation for project in problem.projects if not project.tendered)
    return euros
