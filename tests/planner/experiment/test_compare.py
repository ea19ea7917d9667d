"""The comparison around an engine that does as it is told: plans handed on, bounds handed down, disagreements refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.planner.small import plan, problem
from tests.support.engines import made_up
from wijkplan.models.check import judge
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.experiment.compare import Compared, compare, exchange, solve_one
from wijkplan.planner.experiment.engine import Disagreement, Engine
from wijkplan.planner.plan.variants import VARIANTS

REPAIRED = plan(2, 8)  # end weeks 6 and 12; targets 6 and 8
BETTER = plan(2, 6)


class Fake:
    """Answers with given plans and bounds per variant, and remembers what it was asked."""

    def __init__(self, plans: dict[str, Plan] | None = None, bounds: dict[str, int] | None = None) -> None:
        self.plans, self.bounds = plans or {}, bounds or {}
        self.given: dict[tuple[str, bool], list[Plan]] = {}
        self.lie = 0

    def engine(self, repaired: Plan | None = REPAIRED) -> Engine:
        return made_up(self.solve, plan(2, 2), repaired)

    def solve(
        self,
        problem: Problem,
        settings: Settings,
        plans: Sequence[Plan] = (),
        on_event: Callable[[Event], None] | None = None,
        stop: Callable[[], bool] | None = None,
        bound: tuple[int, dict[str, Any]] | None = None,
    ) -> Outcome:
        del settings, on_event, stop, bound
        variant = next(v.id for v in reversed(VARIANTS.values()) if v.allowed == problem.allowed)
        self.given[variant, problem.max_burden is not None] = list(plans)
        chosen = self.plans.get(variant)
        objective = judge(problem, chosen).objective if chosen else None
        value = self.bounds.get(variant)
        return Outcome(
            "feasible" if chosen else "no_plan",
            chosen,
            None if objective is None else objective + self.lie,
            value,
            None if value is None else {"value": value},
            (),
            0.1,
            0.0 if chosen else None,
        )


def run(fake: Fake, stop: Callable[[], bool] = lambda: False, repaired: Plan | None = REPAIRED) -> Compared:
    return compare(problem(), fake.engine(repaired), Settings(), Silent(), stop)


def test_wider_variants_keep_the_plans_of_narrower_ones() -> None:
    fake = Fake({"aligned": BETTER})
    compared = run(fake)
    for question in ("all_in", "equal_delivery"):
        costs = {v: compared.run(question, v).cost for v in ("repaired", "aligned", "shared", "combined", "bundled")}  # type: ignore[arg-type]
        assert costs["aligned"] == costs["shared"] == costs["combined"] == costs["bundled"] is not None
    assert BETTER in fake.given["bundled", False]
    assert BETTER in fake.given["shared", True]


def test_figures_are_the_checkers() -> None:
    # Labour 200, opening 14, mobilisation 10; burden 80; delay (10 - 8) x 3 = 6; moved 4.
    compared = run(Fake({"aligned": BETTER}))
    assert compared.run("equal_delivery", "aligned").cost == 224
    assert compared.run("all_in", "aligned").cost == 314
    assert compared.run("all_in", "repaired").cost == 322  # delay 12, moved 6
    assert compared.run("all_in", "repaired").status == "stored"


def test_bounds_of_wider_variants_hold_for_narrower_ones() -> None:
    compared = run(Fake({"aligned": BETTER}, {"bundled": 220, "shared": 215, "combined": 222}))
    found = {v: compared.run("equal_delivery", v) for v in ("repaired", "aligned", "shared", "combined", "bundled")}
    assert {v: r.bound for v, r in found.items()} == {"repaired": 222, "aligned": 222, "shared": 220, "combined": 222, "bundled": 220}
    assert found["aligned"].bound_from == "combined"
    assert found["shared"].bound_from == "bundled"
    assert all(r.certified for r in found.values())


def test_a_bound_never_rises_to_a_wider_variant() -> None:
    compared = run(Fake({"aligned": BETTER}, {"aligned": 224}))
    assert compared.run("equal_delivery", "aligned").status == "optimal"
    assert compared.run("equal_delivery", "bundled").bound is None


def test_a_bound_above_a_plan_is_refused() -> None:
    with pytest.raises(Disagreement, match="above the cost"):
        run(Fake({"aligned": BETTER}, {"bundled": 1000}))


def test_an_engine_that_counts_otherwise_than_the_checker_is_refused() -> None:
    fake = Fake({"aligned": BETTER})
    fake.lie = 1
    with pytest.raises(Disagreement, match="the engine counts 225 euros, the checker 224"):
        run(fake)


def test_a_plan_that_the_checker_refuses_is_refused() -> None:
    with pytest.raises(Disagreement, match="capacity"):
        run(Fake({"aligned": plan(2, 3)}))


def test_a_certificate_that_gives_less_is_refused() -> None:
    fake = Fake({"aligned": BETTER}, {"bundled": 220})
    engine = replace(fake.engine(), certified=lambda _problem, _certificate: 210)
    with pytest.raises(Disagreement, match="its certificate gives 210"):
        compare(problem(), engine, Settings(), Silent(), lambda: False)


def test_once_stopped_the_rest_inherit_their_plans() -> None:
    fake = Fake({"aligned": BETTER})
    compared = run(fake, stop=lambda: ("aligned", True) in fake.given)
    assert compared.interrupted
    assert set(fake.given) == {("aligned", True)}
    assert all(r.plan is not None for r in compared.runs)
    assert compared.run("equal_delivery", "bundled").cost == compared.run("equal_delivery", "aligned").cost == 224


def test_without_a_repaired_plan_equal_delivery_says_so() -> None:
    compared = run(Fake({"aligned": BETTER}), repaired=None)
    assert {r.status for r in compared.runs if r.question == "equal_delivery"} == {"no_plan"}
    reason = compared.run("equal_delivery", "bundled").reason
    assert reason is not None and (reason.kind, reason.parts[0].kind) == ("no_baseline", "unplaced")
    assert compared.run("all_in", "bundled").cost == 314


def test_the_submitted_plan_is_judged_not_costed() -> None:
    compared = run(Fake())
    assert {v.rule for v in compared.violations} == {"capacity"}
    assert "submitted" not in {r.variant for r in compared.runs}


def test_one_variant_alone_starts_from_the_repaired_plan() -> None:
    fake = Fake()
    alone = solve_one(problem(), VARIANTS["bundled"], "equal_delivery", fake.engine(), Settings(), Silent(), lambda: False)
    assert alone.plan == REPAIRED
    assert fake.given["bundled", True] == [REPAIRED]


def test_the_second_reading_is_measured_against_the_aligned_plan() -> None:
    compared = run(Fake({"aligned": BETTER}, {"bundled": 200}))
    aligned, bundled = compared.second
    assert [(r.question, r.variant) for r in compared.second] == [("second_reading", "aligned"), ("second_reading", "bundled")]
    assert [d.due for d in aligned.problem.districts] == [6, 10]  # repaired: 6 and 12
    assert aligned.cost == bundled.cost == 224
    assert (aligned.bound, aligned.bound_from) == (200, "bundled")
    assert compared.run("second_reading", "bundled") is bundled


def test_without_an_aligned_plan_there_is_no_second_reading() -> None:
    assert run(Fake(), repaired=None).second == ()


def test_once_stopped_the_second_reading_inherits_too() -> None:
    compared = run(Fake({"aligned": BETTER}), stop=lambda: True)
    assert compared.interrupted
    assert [r.plan for r in compared.second] == [REPAIRED, REPAIRED]  # the aligned plan is the repaired one then


def test_plans_are_exchanged_between_questions() -> None:
    fake = Fake({"aligned": BETTER})
    runs = list(run(fake).runs)
    late = next(i for i, r in enumerate(runs) if (r.question, r.variant) == ("all_in", "aligned"))
    runs[late] = replace(runs[late], plan=REPAIRED, verdict=judge(runs[late].problem, REPAIRED))
    assert runs[late].cost == 322
    assert exchange(runs, fake.engine())[late].cost == 314
    runs[late] = replace(runs[late], status="optimal")
    with pytest.raises(Disagreement, match="says optimal, but another plan of 314 euros holds"):
        exchange(runs, fake.engine())


def test_an_infeasible_variant_has_no_bound() -> None:
    fake = Fake({}, {"bundled": 10**9})
    real = fake.solve

    def solve(*arguments: Any) -> Outcome:
        return replace(real(*arguments), status="infeasible", reason=Reason("window", "window", 0, span=(0, 1)))

    compared = compare(problem(), replace(fake.engine(None), solve=solve), Settings(), Silent(), lambda: False)
    assert {(r.status, r.bound) for r in compared.runs if r.question == "all_in" and r.variant != "repaired"} == {("infeasible", None)}
