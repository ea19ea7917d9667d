"""Solvers that run side by side: ours and its peers, each a function from problem and settings to outcome.

When to modify: a new peer is a file here and a line in ``SOLVERS``; what it needs that the product does not goes in
the extra ``peers``."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem


class Solver(Protocol):
    """Solve a problem, from a plan without violations where there is one. Raises :class:`NotForThis`."""

    def __call__(self, problem: Problem, settings: Settings, start: Plan | None) -> Outcome:
        """Plan, objective, bound and how they came about."""


class NotForThis(ValueError):
    """The solver does not do problems of this kind."""


class NotInstalled(ValueError):
    """The solver is not on this machine. Says what to install."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A solver by name. ``packages`` are those whose versions matter; ``works`` says whether it can do a fixed amount
    of work."""

    name: str
    about: str
    packages: tuple[str, ...] = ()
    works: bool = False

    def load(self) -> Solver:
        """The function itself. Raises :class:`NotInstalled`."""
        try:
            solve: Solver = import_module(f"wijkplan.benchmarks.solvers.{self.name}").solve
        except ModuleNotFoundError as error:
            raise NotInstalled(
                f"solver {self.name} needs {error.name}, which is not installed: pip install 'wijkplan[peers]'"
            ) from error
        return solve


SOLVERS = {
    peer.name: peer
    for peer in (
        Peer("wijkplan", "this engine", ("ortools", "numba"), works=True),
        Peer("cpsat", "one CP-SAT model of the whole problem, with the start plan as complete hint", ("ortools",)),
        Peer("pyjobshop", "PyJobShop with its OR-Tools backend (makespan only)", ("pyjobshop", "ortools")),
        Peer("pumpkin", "Pumpkin, a lazy clause generation solver (one mode, makespan only)", ("pumpkin-solver",)),
        Peer(
            "levelling",
            "a priority rule as planners' tools level resources: earliest start, then least slack (makespan only)",
        ),
    )
}
