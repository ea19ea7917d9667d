"""Newcomers from the files of a programme to what a reader gets: never dearer than nobody, proven where it is said, and
the same when it is read again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.newcomer_world import EMPLOYER, NEWCOMERS, PROGRAMME, TRACK, compared, read_in, written
from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.folder.atomic_output import write_folder
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.pipeline import Done, redraw
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.variants import BUNDLED, in_variant
from wijkplan.planner.programme import Programme
from wijkplan.planner.record.newcomers import NewcomersRecord
from wijkplan.planner.report.locale import ENGLISH
from wijkplan.planner.report.newcomers_section import why_nobody
from wijkplan.planner.verify.judge_plan import judge_file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("programme"))


@pytest.fixture(scope="module")
def compiled(folder: Path) -> tuple[Programme, Compiled]:
    return read_in(folder)


@pytest.fixture(scope="module")
def done(folder: Path, compiled: tuple[Programme, Compiled]) -> Done:
    return compared(folder, compiled)


def record(done: Done) -> NewcomersRecord:
    return NewcomersRecord.model_validate_json(str(done.texts["newcomers.json"]))


def test_cohorts_follow_the_file(compiled: tuple[Programme, Compiled]) -> None:
    recruits = compiled[1].recruits
    assert recruits is not None
    # The first full weeks of September, October and November; the programme ends in May 2028.
    assert [str(name.start) for name in recruits.names] == [
        "2027-09-06",
        "2027-10-04",
        "2027-11-01",
    ]
    first = recruits.cohorts[0]
    assert first.heads[first.start : first.start + 5] == (40, 40, 40, 40, 100)
    assert first.learners[first.start : first.start + 5] == (100, 100, 100, 100, 0)
    assert (first.most, recruits.guidance[0].guides[0], recruits.guidance[0].ratio) == (2, 200, 200)
    assert [(row.most, name.kind) for row, name in zip(recruits.places, recruits.place_names, strict=True)] == [
        *[(2, "seats")] * 3, (3, "candidates"),
    ]  # fmt: skip


def test_newcomers_are_never_dearer_and_what_is_said_is_proven(
    compiled: tuple[Programme, Compiled], done: Done
) -> None:
    recruits = compiled[1].recruits
    answers = record(done).answers
    assert recruits is not None and [one.question for one in answers] == ["equal_delivery"]
    for one in answers:
        assert one.beside.cost is not None and one.without.cost is not None
        assert one.beside.cost <= one.without.cost
        assert one.found == one.without.cost - one.beside.cost
        assert one.newcomers == sum(row.number for row in one.cohorts)
        assert (one.word == "nobody") == (one.newcomers == 0)
        assert one.low <= one.found and (one.high is None or one.found <= one.high)


def test_who_is_nearest_to_paying_is_told(compiled: tuple[Programme, Compiled], done: Done) -> None:
    (one,) = record(done).answers
    assert one.nearest is not None and one.nearest.track == "zij"
    assert 0 < one.nearest.hired_head_weeks <= 153 and one.nearest.hire_eur > one.nearest.cost_eur  # so they pay
    told = why_nobody(one.nearest, compiled[1], ENGLISH)
    assert f"{one.nearest.start} (side-entry: insulation worker, Groningen)" in told
    assert "would no longer be hired" in told


def test_the_plan_and_its_bound_are_judged_again_from_the_files(
    folder: Path, compiled: tuple[Programme, Compiled], done: Done, tmp_path: Path
) -> None:
    programme, made = compiled
    assert made.recruits is not None
    write_folder(tmp_path / "out", done.texts)
    read = read_folder(tmp_path / "out", made, [folder])
    assert read.newcomers == record(done)
    asked = read.asked(made)["equal_delivery"]
    problem = made.recruits.into(in_variant(asked, BUNDLED))
    for one in record(done).answers:
        plan, findings = from_json(made, json.loads(str(done.texts[one.beside.plan or ""])))
        assert [f for f in findings if f.severity != "hint"] == []
        verdict = judge(problem, plan)
        assert verdict.violations == () and verdict.objective == one.beside.cost
        assert sum(plan.intake) == one.newcomers
        told = judge_file(made, tmp_path / "out" / (one.beside.plan or ""))
        assert told.verdict is not None and told.verdict.feasible and told.verdict.objective == one.beside.cost
        if one.beside_certificate is not None:
            assert certified(problem, one.beside_certificate) == one.beside.bound
    page = redraw(tmp_path / "out", made, [folder])
    assert "Newcomers: who, where and with whom" in page and page == done.texts["report.html"]
    del programme


@cache
def faulty(change: str) -> list[str]:
    """Kinds of findings of a file with one mistake."""
    import tempfile

    wrong: dict[str, dict[str, Any]] = {
        "no seats": {"seats": []},
        "never guided": {"learners_per_guide": 0},
        "share above 100": {"tracks": [{**TRACK, "dropout_percent": 130}]},
        "overlap": {"seats": [*NEWCOMERS["seats"], *NEWCOMERS["seats"]]},  # type: ignore[misc]
        "month": {"tracks": [{**TRACK, "start_months": [13]}]},
        "no start": {"seats": [{**NEWCOMERS["seats"][0], "start": "2035-01-01"}]},  # type: ignore[index]
        "unknown trade": {"tracks": [{**TRACK, "trade": "XYZ"}]},
        "unknown track": {"candidates": [{"region": "AM01", "year": 2027, "number": 1, "tracks": ["niets"]}]},
        "nobody teaches": {"learning_places": []},
    }
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        files = {"p": PROGRAMME, "e": EMPLOYER, "newcomers": {**NEWCOMERS, **wrong[change]}}
        for file, data in files.items():
            (path / f"{file}.json").write_text(json.dumps(data), "utf-8")
        return [finding.kind for finding in load([path])[1]]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("no seats", "no-seats"),
        ("never guided", "never-guided"),
        ("share above 100", "out-of-range"),
        ("overlap", "overlapping-seats"),
        ("month", "out-of-range"),
        ("no start", "no-start"),
        ("unknown trade", "unknown-trade"),
        ("unknown track", "unknown-track"),
        ("nobody teaches", "no-learning-place"),
    ],
)
def test_what_is_wrong_is_a_finding(change: str, kind: str) -> None:
    assert kind in faulty(change)


def test_without_newcomers_the_problem_is_the_same(compiled: tuple[Programme, Compiled]) -> None:
    programme, made = compiled
    assert made.problem == compile(replace(programme, newcomers=None)).problem
    assert made.problem.cohorts == ()


def test_places_can_be_published(compiled: tuple[Programme, Compiled], done: Done) -> None:
    from wijkplan.planner.share import people_pages

    programme, made = compiled
    limits = programme.reference.disclosure
    rows = people_pages.places(programme, made, record(done), limits, "en", taken=False)
    listed = list(csv.DictReader(io.StringIO(people_pages.as_csv(rows).decode())))
    assert [(row["track"], row["start"], row["seats"]) for row in listed][:2] == [
        ("zij", "2027-09-06", "2"), ("zij", "2027-10-04", "2"),
    ]  # fmt: skip
    # One employer teaches here: how many start with it is not told.
    assert {row["taken"] for row in people_pages.places(programme, made, record(done), limits, "en", taken=True)} == {
        None
    }
    assert "taken" not in listed[0]
