"""Numbers of newcomers by themselves: seats, candidates and guidance, in whole people, without any plan."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from ..construct.arrays import Floats
from ..newcomers import rows_of
from ..problem import Problem

CENTS = 100  # whole numbers for CP-SAT
QUICK = 2.0  # seconds

Intake = tuple[int, ...]
"""How many newcomers start, per cohort."""


class WholeNumbers:
    """Numbers that rules ``intake`` and ``safe`` allow (``rows``)."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem, self.seed, self.rows = problem, seed, rows_of(problem)

    def model(self) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
        """A model of them, with nothing to aim at yet."""
        model = cp_model.CpModel()
        numbers = [model.new_int_var(0, cohort.most, "") for cohort in self.problem.cohorts]
        for row in self.rows:
            columns = list(row.columns.items())
            model.add(
                cp_model.LinearExpr.weighted_sum([numbers[c] for c, _ in columns], [a for _, a in columns]) <= row.most
            )
        return model, numbers

    def worth_most(self, worth: Floats) -> Intake | None:
        """Those that are worth most at so many euros per newcomer of each cohort."""
        if not (worth > 0).any():
            return None
        model, numbers = self.model()
        model.maximize(cp_model.LinearExpr.weighted_sum(numbers, [int(w) for w in np.floor(worth * CENTS)]))
        return self.solved(model, numbers)

    def most_usual(self, usual: Floats, most: int) -> Intake | None:
        """Of each cohort no more than is usual, rounded up, and ``most`` in all: those who are most usual first."""
        model, numbers = self.model()
        for number, one in zip(numbers, usual, strict=True):
            model.add(number <= ceil(one - 1e-9))
        model.add(cp_model.LinearExpr.sum(numbers) <= most)
        model.maximize(cp_model.LinearExpr.weighted_sum(numbers, [int(CENTS * one) for one in usual]))
        return self.solved(model, numbers)

    def solved(self, model: cp_model.CpModel, numbers: Sequence[cp_model.IntVar]) -> Intake | None:
        """The best that is found soon; ``None`` where that is nobody."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.random_seed = 1, self.seed
        solver.parameters.max_deterministic_time = QUICK
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        found = tuple(int(solver.value(number)) for number in numbers)
        return found if any(found) else None
