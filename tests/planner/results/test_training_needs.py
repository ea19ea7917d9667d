"""What to train now: counted back by hand, the same from the files, and told to others only where it may be."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.planner.share.world import baseline, fixed, pilot
from tests.support.newcomer_world import NEWCOMERS, TRACK, compared, read_in, written
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.plan.plan_file_types import CohortInPlan
from wijkplan.planner.record.newcomers import NewcomersAnswer, NewcomersRecord
from wijkplan.planner.record.shortages import Shortage, YearIntake, YearShort
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.report.locale import ENGLISH
from wijkplan.planner.report.newcomers_section import chances, newcomers_section
from wijkplan.planner.results.training_needs import TrainingNeed, training_needs
from wijkplan.planner.share.training_sheets import EVERYWHERE, as_rows, files, what_to_train


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Compiled, NewcomersRecord]:
    folder = written(tmp_path_factory.mktemp("needs"))
    programme = read_in(folder)
    done = compared(folder, programme)
    return programme[1], NewcomersRecord.model_validate_json(str(done.texts["newcomers.json"]))


def test_who_starts_for_which_year_by_hand(told: tuple[Compiled, NewcomersRecord]) -> None:
    """Seats for two at each of three starts and three candidates in all. Who starts in September takes off a tenth of
    one who guides and works half for four weeks, so for the last quarter of 2027 two start in September and one in
    October; for 2028 all who can have learnt by then, and the latest starts cost least."""
    compiled, record = told
    (shortage,) = record.answers[0].shortages
    for one, starts in zip(
        shortage.years,
        ({"2027-09-06": 2, "2027-10-04": 1}, {"2027-10-04": 1, "2027-11-01": 2}),
        strict=True,
    ):
        assert one.expected is not None and one.sure is not None
        assert {str(row.start): row.number for row in one.expected.cohorts} == starts
        assert one.taken_over_head_weeks == one.most_head_weeks < one.hired_head_weeks  # the best there is, proven
        assert one.expected.of_100 == 100 and one.sure == one.expected  # nobody leaves on the way
    assert sum(one.hired_head_weeks for one in shortage.years) == pytest.approx(
        sum(row.hired_head_weeks for row in shortage.quarters)
    )
    rows = [(n.year, n.school_year, n.last_start, n.full_from, n.seats, n.expected, n.sure) for n in
            training_needs(compiled, record.answers[0])]  # fmt: skip
    assert rows == [
        (2027, "2027-2028", date(2027, 10, 4), date(2027, 11, 1), 4, 3, 3),
        (2028, "2027-2028", date(2027, 11, 1), date(2027, 11, 29), 6, 3, 3),
    ]


def test_drop_out_asks_more_than_expectation_does(tmp_path: Path) -> None:
    """Of those who start a third leave: three of a hundred draws in ten would be too few with those of the
    expectation, so more start, or nobody is said to be enough."""
    track = TRACK | {"dropout_percent": 30}
    folder = written(tmp_path, tracks=[track], candidates=[{"region": "AM01", "year": 2027, "number": 6}],
                     learning_places=[NEWCOMERS["learning_places"][0] | {"guides_percent": 100,
                                                                       "most_learners_percent": 100}])  # fmt: skip
    programme = read_in(folder)
    record = NewcomersRecord.model_validate_json(str(compared(folder, programme).texts["newcomers.json"]))
    for one in record.answers[0].shortages[0].years:
        assert one.expected is not None and one.expected.of_100 < 90
        assert one.sure is None or (one.sure.newcomers > one.expected.newcomers and one.sure.of_100 >= 90)


def test_without_numbers_the_days_are_counted_back(told: tuple[Compiled, NewcomersRecord]) -> None:
    rows = training_needs(told[0], None)
    assert [(n.year, n.last_start, n.full_from, n.seats) for n in rows] == [
        (2028, date(2027, 11, 1), date(2027, 11, 29), 6)
    ]
    assert {(n.expected, n.sure, n.plan) for n in rows} == {(None, None, None)}


def test_the_report_tells_it_and_the_chance_in_words(told: tuple[Compiled, NewcomersRecord]) -> None:
    compiled, record = told
    section = newcomers_section(compiled, record, ENGLISH)
    assert section is not None and section["needs"]["equal_delivery"]
    answer = record.answers[0]
    assert chances(answer, compiled, ENGLISH) == []  # ends with the work: nothing to train for
    sure = answer.shortages[0].sure
    assert sure is not None
    some = answer.shortages[0].model_copy(update={"target_by": "2028-Q3", "sure": sure.model_copy(
        update={"newcomers": 5, "training_eur": 12345, "chance": (
            sure.chance[0].model_copy(update={"quarter": "2028-Q2", "of_100": 80}),
            sure.chance[0].model_copy(update={"quarter": "2028-Q3", "of_100": 93}))})})  # fmt: skip
    nobody = some.model_copy(update={"sure": None})
    lines = chances(answer.model_copy(update={"shortages": (some, nobody)}), compiled, ENGLISH)
    assert lines[0].endswith(
        "from Q3-2028 on nobody is missing in 93 of 100 draws of who leaves on the way, if 5 newcomers start (12,345 "
        "euros); asked were 90 of 100."
    )
    assert lines[1].endswith(
        "no newcomers were found with whom nobody is missing from Q3-2028 on in 90 of 100 draws of who leaves on the "
        "way."
    )


def answer_of(compiled: Compiled, told: NewcomersRecord, number: int) -> NewcomersRecord:
    """A record of the pilot in which so many start at one employer for a year."""
    recruits = compiled.recruits
    assert recruits is not None
    name = next(one for one in recruits.names if not one.anonymous and one.start.year == 2027)
    cohort = CohortInPlan(cohort=name.id, number=number, track=name.track, trade=name.trade, region=name.region,
                          employer=name.employer, start=name.start, until=name.until)  # fmt: skip
    intake = YearIntake(newcomers=number, training_eur=1, of_100=95, cohorts=(cohort,))
    year = YearShort(year=2029, hired_head_weeks=9.0, most_head_weeks=9.0, taken_over_head_weeks=9.0, expected=intake,
                     sure=intake)  # fmt: skip
    short = (
        told.answers[0]
        .shortages[0]
        .model_copy(
            update={"trade": name.trade, "region": name.region, "years": (year,), "soonest": None, "sure": None}
        )
    )
    answer: NewcomersAnswer = told.answers[0].model_copy(update={"shortages": (short,), "cohorts": (cohort,)})
    return told.model_copy(update={"answers": (answer,)})


def limits(employers: int) -> Disclosure:
    return replace(pilot().reference.disclosure, min_employers=employers)


def numbers(rows: Sequence[TrainingNeed]) -> list[int]:
    return [row.expected for row in rows if row.expected]


def test_numbers_are_told_where_enough_employers_may_teach(told: tuple[Compiled, NewcomersRecord]) -> None:
    compiled = fixed()[0]
    record = answer_of(compiled, told[1], 7)
    assert numbers(what_to_train(compiled, record, limits(1))) == [7]
    closed = what_to_train(compiled, record, limits(10_000))
    assert closed and numbers(closed) == []
    assert {(row.expected, row.sure, row.plan) for row in closed} == {(None, None, None)}
    # Days and seats are as the file of newcomers states them, whatever is hidden.
    assert {(row.region, row.last_start, row.seats) for row in closed} <= {
        (row.region, row.last_start, row.seats) for row in what_to_train(compiled, record, limits(1))
    }


def test_regions_or_all_together_never_both(told: tuple[Compiled, NewcomersRecord]) -> None:
    """No number of a region can be worked out as what is left of a sum."""
    compiled = fixed()[0]
    record, met = answer_of(compiled, told[1], 7), set()
    for employers in range(1, 12):
        rows = what_to_train(compiled, record, limits(employers))
        for trade in {row.trade for row in rows}:
            mine = [row for row in rows if row.trade == trade]
            together = any(row.region == EVERYWHERE for row in mine)
            alone = any(row.expected is not None for row in mine if row.region != EVERYWHERE)
            assert not (together and alone)
            met |= {"together"} if together else {"alone"} if alone else {"nothing"}
    assert met == {"together", "alone", "nothing"}


def test_which_cells_are_told_hangs_on_nothing_hidden(told: tuple[Compiled, NewcomersRecord]) -> None:
    compiled, mine = fixed()[0], pilot().reference.disclosure
    few, many = (what_to_train(compiled, answer_of(compiled, told[1], n), mine) for n in (1, 9))
    assert [(row.year, row.trade, row.region, row.track, row.expected is None) for row in few] == [
        (row.year, row.trade, row.region, row.track, row.expected is None) for row in many
    ]


def test_files_and_sheet_say_the_same() -> None:
    made = baseline("school").files
    rows = json.loads(made["what-to-train.json"])["rows"]
    lines = list(csv.DictReader(io.StringIO(made["what-to-train.csv"].decode())))
    assert (
        len(rows) == len(lines) > 50
        and {"year", "trade", "region", "level", "technique", "school_year"} <= rows[0].keys()
    )
    assert {row["year"] for row in rows} >= {2028} and [str(row["seats"]) for row in rows] == [
        x["seats"] for x in lines
    ]
    assert made["what-to-train.csv"] == baseline("uwv").files["what-to-train.csv"]
    assert "what-to-train.csv" not in baseline("public").files and "what-to-train.csv" not in baseline("union").files
    assert b"What to train now" in made["wijkplan-school.html"]


def test_rows_name_what_somebody_may_do_in_the_end() -> None:
    compiled = fixed()[0]
    assert compiled.recruits is not None
    rows = as_rows(compiled.recruits, what_to_train(compiled, None, pilot().reference.disclosure), "en")
    assert {"refrigerant", "live-work", None} == {row["technique"] for row in rows}
    assert files(rows)["what-to-train.csv"].decode().splitlines()[0].startswith("year,trade,region")


def test_more_than_there_are_places_for_is_refused(told: tuple[Compiled, NewcomersRecord]) -> None:
    """A year whose newcomers of all shortages together take more seats than there are is no answer."""
    from wijkplan.models.newcomers import rows_of
    from wijkplan.planner.experiment.shortage_runs import ShortageEnd
    from wijkplan.planner.experiment.year_covers import YearCovered
    from wijkplan.planner.plan.missing import Missing
    from wijkplan.planner.results.shortages import _allowed

    compiled = told[0]
    assert compiled.recruits is not None
    problem = compiled.recruits.into(compiled.problem)
    none = Missing("INS", "AM01", frozenset({0}), {}, {}, {})
    two = (2, *(0,) * (len(problem.cohorts) - 1))
    one = ShortageEnd(none, years=(YearCovered(2027, (0,), two, None),))
    _allowed([one], rows_of(problem))
    with pytest.raises(Disagreement):
        _allowed([one, one], rows_of(problem))


def test_shortages_have_a_year_each(told: tuple[Compiled, NewcomersRecord]) -> None:
    shortages: tuple[Shortage, ...] = told[1].answers[0].shortages
    assert [[one.year for one in short.years] for short in shortages] == [[2027, 2028]]
