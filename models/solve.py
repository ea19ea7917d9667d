"""The portfolio: construct, improve, prove; anytime, and honest about what it knows.

One thread improves plans (compiled ruin-and-recreate, then CP-SAT on neighbourhoods); with two workers or more another one raises the
bound at the same time. Incumbents and bounds are shared through :class:`Board`. With ``Settings.work`` one thread does a fixed number of
rounds, so that the same seed gives the same outcome.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from .bound.prices import Ascent, Bound, ascend
from .check import judge
from .construct.arrays import Arrays, arrays
from .improve.anneal import Anneal
from .improve.lns import Lns
from .outcome import Event, Outcome, Settings, Status
from .plan import Plan
from .problem import Problem
from .windows import NoWindow

TELL_EVERY = 0.5  # seconds: judging a plan takes longer than a hundred rounds


class Board:
    """Best plan and best certified bound of one solve, shared by its threads; every plan on it was accepted by the checker."""

    def __init__(self, problem: Problem, on_event: Callable[[Event], None] | None) -> None:
        self.problem, self.on_event = problem, on_event
        self.began = time.perf_counter()
        self.plan: Plan | None = None
        self.objective: int | None = None
        self.bound: int | None = None
        self.certificate: dict[str, Any] | None = None
        self.first: float | None = None
        self.events: list[Event] = []
        self._lock = threading.Lock()

    @property
    def seconds(self) -> float:
        """Wall time since the solve began."""
        return time.perf_counter() - self.began

    @property
    def proven(self) -> bool:
        """Whether the bound equals the objective."""
        return self.objective is not None and self.bound is not None and self.bound >= self.objective

    def offer(self, plan: Plan, source: str) -> bool:
        """Take a plan if the checker accepts it and it is cheaper; whether it was taken."""
        verdict = judge(self.problem, plan)
        if verdict.violations or verdict.objective is None:
            return False
        with self._lock:
            if self.objective is not None and verdict.objective >= self.objective:
                return False
            self.plan, self.objective = plan, verdict.objective
            self.first = self.seconds if self.first is None else self.first
            self._tell(source)
        return True

    def raise_bound(self, bound: Bound, source: str = "prices") -> None:
        """Take a certified bound if it is higher."""
        with self._lock:
            if self.bound is None or bound.value > self.bound:
                self.bound, self.certificate = bound.value, bound.certificate
                self._tell(source)

    def _tell(self, source: str) -> None:
        event = Event(self.seconds, self.objective, self.bound, source)
        self.events.append(event)
        if self.on_event is not None:
            self.on_event(event)

    def outcome(self, reason: str | None = None, infeasible: bool = False) -> Outcome:
        """What is known now."""
        without: Status = "infeasible" if infeasible else "no_plan"
        with_plan: Status = "optimal" if self.proven else "feasible"
        return Outcome(
            without if self.plan is None else with_plan,
            self.plan, self.objective, self.bound, self.certificate, tuple(self.events), self.seconds, self.first, reason,
        )


def solve(
    problem: Problem,
    settings: Settings,
    plans: Sequence[Plan] = (),
    on_event: Callable[[Event], None] | None = None,
    stop: Callable[[], bool] | None = None,
    bound: tuple[int, dict[str, Any]] | None = None,
) -> Outcome:
    """Solve a problem for a given time or amount of work.

    ``plans`` are plans to start from (of narrower variants: the result is never dearer than the cheapest that the checker accepts). ``bound`` is a
    certified bound of a wider variant with its certificate. ``stop`` is asked now and then: true ends the solve with what there is.
    """
    board = Board(problem, on_event)
    if bound is not None:
        board.raise_bound(Bound(*bound), "inherited")
    for plan in plans:
        board.offer(plan, "inherited")
    try:
        x = arrays(problem)
    except NoWindow as error:
        return board.outcome(f"{error.rule}: {error}", infeasible=True)
    anneal = Anneal(problem, x, board.plan, settings.seed)
    if settings.work is not None:
        _fixed_work(problem, x, board, anneal, settings.work)
        return board.outcome(anneal.missing())

    def over(share: float) -> bool:
        return board.seconds >= share * settings.seconds or board.proven or (stop is not None and stop())

    def prove(until: float) -> None:
        begun = board.seconds

        def progress() -> float:
            return (board.seconds - begun) / max(1e-3, until * settings.seconds - begun)

        ascend(problem, x, progress, lambda: over(until), board.raise_bound)

    def polish(seed: int) -> None:
        search = Lns(problem, seed)
        while board.plan is not None and board.objective is not None and not over(1.0):
            found = search.step(board.plan, board.objective, max(0.1, settings.seconds - board.seconds))
            if found is not None:
                board.offer(*found)

    alone = settings.workers < 2
    rounds_until, bound_until = (0.45, 0.75) if alone else (0.5, 0.6)

    def second() -> None:
        prove(bound_until)
        if not alone:
            polish(settings.seed + 1)

    helper = threading.Thread(target=second, daemon=True)
    if not alone:
        helper.start()
    told, better = -1.0, False
    while not over(rounds_until):
        anneal.run(board.seconds / (rounds_until * settings.seconds))
        better = better or anneal.improved
        if better and board.seconds > told + TELL_EVERY:
            board.offer(anneal.plan(), "ruin and recreate")
            told, better = board.seconds, False
    if better:
        board.offer(anneal.plan(), "ruin and recreate")
    if alone:
        second()
    polish(settings.seed)
    if not alone:
        helper.join()
    return board.outcome(None if board.plan is not None else anneal.missing())


def _fixed_work(problem: Problem, x: Arrays, board: Board, anneal: Anneal, work: int) -> None:
    """``work`` rounds of improvement and a hundredth as many of the bound, one after the other."""
    rounds = 0
    while rounds < work and not board.proven:
        rounds += anneal.run(rounds / work)
        if anneal.improved:
            board.offer(anneal.plan(), "ruin and recreate")
    ascent = Ascent(problem, x)
    steps = max(1, work // 100)
    for i in range(steps):
        ascent.step(i / steps)
    best = ascent.certify()
    if best is not None:
        board.raise_bound(best)
