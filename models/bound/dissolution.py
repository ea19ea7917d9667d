"""Prices per project that bound what combining tenders saves: the dual of a set packing, rounded to whole euros.

See :mod:`wijkplan.models.check.dissolution` for what they prove; what is found here is a certificate, and worth what
that module derives from it."""

from __future__ import annotations

from math import ceil
from typing import Any

from ortools.linear_solver import pywraplp

from ..check.dissolution import dissolved, effects
from ..check.refused import Refused
from ..problem import Problem

TOLERANCE = 1e-6  # of the solver, so that a price is not a euro too high; sums are whole euros, so none becomes too low


def dissolution(narrow: Problem, wide: Problem) -> tuple[int, dict[str, Any]] | None:
    """Euros that combining saves at most, and the certificate; ``None`` where some combined tender cannot be taken
    apart in every plan."""
    try:
        rows = effects(narrow, wide)
    except Refused:
        return None
    costs = {t: effect for t, effect in rows.items() if isinstance(effect, int)}
    if len(costs) < len(rows):
        return None
    prices = packing_prices(wide, costs)
    found: dict[str, Any] = {
        "kind": "dissolution",
        "prices": {str(q): euros for q, euros in sorted(prices.items()) if euros},
    }
    return dissolved(narrow, wide, found), found


def packing_prices(p: Problem, costs: dict[int, int]) -> dict[int, int]:
    """Prices per project, as low as they are found, whose sum over each of these tenders is no less than what that one
    costs."""
    return _lowered(p, costs, _dual(p, costs))


def _dual(p: Problem, costs: dict[int, int]) -> dict[int, int]:
    """Least prices that cover every cost, rounded up."""
    projects = sorted({q for t in costs for q in p.tenders[t].projects})
    solver = pywraplp.Solver.CreateSolver("GLOP")
    price = {q: solver.NumVar(0.0, solver.infinity(), "") for q in projects}
    for t, cost in costs.items():
        row = solver.Constraint(float(cost), solver.infinity())
        for q in p.tenders[t].projects:
            row.SetCoefficient(price[q], 1.0)
    solver.Minimize(solver.Sum(list(price.values())))
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return dict.fromkeys(projects, max(costs.values(), default=0))
    return {q: max(0, ceil(v.solution_value() - TOLERANCE)) for q, v in price.items()}


def _lowered(p: Problem, costs: dict[int, int], prices: dict[int, int]) -> dict[int, int]:
    """Each price in turn as far down as what its tenders cost allows: rounding errs upwards, and this takes it
    back."""
    of: dict[int, list[int]] = {q: [] for q in prices}
    for t in costs:
        for q in p.tenders[t].projects:
            of[q].append(t)
    room = {t: sum(prices[q] for q in p.tenders[t].projects) - cost for t, cost in costs.items()}
    for q in sorted(prices, key=lambda q: -len(of[q])):
        cut = min(prices[q], *(room[t] for t in of[q]))
        prices[q] -= cut
        for t in of[q]:
            room[t] -= cut
    return prices
