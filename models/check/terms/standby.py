"""Cash: people who are paid and do not work, above what own people stand by when they do all the work, each in its
mode with most content.

own hours less than that x rate x the share of idle hours that earns no wage elsewhere + (hours that people of others
are paid - hours that they are asked) x rate: sum over activities of the chosen mode's standby + sum over the chosen
staffing patterns of theirs"""

from __future__ import annotations

from ...plan import Plan
from ...problem import Problem
from ..facts import placed, staffing


def euros(problem: Problem, plan: Plan) -> int:
    """Euros of standby of a costable plan."""
    return sum(
        problem.activities[i].modes[placement.mode].standby for i, placement in placed(problem, plan).items()
    ) + sum(pattern.standby for _, _, pattern in staffing(problem, plan))
