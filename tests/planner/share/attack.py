"""Working out what is suppressed from all that is shown: the sums and bounds that a reader of several exports can
write down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ortools.linear_solver import pywraplp

MOST = 1e6  # head-weeks


class Attack:
    """Unknown figures by name, each zero or more, and everything that is known of their sums."""

    def __init__(self) -> None:
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.figures: dict[str, pywraplp.Variable] = {}

    def of(self, name: str) -> pywraplp.Variable:
        """The figure of a name."""
        if name not in self.figures:
            self.figures[name] = self.solver.NumVar(0.0, MOST, name)
        return self.figures[name]

    def know(self, weights: Mapping[str, float], low: float, high: float) -> None:
        """A weighted sum of figures lies between two amounts."""
        scale = max(map(abs, weights.values()))
        row = self.solver.Constraint(low / scale, high / scale)
        for name, weight in weights.items():
            row.SetCoefficient(self.of(name), weight / scale)

    def read(self, names: Iterable[str], value: float) -> None:
        """A sum of figures is shown, rounded to a tenth."""
        self.know(dict.fromkeys(names, 1.0), value - 0.051, value + 0.051)

    def between(self, names: Iterable[str]) -> tuple[float, float]:
        """The least and the most that a sum of figures can be, by all that is known."""
        objective = self.solver.Objective()
        objective.Clear()
        for name in names:
            objective.SetCoefficient(self.of(name), 1.0)
        ends = []
        for largest in (False, True):
            objective.SetOptimizationDirection(largest)
            assert self.solver.Solve() == pywraplp.Solver.OPTIMAL, "what is shown contradicts itself"
            ends.append(objective.Value())
        return ends[0], ends[1]


def hidden(amount: float, low: float, high: float, known: float = 0.0) -> bool:
    """Whether the part of others in a figure, all but what the reader itself has in it, stays unknown by half of it in
    both directions, and may be something where it is nothing."""
    others = amount - known
    assert low - 0.2 <= amount <= high + 0.2, "the true figure is none of those that fit what is shown"
    return low - known <= 0.5 * others + 1e-6 and high - known >= max(1.5 * others, 1.0) - 1e-6
