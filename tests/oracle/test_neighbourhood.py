"""A neighbourhood of a random plan, solved by CP-SAT, against brute force over the plans that it may reach."""

from __future__ import annotations

from random import Random

import pytest

from tests.support.chunks import chunks
from tests.support.oracle import enumerate_plans
from tests.support.random_problem import draw
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import improve
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem

SEEDS = 600
CHUNK = 50
QUICK = 200  # seeds of the quick run; the others are marked slow


def reachable(
    problem: Problem, incumbent: Plan, plan: Plan, free: frozenset[int], free_tenders: bool, free_joins: bool
) -> bool:
    """Whether a plan differs from the incumbent only in what is free (weeks of publication aside)."""
    before, after = incumbent.by_activity(), plan.by_activity()
    if any(before[i] != after[i] for i in before if i not in free):
        return False
    for s, i in plan.joined ^ incumbent.joined:
        if not free_joins or not free.issuperset(problem.streets[s].digs[i : i + 2]):
            return False
    chosen, other = ({p.tender for p in row.tenders} for row in (incumbent, plan))
    touched = {q for q, members in enumerate(problem.members) if not free.isdisjoint(members)}
    return chosen == other or (
        free_tenders and all(touched.issuperset(problem.tenders[t].projects) for t in chosen ^ other)
    )


def fault(seed: int) -> str | None:
    """What CP-SAT and brute force do not agree on in a random neighbourhood, or ``None``."""
    drawn, random = draw(seed), Random(seed)
    problem = drawn.problem
    good = [plan for plan in enumerate_plans(problem) if judge(problem, plan).feasible]
    if not good:
        return None
    incumbent = random.choice(good)
    free = frozenset(i for i in range(len(problem.activities)) if random.random() < 0.6)
    everything = len(free) == len(problem.activities)  # then tenders are free whatever is asked
    freedoms = {"free_tenders": everything or random.random() < 0.6, "free_joins": random.random() < 0.7}
    within = [plan for plan in good if reachable(problem, incumbent, plan, free, **freedoms)]
    least = min(cost for plan in within if (cost := judge(problem, plan).objective) is not None)
    found = improve(problem, incumbent, free, seconds=20, seed=seed, **freedoms)
    if found is None:
        return "no answer"
    verdict = judge(problem, found)
    if not verdict.feasible:
        return f"it breaks rules: {[str(violation) for violation in verdict.violations]}"
    if not reachable(problem, incumbent, found, free, **freedoms):
        return f"it changes what is kept: {incumbent} {found} {free} {freedoms}"
    if verdict.objective == least or (
        "lead" in drawn.families and verdict.objective is not None and verdict.objective > least
    ):
        # Tenders without free work keep their week, which brute force does not know; desks can make that dearer
        return None
    return f"brute force {least}, CP-SAT {verdict.objective}: {incumbent} {found} {free} {freedoms}"


@pytest.mark.parametrize("first", chunks(SEEDS, CHUNK, QUICK))
def test_a_neighbourhood_is_solved_to_its_optimum(first: int) -> None:
    assert {seed: text for seed in range(first, first + CHUNK) if (text := fault(seed))} == {}
