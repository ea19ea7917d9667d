"""The tender side of the priced relaxation: one tender per project as a linear programme over the candidate list."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

from ..check.bounds import partners
from ..construct.arrays import Floats
from ..problem import Problem


class Choice(NamedTuple):
    """Value in euros, price per project, and how much of each tender is chosen."""

    value: float
    project: dict[int, float]
    share: Floats


class Tenders:
    """Built once per problem; solved for each new set of prices of lots and partners."""

    def __init__(self, problem: Problem) -> None:
        p = self.problem = problem
        self.index = [t for t, tender in enumerate(p.tenders) if p.may_choose(tender)]
        self.euros = np.array([
            sum(euros for term, euros in (("procurement", t.procurement), ("mobilisation", t.mobilisation)) if term in p.priced)
            for t in (p.tenders[i] for i in self.index)
        ], dtype=np.float64)
        n, size = len(p.activities), len(self.index)
        self.lot = np.zeros((size, n))
        self.partner = np.zeros((size, n))
        demands = [max(len(m.demands) for m in a.modes) for a in p.activities]
        helpers = [partners(p, a) for a in range(n)]
        joints: dict[int, list[tuple[int, int]]] = {}  # per project of a dig (the dig, the project of the next one)
        for street in p.streets:
            for a, b in pairwise(street.digs):
                joints.setdefault(p.activities[a].project, []).append((a, p.activities[b].project))
        for row, t in enumerate(self.index):
            for lot in p.tenders[t].lots:
                members = set(lot.projects)
                if len(members) == 1:
                    continue
                employers = {p.projects[q].employer for q in members}
                for q in members:
                    self.lot[row, [a for a, other in joints.get(q, ()) if other != q and other in members]] = 1.0
                    for a in p.members[q]:
                        if employers & helpers[a]:
                            self.partner[row, a] = demands[a]
        self.by_lot: NDArray[np.int64] = (self.lot.sum(axis=0) > 0).astype(np.int64)
        self._last: tuple[bytes, Choice] | None = None

    def choose(self, lot: Floats, partner: Floats) -> Choice:
        """Cheapest fractional choice of tenders when sharing openings and partners in one lot earns these prices."""
        if not self.index:
            return Choice(0.0, {}, np.zeros(0))
        value = self.euros - self.lot @ lot - self.partner @ partner
        key = value.tobytes()
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        solver = pywraplp.Solver.CreateSolver("GLOP")
        shares = [solver.NumVar(0.0, solver.infinity(), "") for _ in self.index]
        rows = {q: solver.Constraint(1.0, 1.0) for q, project in enumerate(self.problem.projects) if project.tendered}
        for variable, t in zip(shares, self.index, strict=True):
            for q in self.problem.tenders[t].projects:
                rows[q].SetCoefficient(variable, 1.0)
        objective = solver.Objective()
        for variable, euros in zip(shares, value, strict=True):
            objective.SetCoefficient(variable, float(euros))
        objective.SetMinimization()
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            return Choice(0.0, dict.fromkeys(rows, 0.0), np.zeros(len(self.index)))
        choice = Choice(
            objective.Value(), {q: row.dual_value() for q, row in rows.items()}, np.array([v.solution_value() for v in shares])
        )
        self._last = (key, choice)
        return choice
