"""``region.json``: what planning in parts found, and what it took."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PartRecord(_Frozen):
    """A part: hash of its file for the bound, its size, the value of its certificate at the shared prices in
    thousandths of a euro (room of what is shared not paid out), processor seconds and most memory of its sub-solves,
    and rounds whose answer was missing."""

    part: str
    activities: int
    districts: int
    value: int | None
    bound_cpu_seconds: float
    plan_cpu_seconds: float
    peak_mib: int
    missing: tuple[str, ...] = ()


class RoundRecord(_Frozen):
    """A round of prices or of plans: its bound or cost in euros (or home-weeks), and how many answers were missing."""

    round: str
    value: int | None
    missing: int


class RegionRecord(_Frozen):
    """Everything at once. ``cost`` is that of the joined plan by the checker and ``bound`` the certified lower bound,
    both in euros; ``parts_bound``: what the parts add up to, before components were looked at as one; ``gap`` the
    difference of cost and bound over the cost; ``decidable_gap`` over what plans can decide. ``common``: shared
    resources. ``largest``: activities that a part has at most, unless they are tied (``null``: a part is a region).
    ``whole_bound_cpu_seconds``, ``whole_plan_cpu_seconds`` and ``whole_peak_mib``: what bounds and plans of components
    as one took. ``told``: what went wrong and was gone around, one line each."""

    format_version: Literal[1] = 1
    programme: str
    variant: str
    question: str
    seed: int
    work: int
    steps: int
    price_rounds: int
    plan_rounds: int
    whole_steps: int
    whole_work: int
    largest: int | None
    whole_bound_cpu_seconds: float
    whole_plan_cpu_seconds: float
    whole_peak_mib: int
    code: str
    status: Literal["feasible", "no_plan"]
    cost: int | None
    parts_bound: int | None
    bound: int | None
    gap: float | None
    decidable_gap: float | None
    common: tuple[int, ...]
    parts: tuple[PartRecord, ...]
    rounds: tuple[RoundRecord, ...]
    told: tuple[str, ...]

    @property
    def cpu_seconds(self) -> float:
        """Processor seconds of all sub-solves."""
        parts = sum(one.bound_cpu_seconds + one.plan_cpu_seconds for one in self.parts)
        return parts + self.whole_bound_cpu_seconds + self.whole_plan_cpu_seconds
