"""All that is told of one plan of a comparison: what holds in every plan about as good, and with what chance its weeks
keep, beside another plan in the same worlds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from wijkplan.models.check.otherwise import Bounds
from wijkplan.models.check.refused import Refused
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.engine import Engine, accepted, euros
from wijkplan.planner.record.robust import Assumed, Held, Robust
from wijkplan.planner.reference.disturbances import disturbances

from .chances import Sample, cause, gaps, lines, promises, side, tenders
from .draws import Setting
from .held import Question

FOR_BOUND = 0.5
"""Share of the time for a bound, where the comparison has none."""

CAUSE_DRAWS = 50
"""Draws in which only one kind of thing goes wrong, at most."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A plan of a comparison with its problem: its variant, certificate, and what is proven and decidable of its cost
    (``None``: nothing is proven)."""

    variant: str
    problem: Problem
    plan: Plan
    certificate: Mapping[str, Any] | None = None
    bound: int | None = None
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: plans within so many percent of the bound, in so many seconds; so many draws; how often a promise
    is to be kept; the first week that is still to come."""

    question: str
    within_percent: float
    seconds: float
    draws: int
    promise_percent: float
    since: int = 0


def limit_of(cost: int, bound: int | None, fixed: int, within_percent: float) -> int:
    """Euros that the plans that are looked at cost at most: so many percent more than the bound, of what can be
    decided; never less than the plan itself costs, so that it is one of them."""
    return cost if bound is None else max(cost, bound + int((bound - fixed) * within_percent / 100))


def assess(
    names: Names,
    plan: Stated,
    other: Stated | None,
    asked: Asked,
    engine: Engine,
    settings: Settings,
    stop: Callable[[], bool],
) -> Robust:
    """All of it. Raises :class:`~wijkplan.planner.experiment.engine.Disagreement`."""
    until = monotonic() + asked.seconds
    cost = euros(accepted(engine, plan.problem, plan.plan))
    if plan.certificate is None and asked.seconds:
        plan = _bounded(plan, engine, replace(settings, seconds=asked.seconds * FOR_BOUND, focus="bound"), stop)
    limit = limit_of(cost, plan.bound, plan.fixed, asked.within_percent)
    told = _held(names, plan, cost, limit, engine, settings, until, stop)
    figures, often = disturbances(), asked.promise_percent / 100

    def sample(one: Stated, draws: int, kinds: frozenset[str] | None = None) -> Sample:
        return Sample(Setting(one.problem, names, one.plan, figures, asked.since), settings.seed, draws, stop, kinds)

    here = sample(plan, asked.draws)
    beside = [] if other is None else [(other.variant, sample(other, asked.draws))]
    few = min(asked.draws, CAUSE_DRAWS)
    return Robust(
        variant=plan.variant,
        question=asked.question,
        within_percent=asked.within_percent,
        cost_eur=cost,
        bound_eur=plan.bound,
        limit_eur=limit,
        held=told,
        seed=settings.seed,
        draws=len(here.done),
        promise_percent=asked.promise_percent,
        lines=lines(here, often),
        tenders=tenders(here),
        promises=promises(here, often),
        sides=(*(side(one, variant) for variant, one in beside), side(here, plan.variant)),
        gaps=tuple(gap for _, one in beside for gap in gaps(one, here)),
        causes=tuple(cause(kind, sample(plan, few, frozenset({kind}))) for kind in figures),
        assumed=tuple(
            Assumed(
                id=f"{kind}.{name}",
                value=row.value,
                unit=str(row.unit),
                source=row.origin.source,
                date=row.origin.date,
                trust=row.origin.trust,
            )
            for kind, rows in figures.items()
            for name, row in rows.items()
        ),
    )


def _bounded(plan: Stated, engine: Engine, settings: Settings, stop: Callable[[], bool]) -> Stated:
    """The plan with a bound of its problem, where the comparison has none and one is found."""
    found = engine.solve(plan.problem, settings, (plan.plan,), None, stop)
    if found.certificate is None:
        return plan
    return replace(plan, certificate=found.certificate, bound=engine.certified(plan.problem, found.certificate))


def _held(
    names: Names,
    plan: Stated,
    cost: int,
    limit: int,
    engine: Engine,
    settings: Settings,
    until: float,
    stop: Callable[[], bool],
) -> tuple[Held, ...]:
    bounds = None
    if plan.certificate is not None:
        try:
            bounds = Bounds(plan.problem, plan.certificate)
        except Refused:  # of another kind: then only solves say something
            bounds = None

    def over() -> bool:
        return stop() or monotonic() >= until

    question = Question(plan.problem, names, plan.plan, cost, limit, engine, bounds)
    question.bound_all()
    question.other_tenders()
    question.other_people(over)
    question.other_weeks(over)
    question.solve(settings, until, stop)
    return question.told()
