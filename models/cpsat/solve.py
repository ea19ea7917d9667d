"""Runs of the encoding: prove a tiny problem, improve a neighbourhood, or search the whole problem."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Literal

from ortools.sat.python import cp_model

from ..outcome import Event
from ..plan import Plan
from ..problem import Problem
from ..windows import NoWindow
from .extract import plan_of
from .hints import add_hint, values
from .model import Encoding, encode
from .parameters import parameters
from .scope import Scope

Proof = Literal["optimal", "infeasible", "unknown"]


def prove(
    problem: Problem, *, seed: int = 1, seconds: float = 20.0, workers: int = 1
) -> tuple[Proof, int | None, Plan | None]:
    """Solve a tiny problem to optimality: status, objective and plan; no objective and plan unless optimal."""
    try:
        encoding = encode(Scope.whole(problem))
    except NoWindow:
        return "infeasible", None, None
    solver, status = _run(encoding, parameters(workers=workers, seed=seed, seconds=seconds, tiny=True))
    if status == cp_model.OPTIMAL:
        return "optimal", round(solver.objective_value), plan_of(encoding, solver.value)
    return ("infeasible" if status == cp_model.INFEASIBLE else "unknown"), None, None


def any_plan(
    problem: Problem, *, seed: int, seconds: float, workers: int, presolve: bool, work: float | None = None
) -> tuple[Proof, Plan | None]:
    """Whether a problem has a plan, whatever it costs: ``optimal`` with one, ``infeasible``, or ``unknown``. ``work``
    is a limit in CP-SAT's deterministic seconds."""
    try:
        encoding = encode(Scope.whole(problem))
    except NoWindow:
        return "infeasible", None
    encoding.model.clear_objective()  # type: ignore[no-untyped-call]
    settings = parameters(workers=workers, seed=seed, seconds=seconds, work=work, tiny=True)
    settings.cp_model_presolve = presolve
    solver, status = _run(encoding, settings)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return "optimal", plan_of(encoding, solver.value)
    return ("infeasible" if status == cp_model.INFEASIBLE else "unknown"), None


def improve(
    problem: Problem,
    incumbent: Plan,
    free: frozenset[int],
    *,
    seconds: float,
    within: float = math.inf,
    seed: int,
    workers: int = 1,
    window: int | None = None,
    free_tenders: bool = False,
    free_joins: bool = True,
    work: float | None = None,
) -> Plan | None:
    """The best plan found in a neighbourhood of a plan without violations; never a dearer one, ``None`` when time is
    too short.

    The search takes ``seconds`` at most, and all of it, the model included, not much more than ``within``.
    Everything but the ``free`` activities (and what :class:`Scope` says may move with them) stays as in the incumbent.
    """
    begin = time.perf_counter()
    scope = Scope(problem, free, incumbent, free_tenders=free_tenders, free_joins=free_joins, window=window)
    try:
        encoding = encode(scope)
    except NoWindow:
        return None
    hinted = values(encoding, incumbent)
    add_hint(encoding, hinted)
    limit = min(seconds, within - (time.perf_counter() - begin))
    if limit <= 0:
        return None
    solver, status = _run(
        encoding, parameters(workers=workers, seed=seed, seconds=limit, work=work, neighbourhood=True)
    )
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE) or round(solver.objective_value) > encoding.cost(hinted):
        return None
    return plan_of(encoding, solver.value)


def full(
    problem: Problem,
    incumbent: Plan | None,
    *,
    seconds: float,
    seed: int,
    workers: int,
    on_event: Callable[[Event], None],
) -> tuple[Plan | None, int | None, int | None]:
    """Search the whole problem, from a plan without violations where there is one: plan, objective and lower bound.

    The plan is never dearer than the incumbent. Each of the three is ``None`` where there is none, the bound also when
    the problem turns out to have no plan at all; :class:`wijkplan.models.windows.NoWindow` says so at once. Beyond
    2,500 activities such a model is too large to be of use."""
    begin = time.perf_counter()
    encoding = encode(Scope.whole(problem))
    if incumbent is not None:
        add_hint(encoding, values(encoding, incumbent))
    reporter = _Reporter(begin, on_event)
    left = max(0.0, seconds - (time.perf_counter() - begin))
    solver, status = _run(encoding, parameters(workers=workers, seed=seed, seconds=left), reporter)
    if status != cp_model.INFEASIBLE:
        reporter.bounded(solver.best_objective_bound)
    plans = [] if incumbent is None else [incumbent]
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        plans.insert(0, plan_of(encoding, solver.value))
    costs = [encoding.cost(values(encoding, plan)) for plan in plans]
    if not costs:
        return None, None, reporter.bound
    return plans[costs.index(min(costs))], min(costs), reporter.bound


class _Reporter(cp_model.CpSolverSolutionCallback):
    """Passes on every better plan and bound as an event."""

    def __init__(self, begin: float, on_event: Callable[[Event], None]) -> None:
        super().__init__()
        self._begin, self._on_event = begin, on_event
        self.objective: int | None = None
        self.bound: int | None = None

    def on_solution_callback(self) -> None:
        self.objective = round(self.objective_value)
        self._report()

    def bounded(self, bound: float) -> None:
        """Take a lower bound on the objective, which is integer."""
        if math.isfinite(bound) and (self.bound is None or math.ceil(bound - 1e-6) > self.bound):
            self.bound = math.ceil(bound - 1e-6)
            self._report()

    def _report(self) -> None:
        self._on_event(Event(time.perf_counter() - self._begin, self.objective, self.bound, "cpsat"))


def _run(
    encoding: Encoding, settings: cp_model.SatParameters, reporter: _Reporter | None = None
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    solver = cp_model.CpSolver()
    solver.parameters = settings
    if reporter is not None:
        solver.best_bound_callback = reporter.bounded
    status = solver.solve(encoding.model, reporter)
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"CP-SAT refuses the model: {encoding.model.validate()}")
    return solver, status
