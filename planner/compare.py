"""The comparison: every variant for both questions, judged by the checker, with lower bounds passed to the variants they hold for.

Order matters. Narrower variants come first and hand their plans to wider ones, so a wider variant is never dearer. At the end plans found for
one question are tried on the others, and bounds are handed down: a lower bound of a wider variant holds for every variant it contains.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from models.check import Verdict
from models.outcome import Outcome, Settings, Status
from models.plan import Plan
from models.problem import Problem

from .engine import Disagreement, Engine, accepted, euros
from .measures import delivery
from .run import Compared, Dissolution, Run, Transfer, Watch
from .variants import (
    ALIGNED,
    BUNDLED,
    COMBINED,
    QUESTIONS,
    REPAIRED,
    SHARED,
    SOLVED,
    SUBMITTED,
    Question,
    Variant,
    all_in,
    equal_delivery,
    in_variant,
    narrower,
    wider,
    without_partners,
)

TRANSFERS = ((ALIGNED.id, COMBINED.id), (SHARED.id, BUNDLED.id), (ALIGNED.id, BUNDLED.id))
"""Pairs of which the wider variant also combines tenders. (The second reading has only the last.)"""

DISSOLUTIONS = ((ALIGNED.id, COMBINED.id), (SHARED.id, BUNDLED.id))
"""Pairs that differ in nothing but combined tenders and partners in one lot."""

__all__ = ["Compared", "Run", "Watch", "compare", "exchange", "hand_down", "solve_one"]


def compare(problem: Problem, engine: Engine, settings: Settings, watch: Watch, stop: Callable[[], bool]) -> Compared:
    """Compare all variants for both questions, and aligned with bundled for the second reading of equal delivery: finished as the aligned plan
    of all in is, with no more burden and broken rests. ``settings.seconds`` is per variant and question.

    Once ``stop()`` is true the running solve ends, and the remaining variants keep the plans they inherit.

    Raises:
        Disagreement: the checker does not confirm what the engine says.
    """
    base = all_in(problem)
    asked = engine.submitted(in_variant(base, SUBMITTED))
    conflicts = engine.judge(in_variant(base, SUBMITTED), asked).violations
    stored, reason, seconds = _repair(base, engine, settings.seed, watch)
    runs: list[Run] = []

    def solved(question: Question, variant: Variant, problem: Problem) -> None:
        runs.append(_solved(question, variant, problem, engine, settings, runs, watch, stop))
        watch.done(runs[-1])

    for question in QUESTIONS:
        if question == "all_in":
            asked_problem: Problem | None = base
        else:
            asked_problem = None if stored is None else equal_delivery(problem, delivery(base, stored))
        if asked_problem is None:
            why = f"equal delivery is measured against the repaired plan, and there is none: {reason}"
            runs += [_empty(question, v, base, "no_plan", why) for v in (REPAIRED, *SOLVED)]
            continue
        runs.append(_stored(question, asked_problem, engine, stored, reason, seconds))
        watch.done(runs[-1])
        for variant in SOLVED:
            solved(question, variant, asked_problem)
    aligned = next(run.plan for run in runs if (run.question, run.variant) == ("all_in", ALIGNED.id))
    if aligned is not None:
        second = equal_delivery(problem, delivery(base, aligned))
        for variant in (ALIGNED, BUNDLED):
            solved("second_reading", variant, second)
    told = hand_down(exchange(runs, engine))
    first = tuple(run for run in told if run.question in QUESTIONS)
    return Compared(
        first, told[len(first) :], asked, tuple(conflicts), stop(), tuple(_transfers(told, engine)), tuple(_dissolutions(told, engine))
    )


def _transfers(runs: Sequence[Run], engine: Engine) -> Iterator[Transfer]:
    """What combining saves whatever the plan, without and with shared crews, wherever both sides were asked and both may have a plan."""
    found = {(run.question, run.variant): run for run in runs if run.status not in ("stored", "no_plan", "infeasible")}
    for (question, source), run in found.items():
        for narrow, to in TRANSFERS:
            if source == narrow and (question, to) in found:
                euros, certificate = engine.transfer(run.problem, found[question, to].problem)
                if euros > 0:
                    yield Transfer(question, source, to, euros, certificate)


def _dissolutions(runs: Sequence[Run], engine: Engine) -> Iterator[Dissolution]:
    """What combining saves at most, wherever both sides were asked; without partner crews where with them nothing is known."""
    found = {(run.question, run.variant): run for run in runs if run.status not in ("stored", "no_plan", "infeasible")}
    for (question, source), run in found.items():
        for narrow, to in DISSOLUTIONS:
            if source != narrow or (question, to) not in found:
                continue
            wide = found[question, to].problem
            for partners in (True, False):
                known = engine.dissolution(run.problem, wide if partners else without_partners(wide))
                if known is not None:
                    yield Dissolution(question, source, to, partners, *known)
                    break


def solve_one(
    problem: Problem, variant: Variant, question: Question, engine: Engine, settings: Settings, watch: Watch, stop: Callable[[], bool]
) -> Run:
    """One variant in one question, from the repaired plan where there is one."""
    base = all_in(problem)
    stored, reason, seconds = _repair(base, engine, settings.seed, watch)
    asked = base
    if question == "equal_delivery":
        if stored is None:
            return _empty(question, variant, base, "no_plan", reason)
        asked = equal_delivery(problem, delivery(base, stored))
    first = _stored(question, asked, engine, stored, reason, seconds)
    if variant.id == REPAIRED.id:
        return first
    run = _solved(question, variant, asked, engine, settings, [first], watch, stop)
    return hand_down([run])[0]


def _repair(base: Problem, engine: Engine, seed: int, watch: Watch) -> tuple[Plan | None, str | None, float]:
    watch.begin("all_in", REPAIRED.id)
    started = time.monotonic()
    plan, reason = engine.repair(in_variant(base, REPAIRED), seed)
    return plan, reason, time.monotonic() - started


def _stored(question: Question, asked: Problem, engine: Engine, plan: Plan | None, reason: str | None, seconds: float) -> Run:
    if plan is None:
        return _empty(question, REPAIRED, asked, "no_plan", reason)
    problem = in_variant(asked, REPAIRED)
    verdict = accepted(engine, problem, plan)
    return Run(question, REPAIRED.id, "stored", problem, plan, verdict, seconds, seconds)


def _empty(question: Question, variant: Variant, asked: Problem, status: Status, reason: str | None) -> Run:
    return Run(question, variant.id, status, in_variant(asked, variant), None, None, 0.0, None, reason=reason)


def _solved(
    question: Question,
    variant: Variant,
    asked: Problem,
    engine: Engine,
    settings: Settings,
    before: Sequence[Run],
    watch: Watch,
    stop: Callable[[], bool],
) -> Run:
    problem = in_variant(asked, variant)
    inherited = _inherited(variant.id, problem, engine, before)
    if stop():
        if not inherited:
            return _empty(question, variant, asked, "no_plan", "stopped before this variant was solved")
        verdict, plan = inherited[0]
        return Run(question, variant.id, "feasible", problem, plan, verdict, 0.0, 0.0)
    watch.begin(question, variant.id)
    outcome = engine.solve(problem, settings, [plan for _, plan in inherited], watch.event, stop)
    return _judged(question, variant, problem, engine, outcome, inherited)


def _inherited(variant: str, problem: Problem, engine: Engine, before: Sequence[Run]) -> list[tuple[Verdict, Plan]]:
    """Plans of this variant and of narrower ones, whatever they were made for, that hold here; cheapest first."""
    plans = dict.fromkeys(r.plan for r in before if r.plan is not None and r.variant in (variant, *narrower(variant)))
    judged = [(engine.judge(problem, plan), plan) for plan in plans]
    return sorted(((v, plan) for v, plan in judged if v.feasible), key=lambda pair: euros(pair[0]))


def _judged(
    question: Question, variant: Variant, problem: Problem, engine: Engine, outcome: Outcome, inherited: list[tuple[Verdict, Plan]]
) -> Run:
    verdict = None if outcome.plan is None else accepted(engine, problem, outcome.plan, outcome.objective)
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
        outcome.plan,
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
    return _with_plan(run, inherited)


def _with_plan(run: Run, others: list[tuple[Verdict, Plan]]) -> Run:
    """The run with the first of other plans that hold for it, if that one is cheaper than its own."""
    if not others or (run.cost is not None and run.cost <= euros(others[0][0])):
        return run
    if run.status in ("infeasible", "optimal"):
        raise Disagreement(f"{run.variant}, {run.question}: the engine says {run.status}, but another plan of {euros(others[0][0])} euros holds")
    verdict, plan = others[0]
    return replace(run, status="feasible", plan=plan, verdict=verdict, reason=None)


def exchange(runs: Sequence[Run], engine: Engine) -> list[Run]:
    """Give each solved run the cheapest plan of its own or a narrower variant that holds for it, whatever question that was made for."""
    # Where equal delivery has no repaired plan to be equal to, its runs have the problem of all in and stay without a plan.
    asked = [run.status != "stored" and (run.question == "all_in" or run.problem.max_burden is not None) for run in runs]
    return [
        _with_plan(run, _inherited(run.variant, run.problem, engine, runs)) if yes else run for run, yes in zip(runs, asked, strict=True)
    ]


def _certified(engine: Engine, problem: Problem, claimed: int, outcome: Outcome) -> tuple[int, bool]:
    try:
        derived = engine.certified(problem, outcome.certificate or {})
    except ValueError as refused:
        raise Disagreement(f"the bound of {claimed} euros has a certificate that proves nothing: {refused}") from refused
    if derived < claimed:
        raise Disagreement(f"the engine claims a bound of {claimed} euros, its certificate gives {derived}")
    return derived, True


def hand_down(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Give each run the best bound of its own and of every wider variant: a certified one where there is one, else a claimed one."""
    return tuple(_with_bound(run, [r for r in runs if r.question == run.question]) for run in runs)


def _with_bound(run: Run, peers: Sequence[Run]) -> Run:
    holding = [r for r in peers if r.bound is not None and r.variant in (run.variant, *wider(run.variant))]
    if not holding:
        return run
    best = max(holding, key=lambda r: (r.certified, r.bound or 0, r.variant == run.variant))
    if run.status == "optimal" and not best.certified:
        best = run
    if run.cost is not None and best.bound is not None and best.bound > run.cost:
        raise Disagreement(f"{run.variant}, {run.question}: bound {best.bound} is above the cost {run.cost} of a checked plan")
    closed = run.status == "feasible" and best.certified and best.bound == run.cost
    return replace(
        run,
        status="optimal" if closed else run.status,
        bound=best.bound,
        certified=best.certified,
        bound_from=best.bound_from,
    )
