"""What the parts of a portfolio share: the best plan, the best bounds, the time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from .check import judge
from .outcome import Event, Outcome, Status
from .plan import Plan
from .problem import Problem
from .reason import Reason


class Board:
    """Best plan and best bounds of one solve, shared by its threads; every plan on it was accepted by the checker.

    ``start``, while there is no plan: one that only asks for more than the means there are, for a search to begin from.
    ``bound`` is certified (with ``certificate``); ``claim`` is the highest bound that any solver states, certified or
    not. ``prices`` steer searches only: a certificate that nobody has checked yet, or that of the bound."""

    def __init__(self, problem: Problem, on_event: Callable[[Event], None] | None) -> None:
        self.problem, self.on_event = problem, on_event
        self.began = time.perf_counter()
        self.plan: Plan | None = None
        self.start: Plan | None = None
        self.objective: int | None = None
        self.bound: int | None = None
        self.certificate: dict[str, Any] | None = None
        self.prices: Mapping[str, Any] | None = None
        self.claim: int | None = None
        self.infeasible = False  # a solver states that there is no plan
        self.first: float | None = None
        self.reason: Reason | None = None
        self.events: list[Event] = []
        self._told: int | None = None  # the cheapest plan that events have told of
        self._lock = threading.Lock()

    @property
    def seconds(self) -> float:
        """Wall time since the solve began."""
        return time.perf_counter() - self.began

    @property
    def proven(self) -> bool:
        """Whether the certified bound equals the objective."""
        return self.objective is not None and self.bound is not None and self.bound >= self.objective

    @property
    def settled(self) -> bool:
        """Whether no better plan is to be expected: some bound equals the objective, or a solver states that there is
        no plan."""
        return self.infeasible or (
            self.objective is not None and self.claim is not None and self.claim >= self.objective
        )

    def offer(self, plan: Plan, source: str) -> bool:
        """Take a plan if the checker accepts it and it is cheaper; whether it was taken."""
        verdict = judge(self.problem, plan)
        if verdict.violations or verdict.objective is None:
            if self.start is None and {one.rule for one in verdict.violations} == {"means"}:
                self.start = plan
            return False
        with self._lock:
            if self.objective is not None and verdict.objective >= self.objective:
                return False
            self.plan, self.objective = plan, verdict.objective
            self.first = self.seconds if self.first is None else self.first
            self._tell(source)
        return True

    def found_elsewhere(self, objective: int, source: str) -> None:
        """Tell of a plan that a search inside has found and will hand over at its end, if it is cheaper than what was
        told."""
        with self._lock:
            if self._told is None or objective < self._told:
                self._told = objective
                self.first = self.seconds if self.first is None else self.first
                self._tell(source)

    def raise_bound(self, value: int, certificate: dict[str, Any], source: str = "prices") -> None:
        """Take a certified bound if it is higher."""
        with self._lock:
            if self.bound is None or value > self.bound:
                self.bound, self.certificate, self.prices = value, certificate, certificate
                self.claim = value if self.claim is None else max(self.claim, value)
                self._tell(source)

    def raise_claim(self, value: int) -> None:
        """Take a bound that a solver states without a certificate."""
        with self._lock:
            if self.claim is None or value > self.claim:
                self.claim = value

    def _tell(self, source: str) -> None:
        if self.objective is not None and (self._told is None or self.objective < self._told):
            self._told = self.objective
        event = Event(self.seconds, self._told, self.bound, source)
        self.events.append(event)
        if self.on_event is not None:
            self.on_event(event)

    def outcome(self) -> Outcome:
        """What is known now."""
        without: Status = "infeasible" if self.infeasible else "no_plan"
        with_plan: Status = "optimal" if self.settled else "feasible"
        return Outcome(
            status=without if self.plan is None else with_plan,
            plan=self.plan,
            objective=self.objective,
            bound=self.claim if self.bound is None else self.bound,
            certificate=self.certificate,
            events=tuple(self.events),
            seconds=self.seconds,
            first_plan_seconds=self.first,
            reason=None if self.plan is not None else self.reason,
            claim=self.claim,
        )


class Part(Protocol):
    """One ingredient of the portfolio: works on the board's problem until told to stop."""

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Offer plans or bounds to ``board`` until ``done()``, which is true after ``seconds`` at the latest."""
