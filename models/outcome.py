"""What a solve reports: honest values, ``None`` where there is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .plan import Plan
from .reason import Reason

Focus = Literal["plan", "bound"]
Status = Literal["optimal", "feasible", "stored", "no_plan", "infeasible"]


@dataclass(frozen=True, slots=True)
class Event:
    """One improvement of the plan or of the bound, at ``seconds`` of wall time since the start of the solve."""

    seconds: float
    objective: int | None
    bound: int | None
    source: str

    @property
    def gap(self) -> float | None:
        """Relative gap on the whole objective, or ``None`` while a plan or a bound is missing."""
        if self.objective is None or self.bound is None:
            return None
        return (self.objective - self.bound) / max(1, self.objective)


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how a problem is solved.

    ``seconds`` is wall time; ``work`` (number of improvement rounds), where given, replaces it and makes one worker
    deterministic for a seed. ``focus`` says which of plan and bound is wanted, where not both: of districts the first
    lane then does only that; with ``work`` and known prices ``plan`` spends nothing on the bound."""

    seconds: float = 60.0
    workers: int = 1
    seed: int = 1
    work: int | None = None
    focus: Focus | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one solve.

    ``certificate`` are the numbers from which :func:`wijkplan.models.check.bounds.certified` re-derives ``bound``;
    ``None`` when the bound is a solver's claim or missing. ``reason`` says why there is no plan. ``claim`` is the
    highest bound that any solver states, certified or not; status *optimal* means that it equals the objective."""

    status: Status
    plan: Plan | None
    objective: int | None
    bound: int | None
    certificate: dict[str, Any] | None
    events: tuple[Event, ...]
    seconds: float
    first_plan_seconds: float | None
    reason: Reason | None = None
    claim: int | None = None
