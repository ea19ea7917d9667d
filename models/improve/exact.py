"""CP-SAT on the whole problem, from the best plan known: for plain and for small problems, where it proves what others
find."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

from ortools.sat.python import cp_model

from ..cpsat.extract import plan_of
from ..cpsat.hints import add_hint, values
from ..cpsat.model import Encoding, encode
from ..cpsat.parameters import parameters
from ..cpsat.scope import Scope
from ..incumbent import Board
from ..reason import Reason
from ..windows import NoWindow

POLL = 0.1  # seconds between two looks at whether to stop


class FullModel:
    """One run of the complete model on one worker. Its bound is a claim, not a certificate."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Search until ``done`` or for ``seconds``; pass on plans and claims."""
        try:
            encoding = encode(Scope.whole(board.problem))
        except NoWindow as error:
            board.infeasible, board.reason = True, error.reason
            return
        if board.plan is not None:
            add_hint(encoding, values(encoding, board.plan))
        solver = cp_model.CpSolver()
        solver.parameters = parameters(workers=1, seed=self.seed, seconds=max(0.1, seconds))
        solver.best_bound_callback = lambda bound: _claim(board, bound)
        finished = threading.Event()
        watcher = threading.Thread(target=_watch, args=(solver, finished, done), daemon=True)
        watcher.start()
        try:
            status = solver.solve(encoding.model, _Solutions(board, encoding))
        finally:
            finished.set()
            watcher.join()
        if status == cp_model.INFEASIBLE and board.plan is None:
            board.infeasible = True
            board.reason = board.reason or Reason("unsatisfiable")
        elif status == cp_model.OPTIMAL:
            board.offer(plan_of(encoding, solver.value), "cp-sat")
            _claim(board, solver.best_objective_bound)


class _Solutions(cp_model.CpSolverSolutionCallback):
    """Offers every plan to the board."""

    def __init__(self, board: Board, encoding: Encoding) -> None:
        super().__init__()
        self._board, self._encoding = board, encoding

    def on_solution_callback(self) -> None:
        self._board.offer(plan_of(self._encoding, self.value), "cp-sat")


def _claim(board: Board, bound: float) -> None:
    if math.isfinite(bound):
        board.raise_claim(math.ceil(bound - 1e-6))


def _watch(solver: cp_model.CpSolver, finished: threading.Event, done: Callable[[], bool]) -> None:
    while not finished.wait(POLL):
        if done():
            solver.stop_search()
