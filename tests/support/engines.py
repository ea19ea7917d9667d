"""An engine of which only the search is made up: plans are judged by the real checker, certificates say their value, differences say nothing."""

from __future__ import annotations

from wijkplan.models.check import judge
from wijkplan.models.plan import Plan
from wijkplan.planner.experiment.engine import Engine, Solve


def made_up(solve: Solve, submitted: Plan, repaired: Plan | None) -> Engine:
    """The engine with this search, and these plans as submitted and as repaired."""
    return Engine(
        solve,
        lambda _problem, _seed: (repaired, None if repaired else "no room"),
        lambda _problem: submitted,
        judge,
        lambda _problem, certificate: int(certificate["value"]),
        lambda _narrow, _wide: (0, {}),
        lambda _narrow, _wide: None,
        lambda _source, _to, _group: None,
    )
