"""Newcomers against brute force: CP-SAT, the portfolio and every bound on tiny random programmes with cohorts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.fixed import accepts
from tests.support.random_newcomers import cheapest, drawn, with_newcomers
from wijkplan.models.bound.newcomers import extended
from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.newcomers import nobody, training, with_intake
from wijkplan.models.outcome import Settings
from wijkplan.models.problem import HOME_WEEKS
from wijkplan.models.solve import solve

SEEDS = 60
LEAVING = 600  # so many more, of which few have people who leave another pool
WORK = Settings(seed=1, work=150)


def test_cp_sat_finds_what_brute_force_does() -> None:
    took = paid = 0
    for seed, problem in drawn(SEEDS):
        best, plan = cheapest(seed)
        status, cost, found = prove(problem)
        assert status != "unknown", seed
        assert cost == best, seed
        if found is None or plan is None:
            continue
        assert judge(problem, found).feasible, seed
        assert accepts(problem, plan), seed
        took += any(plan.intake)
        paid += judge(problem, plan).terms["training"] > 0
    assert took > 10 and paid > 0  # newcomers decide often enough, and cost something
    assert sum(problem.max_changes is not None and problem.quarters != () for _, problem in drawn(SEEDS)) > 10


def test_no_plan_below_the_optimum_and_no_bound_above_it() -> None:
    found = feasible = 0
    for seed, problem in drawn(SEEDS):
        best = cheapest(seed)[0]
        outcome = solve(problem, WORK)
        if outcome.plan is not None:
            verdict = judge(problem, outcome.plan)
            assert verdict.feasible, seed
            assert best is not None and verdict.objective == outcome.objective >= best, seed
        if outcome.bound is not None and outcome.certificate is not None:
            assert certified(problem, outcome.certificate) == outcome.bound, seed
            assert best is None or outcome.bound <= best, seed
        feasible += best is not None
        found += best is not None and outcome.objective == best
    assert found > 0.8 * feasible


def test_newcomers_never_cost_more_than_nobody() -> None:
    for seed, problem in drawn(SEEDS):
        without = with_intake(problem, nobody(problem))
        assert without is not None
        alone = solve(without, WORK)
        beside = solve(problem, WORK, [alone.plan] if alone.plan is not None else [])
        if alone.objective is not None:
            assert beside.objective is not None and beside.objective <= alone.objective, seed


def test_settled_numbers_are_a_problem_without_newcomers() -> None:
    """A plan costs the same, and breaks the same rules but those of newcomers, where the numbers are settled."""
    for seed, problem in drawn(SEEDS):
        plan = cheapest(seed)[1]
        if plan is None:
            continue
        inner = with_intake(problem, plan.intake)
        assert inner is not None
        before, after = judge(problem, plan), judge(inner, replace(plan, intake=()))
        assert after.feasible, seed
        more = training(problem, plan.intake) * ("training" in problem.priced)
        assert before.objective is not None and after.objective is not None
        assert before.objective == after.objective + (0 if HOME_WEEKS in problem.priced else more)


def test_any_prices_are_a_bound() -> None:
    """Prices of heads from the problem without newcomers, with or without those of places: never above the optimum."""
    bounds = 0
    for seed, problem in drawn(SEEDS):
        best = cheapest(seed)[0]
        without = with_intake(problem, nobody(problem))
        assert without is not None
        certificate = solve(without, WORK).certificate
        if best is None or certificate is None:
            continue
        for one in (certificate, extended(problem, certificate)):
            try:
                value = certified(problem, one)
            except Refused:
                continue
            assert value <= best, seed
            bounds += 1
    assert bounds > 30


def test_a_price_of_what_there_is_none_of_is_refused() -> None:
    problem = next(problem for _, problem in drawn(SEEDS) if problem.places)
    for wrong in ({"places": {"9": 1}}, {"places": {"0": -1}}, {"guides": {"0": [1]}}, {"learners": {"x": []}}):
        with pytest.raises(Refused):
            certified(problem, {"kind": "prices", "scale": 1000, **wrong})


def test_draws_are_the_same_every_time() -> None:
    assert with_newcomers(3) == with_newcomers.__wrapped__(3)


def test_who_leaves_another_trade_is_missed_there() -> None:
    """Brute force and CP-SAT agree where newcomers leave another pool, also where it pays that they do."""
    asked = came = 0
    for seed, problem in drawn(LEAVING):
        gone = [c for c, cohort in enumerate(problem.cohorts) if any(cohort.gone)]
        if not gone:
            continue
        asked += 1
        cost, plan = cheapest(seed)
        status, found = prove(problem)[:2]
        assert found == cost if plan is not None else status == "infeasible", seed
        came += plan is not None and any(plan.intake[c] for c in gone)
    assert asked >= 30 and came >= 5
