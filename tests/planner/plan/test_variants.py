"""Variants contain each other as they say; questions change prices and due weeks, nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planner.small import plan, problem
from wijkplan.models.check import judge
from wijkplan.models.problem import CASH, HOME_WEEKS, TERMS, Homes
from wijkplan.planner.plan.measures import delivery, means
from wijkplan.planner.plan.variants import (
    SOLVED,
    VARIANTS,
    all_in,
    equal_delivery,
    in_variant,
    narrower,
    question_of,
    sooner,
    whenever_sooner,
    wider,
)


def test_a_variant_allows_at_least_what_the_ones_it_contains_allow() -> None:
    for variant in VARIANTS.values():
        for name in wider(variant.id):
            assert variant.allowed.within(VARIANTS[name].allowed), (variant.id, name)


def test_neither_of_sharing_and_combining_contains_the_other() -> None:
    assert list(wider("aligned")) == ["shared", "combined", "bundled"]
    assert list(wider("shared")) == list(wider("combined")) == ["bundled"]
    assert set(narrower("bundled")) == {"own", "streets", "districts", "aligned", "shared", "combined"}


def test_narrower_variants_are_solved_first() -> None:
    for i, variant in enumerate(SOLVED):
        assert not set(wider(variant.id)) & {v.id for v in SOLVED[:i]}


def test_all_in_prices_everything_and_has_no_due_weeks() -> None:
    asked = all_in(equal_delivery(problem(), delivery(problem(), plan(2, 6))))
    assert asked == all_in(problem())
    assert asked.priced == set(TERMS)


def test_equal_delivery_keeps_every_district_and_lets_a_project_use_its_own_target() -> None:
    # Targets are weeks 6 and 8; the stored plan ends in weeks 5 and 10, with 4 + 4 weeks open at 10 euros.
    asked = equal_delivery(problem(), delivery(problem(), plan(1, 6)))
    assert [d.due for d in asked.districts] == [5, 10]
    assert [q.due for q in asked.projects] == [6, 10]
    assert [(d.max_burden, d.max_broken_rests) for d in asked.districts] == [(40, 0), (40, 0)]
    quarters = replace(problem(), quarters=(0, 10, 20))
    # One pool of one head in its first quarter 6 of 10 weeks at work, then 2 of 10: up 0.6, down 0.4, down 0.2.
    steady = equal_delivery(quarters, delivery(quarters, plan(2, 8)))
    assert steady.max_changes == 120 * steady.changes_unit
    assert (asked.max_burden, asked.max_broken_rests, asked.priced) == (80, 0, set(CASH))


def test_the_stored_plan_is_a_plan_of_every_variant_in_both_questions() -> None:
    stored = plan(2, 6)
    for question in (all_in(problem()), equal_delivery(problem(), delivery(problem(), stored))):
        for variant in SOLVED:
            assert judge(in_variant(question, variant), stored).feasible


def test_sooner_counts_home_weeks_within_the_means_of_the_stored_plan() -> None:
    # Labour 100, opening 7 and mobilisation 5 of both; nobody is hired.
    waiting = replace(problem(), homes=(Homes(3, (0,)), Homes(2, (0, 1))))
    asked = sooner(waiting, means(waiting, plan(2, 6)))
    assert (asked.max_cash, asked.max_hired, asked.priced) == (224, 0, {HOME_WEEKS})
    assert judge(asked, plan(2, 6)).feasible
    assert judge(asked, plan(2, 6)).objective == 3 * 6 + 2 * 10
    assert [v.rule for v in judge(replace(asked, max_cash=223), plan(2, 6)).violations] == ["means"]


def test_whenever_sooner_opens_the_earlier_side_of_what_senders_are_willing_to_only() -> None:
    held = replace(problem(), activities=tuple(replace(one, willing=(5, 9)) for one in problem().activities))
    assert [one.willing for one in whenever_sooner(held).activities] == [(0, 9), (0, 9)]
    assert whenever_sooner(problem()) == problem()


def test_broken_rests_count_for_equal_delivery() -> None:
    first, second = problem().streets
    tight = replace(problem(), streets=(replace(first, closed=0, rest=5, rest_price=9), second))
    assert delivery(tight, plan(2, 6)).broken_rests == (1, 0)
    assert delivery(tight, plan(6, 2)).broken_rests == (0, 0)


def test_questions_are_known_with_a_hyphen_too() -> None:
    assert question_of("equal-delivery") == question_of("equal_delivery") == "equal_delivery"
    with pytest.raises(ValueError, match="fairness"):
        question_of("fairness")
