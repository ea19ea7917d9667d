"""What one more seat, candidate or guide is worth: dual prices of a small linear programme over numbers of
newcomers."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.linear_solver import pywraplp

from ..construct.arrays import Floats
from ..newcomers import Row
from ..problem import Problem


def dual_prices(problem: Problem, limits: Sequence[Row], worth: Floats) -> list[float]:
    """Price per limit in the linear programme of the most that newcomers can be worth."""
    if not (worth > 0).any():
        return [0.0] * len(limits)
    # Who guides later is worth something too, so also cohorts that earn nothing themselves take part.
    solver = pywraplp.Solver.CreateSolver("GLOP")
    numbers = [solver.NumVar(0, cohort.most, "") for cohort in problem.cohorts]
    rows = []
    for limit in limits:
        row = solver.Constraint(-solver.infinity(), limit.most)
        for c, amount in limit.columns.items():
            row.SetCoefficient(numbers[c], amount)
        rows.append(row)
    objective = solver.Objective()
    for c, number in enumerate(numbers):
        objective.SetCoefficient(number, float(worth[c]))
    objective.SetMaximization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return [0.0] * len(limits)
    return [max(0.0, row.dual_value()) for row in rows]
