"""Who is missing, until when that can be ended, and drop-out as scenarios, on a programme whose hire is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.newcomer_world import NEWCOMERS, TRACK, compared, read_in, written
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.cohorts import Recruits
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.dropout import gone_from, seeded
from wijkplan.planner.plan.missing import Missing, covered_from, earliest
from wijkplan.planner.record.newcomers import NewcomersRecord

MANY = {
    "tracks": [{**TRACK, "dropout_percent": 30}],
    "seats": [{"track": "zij", "region": "AM01", "seats": 30}],
    "candidates": [{"region": "AM01", "year": 2027, "number": 60}],
    "learning_places": [{"employer": "isolatie", "trade": "INS", "region": "AM01", "guides_percent": 100,
                         "most_learners_percent": 100}],
    "learners_per_guide": 5,
}  # fmt: skip


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    return read_in(written(tmp_path_factory.mktemp("programme"), **MANY))[1]


def missing(head_weeks: int) -> Missing:
    """So many head-weeks in the third quarter of the programme."""
    amount = 100 * head_weeks
    return Missing("INS", "AM01", frozenset({0}), {2: amount}, {(0, 2): amount}, {})


def known(compiled: Compiled) -> Recruits:
    assert compiled.recruits is not None
    return compiled.recruits


def test_scenarios_are_the_same_every_time_and_leave_as_often_as_stated(compiled: Compiled) -> None:
    problem = known(compiled).into(compiled.problem)
    draws = seeded(known(compiled), problem, 100, 1)
    assert draws == seeded(known(compiled), problem, 100, 1) != seeded(known(compiled), problem, 100, 2)
    everybody = [left for scenario in draws.left for cohort in scenario for left in cohort]
    share = sum(left is not None for left in everybody) / len(everybody)
    assert 0.28 < share < 0.32
    assert max(left for left in everybody if left is not None) < 4  # within the four weeks of the track


def test_more_newcomers_end_a_shortage_more_often(compiled: Compiled) -> None:
    problem = known(compiled).into(compiled.problem)
    draws = seeded(known(compiled), problem, 100, 1)
    weeks = problem.quarters[3] - problem.quarters[2]
    one = missing(7 * weeks)  # seven heads in all of that quarter
    last = len(problem.quarters) - 2
    chances = []
    for number in (6, 10, 14, 30):
        first = gone_from(draws, problem, one, (number, 0, 0))
        chances.append(sum(q is not None and q <= 2 for q in first))
        assert all(q is None or q <= last for q in first)
    assert chances == sorted(chances) and chances[0] == 0 and chances[-1] == 100
    assert 30 < chances[1] < 90  # ten of whom seven stay is what is expected
    assert covered_from(problem, one, (10, 0, 0)) == 0 and covered_from(problem, one, (6, 0, 0)) == 3


def test_who_has_no_people_there_is_never_helped(compiled: Compiled) -> None:
    problem = known(compiled).into(compiled.problem)
    alone = Missing("INS", "AM01", frozenset({0}), {2: 100}, {}, {2: 100})
    draws = seeded(known(compiled), problem, 10, 1)
    assert gone_from(draws, problem, alone, (30, 0, 0)) == [3] * 10


def test_a_shortage_ends_no_sooner_than_people_can_be_there() -> None:
    one = missing(10)
    assert earliest(one, {2: 999}) == 3 and earliest(one, {2: 1000}) == 0
    assert earliest(Missing("INS", "AM01", frozenset(), {}, {}, {}), {}) is None


def test_a_target_is_met_in_as_many_scenarios_as_asked(tmp_path: Path) -> None:
    target = {"trade": "INS", "region": "AM01", "by": "2028-01-01", "chance_percent": 80}
    folder = written(tmp_path, **MANY, targets=[target])
    done = compared(folder, read_in(folder))
    (answer,) = NewcomersRecord.model_validate_json(str(done.texts["newcomers.json"])).answers
    (shortage,) = answer.shortages
    assert [row.quarter for row in shortage.quarters] == ["2027-Q4", "2028-Q1"]
    assert all(row.most_head_weeks > row.hired_head_weeks for row in shortage.quarters)
    assert shortage.not_before == "2027-Q3" and shortage.target_by == "2028-Q1"
    assert shortage.soonest is not None and shortage.sure is not None
    assert shortage.soonest.newcomers >= 4
    told = {row.quarter: row.of_100 for row in shortage.sure.chance}
    assert max(of for quarter, of in told.items() if quarter <= "2028-Q1") >= 80
    assert answer.newcomers == sum(row.number for row in answer.cohorts)


def test_a_target_twice_or_of_nothing_is_a_finding(tmp_path: Path) -> None:
    one = {"trade": "INS", "region": "AM01", "by": "2028-01-01"}
    folder = written(tmp_path, targets=[one, one, {**one, "trade": "XYZ"}])
    kinds = [finding.kind for finding in load([folder])[1]]
    assert {"overlapping-seats", "unknown-trade"} <= set(kinds)
    assert json.loads((folder / "newcomers.json").read_text("utf-8"))["tracks"] == NEWCOMERS["tracks"]
