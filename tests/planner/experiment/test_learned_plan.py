"""Plans that count on learning: by hand, the fixed point beside the best plan there is, and nothing at a rate of 0."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.support.newcomer_world import EMPLOYER
from tests.support.worlds import HORIZON, crew
from tests.support.worlds import plan as plan_of
from tests.support.worlds import pool as people
from tests.support.worlds import world as problem_of
from wijkplan.models.check import judge
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.outcome import Settings
from wijkplan.models.problem import Activity, Calendar, Market, Mode, Pattern, Source
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.experiment.learned_plan import Experience, carried, exact, fixed_point, learned_plan
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.experience import behind, comparable
from wijkplan.planner.plan.variants import BUNDLED, all_in, in_variant
from wijkplan.planner.programme import Programme

PROGRAMME = {"kind": "programme", "format_version": 1, "name": "leren", "start": "2027-07-05", "weeks": 48}
DISTRICTS = ("P02", "P03", "P05")  # in the same region as the first


def project(name: str, district: str, start: str, end: str) -> dict[str, Any]:
    return {
        "id": name, "work_type": "retrofit", "district": district, "award": "private", "employer": "isolatie",
        "places": [{"id": "blok", "homes": 100, "insulation_light_homes": 100}],
        "wanted": {"start": start, "end": end}, "window": {"start": "2027-08-30", "end": "2028-05-26"},
        "activities": [{"id": name, "place": "blok", "package": "insulation-light",
                        "hours": [{"trade": "INS", "hours": 1440}], "crew_heads": 4}],
    }  # fmt: skip


@cache
def world(second: str, heads: int, *more: str) -> tuple[Programme, Compiled]:
    """Work in a district, and the same in others from these weeks on."""
    rows = [project("A", "P09", "2027-08-30", "2027-12-31")]
    rows += [project(f"B{i}", DISTRICTS[i], week, "2028-05-12") for i, week in enumerate((second, *more))]
    client = {"kind": "client", "format_version": 1, "id": "eigenaren", "name": "Eigenaren", "regime": "private",
              "projects": rows}  # fmt: skip
    employer = EMPLOYER | {"crews": [{"id": "INS", "trade": "INS", "region": "AM01", "heads": heads}]}
    with TemporaryDirectory() as folder:
        for name, data in (("p", PROGRAMME), ("c", client), ("e", employer)):
            (Path(folder) / f"{name}.json").write_text(json.dumps(data), "utf-8")
        made, findings = load([Path(folder)])
    assert made is not None, findings
    return made, compile(made)


def experience(programme: Programme, compiled: Compiled, rate: float = 8.0) -> Experience:
    return Experience(programme, compiled, in_variant(all_in(compiled.problem), BUNDLED), rate, 60.0, "consortium")


def test_the_second_district_takes_less_and_its_people_stand_by() -> None:
    programme, compiled = world("2028-01-03", 9)
    given = experience(programme, compiled)
    plan = submitted(given.asked)
    assert [len(one) for one in behind(given.asked, comparable(given.asked, compiled.names, given.scope), plan)] == [
        0,
        1,
    ]
    found = fixed_point(given, plan, real_engine(), Settings(seed=1, work=100), lambda: False)
    assert found.settled and (found.rounds, found.best) == (1, False)
    before, after = (one.problem.activities[1].modes[0].labour for one in (compiled, found.compiled))
    assert after == pytest.approx(0.92 * before, abs=1)
    assert found.problem.activities[0].modes[0] == given.asked.activities[0].modes[0]
    base = real_engine().judge(given.asked, plan).objective
    assert base is not None
    # 8 percent of 86,400 euros, of which own people who then stand by earn three quarters elsewhere.
    assert base + given.asked.standby_constant - found.cost == round(0.08 * 86_400 * 0.75)
    best = exact(given, real_engine())
    assert best is not None and best.best and best.cost == found.cost


def test_waiting_for_the_first_district_can_pay_and_only_the_exact_way_sees_it() -> None:
    # Both are asked for in the same weeks, with people for both: nothing is behind anything, so nothing is learnt.
    programme, compiled = world("2027-09-06", 9)
    given = experience(programme, compiled, rate=15.0)
    plan = submitted(given.asked)
    found = fixed_point(given, plan, real_engine(), Settings(seed=1, work=100), lambda: False)
    best = exact(given, real_engine())
    assert found.plan == plan and found.settled and found.rounds == 0
    # The second waits nine weeks, at 50 euros a week; its work falls by 15 percent.
    assert best is not None and found.cost - best.cost == round(0.15 * 86_400 * 0.75) - 9 * 50
    behind_it = behind(given.asked, comparable(given.asked, compiled.names, given.scope), best.plan)
    assert sorted(map(len, behind_it)) == [0, 1]


def test_no_work_is_planned_with_less_than_it_takes() -> None:
    programme, compiled = world("2027-11-01", 4, "2028-01-10", "2028-03-06")
    given = experience(programme, compiled)
    groups = comparable(given.asked, compiled.names, given.scope)
    first = real_engine().solve(given.asked, Settings(seed=1, work=100)).plan
    assert first is not None
    found = fixed_point(given, first, real_engine(), Settings(seed=1, work=100), lambda: False)
    assert found.settled and found.rounds >= 1
    again = given.counting_on(behind(given.asked, groups, found.plan), groups)[1]
    assert [one.modes for one in again.activities] == [one.modes for one in found.problem.activities]  # a fixed point
    assert exact(given, real_engine()) is None  # twelve pairs: too many ways


def test_a_rate_of_nothing_changes_nothing() -> None:
    programme, compiled = world("2028-01-03", 9)
    given = experience(programme, compiled, rate=0.0)
    plan = submitted(given.asked)
    found = learned_plan(given, plan, real_engine(), Settings(seed=1, work=100), lambda: False)
    assert found.plan == plan and found.problem is given.asked and found.settled


def test_hours_that_are_reported_are_not_learnt_again() -> None:
    programme, compiled = world("2028-01-03", 9)
    ids = [name.id for name in compiled.names.activities]
    half = compile(replace(programme, learned={ids[0]: 0.5})).problem
    assert half.activities[0].modes[0].labour == pytest.approx(
        compiled.problem.activities[0].modes[0].labour / 2, abs=1
    )
    assert half.activities[1] == compiled.problem.activities[1]
    weeks = [[mode.duration for mode in made.activities[0].modes] for made in (half, compiled.problem)]
    assert weeks[0] == weeks[1]  # people, not weeks
    assert half.pools == compiled.problem.pools and half.tenders == compiled.problem.tenders


def test_a_plan_goes_on_in_work_that_takes_less_with_the_people_and_weeks_that_it_had() -> None:
    """Of two hired and 0.4 own one hired is left and no more of the own one, who has other work; over a stop of a week
    work of three weeks takes four of the calendar, and does not become work of four."""
    was = crew(240, Pattern(0, 240), Pattern(0, 40, Source.HIRED, 0, 200, hire=20))
    less = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 200, hire=20),
                Pattern(None, 0, Source.HIRED, 0, 100, hire=10))  # fmt: skip
    stop = Calendar((100, 100, 0, *(100,) * (HORIZON - 3)))
    own = {"pools": (people(100),), "markets": (Market(0, 0, (900,) * HORIZON),), "calendars": (stop,)}
    other = Activity(0, (Mode(3, (crew(60),)),))
    before = problem_of(Activity(0, (Mode(3, (was,)),)), other, **own)
    after = problem_of(Activity(0, (Mode(4, (less,)), Mode(3, (less,)))), other, **own)
    plan = plan_of(before, 0, 0, patterns={0: [1]})
    assert judge(before, plan).feasible
    found = carried(after, before, plan)
    assert judge(after, found).feasible
    assert (found.placements[0].mode, found.placements[0].end, found.placements[0].patterns) == (1, 4, (2,))
