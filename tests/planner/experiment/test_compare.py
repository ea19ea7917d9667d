"""The comparison around an engine that does as it is told: plans handed on, bounds handed down, disagreements
refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.planner.small import plan, problem
from tests.support.engines import StayPut, made_up
from wijkplan.models.check import judge
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.experiment.compare import Compared, compare, exchange, solve_one
from wijkplan.planner.experiment.engine import Disagreement, Engine
from wijkplan.planner.plan.variants import VARIANTS

REPAIRED = plan(2, 8)  # end weeks 6 and 12; targets 6 and 8; nobody moves, so all stored plans are this one
BETTER = plan(2, 6)
FLEXIBLE = (10, 10)  # weeks


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
        value = self.bounds.get(variant) if problem.max_cash is None else None  # euros: not what question sooner counts
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
    return compare(problem(), FLEXIBLE, fake.engine(repaired), Settings(), Silent(), stop)


def test_wider_variants_keep_the_plans_of_narrower_ones() -> None:
    fake = Fake({"aligned": BETTER})
    compared = run(fake)
    for question in ("all_in", "equal_delivery"):
        costs = {v: compared.run(question, v).cost for v in ("streets", "aligned", "shared", "combined", "bundled")}  # type: ignore[arg-type]
        assert costs["aligned"] == costs["shared"] == costs["combined"] == costs["bundled"] is not None
    assert BETTER in fake.given["bundled", False]
    assert BETTER in fake.given["shared", True]


def test_the_plan_of_asked_weeks_is_shown_before_any_baseline_is_made() -> None:
    seen: list[tuple[str, int | None]] = []

    class Looks(Silent):
        def event(self, event: Event) -> None:
            seen.append((event.source, event.objective))

        def done(self, run: Any) -> None:
            seen.append((run.variant, run.cost))

    compared = compare(problem(), FLEXIBLE, Fake().engine(), Settings(), Looks(), lambda: False)
    assert seen[0] == (
        "asked weeks",
        compared.run("all_in", "own").cost,
    )  # nobody moves in this engine, so the baseline costs the same
    assert seen[1][0] == "own"


def test_figures_are_the_checkers() -> None:
    # Labour 200, opening 14, mobilisation 10; burden 80; delay (10 - 8) x 3 = 6; moved 4.
    compared = run(Fake({"aligned": BETTER}))
    assert compared.run("equal_delivery", "aligned").cost == 224
    assert compared.run("all_in", "aligned").cost == 314
    assert compared.run("all_in", "streets").cost == 322  # delay 12, moved 6
    assert compared.run("all_in", "streets").status == "stored"


def test_bounds_of_wider_variants_hold_for_narrower_ones() -> None:
    compared = run(Fake({"aligned": BETTER}, {"bundled": 220, "shared": 215, "combined": 222}))
    found = {v: compared.run("equal_delivery", v) for v in ("streets", "aligned", "shared", "combined", "bundled")}
    assert {v: r.bound for v, r in found.items()} == {
        "streets": None,
        "aligned": 222,
        "shared": 220,
        "combined": 222,
        "bundled": 220,
    }
    assert found["aligned"].bound_from == "combined"
    assert found["shared"].bound_from == "bundled"
    assert all(r.certified for v, r in found.items() if v != "streets")  # which is a fact


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
        compare(problem(), FLEXIBLE, engine, Settings(), Silent(), lambda: False)


def test_once_stopped_the_rest_inherit_their_plans() -> None:
    fake = Fake({"aligned": BETTER})
    compared = run(fake, stop=lambda: ("aligned", True) in fake.given)
    assert compared.interrupted
    assert set(fake.given) == {("aligned", True)}
    assert all(r.plan is not None for r in compared.runs)
    assert compared.run("equal_delivery", "bundled").cost == compared.run("equal_delivery", "aligned").cost == 224


def test_without_a_plan_of_asked_weeks_equal_delivery_says_so() -> None:
    compared = run(Fake({"aligned": BETTER}), repaired=None)
    assert {r.status for r in compared.runs if r.question == "equal_delivery"} == {"no_plan"}
    reason = compared.run("equal_delivery", "bundled").reason
    assert reason is not None and (reason.kind, reason.parts[0].kind) == ("no_baseline", "unplaced")
    assert compared.run("all_in", "bundled").cost == 314


def test_the_submitted_plan_is_judged_not_costed() -> None:
    compared = run(Fake())
    assert {v.rule for v in compared.violations} == {"capacity"}
    assert "submitted" not in {r.variant for r in compared.runs}


def test_one_variant_alone_starts_from_the_stored_plans() -> None:
    fake = Fake()
    alone = solve_one(
        problem(), FLEXIBLE, VARIANTS["bundled"], "equal_delivery", fake.engine(), Settings(), Silent(), lambda: False
    )
    assert alone.plan == REPAIRED
    assert fake.given["bundled", True] == [REPAIRED]


def test_equal_delivery_is_measured_against_the_baseline_project_by_project() -> None:
    compared = run(Fake({"aligned": BETTER}))
    asked = compared.run("equal_delivery", "bundled").problem
    assert [d.due for d in asked.districts] == [6, 12]  # as in the baseline, also where a target is earlier or later
    assert [p.due for p in asked.projects] == [6, 12]
    assert (asked.max_burden, asked.max_broken_rests) == (80, 0)
    assert [(d.max_burden, d.max_broken_rests) for d in asked.districts] == [(40, 0), (40, 0)]
    early = compare(problem(), FLEXIBLE, Fake().engine(plan(2, 6)), Settings(), Silent(), lambda: False)
    late_target = replace(problem(), projects=tuple(replace(p, target=p.target + 7) for p in problem().projects))
    allowed = compare(late_target, FLEXIBLE, Fake().engine(plan(2, 6)), Settings(), Silent(), lambda: False)
    for found, projects in ((early, [6, 10]), (allowed, [13, 15])):
        asked = found.run("equal_delivery", "bundled").problem
        assert [d.due for d in asked.districts] == [6, 10]
        assert [p.due for p in asked.projects] == projects


def test_work_is_kept_within_what_its_sender_is_willing_to() -> None:
    """Asked for in week 2; 1 week is what the second sender accepts, but even the plan of asked weeks needs 6."""
    compared = compare(problem(), (3, 1), Fake({"aligned": BETTER}).engine(), Settings(), Silent(), lambda: False)
    for question, variant in (("all_in", "own"), ("all_in", "bundled"), ("equal_delivery", "aligned")):
        assert [a.willing for a in compared.run(question, variant).problem.activities] == [(-1, 5), (1, 8)]  # type: ignore[arg-type]
    (row,) = compared.stored.unserved
    assert (row.activity, row.weeks, row.flexible, row.rule) == (1, 6, 1, "capacity")


def test_a_stored_plan_that_asks_less_than_the_question_says_so() -> None:
    """Its cost is a fact all the same, and no solved variant need be cheaper."""

    class Moving(StayPut):
        def plan(self) -> Plan:
            return BETTER if self.problem.allowed == VARIANTS["streets"].allowed else REPAIRED

        @property
        def cost(self) -> int:
            return judge(self.problem, self.plan()).objective or 0

    engine = replace(Fake().engine(), turns=Moving)
    runs = {
        r.variant: r
        for r in compare(problem(), FLEXIBLE, engine, Settings(), Silent(), lambda: False).runs
        if r.question == "equal_delivery"
    }
    assert (runs["streets"].holds, runs["own"].holds) == (True, False)  # own finishes in week 12, streets in week 10
    assert runs["own"].cost == runs["streets"].cost == 224
    assert runs["aligned"].plan == BETTER


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

    compared = compare(
        problem(), FLEXIBLE, replace(fake.engine(None), solve=solve), Settings(), Silent(), lambda: False
    )
    solved = [r for r in compared.runs if r.question == "all_in" and r.variant not in ("own", "streets", "districts")]
    assert {(r.status, r.bound) for r in solved} == {("infeasible", None)}
