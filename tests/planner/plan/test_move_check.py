"""Why here and why then: the obstacles found locally are those that the independent checker finds in the whole
plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.support.random_problem import cheapest, random_problem
from wijkplan.models.check import judge
from wijkplan.models.check.rules import RULES
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import HOME_WEEKS, Problem
from wijkplan.planner.plan.move_check import Shifts
from wijkplan.planner.results.binding_rules import SENTENCES, price

SEEDS = range(250)


def moves(problem: Problem, plan: Plan) -> list[tuple[Shifts, Placement, Plan]]:
    """Every work of a plan one step sooner and one later, and the plan with it there."""
    shifts, found = Shifts(problem, plan), []
    for activity in shifts.placed:
        for step in (-1, 1):
            to = shifts.other(activity, step)
            if to is not None:
                found.append(
                    (
                        shifts,
                        to,
                        replace(plan, placements=tuple(to if p.activity == activity else p for p in plan.placements)),
                    )
                )
    return found


def of_checker(problem: Problem, tried: Plan) -> set[str]:
    """Rules that the checker finds broken. Works of a street in the wrong order overlap as openings too: the order is
    the reason."""
    broken = {(v.rule, v.kind) for v in judge(problem, tried).violations}
    if ("street_order", "activity") in broken or ("opening", "activity") in broken:
        broken -= {("exclusive", "street")}
    return {rule for rule, _ in broken}


@pytest.fixture(scope="module")
def cases() -> list[tuple[Problem, Shifts, Placement, Plan]]:
    found = []
    for seed in SEEDS:
        problem, (_, plan) = random_problem(seed), cheapest(seed)
        if plan is not None:
            found += [(problem, *move) for move in moves(problem, plan)]
    return found


def test_obstacles_are_those_of_the_checker(cases: list[tuple[Problem, Shifts, Placement, Plan]]) -> None:
    seen: Counter[str] = Counter()
    for problem, shifts, to, tried in cases:
        found = shifts.obstacles(to)
        assert {o.rule for o in found} == of_checker(problem, tried), (found, judge(problem, tried).violations)
        assert {(o.rule, o.kind) for o in found} <= SENTENCES.keys()
        seen.update({o.rule for o in found})
    assert {"window", "ready", "precedence", "capacity", "street_order", "lead", "hire", "grid"} <= seen.keys(), seen
    assert {rule for rule, _ in SENTENCES} <= RULES.keys()


def test_the_price_of_a_free_move_is_that_of_the_checker(cases: list[tuple[Problem, Shifts, Placement, Plan]]) -> None:
    free = 0
    for problem, shifts, to, tried in cases:
        if HOME_WEEKS not in problem.priced and not shifts.obstacles(to):  # the price is in euros
            before, after = judge(problem, shifts.plan).objective, judge(problem, tried).objective
            assert before is not None and after is not None
            assert price(shifts, to) == after - before
            free += after != before
    assert free >= 10
