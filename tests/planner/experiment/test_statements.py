"""Statement tests: what the front page says of two plans is counted again on the plans themselves, without the code
that says it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

import wijkplan as wp
from tests.support.weeks_again import confirmed
from wijkplan.models.check import judge
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.questions import asked_problems
from wijkplan.planner.plan.variants import ALL_QUESTIONS, QUESTIONS, VARIANTS, Question, in_variant
from wijkplan.planner.rounds.subject import Subject

SOLVED = ("aligned", "shared", "combined", "bundled")
SECONDS = 5.0  # per solve of the pilot, where WIJKPLAN_PILOT_OUT does not name the folder of its comparison
FEW = 3  # of the pilot one
DRAWN = int(os.environ.get("WIJKPLAN_DRAWN_WEEKS", FEW))  # works that are planned again in their week
COMBINATIONS = 60  # of mode and crews that are judged for one work


@pytest.fixture(
    scope="module", params=["combined-tender", "shared-crew", pytest.param("pilot", marks=pytest.mark.slow)]
)
def comparison(request: pytest.FixtureRequest) -> wp.Comparison:
    stored = os.environ.get("WIJKPLAN_PILOT_OUT")
    if request.param == "pilot" and stored:
        return wp.open(stored, wp.example("pilot"))
    read = wp.read(wp.example(request.param))
    return wp.compare(read, seconds=SECONDS) if request.param == "pilot" else wp.compare(read, work=100)


def test_no_district_is_later_than_in_the_baseline(comparison: wp.Comparison) -> None:
    def last(variant: str) -> dict[str, int]:
        frame = comparison.plan(variant, "equal_delivery").to_frame()
        return {str(district): int(week) for district, week in frame.groupby("district")["end_week"].max().items()}

    was = last(comparison.record.baseline)
    for variant in ("aligned", "shared", "combined", "bundled"):
        assert all(week <= was[district] for district, week in last(variant).items())


@pytest.mark.parametrize("question", ["sooner", "sooner_free"])
def test_sooner_uses_no_more_than_the_baseline_and_says_when_homes_are_done(
    comparison: wp.Comparison, question: str
) -> None:
    """Cash and hired head-weeks are no more, and the weeks stated are those of the last works that the homes need."""
    told = next(one for one in comparison.record.sooner if one.question == question)
    base, most_hired = comparison.record.baseline, {}
    weeks: dict[str, float] = {}
    cash = {row.variant: sum(row.terms.values()) for row in comparison.record.of(question)}
    for variant in (base, "aligned", "shared", "combined", "bundled"):
        plan = comparison.plan(variant, question)
        people, ends = (
            plan.people_frame(),
            dict(zip(plan.to_frame()["activity"], plan.to_frame()["end_week"], strict=True)),
        )
        most_hired[variant] = people[people["source"] == "hired"]["head_weeks"].sum()
        names = plan.compiled.names.activities
        done = [(homes.number, max(int(ends[names[a].id]) for a in homes.works)) for homes in plan.problem.homes]
        assert told.homes == sum(number for number, _ in done) > 0
        weeks[variant] = sum(number * week for number, week in done) / told.homes
    for row in told.plans:
        assert cash[row.variant] <= cash[base]
        assert most_hired[row.variant] <= most_hired[base] + 1e-6
        assert row.mean_week == pytest.approx(weeks[row.variant], abs=0.01)
        assert row.weeks_sooner == pytest.approx(weeks[base] - weeks[row.variant], abs=0.01)
        assert row.bound_week is None or row.bound_week <= row.mean_week
    bundled = told.of("bundled")
    assert bundled is not None and bundled.weeks_sooner is not None
    line = comparison.headlines("en")[2 if question == "sooner" else 3]
    assert f"{bundled.weeks_sooner:,.1f} weeks sooner" in line


def test_the_front_line_says_what_the_plans_ask_of_people(comparison: wp.Comparison) -> None:
    told = comparison.headlines("en")[0]
    for variant in ("bundled", comparison.record.baseline):
        plan = comparison.plan(variant, "equal_delivery")
        frame, people, load = plan.to_frame(), plan.people_frame(), plan.load_frame()
        hired = people[people["source"] == "hired"]["head_weeks"].sum()
        targets = {
            name.id: project.target
            for name, project in zip(plan.compiled.names.projects, plan.problem.projects, strict=True)
        }
        ends = frame.groupby("project")["end_week"].max()
        on_time = sum(int(week) <= targets[str(project)] for project, week in ends.items())
        said = {
            "hired": f"{hired:,.0f}",
            "on time": f"{on_time}",
            "moved": f"{frame['weeks_moved'].abs().mean():,.1f}",
            "idle": f"{load['idle'].sum():,.0f}",
        }
        if variant == "bundled":
            assert (
                f"{said['on time']} of {len(ends)} projects on time" in told
                and f"work moved {said['moved']} weeks" in told
            )
            assert f"{said['hired']} head-weeks hired" in told and f"{said['idle']} head-weeks idle" in told
        else:
            assert f"(was {said['on time']})" in told and f"head-weeks hired ({said['hired']})" in told
            assert f"on average ({said['moved']})" in told and f"head-weeks idle ({said['idle']})" in told


def test_no_project_is_later_than_its_target_or_than_in_the_baseline(comparison: wp.Comparison) -> None:
    def last(variant: str) -> dict[str, int]:
        frame = comparison.plan(variant, "equal_delivery").to_frame()
        return {str(project): int(week) for project, week in frame.groupby("project")["end_week"].max().items()}

    was, compiled = last(comparison.record.baseline), comparison.compiled
    target = {name.id: one.target for name, one in zip(compiled.names.projects, compiled.problem.projects, strict=True)}
    for variant in SOLVED:
        assert all(week <= max(was[project], target[project]) for project, week in last(variant).items())


@pytest.mark.parametrize("question", ["equal_delivery", "sooner", "sooner_free"])
def test_own_people_change_no_more_than_in_the_baseline(comparison: wp.Comparison, question: str) -> None:
    was = comparison.plan(comparison.record.baseline, question).measures.changes
    assert all(comparison.plan(variant, question).measures.changes <= was for variant in SOLVED)
    for told in (one for one in comparison.record.sooner if one.question == question):
        assert told.max_changes is None or told.max_changes == pytest.approx(was, abs=0.01)
        assert all(row.changes is None or row.changes <= was + 0.01 for row in told.plans)


def test_the_plan_that_is_shown_costs_hardly_more_than_the_cheapest_found(comparison: wp.Comparison) -> None:
    for row in comparison.results:
        base = comparison.record.result(row.question, comparison.record.baseline)
        if row.variant in SOLVED and row.cost is not None and base is not None and base.cost is not None:
            assert row.cheapest_cost is not None and row.decidable_cost is not None
            more = row.cost - row.cheapest_cost
            assert 0 <= 1000 * more <= row.decidable_cost and 100 * more <= 2 * max(0, base.cost - row.cheapest_cost)


def test_wider_variants_are_no_dearer(comparison: wp.Comparison) -> None:
    for question in ("equal_delivery", "all_in"):
        cost = {row.variant: row.cost for row in comparison.record.of(question)}
        for narrow, wide in (
            ("aligned", "shared"),
            ("aligned", "combined"),
            ("shared", "bundled"),
            ("combined", "bundled"),
        ):
            assert (cost[wide] or 0) <= (cost[narrow] or 0)


@pytest.mark.parametrize("question", ALL_QUESTIONS)
def test_no_single_work_can_go_back_to_its_week_for_nothing(comparison: wp.Comparison, question: str) -> None:
    """Nor, where homes are counted, without homes being done later."""
    price = "keep_week_eur" if question in QUESTIONS else "keep_week_home_weeks"
    for variant in SOLVED:
        plan = comparison.plan(variant, question)
        frame = plan.to_frame()
        moved = frame[frame["weeks_moved"].fillna(0) != 0]
        assert len(moved) == len(plan.kept)
        assert ((moved[price] > 0) | (moved["keep_week_changes"] > 0) | moved["keep_week_rule"].notna()).all()


def question(comparison: wp.Comparison, variant: str, asked: Question = "equal_delivery") -> Problem:
    """The problem of a question in a variant, from the plans as they were stored."""
    stored, compiled = comparison.record.baseline, comparison.compiled
    weeks, _ = from_json(compiled, json.loads(comparison.files["plan-asked-weeks.json"]))
    found = asked_problems(compiled.problem, compiled.flexible, weeks, comparison.plans["equal_delivery", stored])
    return in_variant(found[asked], VARIANTS[variant])


def in_week(problem: Problem, plan: Plan, activity: int, week: int) -> Iterator[Plan]:
    """The plan with one work in another week, in each mode and with each crew there is."""
    for m, mode in enumerate(problem.activities[activity].modes):
        end = problem.end(activity, m, week)
        for chosen in product(*(range(len(demand.patterns)) for demand in mode.demands)) if end is not None else ():
            other = Placement(activity, week, end, m, chosen)
            yield replace(plan, placements=tuple(other if p.activity == activity else p for p in plan.placements))


def test_the_price_of_a_week_is_that_of_the_cheapest_way_that_the_checker_accepts(comparison: wp.Comparison) -> None:
    problem, plan = question(comparison, "bundled"), comparison.plan("bundled", "equal_delivery")
    here = judge(problem, plan.plan).objective
    assert here is not None
    looked = 0
    for row in sorted(plan.kept, key=lambda one: (one.euros is None, one.activity)):
        ways = sum(
            len(list(product(*(d.patterns for d in mode.demands)))) for mode in problem.activities[row.activity].modes
        )
        if ways > COMBINATIONS or looked == 3:
            continue
        held = [
            verdict.objective
            for one in in_week(problem, plan.plan, row.activity, row.asked)
            if (verdict := judge(problem, one)).feasible
        ]
        least = min((cost for cost in held if cost is not None), default=None)
        assert (row.euros is None) == (least is None)
        assert (
            least is None
            or row.euros is None
            or row.changes == 0 <= row.euros - (least - here)
            or row.euros == max(0, least - here)
        )
        looked += 1


def test_a_week_costs_no_less_than_its_interval_where_all_is_planned_again(comparison: wp.Comparison) -> None:
    """Drawn works of *everything together*, at equal delivery and all in; every night more of them, for longer."""
    settings = Settings(work=2000) if DRAWN <= FEW else Settings(20.0, 2)
    number = 1 if DRAWN <= FEW and len(comparison.compiled.problem.activities) > 500 else DRAWN
    for asked in QUESTIONS:
        problem, plan = question(comparison, "bundled", asked), comparison.plan("bundled", asked)
        looked, less = confirmed(Subject(problem, comparison.compiled.names, plan.plan), number, settings)
        print(f"{asked}: {less} of {looked} works could be in their week for clearly less")
        priced = sum(row.euros is not None and not row.changes for row in plan.kept)
        assert looked == min(number, priced) and less <= looked


def test_the_front_counts_the_works_that_are_moved(comparison: wp.Comparison) -> None:
    plan = comparison.plan("bundled", "equal_delivery")
    row = comparison.record.result("equal_delivery", "bundled")
    assert row is not None and row.weeks is not None
    moved = int((plan.to_frame()["weeks_moved"].fillna(0) != 0).sum())
    assert row.weeks.moved == moved == row.weeks.priced + sum(row.weeks.in_the_way.values())
    assert any(re.search(rf"Works moved: {moved}[.;]", line) for line in comparison.headlines("en"))
