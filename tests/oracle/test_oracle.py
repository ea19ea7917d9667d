"""Brute force and CP-SAT agree on feasibility and optimum of tiny random problems, in both directions.

A run without an answer fails. The seeds come in chunks, so that a failure names its seeds and the rest still runs.
"""

from __future__ import annotations

import pytest

from models.check import judge
from models.cpsat.solve import prove
from models.problem import Problem
from tests.support.oracle import LIMIT, brute_force, count_plans
from tests.support.random_problem import draw, random_problem

SEEDS = 2_000
CHUNK = 50


def disagreement(problem: Problem, seed: int) -> str | None:
    """What brute force and CP-SAT do not agree on, or ``None``."""
    cost, example = brute_force(problem)
    status, objective, plan = prove(problem, seed=seed)
    if status == "unknown":
        return "no answer"
    if cost is None:
        return None if status == "infeasible" else f"brute force finds no plan, CP-SAT one of {objective}: {plan}"
    if status != "optimal" or plan is None:
        return f"brute force finds a plan of {cost}, CP-SAT says {status}: {example}"
    verdict = judge(problem, plan)
    if not verdict.feasible:
        return f"the plan of CP-SAT breaks rules: {[str(violation) for violation in verdict.violations]}"
    if not cost == objective == verdict.objective:
        return f"brute force {cost}, CP-SAT {objective}, its plan costs {verdict.objective}: {verdict.terms}"
    return None


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_brute_force_and_cpsat_agree(first: int) -> None:
    faults = {seed: fault for seed in range(first, first + CHUNK) if (fault := disagreement(random_problem(seed), seed))}
    assert faults == {}


def test_draws_stay_small_and_few_are_rejected() -> None:
    drawn = [draw(seed) for seed in range(300)]
    assert max(count_plans(row.problem) for row in drawn) <= LIMIT
    assert sum(row.rejected for row in drawn) < 0.25 * len(drawn)
    assert 0.3 < sum(brute_force(row.problem)[1] is not None for row in drawn) / len(drawn) < 0.8


@pytest.mark.parametrize("first", range(0, 200, CHUNK))
def test_what_the_enumeration_leaves_out_breaks_rules(first: int) -> None:
    """Without leaving out anything but impossible starts, the least cost is the same."""
    for seed in range(first, first + CHUNK):
        problem = random_problem(seed)
        if count_plans(problem, pruned=False) <= LIMIT:
            assert brute_force(problem, pruned=False)[0] == brute_force(problem)[0], seed
