"""Search from a plan that reaches every ceiling: it finds what is better within them at once, and offers nothing
else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.oracle import brute_force, enumerate_plans
from tests.support.random_problem import random_problem
from wijkplan.models.check import TERMS, judge
from wijkplan.models.check.facts import broken_rests, changes, hired_head_weeks
from wijkplan.models.construct.arrays import arrays
from wijkplan.models.construct.price import USED
from wijkplan.models.construct.state import load
from wijkplan.models.improve.anneal import Anneal
from wijkplan.models.improve.ceilings import LEAST, MOST, adapt, first_weights
from wijkplan.models.improve.repair import repair
from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, Problem

SEEDS = 150
ROUNDS = 1_500
PILOT = Path(__file__).parents[3] / "instances" / "pilot"


def at_its_ceilings(problem: Problem, plan: Plan) -> Problem:
    """Every ceiling, employers' own and due weeks included, exactly where the plan reaches it; cash where it is not
    what is minimised."""
    quarters = (0, problem.horizon // 2, problem.horizon)
    counted = replace(problem, quarters=quarters, max_changes=None, max_employer_changes=())
    per_pool, employers = changes(counted, plan), {pool.employer for pool in problem.pools}
    last: dict[int, int] = {}
    for placement in plan.placements:
        district = problem.projects[problem.activities[placement.activity].project].district
        last[district] = max(last.get(district, 0), placement.end)
    return replace(
        counted,
        districts=tuple(replace(row, due=last.get(d, problem.horizon)) for d, row in enumerate(problem.districts)),
        max_burden=TERMS["burden"].euros(problem, plan),
        max_broken_rests=len(broken_rests(problem, plan)),
        max_changes=sum(per_pool),
        max_employer_changes=tuple(
            (e, sum(units for units, pool in zip(per_pool, problem.pools, strict=True) if pool.employer == e))
            for e in sorted(employers)
        ),
        max_cash=None if problem.priced >= set(CASH) else sum(TERMS[term].euros(problem, plan) for term in CASH),
        max_hired=hired_head_weeks(problem, plan),
    )


def test_the_optimum_within_exact_ceilings_is_found_from_the_plan_that_set_them() -> None:
    """Tiny problems against brute force: nearly always the optimum, never a plan that breaks a rule or is dearer than
    the start."""
    improvable = found = 0
    for seed in range(SEEDS):
        problem = random_problem(seed)
        good = [plan for plan in enumerate_plans(problem) if judge(problem, plan).feasible]
        if not good:
            continue
        start = max(good, key=lambda plan: judge(problem, plan).objective or 0)
        tight = at_its_ceilings(problem, start)
        least, began = brute_force(tight)[0], judge(tight, start).objective
        assert least is not None and began is not None and least <= began, seed
        search = Anneal(tight, arrays(tight), start, seed)
        for chunk in range(0, ROUNDS, 100):
            search.run(chunk / ROUNDS)
        verdict = judge(tight, search.plan())
        assert verdict.feasible, (seed, [str(v) for v in verdict.violations])
        assert verdict.objective is not None and least <= verdict.objective <= began, seed
        improvable += least < began
        found += least < began and verdict.objective == least
    assert improvable > 15, improvable
    assert found >= 0.9 * improvable, (found, improvable)


def test_a_ceiling_weighs_more_while_it_is_exceeded_and_less_while_it_holds() -> None:
    for seed in range(40):
        problem = random_problem(seed)
        plan = next((plan for plan in enumerate_plans(problem) if judge(problem, plan).feasible), None)
        if plan is None:
            continue
        tight = replace(at_its_ceilings(problem, plan), priced=frozenset(CASH), max_cash=None)
        own = tuple(replace(d, max_burden=10, max_broken_rests=None) for d in tight.districts)
        tight = replace(tight, districts=own)
        x = arrays(tight)
        districts = [0, 0] * len(tight.districts)
        stock = [0] * len(tight.nonrenewables)
        totals = np.array(
            [0, 0, 0, tight.max_burden, tight.max_broken_rests, 0, tight.max_hired, *stock, *districts], dtype=np.int64
        )
        weights, state = first_weights(x), load(x, tight, plan)
        before = weights.copy()
        adapt(x, state, totals, weights)
        there = np.concatenate([x.ceilings, x.local.ravel()]) >= 0
        assert (weights[1:] < before[1:])[there[1:]].all(), seed
        assert weights[0] == before[0] > 0, seed  # burden is never quite ignored
        assert (weights[~there] == 0).all(), seed
        for _ in range(600):  # districts have ceilings: slowly
            adapt(x, state, totals + 1, weights)
        assert weights[0] == pytest.approx(MOST * x.rates[0])  # one euro of burden too much
        last = len(x.ceilings) - 1
        assert weights[last] == pytest.approx(LEAST * x.rates[last])  # the last employer's changes are as they may be
        # Each district more than it may: weighed for itself, whatever holds over all.
        local = len(x.ceilings) + np.flatnonzero(there[len(x.ceilings) :])
        for _ in range(200):
            adapt(x, state, totals + np.where(np.arange(len(totals)) < USED, 0, 10**9), weights)
        assert weights[local] == pytest.approx(MOST * x.rates[local])
        assert weights[0] < MOST * x.rates[0]


@pytest.mark.slow
def test_the_pilot_improves_at_once_from_a_plan_at_all_its_ceilings() -> None:
    from wijkplan.planner.compile import compile
    from wijkplan.planner.intake.read_programme import load as read

    programme, _ = read([PILOT])
    assert programme is not None
    base = compile(programme).problem
    stored, _ = repair(base, 1)
    assert stored is not None
    problem = replace(
        base, priced=frozenset(CASH), allowed=replace(base.allowed, lent=False, consortium=False, combined=False)
    )
    quarters = base.quarters
    tight = replace(
        at_its_ceilings(problem, stored),
        quarters=quarters,
        max_changes=sum(changes(base, stored)),
        max_employer_changes=(),
    )
    began = judge(tight, stored).objective
    assert began is not None and judge(tight, stored).feasible
    search = Anneal(tight, arrays(tight), stored, 1)
    for chunk in range(5):
        search.run(chunk / 200)
    first = judge(tight, search.plan())
    assert first.feasible and first.objective is not None and first.objective < began
    # And again from the better plan, with nothing left of what that one does not use.
    plan = search.plan()
    again = replace(
        at_its_ceilings(problem, plan), quarters=quarters, max_changes=sum(changes(base, plan)), max_employer_changes=()
    )
    second = Anneal(again, arrays(again), plan, 2)
    for chunk in range(25):
        second.run(chunk / 200)
    better = judge(again, second.plan())
    assert better.feasible and better.objective is not None and better.objective < first.objective
