"""Nobody worse off: each employer keeps to its own changes, and what that costs lies in an interval from plans and
bounds."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

import wijkplan as wp
from tests.support.oracle import enumerate_plans
from tests.support.random_problem import random_problem
from wijkplan.models.check import judge
from wijkplan.planner.experiment.guarantee import price, unguarded
from wijkplan.planner.experiment.savings import Figure
from wijkplan.planner.plan.measures import delivery, employer_changes
from wijkplan.planner.plan.questions import asked_problems
from wijkplan.planner.plan.variants import VARIANTS, equal_delivery, in_variant


@pytest.mark.parametrize(
    ("kept", "free", "said"),
    [
        (Figure(100, 100, 90, True), Figure(80, 80, 70, True), (10, 30, "proven")),
        (Figure(100, 100, 70, True), Figure(80, 80, 70, True), (0, 30, "undecided")),
        (Figure(100, 100, 70, True), Figure(100, 100, 100, True), (0, 0, "nothing")),
        (Figure(1000, 1000, 999, True), Figure(1000, 1000, 996, True), (0, 4, "negligible")),
        (Figure(100, 100, 90, False), Figure(80, 80, 70, False), (0, None, "undecided")),
        (Figure(None, None, 90, True), Figure(80, 80, 70, True), (10, None, "proven")),
    ],
)
def test_the_price_follows_from_plans_and_certified_bounds(
    kept: Figure, free: Figure, said: tuple[int, int | None, str]
) -> None:
    found = price(kept, free)
    assert (found.low, found.high, found.word) == said


def test_plans_and_bounds_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="contradict"):
        price(Figure(100, 100, 95, True), Figure(80, 80, 90, True))


def test_the_true_price_lies_in_the_interval() -> None:
    """On drawn problems of two employers, by all plans: the guarantee costs what lies between, and sometimes
    something."""
    dear = seen = 0
    for seed in range(100):
        random = Random(seed)
        drawn = random_problem(seed)
        if len({pool.employer for pool in drawn.pools}) < 2:
            continue
        free_of_ceilings = replace(
            drawn,
            max_changes=None,
            max_employer_changes=(),
            max_cash=None,
            max_hired=None,
            max_burden=None,
            max_broken_rests=None,
        )
        base = replace(free_of_ceilings, quarters=free_of_ceilings.quarters or (0, drawn.horizon))
        plans = [one for one in list(enumerate_plans(base))[:4000] if judge(base, one).feasible]
        if not plans:
            continue
        stored = random.choice(plans)
        kept = equal_delivery(base, delivery(base, stored), nobody_worse=True)
        free = unguarded(kept)
        costs = []
        for problem in (kept, free):
            found = [v.objective for v in (judge(problem, one) for one in plans) if v.feasible]
            costs.append(min(euros for euros in found if euros is not None))
        true = costs[0] - costs[1]
        slack = random.randint(0, 9)
        said = price(
            Figure(costs[0] + slack, 100, costs[0], True), Figure(costs[1] + slack, 100, costs[1] - slack, True)
        )
        assert said.low <= true <= (said.high or 0)
        assert all(units <= dict(kept.max_employer_changes)[e] for e, units in employer_changes(kept, stored))
        seen += 1
        dear += true > 0
    assert seen > 10 and dear > 0


@pytest.fixture(scope="module")
def compared() -> wp.Comparison:
    return wp.compare(wp.read(wp.example("shared-crew")), work=60, nobody_worse=True)


def test_no_plan_shown_changes_the_people_of_any_employer_more_than_the_baseline(compared: wp.Comparison) -> None:
    compiled, record = compared.compiled, compared.record
    base = compared.plans["equal_delivery", record.baseline]
    most = dict(employer_changes(compiled.problem, base))
    for (question, variant), plan in compared.plans.items():
        if question == "equal_delivery" and VARIANTS[variant].id not in ("own", "streets", "districts"):
            assert all(units <= most[e] for e, units in employer_changes(compiled.problem, plan)), variant
    assert record.delivery is not None
    assert set(record.delivery.employer_max_changes) == {compiled.names.employers[e].id for e in most}
    for bills in record.people.bills:
        assert bills.question != "equal_delivery" or all(one.changes <= one.baseline_changes for one in bills.employers)


def test_its_price_is_stated_and_said(compared: wp.Comparison) -> None:
    guarantee, bundled = compared.record.guarantee, compared.record.result("equal_delivery", "bundled")
    assert (
        guarantee is not None
        and bundled is not None
        and guarantee.without.cost is not None
        and bundled.cost is not None
    )
    assert guarantee.found_eur == bundled.cost - guarantee.without.cost >= 0
    assert guarantee.low <= bundled.cost - (guarantee.without.bound or 0) == guarantee.high
    assert any("Nobody worse off" in line for line in compared.headlines("en"))
    assert any("Niemand slechter af" in line for line in compared.headlines("nl"))
    assert "plan-unguarded-equal_delivery.json" in compared.files


def test_without_the_option_nothing_is_guaranteed(compared: wp.Comparison) -> None:
    compiled = compared.compiled
    base = compared.plans["equal_delivery", "streets"]
    asked = asked_problems(compiled.problem, compiled.flexible, None, base)
    assert in_variant(asked["equal_delivery"], VARIANTS["bundled"]).max_employer_changes == ()
