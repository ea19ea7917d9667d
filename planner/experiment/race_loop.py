"""The comparison as a race: time goes where the outcome is decided, until it is, or until the time is up.

First every variant gets a small share, so that each has a plan and a bound. Then rounds: for every saving that is
open, find which plan or bound would decide it and how far that would have to move (:mod:`.what_if`); take the one that
is nearest at the speed it moved lately, and give its problem a slice, which goes on from its best plan and from the
prices of its best bound. What yields nothing is believed less each time."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wijkplan.models.outcome import Event, Focus, Settings
from wijkplan.models.problem import Problem
from wijkplan.planner.experiment.race_types import Asked, Blocked, Decided, Race
from wijkplan.planner.plan.variants import BASELINE, QUESTIONS, VARIANTS, Question, question_of
from wijkplan.planner.record import Move, Slice, Stopped

from .acceptable import Stage
from .compare import begin, dissolutions, finish, hand_down, transfers, what_is_known
from .comparison_types import Compared, Dissolution, Run, Transfer, Watch
from .decisive_moves import decided, moves
from .engine import Disagreement, Engine, remembering
from .savings import goals
from .solve_variant import asks, bound_of, exchanged, inherited, solved
from .stored_plans import Against

FIRST = 0.25  # share of the limit for the first pass over all variants
LAST = 0.02  # share for each solve of a forced combination, which comes at the end and decides nothing here
NEAREST = 0.1  # share for all plans together to move less
SLICES = 30  # so many slices of the usual length fill the limit
SHORTEST = 2.0  # seconds: a slice needs some to get going
DOUBT = 3.0  # what yields nothing is expected to be so many times slower
HOPE = 4  # slices in which what was not tried yet is expected to close its gap
LONGEST = 6  # the usual length at most times this


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be decided: pairs of variants, questions, and how wide an interval may be (percentage of its high
    end)."""

    pairs: tuple[tuple[str, str], ...] = goals(BASELINE)
    questions: tuple[Question, ...] = QUESTIONS
    width: int | None = None

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All of it."""
        return tuple(Asked(question, *pair) for question in self.questions for pair in self.pairs)


def goal(pairs: Sequence[tuple[str, str]], question: str | None, width: int | None, baseline: str = BASELINE) -> Goal:
    """The goal of someone who names pairs or a question, or leaves them out."""
    return Goal(
        tuple(dict.fromkeys(pairs)) or goals(baseline),
        QUESTIONS if question is None else (question_of(question),),
        width,
    )


Arm = tuple[Question, str, Focus]


@dataclass
class _Race:
    """The state of a race. ``speed`` is euros a second per plan or bound, ``length`` the seconds of its next slice."""

    goal: Goal
    engine: Engine
    settings: Settings
    watch: Watch
    stop: Callable[[], bool]
    clock: Callable[[], float]
    began: float
    until: float
    runs: list[Run]
    transfers: tuple[Transfer, ...]
    dissolutions: tuple[Dissolution, ...]
    slices: list[Slice] = field(default_factory=list)
    decided: dict[Asked, Decided] = field(default_factory=dict)
    speed: dict[Arm, float] = field(default_factory=dict)
    length: dict[Arm, float] = field(default_factory=dict)
    overrun: float = 0.0

    def go(self) -> Stopped:
        """Slices until everything is decided, nothing is left to try, or time is up; which of them it was."""
        while True:
            moves = dict(self.open())
            if self.stop():
                return "interrupted"
            if not moves:
                return "decided"
            if not any(moves.values()):
                return "open"
            left = self.until - self.clock() - self.overrun
            if left < min(SHORTEST, 0.5 * self._usual):
                return "limit"
            arm = self._nearest(moves)
            self._slice(arm, min(left, self.length.get(arm, self._usual)))

    @property
    def _usual(self) -> float:
        return max(SHORTEST, self.settings.seconds / SLICES)

    def open(self) -> Iterator[tuple[Asked, tuple[Move, ...]]]:
        """What is not decided yet, with what would decide it; notes what is."""
        told = hand_down(self.runs)
        for question in self.goal.questions:
            figures = {run.variant: run.figure for run in told if run.question == question}
            known = what_is_known(self.transfers, self.dissolutions, question)
            try:
                found = {(s.source, s.to): s for s in known(figures)}
            except ValueError as error:
                raise Disagreement(f"{question}: {error}") from error
            closed = {
                run.variant
                for run in told
                if run.question == question and (run.status in ("optimal", "infeasible") or not asks(run))
            }
            for asked in (a for a in self.goal.asked if a.question == question):
                saving = found.get((asked.source, asked.to))
                if saving is not None and decided(saving, self.goal.width):
                    since = self.decided[asked].at if asked in self.decided else self.clock() - self.began
                    self.decided[asked] = Decided(asked, saving.word, since)
                else:
                    row = () if saving is None else moves(figures, (asked.source, asked.to), known, self.goal.width)
                    yield asked, tuple(move for move in row if move.figure == "bound" or move.variant not in closed)

    def _nearest(self, open_moves: dict[Asked, tuple[Move, ...]]) -> Arm:
        """The plan or bound that is expected to decide something soonest, counted by how much it could decide."""
        seconds: dict[Arm, float] = {}
        decides: Counter[Arm] = Counter()
        for asked, row in open_moves.items():
            for move in row:
                arm = (asked.question, move.variant, move.figure)
                if arm not in self.speed:
                    self.speed[arm] = self._first_speed(arm)
                expected = 0.0 if move.euros is None else move.euros / self.speed[arm]
                seconds[arm] = min(seconds.get(arm, math.inf), max(self.length.get(arm, self._usual), expected))
                decides[arm] += 1
        return min(seconds, key=lambda arm: seconds[arm] / decides[arm])

    def _first_speed(self, arm: Arm) -> float:
        """Euros a second in the last half of the first pass, or at least a hopeful guess: what was not tried may be
        what decides."""
        run = self._best(arm)
        half = [e for e in run.events if e.seconds >= run.seconds / 2]
        values = [e.objective if arm[2] == "plan" else e.bound for e in half]
        known = [value for value in values if value is not None]
        seen = abs(known[-1] - known[0]) / max(0.1, run.seconds / 2) if known else 0.0
        gap = 1 if run.cost is None or run.bound is None else max(1, run.cost - run.bound)
        return max(seen, gap / (HOPE * self._usual))

    def _best(self, arm: Arm) -> Run:
        """The run with the best bound that holds for it, which may be another's."""
        return next(run for run in hand_down(self.runs) if (run.question, run.variant) == arm[:2])

    def _slice(self, arm: Arm, seconds: float) -> None:
        question, variant, focus = arm
        old = next(run for run in self.runs if (run.question, run.variant) == arm[:2])
        best, started = self._best(arm), self.clock()
        source = next((run for run in self.runs if (run.question, run.variant) == (question, best.bound_from)), old)
        new = solved(
            question,
            VARIANTS[variant],
            old.problem,
            self.engine,
            replace(
                self.settings,
                seconds=seconds,
                focus=None if old.plan is None else focus,
                seed=self.settings.seed + len(self.slices),
            ),
            inherited(variant, old.problem, self.engine, [old]),
            self.watch,
            self.stop,
            bound_of(self.engine, old.problem, source),
        )
        spent = self.clock() - started
        self.overrun = max(self.overrun, spent - seconds)
        run = _joined(old, new)
        self.runs[self.runs.index(old)] = run
        if run.plan != old.plan:
            self.runs[:] = [exchanged(one, self.engine, [run]) for one in self.runs]
        self.watch.done(run)
        self.slices.append(
            Slice(
                at=started - self.began,
                question=question,
                variant=variant,
                focus=focus,
                seconds=spent,
                cost=run.cost,
                bound=run.bound,
            )
        )
        self._learn(arm, best, run, seconds, spent)

    def _learn(self, arm: Arm, old: Run, run: Run, seconds: float, spent: float) -> None:
        before, after = (old.cost, run.cost) if arm[2] == "plan" else (run.bound, old.bound)
        if (before is None) != (after is None):
            return  # the first plan or bound says nothing of the speed of the next
        gain = 0 if before is None or after is None else before - after
        if gain > 0:
            self.speed[arm] = gain / max(0.1, spent)
        else:
            self.speed[arm] = self.speed.get(arm, 1.0) / DOUBT
            self.length[arm] = min(2 * seconds, LONGEST * self._usual)


def _joined(old: Run, new: Run) -> Run:
    """A run and what a slice added to it; times go on."""
    later = tuple(Event(e.seconds + old.seconds, e.objective, e.bound, e.source) for e in new.events)
    claim = max((c for c in (old.claim, new.claim) if c is not None), default=None)
    run = replace(
        new,
        seconds=old.seconds + new.seconds,
        first_plan_seconds=old.first_plan_seconds,
        events=old.events + later,
        claim=claim,
    )
    if old.first_plan_seconds is None and new.first_plan_seconds is not None:
        run = replace(run, first_plan_seconds=old.seconds + new.first_plan_seconds)
    if run.cost is not None and claim is not None and run.cost <= claim:
        run = replace(run, status="optimal")
    if old.status == "infeasible" or (run.bound is None and old.bound is not None):
        run = replace(run, status=old.status if run.plan is None else run.status, reason=run.reason or old.reason)
        run = replace(
            run, bound=old.bound, certified=old.certified, bound_from=old.bound_from, certificate=old.certificate
        )
    return run


def race(
    problem: Problem,
    flexible: Sequence[int],
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    groups: Sequence[tuple[int, ...]] = (),
    against: Against | None = None,
    goal: Goal | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Compared:
    """Compare until what is asked is decided; ``settings.seconds`` is the limit of it all. ``flexible``, ``groups``
    and ``against`` as in
    :func:`~.compare.compare`.

    Raises:
        Disagreement: the checker does not confirm what the engine says.
    """
    goal, began, limit = goal or Goal(), clock(), settings.seconds
    engine, solves = remembering(engine), 4 * len(QUESTIONS)

    def over() -> bool:
        return stop() or clock() >= began + limit

    begun = begin(problem, flexible, engine, replace(settings, seconds=FIRST * limit / solves), watch, over, against)
    last, overhead = LAST * limit, max(0.0, clock() - began - FIRST * limit) / solves
    ending = 2 * len(QUESTIONS) * len(groups) * (last + overhead) + NEAREST * limit
    handed = hand_down(begun.runs)
    told, apart = tuple(transfers(handed, engine)), tuple(dissolutions(handed, engine))
    state = _Race(
        goal,
        engine,
        settings,
        watch,
        stop,
        clock,
        began,
        began + limit - min(ending, 0.5 * limit),
        begun.runs,
        told,
        apart,
    )
    begun.runs[:] = [exchanged(run, engine, begun.runs) for run in begun.runs]
    stopped = state.go()
    nearest = replace(settings, seconds=NEAREST * limit / solves)
    second = Stage(engine, nearest, watch, stop, lambda saving: (saving.word, decided(saving, goal.width)))
    compared = finish(engine, replace(settings, seconds=last), watch, over, begun, second, groups, (told, apart))
    open_now = dict(_Race.open(replace(state, runs=list(compared.runs))))
    found = Race(
        limit,
        clock() - began,
        "decided" if not open_now else stopped,
        goal.width,
        tuple(state.slices),
        tuple(row for asked in goal.asked if asked not in open_now for row in [state.decided[asked]]),
        tuple(Blocked(asked, row) for asked, row in open_now.items()),
    )
    return replace(compared, race=found, interrupted=stop())
