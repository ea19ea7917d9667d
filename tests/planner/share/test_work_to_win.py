"""Pages for municipalities and the steering group, and the list for job seekers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.planner.record.rows import comparison, result
from tests.planner.share.world import baseline, fixed, pilot
from wijkplan.planner.compile import Names
from wijkplan.planner.plan.measures import measures
from wijkplan.planner.plan.variants import all_in
from wijkplan.planner.record.newcomers import NewcomersAnswer, NewcomersRecord
from wijkplan.planner.share.audience import UnknownAudience, audience
from wijkplan.planner.share.before_after import before_after, newcomers_table
from wijkplan.planner.share.work_to_win import job_seekers, jobs, to_win

EEMSDELTA = "GM1979"


@pytest.fixture(scope="module")
def names() -> Names:
    return fixed()[0].names


def test_a_municipality_is_named_by_its_code(names: Names) -> None:
    assert str(audience(f"municipality:{EEMSDELTA}", names)) == f"municipality:{EEMSDELTA}"
    assert {d for d, code in names.municipalities.items() if code == EEMSDELTA} == {"P02", "P05", "P12"}
    with pytest.raises(UnknownAudience):
        audience("municipality:GM0003", names)  # Appingedam, part of Eemsdelta since 2021


def test_jobs_are_of_its_own_districts_and_of_enough_people() -> None:
    told = json.loads(baseline(f"municipality:{EEMSDELTA}").files["jobs.json"])["rows"]
    least = pilot().reference.disclosure.min_people
    assert {row["district"] for row in told} == {"P02", "P05", "P12"}
    shown = [row["people"] for row in told if row["people"] is not None]
    assert shown and min(shown) >= least and len(shown) < len(told)
    assert all((row["people"] is None) == (row["learners"] is None) for row in told)
    assert all(row["learners"] <= row["people"] for row in told if row["people"] is not None)


def test_only_work_of_whoever_will_win_it_counts() -> None:
    compiled, plan = fixed()
    problem, names, limits = compiled.problem, compiled.names, pilot().reference.disclosure
    known = tuple(replace(one, anonymous=False) for one in names.employers)
    named = replace(compiled, names=replace(names, employers=known))
    every = set(names.municipalities)
    assert jobs(named, to_win(pilot(), named, plan), every, limits) == []
    work = to_win(pilot(), compiled, plan)
    by_hand = 0
    for placed in plan.placements:
        activity = problem.activities[placed.activity]
        if names.employers[problem.projects[activity.project].employer].anonymous:
            percent = problem.calendars[activity.calendar].percent
            weeks = sum(percent[week] > 0 for week in range(placed.start, min(placed.end, problem.horizon)))
            by_hand += weeks * sum(need.heads for need in activity.modes[placed.mode].demands)
    assert sum(work.people.values()) == sum(work.trades.values()) == by_hand > 0


def test_the_list_for_job_seekers_says_what_work_waits_and_can_be_published() -> None:
    compiled, plan = fixed()
    told = json.loads(baseline("public").files["job-seekers.json"])["rows"]
    seats = json.loads(baseline("public").files["places.json"])["places"]
    assert [(row["track"], row["region"], row["start"]) for row in told] == [
        (row["track"], row["region"], row["start"]) for row in seats
    ]
    least = pilot().reference.disclosure.min_people
    assert any(row["work_after"] is None for row in told) and any((row["work_after"] or 0) >= least for row in told)
    assert len(baseline("public").files["job-seekers.csv"].decode().splitlines()) == len(told) + 1
    work = to_win(pilot(), compiled, plan)
    mine = job_seekers(pilot(), compiled, work, {"AM01"}, "nl")
    assert mine and {row["region"] for row in mine} == {"AM01"} and mine[0]["trade_name"] != mine[0]["trade"]


def test_the_steering_group_reads_before_and_after() -> None:
    compiled, plan = fixed()
    limits = pilot().reference.disclosure
    before = measures(all_in(compiled.problem), plan, tuple(d.id for d in compiled.names.districts))
    after = replace(before, openings=before.openings - 7, finish_week={"P02": 13})
    told = comparison(
        results=(
            result("equal_delivery", "streets", 9, measures=before),
            result("equal_delivery", "bundled", 7, measures=after),
        )
    )
    whole, districts = before_after(compiled, told, limits.min_employers, limits)
    rows = {str(row[0]): row[1:] for row in whole.rows}
    assert rows["times that streets are opened"] == (before.openings, before.openings - 7)
    ends = {row[0]: row[2] for row in districts.rows}
    assert {day for day in ends.values() if day} == {"2027-Q2"}  # the Thursday of week 12 is 1 April
    fewer = before_after(compiled, told, limits.min_employers - 1, limits)[0]
    assert len(fewer.rows) == len(whole.rows) - 2  # nothing of employers' people where they are too few
    assert before_after(compiled, comparison(), limits.min_employers, limits) == []


@pytest.mark.parametrize("newcomers", [0, 4, 5, 30])
def test_few_newcomers_are_not_told(newcomers: int) -> None:
    answer = NewcomersAnswer.model_construct(question="equal_delivery", newcomers=newcomers)
    record = NewcomersRecord.model_construct(answers=(answer,))
    (table,) = newcomers_table(record, pilot().reference.disclosure)
    assert [row[1] for row in table.rows] == ([] if newcomers == 4 else [newcomers])
