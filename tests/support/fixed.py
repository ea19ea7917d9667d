"""The CP-SAT model with a plan filled in: does the encoding accept what the checker accepts?"""

from __future__ import annotations

from ortools.sat.python import cp_model

from wijkplan.models.check.facts import costable
from wijkplan.models.cpsat.extract import plan_of
from wijkplan.models.cpsat.hints import values
from wijkplan.models.cpsat.model import encode
from wijkplan.models.cpsat.scope import Scope
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.windows import NoWindow


def accepts(problem: Problem, plan: Plan) -> bool:
    """Whether the model of the whole problem has a solution that is exactly this plan.

    Where no desk can be too small the model has no weeks of publication (any will do), and they are not compared.
    """
    if not costable(problem, plan):
        return False  # indices that do not exist have no variables
    try:
        encoding = encode(Scope.whole(problem))
    except NoWindow:
        return False
    for index, value in values(encoding, plan).items():
        encoding.model.add(encoding.model.get_int_var_from_proto_index(index) == value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(encoding.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False
    return _same(plan_of(encoding, solver.value), plan)


def _same(one: Plan, other: Plan) -> bool:
    """Equal but for the order in which placements and tenders are listed, and weeks of publication (fixed above, where
    variable)."""
    return (
        one.by_activity() == other.by_activity()
        and one.joined == other.joined
        and sorted(p.tender for p in one.tenders) == sorted(p.tender for p in other.tenders)
    )
