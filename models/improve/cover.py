"""The cheapest newcomers who do what is missing, pool by pool and quarter by quarter: a small integer programme over
their numbers alone, within seats, candidates and who can guide."""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from ..newcomers import rows_of
from ..problem import Problem

QUICK = 5.0  # deterministic seconds


def cheapest_cover(problem: Problem, missing: Mapping[tuple[int, int], int], seed: int) -> tuple[int, ...] | None:
    """Numbers of newcomers who together add at least ``missing`` (hundredths of a head x weeks, per pool and quarter of
    ``problem.quarters``) for the fewest euros; ``None`` where none were found."""
    model = cp_model.CpModel()
    numbers = [model.new_int_var(0, cohort.most, "") for cohort in problem.cohorts]
    for row in rows_of(problem):
        columns = list(row.columns.items())
        model.add(
            cp_model.LinearExpr.weighted_sum([numbers[c] for c, _ in columns], [a for _, a in columns]) <= row.most
        )
    for (pool, quarter), amount in missing.items():
        begin, end = problem.quarters[quarter], problem.quarters[quarter + 1]
        here = [c for c, cohort in enumerate(problem.cohorts) if cohort.pool == pool]
        added = [sum(problem.cohorts[c].heads[begin:end]) for c in here]
        if not here or not any(a > 0 for a in added):
            return None
        model.add(cp_model.LinearExpr.weighted_sum([numbers[c] for c in here], added) >= amount)
    costs = [cohort.cost for cohort in problem.cohorts]
    model.minimize(cp_model.LinearExpr.weighted_sum(numbers, costs) + cp_model.LinearExpr.sum(numbers))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, seed
    solver.parameters.max_deterministic_time = QUICK
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return tuple(int(solver.value(number)) for number in numbers)
