"""Large-neighbourhood search with CP-SAT: adaptive choice of neighbourhood and size by what they earned per second."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

from ..check import judge
from ..cpsat.solve import improve
from ..incumbent import Board
from ..plan import Plan
from ..problem import Problem
from .neighbourhoods import ALL, TENDERS, Neighbourhood

SMALLEST, LARGEST = 15, 90  # free activities
STEP_SECONDS = 3.0


class Lns:
    """Repeated improvement steps on neighbourhoods of a plan; each result is judged before it is handed back."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem, self.random = problem, Random(seed)
        self.earned: dict[str, float] = {n.name: 1.0 for n in ALL}
        self.size: dict[str, float] = {n.name: float(LARGEST if n is TENDERS else 40) for n in ALL}
        self.steps = 0

    def step(self, plan: Plan, objective: int, seconds: float) -> tuple[Plan, str] | None:
        """One sub-model, for ``seconds`` at most: a cheaper plan and the neighbourhood's name, or ``None``."""
        chosen = self._choose()
        size = min(int(self.size[chosen.name]), len(self.problem.activities))
        free = chosen.pick(self.problem, plan, size, self.random)
        self.steps += 1
        began = time.perf_counter()
        limit = min(STEP_SECONDS, seconds)
        better = improve(
            self.problem,
            plan,
            free,
            seconds=limit,
            within=seconds,
            seed=self.random.randrange(1 << 30),
            window=self.random.choice(chosen.windows),
            free_tenders=self.problem.allowed.combined,
        )
        spent = time.perf_counter() - began
        # A sub-model that is solved well within its time could have been larger; one that is not was too large.
        factor = 1.15 if spent < 0.5 * limit else (0.85 if spent > 0.95 * limit else 1.0)
        self.size[chosen.name] = min(LARGEST, max(SMALLEST, self.size[chosen.name] * factor))
        verdict = None if better is None else judge(self.problem, better)
        gain = 0
        if verdict is not None and verdict.feasible and verdict.objective is not None:
            gain = max(0, objective - verdict.objective)
        rate = gain / max(0.05, spent) / max(1, objective) * 1e4
        self.earned[chosen.name] = 0.8 * self.earned[chosen.name] + 0.2 * rate
        return (better, chosen.name) if gain and better is not None else None

    def _choose(self) -> Neighbourhood:
        """In proportion to what each earned lately, none ever below a tenth of the best; where tenders may be
        combined, these first."""
        if self.steps == 0 and self.problem.allowed.combined:
            return TENDERS
        best = max(self.earned.values())
        weights = [max(self.earned[n.name], 0.1 * best, 1e-6) for n in ALL]
        return self.random.choices(ALL, weights)[0]


class Neighbourhoods:
    """Part of the portfolio: neighbourhood steps on whatever plan is best at the moment."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.search = Lns(problem, seed)

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Steps until ``done``, or until what the last one took besides its search no longer fits in; without a plan
        there is nothing to improve."""
        until, beside = board.seconds + seconds, 0.0
        while board.plan is not None and board.objective is not None and not (done() or board.settled):
            began = board.seconds
            if began + beside > until:
                return
            found = self.search.step(board.plan, board.objective, max(0.1, until - began))
            beside = max(0.0, board.seconds - began - STEP_SECONDS)
            if found is not None:
                board.offer(*found)
