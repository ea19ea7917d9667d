"""A plan gives every variable of a model a value, and the model accepts those values at the plan's cost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ortools.sat.python import cp_model

from tests.support.random_problem import cheapest, random_problem
from wijkplan.models.check import judge
from wijkplan.models.cpsat.hints import add_hint, values
from wijkplan.models.cpsat.model import encode
from wijkplan.models.cpsat.scope import Scope
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem

SEEDS = range(120)
CHUNK = 10


def with_plans(first: int) -> Iterator[tuple[int, Problem, Plan]]:
    """The problems of a chunk of seeds that have a plan, with their cheapest."""
    for seed in range(first, first + CHUNK):
        plan = cheapest(seed)[1]
        if plan is not None:
            yield seed, random_problem(seed), plan


def assert_complete(seed: int, problem: Problem, plan: Plan, scope: Scope) -> None:
    """Fixed to the hint, the model is feasible at the plan's cost, and no variable was left for the solver to
    choose."""
    encoding = encode(scope)
    hinted = values(encoding, plan)
    variables = encoding.model.proto.variables
    open_variables = {v for v in range(len(variables)) if len(set(variables[v].domain)) > 1}
    assert open_variables <= set(hinted), seed
    add_hint(encoding, hinted)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(encoding.model) == cp_model.OPTIMAL, seed
    assert round(solver.objective_value) == encoding.cost(hinted) == judge(problem, plan).objective, seed


def test_most_chunks_have_several_plans() -> None:
    assert sum(cheapest(seed)[1] is not None for seed in SEEDS) > len(SEEDS) / 3


@pytest.mark.parametrize("first", SEEDS[::CHUNK])
def test_the_hint_of_the_whole_problem_is_complete(first: int) -> None:
    for seed, problem, plan in with_plans(first):
        assert_complete(seed, problem, plan, Scope.whole(problem))


@pytest.mark.parametrize("first", SEEDS[::CHUNK])
def test_the_hint_of_a_neighbourhood_is_complete(first: int) -> None:
    """Every other activity free, starts at most a week from where they are."""
    for seed, problem, plan in with_plans(first):
        free = frozenset(range(seed % 2, len(problem.activities), 2))
        assert_complete(seed, problem, plan, Scope(problem, free, plan, free_tenders=seed % 3 > 0, window=1))


def test_a_new_hint_replaces_the_old_one() -> None:
    """CP-SAT refuses a model that hints a variable twice."""
    _, problem, plan = next(with_plans(0))
    encoding = encode(Scope.whole(problem))
    for _ in range(2):
        add_hint(encoding, values(encoding, plan))
    assert encoding.model.validate() == ""
