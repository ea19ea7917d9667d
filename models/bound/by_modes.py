"""A certificate that no plan is shorter, where that follows from the choice of modes: durations along chains and what
does not come back, however the work then shares heads.

Branch and bound over the modes that are chosen: where the linear relaxation of the sums
(:mod:`..check.statements`) cannot be kept, its dual values say how often to take each sum so that they
add up to a contradiction (Farkas), and only the choices that it needs are excluded. A branch that its choice was not
needed for closes the other one too."""

from __future__ import annotations

import time
from typing import Any

from ortools.linear_solver import pywraplp

from ..check.refutation import LARGEST, Argument
from ..check.statements import AT_LEAST, AT_MOST, Atom, Statements, statements
from ..problem import Problem

TRIED = 8
"""Choices that are compared, those nearest to neither side."""
TIMES = 3
"""How often both sides of a choice are tried before the mean of what that gave is taken for what it gives."""
Chosen = dict[int, int]
"""Per number that says whether a mode is chosen: 1 or 0."""


class _Open(Exception):
    """The time is up, or the modes alone do not refute it."""


def by_modes(problem: Problem, project: int, end: int, seconds: float) -> dict[str, Any] | None:
    """A certificate that the project cannot have ended by week ``end``; ``None`` where none is found in that time."""
    given = statements(problem, project, end)
    if all(least <= most for least, most in given.domains):
        search = _Search(given, time.perf_counter() + seconds)
        try:
            search.refute({})
        except _Open:
            return None
        steps = search.steps
    else:
        steps = [((), [])]
    return {
        "kind": "refutation",
        "project": str(project),
        "end": end,
        "pairs": [],
        "steps": [[[list(atom) for atom in atoms], hints] for atoms, hints in steps],
    }


class _Search:
    """The linear relaxation, in which all sums may be exceeded by the same amount, and the steps found so far."""

    def __init__(self, given: Statements, until: float) -> None:
        self.given, self.until = given, until
        self.argument = Argument(given)
        self.steps: list[tuple[tuple[Atom, ...], list[Any]]] = []
        self.gains: dict[int, list[tuple[float, float]]] = {}
        self.choices = sorted({x for atoms in given.excluded for x, _, _ in atoms if given.domains[x] == (0, 1)})
        self.solver = pywraplp.Solver.CreateSolver("CLP")
        self.numbers = [self.solver.NumVar(least, most, "") for least, most in given.domains]
        self.over = self.solver.NumVar(-10, 10_000, "")
        self.rows = []
        for terms, most in given.sums:
            row = self.solver.Constraint(-self.solver.infinity(), most)
            for factor, n in terms:
                row.SetCoefficient(self.numbers[n], factor)
            row.SetCoefficient(self.over, -1)
            self.rows.append(row)
        self.solver.Minimize(self.over)

    def refute(self, chosen: Chosen) -> int:
        """The step that excludes these choices, or fewer of them. Raises :class:`_Open`."""
        if time.perf_counter() > self.until:
            raise _Open
        for n in self.choices:
            self.numbers[n].SetBounds(chosen.get(n, 0), chosen.get(n, 1))
        if not self._solved():
            raise _Open
        if self.over.solution_value() > 1e-7 and self._contradiction(chosen):
            return len(self.steps) - 1
        choice = self._choice(chosen)
        sides = []
        for value in (1, 0):
            sides.append(self.refute({**chosen, choice: value}))
            if all(n != choice for n, _, _ in self.steps[sides[-1]][0]):
                return sides[-1]
        atoms = {atom for side in sides for atom in self.steps[side][0] if atom[0] != choice}
        first = len(self.given.sums) + len(self.given.excluded)
        self.steps.append((tuple(sorted(atoms)), [first + side for side in sides]))
        return len(self.steps) - 1

    def _choice(self, chosen: Chosen) -> int:
        """The open choice whose two sides raise the relaxation most, by what they did when they were tried before
        (Achterberg, Koch and Martin 2005). Raises :class:`_Open` where the relaxation leaves none open."""
        over = self.over.solution_value()
        values = {n: self.numbers[n].solution_value() for n in self.choices if n not in chosen}
        parts = sorted(((min(part, 1 - part), n) for n, part in values.items()), reverse=True)[:TRIED]
        if not parts or parts[0][0] < 1e-6:
            raise _Open
        worth: list[tuple[float, int]] = []
        for part, n in parts:
            if part < 1e-6:
                continue
            away = 1 - values[n], values[n]
            gains = self.gains.setdefault(n, [])
            if len(gains) < TIMES:
                raised = []
                for value in (1, 0):
                    self.numbers[n].SetBounds(value, value)
                    raised.append(max(1e-6, self.over.solution_value() - over) if self._solved() else 1.0)
                self.numbers[n].SetBounds(0, 1)
                gains.append((raised[0] / away[0], raised[1] / away[1]))
            up, down = (sum(one[k] for one in gains) / len(gains) for k in (0, 1))
            worth.append((up * away[0] * down * away[1], n))
        return max(worth)[1]

    def _solved(self) -> bool:
        """Whether the relaxation was solved, if need be from the beginning instead of from the last basis."""
        if self.solver.Solve() == pywraplp.Solver.OPTIMAL:
            return True
        afresh = pywraplp.MPSolverParameters()
        afresh.SetIntegerParam(afresh.INCREMENTALITY, afresh.INCREMENTALITY_OFF)
        return bool(self.solver.Solve(afresh) == pywraplp.Solver.OPTIMAL)

    def _contradiction(self, chosen: Chosen) -> bool:
        """Add the step that the dual values give; false where they give none in whole numbers."""
        often = [max(0.0, -row.dual_value()) for row in self.rows]
        scale = (LARGEST - 1) / max(often)
        rows = [[i, round(one * scale)] for i, one in enumerate(often) if round(one * scale)]
        terms, spare = self.argument.combined(len(self.steps), rows)
        needed: dict[int, tuple[int, Atom]] = {}
        for factor, n in terms:
            least, most = self.given.domains[n]
            value = chosen.get(n)
            spare -= factor * (least if factor > 0 else most) if value is None else factor * value
            if value is not None and (value == 1) == (factor > 0):
                needed[n] = abs(factor), (n, AT_LEAST if value else AT_MOST, value)
        if spare >= 0:
            return False
        for n, (worth, _) in sorted(needed.items(), key=lambda item: item[1]):
            if spare + worth < 0:
                spare += worth
                del needed[n]
        self.steps.append((tuple(atom for _, atom in needed.values()), [rows]))
        return True
