"""One solve of a comparison: what it starts from, and what the checker makes of what it finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from wijkplan.models.check import Verdict
from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.plan.variants import Question, Variant, narrower

from .comparison_types import Run, Watch
from .engine import Disagreement, Engine, accepted, euros
from .lot_division import divided


def solved(
    question: Question,
    variant: Variant,
    problem: Problem,
    engine: Engine,
    settings: Settings,
    plans: Sequence[tuple[Verdict, Plan]],
    watch: Watch,
    stop: Callable[[], bool],
    bound: tuple[int, dict[str, Any]] | None = None,
) -> Run:
    """One solve, judged: from plans that hold for the problem, cheapest first, and a certified bound. Once stopped
    only the plan is kept."""
    if stop():
        if not plans:
            return Run(question, variant.id, "no_plan", problem, None, None, 0.0, None, reason=Reason("stopped"))
        verdict, plan = plans[0]
        return Run(question, variant.id, "feasible", problem, plan, verdict, 0.0, 0.0)
    watch.begin(question, variant.id)
    outcome = engine.solve(problem, settings, [plan for _, plan in plans], watch.event, stop, bound)
    return _judged(question, variant, problem, engine, outcome, plans)


def inherited(
    variant: str, problem: Problem, engine: Engine, before: Sequence[Run], more: Sequence[Plan] = ()
) -> list[tuple[Verdict, Plan]]:
    """Plans of this variant and of narrower ones, whatever they were made for, and ``more``, that hold here; cheapest
    first."""
    made = (r.plan for r in before if r.plan is not None and r.variant in (variant, *narrower(variant)))
    plans = dict.fromkeys((*made, *more))
    judged = [(engine.judge(problem, plan), plan) for plan in plans]
    return sorted(((v, plan) for v, plan in judged if v.feasible), key=lambda pair: euros(pair[0]))


def _judged(
    question: Question,
    variant: Variant,
    problem: Problem,
    engine: Engine,
    outcome: Outcome,
    plans: Sequence[tuple[Verdict, Plan]],
) -> Run:
    plan, verdict = outcome.plan, None
    if plan is not None:
        plan, verdict = divided(problem, plan, accepted(engine, problem, plan, outcome.objective), engine)
    bound, certified = outcome.bound, False
    if outcome.status == "infeasible":
        bound = None  # where there is no plan, any bound holds and none says anything
    elif bound is not None and outcome.certificate is not None:
        bound, certified = _certified(engine, problem, bound, outcome)
    run = Run(
        question,
        variant.id,
        outcome.status,
        problem,
        plan,
        verdict,
        outcome.seconds,
        outcome.first_plan_seconds,
        bound,
        certified,
        None if bound is None else variant.id,
        outcome.events,
        outcome.reason,
        outcome.certificate if certified else None,
        outcome.claim,
    )
    return _with_plan(run, plans)


def _with_plan(run: Run, others: Sequence[tuple[Verdict, Plan]]) -> Run:
    """The run with the first of other plans that hold for it, if that one is cheaper than its own."""
    if not others or (run.cost is not None and run.cost <= euros(others[0][0])):
        return run
    if run.status in ("infeasible", "optimal"):
        raise Disagreement(
            f"{run.variant}, {run.question}: the engine says {run.status}, but another plan of {euros(others[0][0])} "
            "euros holds"
        )
    verdict, plan = others[0]
    return replace(run, status="feasible", plan=plan, verdict=verdict, reason=None)


def bound_of(engine: Engine, problem: Problem, other: Run) -> tuple[int, dict[str, Any]] | None:
    """What the certificate of another run proves for a problem, to start from; ``None`` where that is nothing. A
    certificate is prices, of which the checker derives what they prove for whatever problem."""
    if other.certificate is None:
        return None
    try:
        return engine.certified(problem, other.certificate), other.certificate
    except ValueError:  # the problem has no plan to bound, or has not what these are prices of
        return None


def asks(run: Run) -> bool:
    """Whether the run's problem is that of its question. Without a baseline to be equal to or sooner than, it is that
    of all in, and has no plan."""
    return run.question == "all_in" or run.problem.max_burden is not None or run.problem.max_cash is not None


def exchanged(run: Run, engine: Engine, others: Sequence[Run]) -> Run:
    """The run with the cheapest plan of others of its own or a narrower variant that holds for it, if that is cheaper
    than its own."""
    if run.status == "stored" or not asks(run):
        return run
    return _with_plan(run, inherited(run.variant, run.problem, engine, others))


def _certified(engine: Engine, problem: Problem, claimed: int, outcome: Outcome) -> tuple[int, bool]:
    try:
        derived = engine.certified(problem, outcome.certificate or {})
    except ValueError as refused:
        raise Disagreement(
            f"the bound of {claimed} euros has a certificate that proves nothing: {refused}"
        ) from refused
    if derived < claimed:
        raise Disagreement(f"the engine claims a bound of {claimed} euros, its certificate gives {derived}")
    return derived, True
