"""A solve beside those of the variants: one side of a question that is asked of the plan with everything together."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from wijkplan.models.outcome import Status
from wijkplan.models.reason import Reason

from .part import Part


class SolvedSide(Part):
    """One solve beside those of the variants; keys as in a result."""

    status: Status
    """How the solve ended."""

    cost: int | None
    """Euros of the plan."""

    bound: int | None
    """Euros that no plan of this side is below."""

    bound_certified: bool
    """Whether the checker derived the bound itself."""

    decidable_cost: int | None
    """The part of ``cost`` that decisions can change, in euros."""

    seconds: float
    """Seconds of the solve."""

    reason: str | None
    """Why there is no plan, in English."""

    reason_nl: str | None
    """Likewise in Dutch."""

    because: Reason | None
    """What both sentences say, typed; things by their numbers in the compiled programme."""

    plan: str | None
    """Name of the plan's file."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """With a plan there are its cost and the decidable part; without one there are none of them."""
        if len({value is None for value in (self.plan, self.cost, self.decidable_cost)}) > 1:
            raise ValueError("plan, cost and decidable_cost are all there or all null")
        return self
