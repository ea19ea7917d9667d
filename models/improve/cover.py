"""The cheapest newcomers who do what is missing, pool by pool and quarter by quarter: small integer programmes over
their numbers alone, within seats, candidates and who can guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from ..newcomers import Row, nobody
from ..problem import Problem

QUICK = 1.0  # deterministic seconds

Missing = Mapping[tuple[int, int], int]
"""Hundredths of a head x weeks per pool and quarter of ``problem.quarters``."""


def cheapest_cover(problem: Problem, missing: Missing, rows: Sequence[Row], seed: int) -> tuple[int, ...] | None:
    """Numbers of newcomers who together add at least ``missing`` for the fewest euros; ``None`` where none were found.
    ``rows`` are those of :func:`~wijkplan.models.newcomers.rows_of`, which take a while."""
    model = _Numbers(problem, missing, rows)
    for key, amount in missing.items():
        if not any(a > 0 for a in model.adding(key).values()):
            return None
        model.add(model.added(key) >= amount)
    return model.cheapest(seed)


def most_cover(problem: Problem, missing: Missing, rows: Sequence[Row], seed: int) -> tuple[int, ...]:
    """Numbers of newcomers who take over as much of ``missing`` as was found possible, for the fewest euros."""
    model = _Numbers(problem, missing, rows)
    parts = []
    for key, amount in missing.items():
        part = model.new_int_var(0, amount, "")
        without = model.new_bool_var("")  # guiding takes more than newcomers give, or nobody adds anything then
        model.add(part <= model.added(key)).only_enforce_if(~without)
        model.add(part == 0).only_enforce_if(without)
        parts.append(part)
    taken = cp_model.LinearExpr.sum(parts)
    model.maximize(taken)
    best = model.solved(seed)
    if best is None or not best.objective_value:
        return nobody(problem)
    model.add(taken >= round(best.objective_value))
    return model.cheapest(seed) or nobody(problem)


class _Numbers(cp_model.CpModel):
    """How many start per cohort of the pools where somebody is missing, within rules ``intake`` and ``safe``."""

    def __init__(self, problem: Problem, missing: Missing, rows: Sequence[Row]) -> None:
        super().__init__()
        self.problem = problem
        pools = {pool for pool, _ in missing}
        self.numbers = {
            c: self.new_int_var(0, cohort.most, "") for c, cohort in enumerate(problem.cohorts) if cohort.pool in pools
        }
        for row in rows:
            columns = [(self.numbers[c], amount) for c, amount in row.columns.items() if c in self.numbers]
            if columns:
                self.add(cp_model.LinearExpr.weighted_sum(*zip(*columns, strict=True)) <= row.most)

    def adding(self, key: tuple[int, int]) -> dict[int, int]:
        """What one newcomer of each cohort adds in a pool and quarter."""
        pool, quarter = key
        begin, end = self.problem.quarters[quarter], self.problem.quarters[quarter + 1]
        cohorts = self.problem.cohorts
        return {c: sum(cohorts[c].heads[begin:end]) for c in self.numbers if cohorts[c].pool == pool}

    def added(self, key: tuple[int, int]) -> cp_model.LinearExprT:
        """What all of them add there."""
        columns = self.adding(key)
        return cp_model.LinearExpr.weighted_sum([self.numbers[c] for c in columns], list(columns.values()))

    def cheapest(self, seed: int) -> tuple[int, ...] | None:
        """The numbers that cost least, one euro more each, so that nobody starts for nothing."""
        costs = [self.problem.cohorts[c].cost + 1 for c in self.numbers]
        self.minimize(cp_model.LinearExpr.weighted_sum(list(self.numbers.values()), costs))
        solver = self.solved(seed)
        if solver is None:
            return None
        return tuple(
            int(solver.value(self.numbers[c])) if c in self.numbers else 0 for c in range(len(self.problem.cohorts))
        )

    def solved(self, seed: int) -> cp_model.CpSolver | None:
        """The solver with what it found, if anything."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.random_seed = 1, seed
        solver.parameters.max_deterministic_time = QUICK
        return solver if solver.solve(self) in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
