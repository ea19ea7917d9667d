"""Brute force and CP-SAT agree on feasibility and optimum of tiny random problems, in both directions.

A run without an answer fails. The seeds come in chunks, so that a failure names its seeds and the rest still runs.
"""

from __future__ import annotations

import pytest

from tests.support.chunks import chunks
from tests.support.oracle import LIMIT, brute_force, count_plans
from tests.support.random_problem import FAMILIES, cheapest, draw, random_problem
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.problem import TERMS

SEEDS = 2_000
CHUNK = 50
QUICK, BY_DAY = 200, 1_000  # seeds of the quick run, and of all but the nightly one


def disagreement(seed: int) -> str | None:
    """What brute force and CP-SAT do not agree on, or ``None``."""
    problem = random_problem(seed)
    cost, example = cheapest(seed)
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


@pytest.mark.parametrize("first", chunks(SEEDS, CHUNK, QUICK, BY_DAY))
def test_brute_force_and_cpsat_agree(first: int) -> None:
    faults = {seed: fault for seed in range(first, first + CHUNK) if (fault := disagreement(seed))}
    assert faults == {}


def test_draws_are_small_and_varied() -> None:
    """Few draws are rejected, about half have a plan, every family is drawn and every term is paid in some cheapest
    plan; but for *training*, which problems with cohorts draw (:mod:`tests.oracle.test_newcomers`)."""
    seeds = range(600)
    drawn = [draw(seed) for seed in seeds]
    assert max(count_plans(row.problem) for row in drawn) <= LIMIT
    assert sum(row.rejected for row in drawn) < 0.25 * len(drawn)
    assert set(FAMILIES) == {family for row in drawn for family in row.families}
    verdicts = [judge(random_problem(seed), plan) for seed in seeds if (plan := cheapest(seed)[1]) is not None]
    assert 0.35 < len(verdicts) / len(drawn) < 0.75
    assert [term for term in TERMS if not any(verdict.terms[term] for verdict in verdicts)] == ["training"]


@pytest.mark.parametrize("first", chunks(200, CHUNK, CHUNK))
def test_what_the_enumeration_leaves_out_breaks_rules(first: int) -> None:
    """Without leaving out anything but impossible starts, the least cost is the same."""
    for seed in range(first, first + CHUNK):
        problem = random_problem(seed)
        if count_plans(problem, pruned=False) <= LIMIT:
            assert brute_force(problem, pruned=False)[0] == cheapest(seed)[0], seed
