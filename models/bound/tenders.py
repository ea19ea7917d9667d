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


class Incidence:
    """A sparse matrix of tenders by activities, as lists of rows, columns and weights."""

    def __init__(self, cells: list[tuple[int, int, float]], shape: tuple[int, int]) -> None:
        self.shape = shape
        self.rows = np.array([row for row, _, _ in cells], np.int64)
        self.columns = np.array([column for _, column, _ in cells], np.int64)
        self.weights = np.array([weight for _, _, weight in cells], np.float64)

    def earned(self, prices: Floats) -> Floats:
        """Per tender the sum of its activities' prices."""
        return np.bincount(self.rows, self.weights * prices[self.columns], self.shape[0]).astype(np.float64)

    def shared(self, shares: Floats) -> Floats:
        """Per activity the sum of its tenders' shares."""
        return np.bincount(self.columns, self.weights * shares[self.rows], self.shape[1]).astype(np.float64)


class Tenders:
    """Built once per problem; solved for each new set of prices of lots and partners."""

    def __init__(self, problem: Problem) -> None:
        p = self.problem = problem
        self.index = [t for t, tender in enumerate(p.tenders) if p.may_choose(tender)]
        self.euros = np.array(
            [
                sum(
                    euros
                    for term, euros in (("procurement", t.procurement), ("mobilisation", t.mobilisation))
                    if term in p.priced
                )
                for t in (p.tenders[i] for i in self.index)
            ],
            dtype=np.float64,
        )
        n, size = len(p.activities), len(self.index)
        lot_cells: list[tuple[int, int, float]] = []
        partner_cells: list[tuple[int, int, float]] = []
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
                    lot_cells += [(row, a, 1.0) for a, other in joints.get(q, ()) if other != q and other in members]
                    for a in p.members[q]:
                        if employers & helpers[a]:
                            partner_cells.append((row, a, float(demands[a])))
        self.lot, self.partner = Incidence(lot_cells, (size, n)), Incidence(partner_cells, (size, n))
        self.by_lot: NDArray[np.int64] = (self.lot.shared(np.ones(size)) > 0).astype(np.int64)
        self._last: tuple[bytes, Choice] | None = None
        # One programme for all prices: only its objective changes, and each solve begins at the basis of the one
        # before.
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._shares = [self._solver.NumVar(0.0, self._solver.infinity(), "") for _ in self.index]
        self._rows = {q: self._solver.Constraint(1.0, 1.0) for q, project in enumerate(p.projects) if project.tendered}
        for variable, t in zip(self._shares, self.index, strict=True):
            for q in p.tenders[t].projects:
                self._rows[q].SetCoefficient(variable, 1.0)
        self._solver.Objective().SetMinimization()

    def choose(self, lot: Floats, partner: Floats) -> Choice:
        """Cheapest fractional choice of tenders when sharing openings and partners in one lot earns these prices."""
        if not self.index:
            return Choice(0.0, {}, np.zeros(0))
        value = self.euros - self.lot.earned(lot) - self.partner.earned(partner)
        key = value.tobytes()
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        objective = self._solver.Objective()
        for variable, euros in zip(self._shares, value.tolist(), strict=True):
            objective.SetCoefficient(variable, euros)
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return Choice(0.0, dict.fromkeys(self._rows, 0.0), np.zeros(len(self.index)))
        choice = Choice(
            objective.Value(),
            {q: row.dual_value() for q, row in self._rows.items()},
            np.array([v.solution_value() for v in self._shares]),
        )
        self._last = (key, choice)
        return choice
