"""A plan people can accept: of all plans that cost nearly as little as the cheapest one found, the one that is shown
moves least.

A second stage after all solves. What the first stage asked still holds, its bounds stay the bounds, and every interval
counts the cost of the plan that is shown; what the cheapest plan found costs stands beside it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.outcome import Event, Settings
from wijkplan.planner.plan.kept_weeks import kept_weeks
from wijkplan.planner.plan.variants import Question, narrower
from wijkplan.planner.record import Saving

from .comparison_types import Run, Watch
from .decisive_moves import Evidence
from .engine import Disagreement, Engine, accepted, euros
from .savings import Figure
from .solve_variant import asks

COST_PERMILLE = 1
"""The plan that is shown costs at most this share of the decidable cost more than the cheapest found: a definition,
not a norm."""

SAVING_PERCENT = 2
"""Nor does it give up more than this share of what is saved against the baseline."""

SHARE = 0.16
"""Share of the time limit of a solve that is kept for the second stage."""

HALVINGS = 12  # of what the plan may cost more, until no verdict hangs on it


def first_stage(settings: Settings) -> Settings:
    """Settings of a solve that leaves time for the second stage; a number of rounds is for each stage."""
    return replace(settings, seconds=settings.seconds * (1 - SHARE))


def second_stage(settings: Settings) -> Settings:
    """The rest of the time."""
    return replace(settings, seconds=settings.seconds * SHARE)


@dataclass(frozen=True, slots=True)
class Stage:
    """How long each plan gets (``settings``), who looks on, when to stop, and what may not change of a saving: its
    word, in a race more."""

    engine: Engine
    settings: Settings
    watch: Watch
    stop: Callable[[], bool]
    keeps: Callable[[Saving], object] = lambda saving: saving.word


def acceptable(runs: Sequence[Run], baseline: str, evidence: Callable[[Question], Evidence], stage: Stage) -> list[Run]:
    """The runs, each solved one with the plan that is shown. Narrower variants come first, and a wider one is no
    dearer than what they show.

    Raises :class:`~wijkplan.planner.experiment.engine.Disagreement` where the plan breaks a rule, or costs more than
    it may."""
    shown = list(runs)
    for i, run in enumerate(shown):
        if run.status == "stored" or run.cost is None or not asks(run) or stage.stop():
            continue
        peers = [other for other in shown if other.question == run.question]
        before = next((other for other in peers if other.variant == baseline), None)
        most = _most(run, before, peers, evidence(run.question), stage.keeps)
        shown[i] = _nearer(run, before, most, stage)
    return shown


def _most(
    run: Run, before: Run | None, peers: Sequence[Run], evidence: Evidence, keeps: Callable[[Saving], object]
) -> int:
    """Euros that the plan of a run may cost: near its own, no more than narrower variants show, and not so much that a
    verdict would change."""
    assert run.cost is not None and run.verdict is not None
    decidable = run.verdict.decidable or 0
    room = decidable * COST_PERMILLE // 1000
    if before is not None and before.cost is not None:  # without a baseline nothing is saved that could be given up
        room = min(room, max(0, before.cost - run.cost) * SAVING_PERCENT // 100)
    inside = narrower(run.variant)
    room = min(
        [
            room,
            *(
                max(0, other.cost - run.cost)
                for other in peers
                if other.variant in inside and other.holds and other.cost is not None
            ),
        ]
    )
    figures = {other.variant: other.figure for other in peers}

    def told(more: int) -> object:
        return [keeps(saving) for saving in evidence(figures | {run.variant: _dearer(run.figure, more)})]

    return run.cost + _room(run, room, told)


def _room(run: Run, most: int, told: Callable[[int], object]) -> int:
    """Euros, at most so many, that the plan of a run may cost more without another word for what is ``told`` of it."""
    try:
        now = told(0)
    except ValueError as error:
        raise Disagreement(f"{run.question}: {error}") from error
    for _ in range(HALVINGS):
        if most == 0 or told(most) == now:
            return most
        most //= 2
    return 0


def nearer_pair(
    together: Run, apart: Run, before: Run | None, word: Callable[[Figure, Figure], object], stage: Stage
) -> tuple[Run, Run]:
    """Both sides of a forced combination, each with the plan that moves least; ``word`` is what their figures
    allow."""

    def side(run: Run, told: Callable[[Figure], object]) -> Run:
        if run.cost is None or run.verdict is None or stage.stop():
            return run
        saving = 0 if before is None or before.cost is None else max(0, before.cost - run.cost)
        most = min((run.verdict.decidable or 0) * COST_PERMILLE // 1000, saving * SAVING_PERCENT // 100)
        most = _room(run, most, lambda more: told(_dearer(run.figure, more)))
        return _nearer(run, before, run.cost + most, stage)

    first = side(together, lambda figure: word(figure, apart.figure))
    return first, side(apart, lambda figure: word(first.figure, figure))


def _dearer(figure: Figure, euros: int) -> Figure:
    assert figure.cost is not None and figure.decidable is not None
    return replace(figure, cost=figure.cost + euros, decidable=figure.decidable + euros)


def _nearer(run: Run, before: Run | None, most: int, stage: Stage) -> Run:
    assert run.plan is not None and run.cost is not None
    begun, limit = time.monotonic(), stage.settings.seconds
    clocked, searching = stage.settings.work is None, -1.0

    def spent() -> float:
        """Seconds since the search began: getting ready for it counts for nobody's share, or a busy machine would
        leave no search at all."""
        nonlocal searching
        searching = time.monotonic() if searching < 0 else searching
        return time.monotonic() - searching

    stage.watch.begin(run.question, run.variant)
    stage.watch.event(Event(0.0, run.cost, run.bound, "moving less"))
    near = stage.engine.nearest(
        run.problem,
        run.plan,
        most,
        None if before is None else before.plan,
        stage.settings,
        lambda: stage.stop() or (clocked and spent() >= limit),
        lambda: min(1.0, spent() / max(1e-3, limit)),
    )
    verdict = accepted(stage.engine, run.problem, near.plan)
    if euros(verdict) > most:
        raise Disagreement(
            f"{run.variant}, {run.question}: the plan that moves less costs {euros(verdict)} euros, at most {most} "
            "were allowed"
        )
    kept = None if near.prices is None else kept_weeks(run.problem, near.plan, near.prices)
    cheapest = min(run.cost, euros(verdict))  # on its way the second stage may come upon a cheaper plan
    lasted = run.seconds + time.monotonic() - begun
    found = replace(run, plan=near.plan, verdict=verdict, seconds=lasted, cheapest=cheapest, kept=kept)
    if run.status == "optimal" and euros(verdict) > run.cost:
        found = replace(found, status="feasible")
    stage.watch.done(found)
    return found
