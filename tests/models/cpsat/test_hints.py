"""A plan gives every variable of a model a value, and the model accepts those values at the plan's cost."""

from __future__ import annotations

import pytest
from ortools.sat.python import cp_model

from tests.support.random_problem import cheapest, random_problem
from wijkplan.models.check import judge
from wijkplan.models.cpsat.hints import add_hint, values
from wijkplan.models.cpsat.model import encode
from wijkplan.models.cpsat.scope import Scope
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem

SEEDS = [seed for seed in range(120) if cheapest(seed)[1] is not None]


def assert_complete(problem: Problem, plan: Plan, scope: Scope) -> None:
    """Fixed to the hint, the model is feasible at the plan's cost, and no variable was left for the solver to
    choose."""
    encoding = encode(scope)
    hinted = values(encoding, plan)
    variables = encoding.model.proto.variables
    open_variables = {v for v in range(len(variables)) if len(set(variables[v].domain)) > 1}
    assert open_variables <= set(hinted)
    add_hint(encoding, hinted)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(encoding.model) == cp_model.OPTIMAL
    assert round(solver.objective_value) == encoding.cost(hinted) == judge(problem, plan).objective


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hint_of_the_whole_problem_is_complete(seed: int) -> None:
    problem, plan = random_problem(seed), cheapest(seed)[1]
    assert plan is not None
    assert_complete(problem, plan, Scope.whole(problem))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hint_of_a_neighbourhood_is_complete(seed: int) -> None:
    """Every other activity free, starts at most a week from where they are."""
    problem, plan = random_problem(seed), cheapest(seed)[1]
    assert plan is not None
    free = frozenset(range(seed % 2, len(problem.activities), 2))
    assert_complete(problem, plan, Scope(problem, free, plan, free_tenders=seed % 3 > 0, window=1))


def test_a_new_hint_replaces_the_old_one() -> None:
    """CP-SAT refuses a model that hints a variable twice."""
    problem, plan = random_problem(SEEDS[0]), cheapest(SEEDS[0])[1]
    assert plan is not None
    encoding = encode(Scope.whole(problem))
    for _ in range(2):
        add_hint(encoding, values(encoding, plan))
    assert encoding.model.validate() == ""
