"""Every rule is met: the random problems of the oracle draw it, and what the kernels make of those problems passes the
check. A rule that is added and drawn nowhere fails here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

import pytest

from tests.support import random_newcomers
from tests.support.oracle import some_plans
from tests.support.random_problem import cheapest, random_problem
from wijkplan.models.check import RULES, judge
from wijkplan.models.construct.arrays import arrays
from wijkplan.models.construct.price import UNPLACED, rank
from wijkplan.models.construct.state import copy, empty, unload
from wijkplan.models.improve.ceilings import first_weights
from wijkplan.models.improve.iteration import memory
from wijkplan.models.improve.ruin import begin, search, seed_rng
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.windows import NoWindow

SEEDS = 900
TRIED = 12  # plans of each problem
FEW = 100  # problems for rules that all problems have
LEAST = 3  # problems that can break a rule, and as many of them that have a plan which keeps it
ROUNDS = 60
WITH_NEWCOMERS = 60  # problems with cohorts
BY_FORM = frozenset({"once", "calendar"})
"""Rules that every complete plan keeps by its form (each work once, its end as the calendar has it): of these every
problem is one with the rule."""


NUMBERS = frozenset({"intake", "safe"})
"""Rules of the numbers of newcomers, which are drawn with cohorts (``random_newcomers.py``) and settled before the
kernels plan; that what is solved keeps them is tried in ``tests/oracle/test_newcomers.py``."""


@cache
def drawn() -> Mapping[str, tuple[int, ...]]:
    """Per rule the seeds whose problem has a complete plan that breaks it."""
    found: dict[str, list[int]] = {rule: list(range(FEW)) if rule in BY_FORM else [] for rule in RULES}
    for seed in range(SEEDS):
        problem = random_problem(seed)
        broken = {
            rule
            for plan in some_plans(problem, Random(seed), TRIED)
            for rule, module in RULES.items()
            if next(module.violations(problem, plan), None) is not None
        }
        for rule in broken - NUMBERS:
            found[rule].append(seed)
    for seed, problem in random_newcomers.drawn(WITH_NEWCOMERS):
        plans = list(some_plans(problem, Random(seed), TRIED))
        for rule in NUMBERS:
            if any(next(RULES[rule].violations(problem, plan), None) is not None for plan in plans):
                found[rule].append(seed)
    return {rule: tuple(seeds) for rule, seeds in found.items()}


@cache
def planned(seed: int) -> Plan | None:
    """What construction and a short search make of the problem of a seed; ``None`` where they leave work unplaced."""
    problem = random_problem(seed)
    try:
        x = arrays(problem)
    except NoWindow:
        return None
    z, best, mem = empty(x), empty(x), memory(x)
    seed_rng(seed)
    weights = first_weights(x)
    begin(x, z, mem, weights)
    copy(z, best)
    found = search(x, z, best, mem, ROUNDS, 50.0, 0.5, weights, rank(x, z, mem.out[0]))
    return unload(x, problem, best) if found < UNPLACED else None


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in BY_FORM])
def test_the_oracle_draws_every_rule(rule: str) -> None:
    assert len(drawn()[rule]) >= LEAST, f"add a family to tests/support/random_problem.py that draws rule {rule}"
    best = random_newcomers.cheapest if rule in NUMBERS else cheapest
    assert any(best(seed)[1] is not None for seed in drawn()[rule]), f"no plan ever keeps rule {rule}"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in NUMBERS])
def test_what_the_kernels_plan_keeps_every_rule(rule: str) -> None:
    made = [(random_problem(seed), plan) for seed in drawn()[rule] if (plan := planned(seed)) is not None]
    assert len(made) >= LEAST, f"too few problems with rule {rule} that the kernels can plan"
    assert [_broken(problem, plan) for problem, plan in made if _broken(problem, plan)] == []


def _broken(problem: Problem, plan: Plan) -> list[str]:
    return [str(violation) for violation in judge(problem, plan).violations]
