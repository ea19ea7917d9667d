"""What a comparison is made of: one run per variant and question, all of them together, and who looks on."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from wijkplan.models.check import Verdict, Violation
from wijkplan.models.outcome import Event, Status
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.experiment.race_types import Race
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.variants import Question

from .savings import Figure
from .stored_plans import StoredPlans


@dataclass(frozen=True, slots=True)
class Run:
    """One variant in one question. ``plan`` and ``verdict`` are both there or both ``None``; figures are the
    checker's.

    ``bound_from`` is the variant whose relaxation gave the bound; it may be a wider one. ``certificate`` is this
    variant's own: it proves the bound of every run of the question that names this variant in ``bound_from``.
    ``claim`` is the highest bound that any solver states for this variant: where it equals the cost the status is
    *optimal*, but only ``bound`` counts in what is called proven. ``holds``: a stored plan also keeps what the
    question asks, so that it is one of the plans that solved variants choose from; its ``problem`` has prices only.
    ``cheapest`` is the cost of the cheapest plan found, where ``plan`` is one that moves less for a little more
    (:mod:`.acceptable`); ``kept`` is what keeping its week would cost each work that is moved; ``None`` where nobody
    looked."""

    question: Question
    variant: str
    status: Status
    problem: Problem
    plan: Plan | None
    verdict: Verdict | None
    seconds: float
    first_plan_seconds: float | None
    bound: int | None = None
    certified: bool = False
    bound_from: str | None = None
    events: tuple[Event, ...] = ()
    reason: Reason | None = None
    certificate: dict[str, Any] | None = None
    claim: int | None = None
    holds: bool = True
    cheapest: int | None = None
    kept: tuple[KeptWeek, ...] | None = None

    @property
    def cost(self) -> int | None:
        """Euros of the priced terms, or home-weeks where the question is in these."""
        return None if self.verdict is None else self.verdict.objective

    @property
    def gap(self) -> float | None:
        """What separates cost from bound, as a share of decidable cost."""
        if self.verdict is None or self.bound is None or self.verdict.objective is None:
            return None
        return (self.verdict.objective - self.bound) / max(1, self.verdict.objective - self.verdict.fixed)

    @property
    def figure(self) -> Figure:
        """What the savings are made from."""
        decidable = None if self.verdict is None else self.verdict.decidable
        return Figure(
            self.cost, decidable, self.bound, self.certified, stored=self.status == "stored", holds=self.holds
        )


@dataclass(frozen=True, slots=True)
class Transfer:
    """By combined tenders alone, without moving work, ``source`` can always be made into a plan of ``to`` that is so
    many euros cheaper."""

    question: Question
    source: str
    to: str
    euros: int
    certificate: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dissolution:
    """By taking combined tenders apart, without moving work, any plan of ``to`` can be made into one of ``source``
    that is at most so many euros dearer; without ``partner_crews`` this is said of the plans of ``to`` that use
    none."""

    question: Question
    source: str
    to: str
    partner_crews: bool
    euros: int
    certificate: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Forced:
    """A combination that is forced, against its projects each in a tender of their own; everything else is free as in
    *bundled*.

    ``group`` are its projects. ``swaps`` are certified differences (:mod:`wijkplan.models.check.swap`): ``apart``
    costs at least the first above ``together``, ``together`` at least the second above ``apart``; ``None`` where that
    cannot be said."""

    group: tuple[int, ...]
    question: Question
    together: Run
    apart: Run
    swaps: tuple[Swap | None, Swap | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Swap:
    """Euros that one way of buying is above the other at least, which may be negative, and the certificate of that."""

    euros: int
    certificate: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything a comparison found.

    ``runs`` are those in euros, ``sooner`` those in home-weeks, where they were asked. ``stored`` are the plans that
    were made before anything was solved. ``transfers`` are what combining saves at least, whatever the plan,
    ``dissolutions`` what it saves at most. ``violations`` are those of the plan as submitted; ``interrupted`` says
    that it was cut short. ``forced`` has an entry per question in euros and forced combination, ``race`` how the time
    was spent where it was raced. ``unguarded`` is everything together without the guarantee that nobody is worse off,
    where that was asked."""

    runs: tuple[Run, ...]
    stored: StoredPlans
    submitted: Plan
    violations: tuple[Violation, ...]
    interrupted: bool
    transfers: tuple[Transfer, ...] = ()
    dissolutions: tuple[Dissolution, ...] = ()
    forced: tuple[Forced, ...] = ()
    race: Race | None = None
    unguarded: Run | None = None
    sooner: tuple[Run, ...] = ()

    @property
    def all_runs(self) -> tuple[Run, ...]:
        """Those in euros, then those in home-weeks."""
        return (*self.runs, *self.sooner)

    def run(self, question: Question, variant: str) -> Run:
        """One run."""
        return next(r for r in self.all_runs if (r.question, r.variant) == (question, variant))


class Watch(Protocol):
    """Who wants to see progress."""

    def begin(self, question: Question, variant: str) -> None:
        """A solve begins."""

    def event(self, event: Event) -> None:
        """A better plan or bound in the solve that began last."""

    def done(self, run: Run) -> None:
        """It is over and judged."""


class Silent:
    """A watch that looks away."""

    def begin(self, question: Question, variant: str) -> None:
        """Nothing."""

    def event(self, event: Event) -> None:
        """Nothing."""

    def done(self, run: Run) -> None:
        """Nothing."""

    def __enter__(self) -> Silent:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing."""
