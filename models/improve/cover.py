"""The cheapest newcomers who do what is missing, pool by pool and quarter by quarter: a small integer programme over
their numbers alone, within seats, candidates and who can guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from ..newcomers import Row
from ..problem import Problem

QUICK = 1.0  # deterministic seconds


def cheapest_cover(
    problem: Problem, missing: Mapping[tuple[int, int], int], rows: Sequence[Row], seed: int
) -> tuple[int, ...] | None:
    """Numbers of newcomers who together add at least ``missing`` (hundredths of a head x weeks, per pool and quarter of
    ``problem.quarters``) for the fewest euros; ``None`` where none were found. ``rows`` are those of
    :func:`~wijkplan.models.newcomers.rows_of`, which take a while."""
    model = cp_model.CpModel()
    pools = {pool for pool, _ in missing}
    numbers = {
        c: model.new_int_var(0, cohort.most, "") for c, cohort in enumerate(problem.cohorts) if cohort.pool in pools
    }
    for row in rows:
        columns = [(numbers[c], amount) for c, amount in row.columns.items() if c in numbers]
        if columns:
            model.add(cp_model.LinearExpr.weighted_sum(*zip(*columns, strict=True)) <= row.most)
    for (pool, quarter), amount in missing.items():
        begin, end = problem.quarters[quarter], problem.quarters[quarter + 1]
        added = {c: sum(problem.cohorts[c].heads[begin:end]) for c in numbers if problem.cohorts[c].pool == pool}
        if not any(a > 0 for a in added.values()):
            return None
        model.add(cp_model.LinearExpr.weighted_sum([numbers[c] for c in added], list(added.values())) >= amount)
    costs = [problem.cohorts[c].cost + 1 for c in numbers]
    model.minimize(cp_model.LinearExpr.weighted_sum(list(numbers.values()), costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, seed
    solver.parameters.max_deterministic_time = QUICK
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return tuple(int(solver.value(numbers[c])) if c in numbers else 0 for c in range(len(problem.cohorts)))
