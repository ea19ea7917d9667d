"""The comparison: every variant for all questions, judged by the checker, with lower bounds passed to the variants
they hold for.

Order matters. The stored plans come first, then narrower variants, which hand their plans to wider ones, so a wider
variant is never dearer. At the end plans found for one question are tried on the others, and bounds are handed down: a
lower bound of a wider variant holds for every solved variant that it contains."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.check import Violation
from wijkplan.models.outcome import Event, Settings, Status
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.plan.variants import (
    ALIGNED,
    ALL_QUESTIONS,
    BUNDLED,
    COMBINED,
    OWN,
    QUESTIONS,
    SHARED,
    SOLVED,
    SOONER,
    STORED,
    SUBMITTED,
    Question,
    Variant,
    all_in,
    in_cash,
    in_variant,
    wider,
    without_partners,
)

from .acceptable import Stage, acceptable, first_stage, second_stage
from .comparison_types import Compared, Dissolution, Run, Transfer, Watch
from .decisive_moves import Evidence, evidence
from .engine import Disagreement, Engine, accepted, remembering
from .forced_groups import forced as forced_runs
from .guarantee import without_guarantee
from .savings import Dissolved, Moved
from .solve_variant import exchanged, inherited, solved
from .stored_plans import Against, StoredPlans, stored_plans

TRANSFERS = ((ALIGNED.id, COMBINED.id), (SHARED.id, BUNDLED.id), (ALIGNED.id, BUNDLED.id))
"""Pairs of which the wider variant also combines tenders."""

DISSOLUTIONS = ((ALIGNED.id, COMBINED.id), (SHARED.id, BUNDLED.id))
"""Pairs that differ in nothing but combined tenders and partners in one lot."""

__all__ = ["Compared", "Run", "Watch", "compare", "exchange", "hand_down", "solve_one"]


@dataclass(slots=True)
class Begun:
    """A comparison under way: what was asked for, the plans that were made first, and the runs so far. Runs keep their
    own bounds here; they are handed down at the end."""

    submitted: Plan
    violations: tuple[Violation, ...]
    stored: StoredPlans
    runs: list[Run]


def compare(
    problem: Problem,
    flexible: Sequence[int],
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    groups: Sequence[tuple[int, ...]] = (),
    against: Against | None = None,
    questions: Sequence[Question] = ALL_QUESTIONS,
    last: Plan | None = None,
) -> Compared:
    """Compare all variants in both questions in euros, and in those of ``questions`` that are in home-weeks.
    ``flexible`` is per activity how many weeks its sender is willing to move it; ``settings.seconds`` is per solve;
    ``groups`` are the projects of each combination that is forced; ``against`` says which stored plan is the baseline;
    ``last`` is a plan to go on from, where there was one before.

    Once ``stop()`` is true the running solve ends, and the remaining variants keep the plans they inherit.

    Raises:
        Disagreement: the checker does not confirm what the engine says.
    """
    engine = remembering(engine)
    begun = begin(problem, flexible, engine, first_stage(settings), watch, stop, against, last)
    found = finish(engine, settings, watch, stop, begun, Stage(engine, second_stage(settings), watch, stop), groups)
    second = Stage(engine, second_stage(settings), watch, stop)
    waited = sooner_runs(begun, engine, first_stage(settings), watch, stop, questions, second)
    return replace(found, sooner=waited, interrupted=stop())


def compared_pairs() -> list[tuple[Question, str]]:
    """Question and variant of every run of a comparison in euros, in order."""
    return [(question, variant.id) for question in QUESTIONS for variant in (*STORED, *SOLVED)]


def sooner_pairs(asked: Sequence[Question]) -> list[tuple[Question, str]]:
    """Likewise of the runs in home-weeks, of the questions among those asked."""
    return [(question, variant.id) for question in SOONER if question in asked for variant in (*STORED, *SOLVED)]


def begin(
    problem: Problem,
    flexible: Sequence[int],
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    against: Against | None = None,
    last: Plan | None = None,
) -> Begun:
    """The stored plans, and each variant in both questions once, from the ``last`` plan too where it holds."""
    base = all_in(problem)
    asked = engine.submitted(in_variant(base, SUBMITTED))
    conflicts = engine.judge(in_variant(base, SUBMITTED), asked).violations
    made, seconds = _made(problem, flexible, engine, settings.seed, watch, stop, against, last)
    runs: list[Run] = []
    for question in QUESTIONS:
        asked_problem = made.asked.get(question)
        if asked_problem is None:
            runs += [_empty(question, v, base, "no_plan", _no_baseline(made)) for v in (*STORED, *SOLVED)]
            continue
        for run in _stored_runs(question, asked_problem, made, engine, seconds):
            runs.append(run)
            watch.done(run)
        for variant in SOLVED:
            runs.append(_solved(question, variant, asked_problem, engine, settings, runs, watch, stop, made.last))
            watch.done(runs[-1])
    return Begun(asked, tuple(conflicts), made, runs)


def sooner_runs(
    begun: Begun,
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    questions: Sequence[Question],
    second: Stage,
) -> tuple[Run, ...]:
    """Each variant in each question in home-weeks, from the stored plans, from plans of narrower variants, and from
    those found for other questions that keep within the means; then of plans with nearly as few home-weeks the one
    that moves least."""
    made, runs = begun.stored, list[Run]()
    for question in (q for q in SOONER if q in questions):
        asked = made.asked.get(question)
        if asked is None:
            runs += [
                _empty(question, v, made.asked["all_in"], "no_plan", _no_baseline(made)) for v in (*STORED, *SOLVED)
            ]
            continue
        for run in _stored_runs(question, asked, made, engine, {}):
            runs.append(run)
            watch.done(run)
        for variant in SOLVED:
            runs.append(_solved(question, variant, asked, engine, settings, [*begun.runs, *runs], watch, stop))
            watch.done(runs[-1])
    told = hand_down([exchanged(run, engine, runs) for run in runs])
    return tuple(acceptable(told, made.against.baseline, lambda question: what_is_known((), (), question), second))


def finish(
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    begun: Begun,
    second: Stage,
    groups: Sequence[tuple[int, ...]] = (),
    known: tuple[Sequence[Transfer], Sequence[Dissolution]] | None = None,
) -> Compared:
    """Plans are exchanged and bounds handed down; of plans that cost nearly the same the one that moves least is
    taken; then what a guarantee costs, and the forced combinations. ``known`` are the transfers and dissolutions,
    where they are known already."""
    told = hand_down(exchange(begun.runs, engine))
    free = without_guarantee(told, engine, settings, watch, stop)
    moved, apart = known or (tuple(transfers(told, engine)), tuple(dissolutions(told, engine)))
    told = tuple(
        acceptable(told, begun.stored.against.baseline, lambda question: what_is_known(moved, apart, question), second)
    )
    forced = tuple(forced_runs(told, groups, engine, settings, watch, stop, begun.stored.against.baseline, second))
    return Compared(
        told,
        begun.stored,
        begun.submitted,
        begun.violations,
        stop(),
        tuple(moved),
        tuple(apart),
        forced,
        unguarded=free,
    )


def what_is_known(found: Iterable[Transfer], apart: Iterable[Dissolution], question: Question) -> Evidence:
    """Savings of a question from figures, with what transfers and dissolutions say."""
    return evidence(
        question,
        [Moved(t.source, t.to, t.euros) for t in found if t.question == question],
        [Dissolved(d.source, d.to, d.euros) for d in apart if d.question == question and d.partner_crews],
    )


def transfers(runs: Sequence[Run], engine: Engine) -> Iterator[Transfer]:
    """What combining saves whatever the plan, without and with shared crews, wherever both sides were asked and both
    may have a plan."""
    found = {(run.question, run.variant): run for run in runs if run.status not in ("stored", "no_plan", "infeasible")}
    for (question, source), run in found.items():
        for narrow, to in TRANSFERS:
            if source == narrow and (question, to) in found:
                euros, certificate = engine.transfer(run.problem, found[question, to].problem)
                if euros > 0:
                    yield Transfer(question, source, to, euros, certificate)


def dissolutions(runs: Sequence[Run], engine: Engine) -> Iterator[Dissolution]:
    """What combining saves at most, wherever both sides were asked; without partner crews where with them nothing is
    known."""
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
    problem: Problem,
    flexible: Sequence[int],
    variant: Variant,
    question: Question,
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    against: Against | None = None,
) -> Run:
    """One variant in one question, from the stored plans where there are some; of a stored variant its plan."""
    made, seconds = _made(problem, flexible, engine, settings.seed, watch, stop, against)
    asked = made.asked.get(question)
    if asked is None:
        return _empty(question, variant, made.asked["all_in"], "no_plan", _no_baseline(made))
    before = _stored_runs(question, asked, made, engine, seconds)
    if variant in STORED:
        return next(run for run in before if run.variant == variant.id)
    run = _solved(question, variant, asked, engine, first_stage(settings), before, watch, stop)
    (told,) = hand_down([run])
    second = Stage(engine, second_stage(settings), watch, stop)
    return acceptable([*before, told], made.against.baseline, lambda one: what_is_known((), (), one), second)[-1]


def _made(
    problem: Problem,
    flexible: Sequence[int],
    engine: Engine,
    seed: int,
    watch: Watch,
    stop: Callable[[], bool],
    against: Against | None,
    last: Plan | None = None,
) -> tuple[StoredPlans, dict[str, float]]:
    """The stored plans, and the seconds that each took, that of asked weeks counted with the first."""
    if last is not None and not engine.judge(in_variant(all_in(problem), BUNDLED), last).feasible:
        last = None
    started: dict[str, float] = {}

    def begins(variant: str) -> None:
        started[variant] = time.monotonic()
        watch.begin("all_in", variant)

    def repaired(asked: Problem, plan: Plan, first: bool) -> None:
        cost = accepted(engine, asked, plan).objective
        watch.event(Event(time.monotonic() - started[OWN.id], cost, None, "first" if first else "asked weeks"))

    made = stored_plans(problem, flexible, engine, seed, against, stop, begins, repaired=repaired, last=last)
    ends = [*list(started.values())[1:], time.monotonic()]
    return made, {variant: end - begin for (variant, begin), end in zip(started.items(), ends, strict=True)}


def _stored_runs(
    question: Question, asked: Problem, made: StoredPlans, engine: Engine, seconds: Mapping[str, float]
) -> list[Run]:
    """What each stored plan comes to at the prices of a question, and whether it also keeps what the question asks."""
    return [_stored_run(question, variant, asked, made, engine, seconds.get(variant.id, 0.0)) for variant in STORED]


def _stored_run(
    question: Question, variant: Variant, asked: Problem, made: StoredPlans, engine: Engine, seconds: float
) -> Run:
    one = made.baseline(variant.id)
    if one is None:
        return _empty(question, variant, asked, "no_plan", _no_baseline(made))
    problem = priced(question, asked, variant)
    verdict = accepted(engine, problem, one.plan)
    holds = engine.judge(in_variant(asked, variant), one.plan).feasible
    if one.variant == made.against.baseline and not holds:
        raise Disagreement(f"{variant.id}, {question}: the baseline does not deliver what it delivers")
    return Run(question, variant.id, "stored", problem, one.plan, verdict, seconds, seconds, holds=holds)


def priced(question: Question, asked: Problem, variant: Variant) -> Problem:
    """What a stored plan is judged by: the prices of a question, without what else it asks."""
    if question in SOONER:
        return in_variant(replace(asked, max_cash=None, max_hired=None, max_changes=None), variant)
    return in_variant(asked if question == "all_in" else in_cash(asked), variant)


def _no_baseline(made: StoredPlans) -> Reason:
    return Reason("no_baseline", parts=() if made.reason is None else (made.reason,))


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
    last: Plan | None = None,
) -> Run:
    problem = in_variant(asked, variant)
    plans = inherited(variant.id, problem, engine, before, () if last is None else (last,))
    return solved(question, variant, problem, engine, settings, plans, watch, stop)


def exchange(runs: Sequence[Run], engine: Engine) -> list[Run]:
    """Give each solved run the cheapest plan of its own or a narrower variant that holds for it, whatever question
    that was made for."""
    return [exchanged(run, engine, runs) for run in runs]


def hand_down(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Give each run that is no stored plan the best bound of its own and of every wider variant: a certified one where
    there is one, else a claimed one."""
    return tuple(_with_bound(run, [r for r in runs if r.question == run.question]) for run in runs)


def _with_bound(run: Run, peers: Sequence[Run]) -> Run:
    if run.status == "stored":
        return run
    holding = [r for r in peers if r.bound is not None and r.variant in (run.variant, *wider(run.variant))]
    if not holding:
        return run
    best = max(holding, key=lambda r: (r.certified, r.bound or 0, r.variant == run.variant))
    if run.status == "optimal" and not best.certified:
        best = run
    if run.cost is not None and best.bound is not None and best.bound > run.cost:
        raise Disagreement(
            f"{run.variant}, {run.question}: bound {best.bound} is above the cost {run.cost} of a checked plan"
        )
    closed = run.status == "feasible" and best.certified and best.bound == run.cost
    return replace(
        run,
        status="optimal" if closed else run.status,
        bound=best.bound,
        certified=best.certified,
        bound_from=best.bound_from,
    )
