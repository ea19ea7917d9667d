"""One variant in one question: its cost, its bound, what the plan looks like, and why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self

from pydantic import model_validator

from wijkplan.models.outcome import Status
from wijkplan.models.reason import Reason
from wijkplan.planner.plan.measures import Measures
from wijkplan.planner.plan.variants import Question

from .part import Part


class Improvement(NamedTuple):
    """A better plan or bound during a solve: seconds since it began, cost of the best plan, bound, and who found
    it."""

    seconds: float
    cost: int | None
    bound: int | None
    source: str


class WeeksKept(Part):
    """What keeping their weeks would cost the works that a plan moves, each by itself, all else where it stands."""

    moved: int
    """Works in another week than was asked for."""

    priced: int
    """Those of them that could be done in their week: their ``keeping`` in the plan's file says for how many euros
    more, or how many home-weeks later."""

    less_steady: int
    """Those of them that could only with more changes of own people."""

    median_eur: int | None
    """The price in the middle; ``null`` where none has a price in euros."""

    in_the_way: Mapping[str, int]
    """Of the others, per rule that is in the way, how many."""


class Result(Part):
    """One variant in one question. Costs are the checker's."""

    question: Question
    """What was asked."""

    variant: str
    """What was allowed."""

    status: Status
    """``optimal``, ``feasible``, ``stored`` (made by a procedure: a fact, not minimised), ``no_plan`` or
    ``infeasible``."""

    cost: int | None
    """What the question minimises: euros of the priced terms of the plan, in ``sooner`` and ``sooner_free``
    home-weeks; ``null`` without one."""

    bound: int | None
    """What no plan of this variant is below, likewise."""

    bound_certified: bool
    """Whether the checker derived the bound itself from a certificate."""

    bound_from: str | None
    """The variant whose problem gave the bound: this one or a wider one."""

    bound_claimed: int | None
    """Highest bound that a solver states without proof; where it equals ``cost`` the status is ``optimal``, but no
    saving rests on it."""

    decidable_cost: int | None
    """The part of ``cost`` that decisions can change; of home-weeks all."""

    gap: float | None
    """``(cost - bound) / decidable_cost``."""

    first_plan_seconds: float | None
    """Seconds until the first plan."""

    cheapest_cost: int | None
    """Euros of the cheapest plan found, where the one that is shown moves less for a little more; ``null`` where
    nobody looked for that."""

    weeks: WeeksKept | None
    """How the work that the plan moves stands to the weeks asked for; ``null`` for stored plans, and where nobody
    looked because the comparison was stopped. Per work it is in the plan's file."""

    seconds: float
    """Seconds of the solve."""

    reason: str | None
    """Why there is no plan, in English."""

    reason_nl: str | None
    """Likewise in Dutch."""

    because: Reason | None
    """What both sentences say, typed; things by their numbers in the compiled programme."""

    violations: tuple[str, ...]
    """Rules that the plan breaks: always empty, because a plan that breaks one is not shown."""

    terms: Mapping[str, int]
    """Euros per priced term, which add up to ``cost``; where that is home-weeks, euros per cash term."""

    measures: Measures | None
    """What the plan looks like besides its cost; ``null`` without one."""

    by_client: Mapping[str, int]
    """Euros per client; they add up to those of ``terms``."""

    plan: str | None
    """Name of the plan's file; ``null`` where there is no plan."""

    trace: tuple[Improvement, ...]
    """Each improvement as ``[seconds, cost, bound, source]``."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """With a plan there are its cost, the decidable part and its measures; without one there are none of them."""
        if len({value is None for value in (self.plan, self.cost, self.decidable_cost, self.measures)}) > 1:
            raise ValueError("plan, cost, decidable_cost and measures are all there or all null")
        if self.cheapest_cost is not None and (
            self.cost is None or not (self.bound or 0) <= self.cheapest_cost <= self.cost
        ):
            raise ValueError(
                "the cheapest plan found costs no more than the one that is shown, and no less than the bound"
            )
        return self
