"""An engine of which only the search is made up: plans are judged by the real checker, certificates say their value,
differences say nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wijkplan.models.check import judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.experiment.engine import Engine, Solve


@dataclass
class StayPut:
    """Parties that never move."""

    problem: Problem
    start: Plan

    @property
    def cost(self) -> int:
        """What the plan costs."""
        return judge(self.problem, self.start).objective or 0

    def turn(self, works: Collection[int], tenders: Collection[int], seed: int) -> bool:
        """Nothing changes."""
        del works, tenders, seed
        return False

    def plan(self) -> Plan:
        """The plan that it began with."""
        return self.start


def made_up(solve: Solve, submitted: Plan, repaired: Plan | None) -> Engine:
    """The engine with this search, and these plans as submitted and as repaired."""
    return Engine(
        solve,
        lambda *_: (repaired, None if repaired else Reason("unplaced", amount=1, total=1)),
        StayPut,
        lambda _problem: submitted,
        judge,
        lambda _problem, certificate: int(certificate["value"]),
        lambda _narrow, _wide: (0, {}),
        lambda _narrow, _wide: None,
        lambda _source, _to, _group: None,
    )
