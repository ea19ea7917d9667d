"""What the chosen modes consume of a resource that does not come back stays within its amount (public benchmark
instances).

per resource: sum of the consumption of the chosen modes <= amount
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the amount by which a resource is overdrawn."""
    used = [0] * len(problem.nonrenewables)
    for i, placement in placed(problem, plan).items():
        for resource, amount in enumerate(problem.activities[i].modes[placement.mode].consumption):
            used[resource] += amount
    for resource, amount in enumerate(problem.nonrenewables):
        if used[resource] > amount:
            yield Violation("nonrenewable", "resource", resource, None, used[resource] - amount, "units too much")
