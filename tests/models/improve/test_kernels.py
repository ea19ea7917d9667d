"""The compiled state: plans go in and come out unchanged, cost what the checker says, and leave no trace when taken
out again."""

from __future__ import annotations

from functools import cache
from random import Random

import numpy as np
import pytest

from tests.support.oracle import enumerate_plans
from tests.support.random_problem import cheapest, random_problem
from wijkplan.models.check import judge
from wijkplan.models.construct.arrays import Arrays, arrays
from wijkplan.models.construct.columns import END, MODE, PATTERN, PREPARATION, START
from wijkplan.models.construct.price import UNPLACED, price, rank
from wijkplan.models.construct.state import State, choose, copy, drop, empty, load, place, unload, unplace
from wijkplan.models.improve.ceilings import first_weights
from wijkplan.models.improve.iteration import memory
from wijkplan.models.improve.ruin import begin, search, seed_rng
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source
from wijkplan.models.windows import NoWindow

SEEDS = 300
SPREAD = 12  # plans of each seed besides the cheapest
ROUNDS = 400


@cache
def good_plans() -> tuple[tuple[int, Problem, Arrays, Plan], ...]:
    """Seeds whose problem has a plan, with the cheapest one and some of the others without violations."""
    rows: list[tuple[int, Problem, Arrays, Plan]] = []
    for seed in range(SEEDS):
        problem, best = random_problem(seed), cheapest(seed)[1]
        if best is None:
            continue
        x = arrays(problem)
        others = list(enumerate_plans(problem))
        picked = Random(seed).sample(others, min(SPREAD, len(others)))
        rows += [(seed, problem, x, plan) for plan in (best, *picked) if judge(problem, plan).feasible]
    return tuple(rows)


def cost(x: Arrays, z: State) -> int:
    """Euros of a state, penalties included."""
    return price(x, z, x.rates, 1.0, memory(x).out[0])


def same(one: State, other: State) -> bool:
    """Whether two states use the same of everything but room for insertions. Joints, tenders and weeks are compared
    too, places only where something stands."""
    placed = one.places[:, MODE] >= 0
    return bool(
        (placed == (other.places[:, MODE] >= 0)).all()
        and (one.places[placed, :PATTERN] == other.places[placed, :PATTERN]).all()
    ) and all(np.array_equal(a, b) for a, b in zip(one[1:-1], other[1:-1], strict=True))


def listed(plan: Plan) -> Plan:
    """The plan with placements and tenders in order of their numbers."""
    return Plan(
        tuple(sorted(plan.placements, key=lambda row: row.activity)),
        tuple(sorted(plan.tenders, key=lambda row: row.tender)),
        plan.joined,
    )


def test_a_plan_comes_out_as_it_went_in() -> None:
    assert len(good_plans()) > SEEDS
    for seed, problem, x, plan in good_plans():
        assert listed(unload(x, problem, load(x, problem, plan))) == listed(plan), seed


def test_a_loaded_plan_costs_what_the_checker_says() -> None:
    """Plans without violations have no penalties, so the price is the objective."""
    for seed, problem, x, plan in good_plans():
        assert cost(x, load(x, problem, plan)) == judge(problem, plan).objective, (seed, plan)


def test_what_a_plan_leaves_is_what_the_rules_leave() -> None:
    """Residual heads and levels, recounted by hand from the plan."""
    for seed, problem, x, plan in good_plans():
        z = load(x, problem, plan)
        pools, residual = len(problem.pools), x.capacity.copy()
        for row in plan.placements:
            activity = problem.activities[row.activity]
            percent = problem.calendars[activity.calendar].percent
            weeks = [t for t in range(row.start, row.end) if percent[t] > 0]
            for demand, chosen in zip(activity.modes[row.mode].demands, row.patterns, strict=True):
                q = demand.patterns[chosen]
                if q.own is not None:
                    residual[q.own, weeks] -= q.own_heads
                if q.other is not None:
                    residual[2 * pools + q.other if q.source is Source.HIRED else q.other, weeks] -= q.other_heads
                if q.other is not None and q.source is Source.LENT:
                    residual[pools + q.other, weeks] -= q.other_heads
        assert np.array_equal(z.residual, residual), seed
        assert residual.min(initial=0) >= 0, seed
        placed = plan.by_activity()
        for level, reservoir in zip(z.level, problem.reservoirs, strict=True):
            for t in range(problem.horizon):
                counted = {
                    a: placed[a].start <= t < reservoir.counts_until(placed[a].start, problem.horizon)
                    for a, _ in reservoir.loads
                }
                taken = sum(amount for a, amount in reservoir.loads if counted[a])
                freed = sum(amount for a, amount in reservoir.releases if placed[a].end <= t)
                assert level[t] == reservoir.supply[t] - taken + freed >= 0, (seed, t)


def test_taking_out_and_putting_back_restores_everything() -> None:
    """In any order, one or several at a time, and everything out is the empty state (but for joints and tenders)."""
    for seed, problem, x, plan in good_plans():
        random = Random(seed)
        z, before = load(x, problem, plan), load(x, problem, plan)
        out = random.sample(range(x.num_activities), random.randint(1, x.num_activities))
        for a in out:
            unplace(x, z, a)
        for a in random.sample(out, len(out)):
            place(x, z, a, before.places[a, START], before.places[a, END], before.places[a, MODE])
        assert same(z, before), (seed, out)
        for a in range(x.num_activities):
            unplace(x, z, a)
        for row in plan.tenders:
            drop(x, z, row.tender)
        nothing = empty(x)
        assert all(np.array_equal(a, b) for a, b in zip(z[1:], nothing[1:], strict=True)), seed
        assert cost(x, z) >= UNPLACED * x.num_activities


def test_desks_are_counted() -> None:
    for seed, problem, x, plan in good_plans():
        z = load(x, problem, plan)
        for c in range(len(problem.clients)):
            for t in range(problem.horizon):
                mine = [row for row in plan.tenders if c in problem.tenders[row.tender].clients]
                busy = sum(row.week - problem.tenders[row.tender].preparation <= t < row.week for row in mine)
                assert z.desk_used[c, t] == busy, (seed, c, t)


@pytest.mark.parametrize("first", range(0, SEEDS, 100))
def test_a_search_keeps_its_books(first: int) -> None:
    """After construction and after rounds of ruin and recreate, a state is the one that its own plan loads, and so is
    the best one kept.

    The best one has a penalty, or no violation and the checker's cost.
    """
    for seed in range(first, first + 100):
        problem = random_problem(seed)
        try:
            x = arrays(problem)
        except NoWindow:
            continue
        z, best, mem = empty(x), empty(x), memory(x)
        seed_rng(seed)
        weights = first_weights(x)
        begin(x, z, mem, weights)
        assert same(z, load(x, problem, unload(x, problem, z))), seed
        copy(z, best)
        began = rank(x, z, mem.out[0])
        found = search(x, z, best, mem, ROUNDS, 50.0, 0.5, weights, began)
        assert same(z, load(x, problem, unload(x, problem, z))), seed
        assert found <= began, seed
        kept = load(x, problem, unload(x, problem, best))
        assert rank(x, kept, mem.out[0]) == found, seed
        assert np.array_equal(kept.week, best.week), seed
        assert all(problem.may_choose(tender) for t, tender in enumerate(problem.tenders) if best.week[t] >= 0), seed
        verdict = judge(problem, unload(x, problem, best))
        assert verdict.feasible == (found < UNPLACED), (seed, [str(v) for v in verdict.violations])
        if verdict.feasible:
            assert verdict.objective == found, seed


def test_choosing_and_dropping_a_tender_leaves_no_trace() -> None:
    for seed in range(SEEDS):
        problem = random_problem(seed)
        try:
            x = arrays(problem)
        except NoWindow:
            continue
        z = empty(x)
        for t in range(x.num_tenders):
            choose(x, z, t, min(problem.horizon, int(x.tenders[t, PREPARATION]) + 1))
            assert z.week[t] >= 0
            drop(x, z, t)
        assert same(z, empty(x)), seed
