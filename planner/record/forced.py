"""A combination that the core team forces, against separate tenders of its projects."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from wijkplan.models.outcome import Status
from wijkplan.models.reason import Reason
from wijkplan.planner.plan.variants import Question

from .part import Part

ForcedWord = Literal["proven cheaper", "proven dearer", "negligible", "undecided"]
"""What the interval allows to be said of a forced combination, see :mod:`wijkplan.planner.experiment.forced_groups`."""


class Side(Part):
    """One way to buy the projects, everything else free as in ``bundled``; keys as in a result."""

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

    tenders: tuple[str, ...]
    """The tenders that buy the projects."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """With a plan there are its cost and the decidable part; without one there are none of them."""
        if len({value is None for value in (self.plan, self.cost, self.decidable_cost)}) > 1:
            raise ValueError("plan, cost and decidable_cost are all there or all null")
        return self


class Swaps(Part):
    """Certified differences between the sides, whatever the plan: euros that one is above the other at least; negative is below."""

    apart_above_together: int | None
    """Separate tenders above the combination."""

    together_above_apart: int | None
    """The combination above separate tenders."""


class ForcedFigures(Part):
    """The figures of a forced combination in one question."""

    question: Question
    """Which question."""

    projects: tuple[str, ...]
    """What is kept together."""

    title: str | None
    """What people call it."""

    together: Side
    """In one tender."""

    apart: Side
    """Each project in a tender of its own."""

    swaps: Swaps
    """What is known of the difference whatever the plans."""

    low: int | None
    """Euros that the combination saves at least; negative is dearer."""

    high: int | None
    """Euros that it saves at most."""

    word: ForcedWord
    """``proven cheaper``, ``proven dearer``, ``negligible`` (both ends under 0.5 % of the decidable cost apart) or ``undecided``."""


class ForcedPair(ForcedFigures):
    """A forced combination in one question, and what it comes to in words."""

    sentence: str
    """In English."""

    sentence_nl: str
    """In Dutch."""
