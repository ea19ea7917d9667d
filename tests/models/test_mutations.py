"""Break one rule of a good plan: the checker names exactly that rule, place and amount, and CP-SAT refuses the plan.

Break a rule that has a price, or change a price: the cost changes by exactly that much.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest

from tests.support.fixed import accepts
from tests.support.mutations import MUTATIONS
from tests.support.random_problem import cheapest, random_problem
from wijkplan.models.check import RULES, judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import HOME_WEEKS, Problem

SEEDS = 450
LEAST = 5  # plans that each mutation must find a place in


@cache
def good_plans() -> tuple[tuple[int, Problem, Plan], ...]:
    """Seeds whose problem has a plan, with the cheapest one."""
    return tuple((seed, random_problem(seed), plan) for seed in range(SEEDS) if (plan := cheapest(seed)[1]) is not None)


def test_every_rule_has_a_mutation() -> None:
    assert list(MUTATIONS) == list(RULES)


@pytest.mark.parametrize("rule", MUTATIONS)
def test_the_checker_names_the_rule_and_cpsat_refuses(rule: str) -> None:
    mutants = 0
    for seed, problem, plan in good_plans():
        mutant = MUTATIONS[rule](problem, plan, Random(seed))
        if mutant is None:
            continue
        mutants += 1
        found = judge(mutant.problem, mutant.plan).violations
        assert {v.rule for v in found} == {rule}, (seed, [str(v) for v in found])
        named = [(v.where, v.amount) for v in found if v.rule == rule]
        assert any(where == mutant.where and mutant.amount in (None, amount) for where, amount in named), (
            seed,
            mutant,
            named,
        )
        assert not accepts(mutant.problem, mutant.plan), seed
    assert mutants >= LEAST


def test_cpsat_accepts_every_good_plan() -> None:
    assert [seed for seed, problem, plan in good_plans() if not accepts(problem, plan)] == []


def difference(problem: Problem, changed: Problem, plan: Plan) -> dict[str, int]:
    """Terms that cost more (or less) after a change of the problem; the plan breaks no rule in either."""
    before, after = judge(problem, plan), judge(changed, plan)
    assert before.feasible
    assert after.feasible
    assert before.objective is not None
    assert after.objective is not None
    changes = {term: after.terms[term] - before.terms[term] for term in before.terms}
    counted = {**changes, HOME_WEEKS: (after.home_weeks or 0) - (before.home_weeks or 0)}
    assert after.objective - before.objective == sum(counted[term] for term in problem.priced)
    return {term: euros for term, euros in changes.items() if euros}


def test_a_broken_rest_that_has_a_price_costs_that_price() -> None:
    broken = 0
    for _, problem, plan in good_plans():
        for s, street in enumerate(problem.streets):
            if len(street.digs) == 2 and (s, 0) not in plan.joined:
                placed = plan.by_activity()
                rested = placed[street.digs[1]].start - placed[street.digs[0]].end
                free = replace(problem, max_broken_rests=None)
                calm = _street(free, s, rest=rested, rest_price=17, closed=None)
                assert difference(calm, _street(free, s, rest=rested + 1, rest_price=17, closed=None), plan) == {
                    "rest": 17
                }
                broken += 1
    assert broken >= LEAST


def test_an_earlier_target_costs_its_weeks() -> None:
    for _, problem, plan in good_plans():
        last = max(w.end for w in plan.placements if problem.activities[w.activity].project == 0)
        on_time = _project(problem, target=last, delay_price=13)
        assert difference(on_time, _project(problem, target=last - 2, delay_price=13), plan) == {"delay": 26}


def test_a_submitted_week_elsewhere_costs_the_move() -> None:
    for _, problem, plan in good_plans():
        w = plan.placements[0]
        rows = [replace(problem.activities[w.activity], submitted=w.start + away, moved_price=7) for away in (0, -3)]
        stays, moved = (
            replace(problem, activities=tuple(row if i == w.activity else a for i, a in enumerate(problem.activities)))
            for row in rows
        )
        assert difference(stays, moved, plan) == {"moved": 21}


def _street(problem: Problem, s: int, **fields: int | None) -> Problem:
    rows = list(problem.streets)
    rows[s] = replace(rows[s], **fields)  # type: ignore[arg-type]
    return replace(problem, streets=tuple(rows))


def _project(problem: Problem, **fields: int) -> Problem:
    return replace(problem, projects=(replace(problem.projects[0], **fields), *problem.projects[1:]))  # type: ignore[arg-type]
