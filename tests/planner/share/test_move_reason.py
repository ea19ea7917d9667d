"""Why work moved: the rule that breaks first in the week asked for, without looking at the heads of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.command import EXAMPLE
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant
from wijkplan.planner.share.move_reason import reason

SEWER, HEAT, CABLE = "riool/sewer:p", "warmte/heat-pipe:p", "kabel/lv-cable:p"
WEEKS = {
    SEWER: ("2027-03-29", "2027-04-30"),
    HEAT: ("2027-05-03", "2027-05-28"),
    CABLE: ("2027-05-31", "2027-06-11"),
}  # one opening


@pytest.fixture(scope="module")
def planned() -> tuple[Problem, Names, Plan]:
    programme, _ = load([EXAMPLE])
    assert programme is not None
    compiled = compile(programme)
    rows = [{"activity": name, "start": start, "end": end} for name, (start, end) in WEEKS.items()]
    openings = [{"joined": [SEWER, HEAT]}, {"joined": [HEAT, CABLE]}]
    plan, findings = from_json(
        compiled, {"kind": "plan", "format_version": 1, "activities": rows, "openings": openings}
    )
    assert [f.what for f in findings if f.severity == "error"] == []
    return in_variant(all_in(compiled.problem), VARIANTS["bundled"]), compiled.names, plan


def test_other_work_in_the_street_is_the_reason(planned: tuple[Problem, Names, Plan]) -> None:
    problem, names, plan = planned
    for name in (SEWER, HEAT):
        told = reason(problem, names, plan, names.activity_index[name], "en")
        assert told.startswith("Other digging in Zonnelaan stands in the way: ")
        assert "(rule: the order of digs in a street; trade: " in told
        assert told.endswith("; Zonnelaan).")
    assert reason(problem, names, plan, names.activity_index[SEWER], "nl").startswith(
        "In Zonnelaan zit ander graafwerk in de weg: warmteleiding, p (warmte/heat-pipe:p) (regel: "
    )


def test_a_shared_opening_is_the_reason_without_a_name(planned: tuple[Problem, Names, Plan]) -> None:
    problem, names, plan = planned
    told = reason(problem, names, plan, names.activity_index[CABLE], "en")
    assert told.startswith(
        "It shares one opening in Zonnelaan with work of another party, with at most 2 weeks between them (rule: "
        "shared "
    )


def test_ones_own_people_are_the_reason_with_their_trade(planned: tuple[Problem, Names, Plan]) -> None:
    problem, names, plan = planned
    own = problem.projects[problem.activities[names.activity_index[CABLE]].project].employer
    told = reason(_without_people(problem, {own}), names, plan, names.activity_index[CABLE], "en")
    assert told.startswith("The crew is busy then (") and "(rule: too few people; trade: " in told


def test_people_of_others_are_not_looked_at(planned: tuple[Problem, Names, Plan]) -> None:
    problem, names, plan = planned
    for name in WEEKS:
        activity = names.activity_index[name]
        own = problem.projects[problem.activities[activity].project].employer
        others = set(range(len(names.employers))) - {own}
        assert reason(_without_people(problem, others), names, plan, activity, "en") == reason(
            problem, names, plan, activity, "en"
        )


def test_work_in_the_week_asked_for_needs_no_reason(planned: tuple[Problem, Names, Plan]) -> None:
    problem, names, plan = planned
    activity = names.activity_index[CABLE]
    asked = replace(problem.activities[activity], submitted=plan.by_activity()[activity].start)
    rows = tuple(asked if a == activity else one for a, one in enumerate(problem.activities))
    assert reason(replace(problem, activities=rows), names, plan, activity, "en") == ""


def _without_people(problem: Problem, employers: set[int]) -> Problem:
    nobody = (0,) * problem.horizon
    return replace(
        problem, pools=tuple(replace(p, heads=nobody) if p.employer in employers else p for p in problem.pools)
    )


def test_work_that_is_done_asks_nobody_any_more_and_still_has_its_reason(planned: tuple[Problem, Names, Plan]) -> None:
    problem, names, plan = planned
    a = names.activity_index[SEWER]
    done = tuple(replace(mode, demands=()) for mode in problem.activities[a].modes)
    rows = tuple(replace(one, modes=done) if i == a else one for i, one in enumerate(problem.activities))
    placed = tuple(replace(one, patterns=()) if one.activity == a else one for one in plan.placements)
    told = reason(replace(problem, activities=rows), names, replace(plan, placements=placed), a, "en")
    before = reason(problem, names, plan, a, "en")
    assert told and told.split("trade: ")[1] == before.split("trade: ")[1]
