"""The comparison: every variant for both questions, judged by the checker, with lower bounds passed to the variants they hold for.

Order matters. Narrower variants come first and hand their plans to wider ones, so a wider variant is never dearer. At the end plans found for
one question are tried on the others, and bounds are handed down: a lower bound of a wider variant holds for every variant it contains.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.check import Violation
from wijkplan.models.outcome import Settings, Status
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.plan.measures import delivery
from wijkplan.planner.plan.variants import (
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
    wider,
    without_partners,
)

from .comparison_types import Compared, Dissolution, Run, Transfer, Watch
from .engine import Disagreement, Engine, accepted, real_engine, remembering
from .forced_groups import forced as forced_runs
from .solve_variant import exchanged, inherited, solved

TRANSFERS = ((ALIGNED.id, COMBINED.id), (SHARED.id, BUNDLED.id), (ALIGNED.id, BUNDLED.id))
"""Pairs of which the wider variant also combines tenders. (The second reading has only the last.)"""

DISSOLUTIONS = ((ALIGNED.id, COMBINED.id), (SHARED.id, BUNDLED.id))
"""Pairs that differ in nothing but combined tenders and partners in one lot."""

__all__ = ["Compared", "Run", "Watch", "compare", "exchange", "hand_down", "solve_one"]


@dataclass(slots=True)
class Begun:
    """A comparison under way: what was asked for, and the runs so far. Runs keep their own bounds here; they are handed down at the end."""

    base: Problem
    submitted: Plan
    violations: tuple[Violation, ...]
    runs: list[Run]


def compare(
    problem: Problem,
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    groups: Sequence[tuple[int, ...]] = (),
) -> Compared:
    """Compare all variants for both questions, and aligned with bundled for the second reading of equal delivery: finished as the aligned plan
    of all in is, with no more burden and broken rests. ``settings.seconds`` is per variant and question; ``groups`` are the projects of each
    combination that is forced.

    Once ``stop()`` is true the running solve ends, and the remaining variants keep the plans they inherit.

    Raises:
        Disagreement: the checker does not confirm what the engine says.
    """
    engine = remembering(engine)
    begun = begin(problem, engine, settings, watch, stop)
    return finish(problem, engine, settings, watch, stop, begun, groups)


def compared_pairs(second: bool) -> list[tuple[Question, str]]:
    """Question and variant of every run of a comparison, in order; ``second``: with the second reading of equal delivery."""
    pairs: list[tuple[Question, str]] = [(question, variant.id) for question in QUESTIONS for variant in (REPAIRED, *SOLVED)]
    return [*pairs, ("second_reading", ALIGNED.id), ("second_reading", BUNDLED.id)] if second else pairs


def stored_again(problem: Problem, seed: int) -> dict[str, Plan | None]:
    """The stored plan of each variant that is not solved, as a comparison with this seed makes it; it loads the compiled kernels."""
    plan, _ = real_engine().repair(in_variant(all_in(problem), REPAIRED), seed)
    return {REPAIRED.id: plan}


def begin(problem: Problem, engine: Engine, settings: Settings, watch: Watch, stop: Callable[[], bool]) -> Begun:
    """The repaired plan, and each variant in both questions once."""
    base = all_in(problem)
    asked = engine.submitted(in_variant(base, SUBMITTED))
    conflicts = engine.judge(in_variant(base, SUBMITTED), asked).violations
    stored, reason, seconds = _repair(base, engine, settings.seed, watch)
    runs: list[Run] = []
    for question in QUESTIONS:
        if question == "all_in":
            asked_problem: Problem | None = base
        else:
            asked_problem = None if stored is None else equal_delivery(problem, delivery(base, stored))
        if asked_problem is None:
            why = Reason("no_baseline", parts=() if reason is None else (reason,))
            runs += [_empty(question, v, base, "no_plan", why) for v in (REPAIRED, *SOLVED)]
            continue
        runs.append(_stored(question, asked_problem, engine, stored, reason, seconds))
        watch.done(runs[-1])
        for variant in SOLVED:
            runs.append(_solved(question, variant, asked_problem, engine, settings, runs, watch, stop))
            watch.done(runs[-1])
    return Begun(base, asked, tuple(conflicts), runs)


def finish(
    problem: Problem,
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    begun: Begun,
    groups: Sequence[tuple[int, ...]] = (),
    known: tuple[Sequence[Transfer], Sequence[Dissolution]] | None = None,
) -> Compared:
    """The second reading and the forced combinations; then plans are exchanged and bounds handed down. ``known`` are the transfers and
    dissolutions of the two questions, where they are known already."""
    runs = exchange(begun.runs, engine)  # now: the second reading is measured against the aligned plan that is reported
    first = len(runs)
    aligned = next(run.plan for run in runs if (run.question, run.variant) == ("all_in", ALIGNED.id))
    if aligned is not None:
        second = equal_delivery(problem, delivery(begun.base, aligned))
        for variant in (ALIGNED, BUNDLED):
            runs.append(_solved("second_reading", variant, second, engine, settings, runs, watch, stop))
            watch.done(runs[-1])
        runs[first:] = [exchanged(run, engine, runs) for run in runs[first:]]
    told = hand_down(runs)
    forced = tuple(forced_runs(told[:first], groups, engine, settings, watch, stop))
    moved, apart = known or (tuple(transfers(told[:first], engine)), tuple(dissolutions(told[:first], engine)))
    moved, apart = (*moved, *transfers(told[first:], engine)), (*apart, *dissolutions(told[first:], engine))
    return Compared(told[:first], told[first:], begun.submitted, begun.violations, stop(), moved, apart, forced)


def transfers(runs: Sequence[Run], engine: Engine) -> Iterator[Transfer]:
    """What combining saves whatever the plan, without and with shared crews, wherever both sides were asked and both may have a plan."""
    found = {(run.question, run.variant): run for run in runs if run.status not in ("stored", "no_plan", "infeasible")}
    for (question, source), run in found.items():
        for narrow, to in TRANSFERS:
            if source == narrow and (question, to) in found:
                euros, certificate = engine.transfer(run.problem, found[question, to].problem)
                if euros > 0:
                    yield Transfer(question, source, to, euros, certificate)


def dissolutions(runs: Sequence[Run], engine: Engine) -> Iterator[Dissolution]:
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


def _repair(base: Problem, engine: Engine, seed: int, watch: Watch) -> tuple[Plan | None, Reason | None, float]:
    watch.begin("all_in", REPAIRED.id)
    started = time.monotonic()
    plan, reason = engine.repair(in_variant(base, REPAIRED), seed)
    return plan, reason, time.monotonic() - started


def _stored(question: Question, asked: Problem, engine: Engine, plan: Plan | None, reason: Reason | None, seconds: float) -> Run:
    if plan is None:
        return _empty(question, REPAIRED, asked, "no_plan", reason)
    problem = in_variant(asked, REPAIRED)
    verdict = accepted(engine, problem, plan)
    return Run(question, REPAIRED.id, "stored", problem, plan, verdict, seconds, seconds)


def _empty(question: Question, variant: Variant, asked: Problem, status: Status, reason: Reason | None) -> Run:
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
    return solved(question, variant, problem, engine, settings, inherited(variant.id, problem, engine, before), watch, stop)


def exchange(runs: Sequence[Run], engine: Engine) -> list[Run]:
    """Give each solved run the cheapest plan of its own or a narrower variant that holds for it, whatever question that was made for."""
    return [exchanged(run, engine, runs) for run in runs]


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
