"""Statements about newcomers that are well-formed and can never be meant are findings, at their place, and nothing else
of the file is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.newcomer_world import EMPLOYER, NEWCOMERS, PROGRAMME, TRACK, written
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.text import translated

SEATS: dict[str, Any] = NEWCOMERS["seats"][0]  # type: ignore[index, assignment]
PLACE: dict[str, Any] = NEWCOMERS["learning_places"][0]  # type: ignore[index, assignment]
RATIO = {"trade": "INS", "learners_per_guide": 2}


def told(folder: Path) -> list[Finding]:
    """What is found in the file of newcomers."""
    return [f for f in load([folder])[1] if f.file.endswith("newcomers.json")]


def without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}


def found(folder: Path, **changes: Any) -> set[tuple[str, str, str]]:
    """Severity, kind and place of what is found in the file of newcomers."""
    for name, data in (("p", PROGRAMME), ("e", EMPLOYER), ("newcomers", {**NEWCOMERS, **changes})):
        (folder / f"{name}.json").write_text(json.dumps(data), "utf-8")
    return {(f.severity, f.kind, f.path) for f in told(folder)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ratios": [RATIO, {**RATIO, "learners_per_guide": 4}]}, ("error", "overlapping-places", "ratios[1]")),
        (
            {"seats": [{**SEATS, "start": "2027-11-01", "end": "2027-09-01"}]},
            ("error", "reversed-dates", "seats[0].end"),
        ),
        ({"tracks": [{**TRACK, "dropout_percent": 100}]}, ("warning", "without-effect", "tracks[0].dropout_percent")),
        (
            {"tracks": [{**TRACK, "phases": [{"weeks": 4, "works_percent": 50}]}]},
            ("warning", "never-guided", "tracks[0].phases"),
        ),
        (
            {
                "tracks": [
                    {**TRACK, "phases": [{"weeks": 4, "works_percent": n, "guiding_percent": 10} for n in (50, 20)]}
                ]
            },
            ("hint", "wrong-quantity", "tracks[0].phases"),
        ),
        ({"tracks": [{**TRACK, "kind": "retraining"}]}, ("hint", "no-source", "tracks[0].from_trade")),
        (
            {"learning_places": [PLACE, {**PLACE, "region": "AM05"}]},
            ("warning", "no-learning-place", "learning_places[1]"),
        ),
        ({"ratios": [{**RATIO, "trade": "HPT"}]}, ("hint", "without-effect", "ratios[0].trade")),
        (
            {"candidates": [{"region": "AM01", "year": 2017, "number": 3}, *NEWCOMERS["candidates"]]},
            ("warning", "without-effect", "candidates[0].year"),
        ),
        (
            {"targets": [{"trade": "INS", "region": "AM01", "by": "2036-01-01"}]},
            ("warning", "without-effect", "targets[0].by"),
        ),
        (
            {"tracks": [{**TRACK, "phases": [{"weeks": 4, "works_percent": 0, "guiding_percent": 10}]}]},
            ("hint", "wrong-quantity", "tracks[0].phases"),
        ),
        ({"tracks": [{**TRACK, "start_months": [9, 10, 9]}]}, ("hint", "without-effect", "tracks[0].start_months[2]")),
        # Four people, half of whom can guide 0.4 learner each; of ten percent learners there are 0.4.
        ({"ratios": [{**RATIO, "learners_per_guide": 0.4}]}, ("hint", "never-guided", "learning_places[0]")),
        (
            {"learning_places": [{**PLACE, "most_learners_percent": 10}]},
            ("hint", "never-guided", "learning_places[0]"),
        ),
        (
            {"learning_places": [{**PLACE, "guides_percent": 0}, {**without(PLACE, "employer")}]},
            ("hint", "never-guided", "learning_places[0]"),
        ),
        (
            {"targets": [{"trade": "HPT", "region": "AM01", "by": "2028-01-03"}]},
            ("hint", "without-effect", "targets[0].trade"),
        ),
        (
            {"tracks": [{**TRACK, "phases": [{"weeks": 60, "works_percent": 50, "guiding_percent": 10}]}]},
            ("hint", "without-effect", "tracks[0].phases"),
        ),
        ({"candidates": []}, ("warning", "no-candidates", "seats[0]")),
        ({"candidates": [{"region": "AM01", "year": 2028, "number": 3}]}, ("warning", "no-candidates", "seats[0]")),
        (
            {"candidates": [*NEWCOMERS["candidates"], {"region": "AM05", "year": 2027, "number": 3}]},
            ("hint", "without-effect", "candidates[1].region"),
        ),
        ({"seats": [{**SEATS, "seats": 4}]}, ("hint", "wrong-quantity", "seats[0].seats")),  # three candidates
        ({"tracks": [{**TRACK, "cost_eur": 4}]}, ("hint", "wrong-quantity", "tracks[0].cost_eur")),
        ({"tracks": [{**TRACK, "subsidy_eur": 60_000}]}, ("warning", "wrong-quantity", "tracks[0].subsidy_eur")),
        (
            {"agreed_places": [{"of": "places", "share_percent": 0.05}]},
            ("hint", "wrong-quantity", "agreed_places[0].share_percent"),
        ),
        ({"tracks": [without(TRACK, "cost_eur")]}, ("warning", "not-stated", "tracks[0].cost_eur")),
        ({"tracks": [without(TRACK, "dropout_percent")]}, ("warning", "not-stated", "tracks[0].dropout_percent")),
        ({"tracks": [without(TRACK, "wage_percent")]}, ("hint", "not-stated", "tracks[0].wage_percent")),
        (
            {"learning_places": [without(PLACE, "guides_percent")]},
            ("hint", "not-stated", "learning_places[0].guides_percent"),
        ),
    ],
)
def test_what_can_never_be_meant_is_found_at_its_place(
    changes: dict[str, Any], expected: tuple[str, str, str], tmp_path: Path
) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "with").mkdir()
    before, after = found(tmp_path / "without"), found(tmp_path / "with", **changes)
    assert before == set() and expected in after
    assert after - {expected} <= {("warning", "no-start", "seats[0]")}  # seats that end before they begin have no start


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "no seats": ({"seats": []}, "tracks[0]", "zij"),
    "fewer seats than none": ({"seats": [{**SEATS, "seats": -1}]}, "seats[0].seats", "-1"),
    "half a seat": ({"seats": [{**SEATS, "seats": 2.5}]}, "seats[0].seats", "2.5"),
    "a ratio that never holds": ({"ratios": [{**RATIO, "learners_per_guide": 0}]}, "tracks[0].phases", "zij"),
    "a share above all": (
        {"learning_places": [{**PLACE, "guides_percent": 130}]},
        "learning_places[0].guides_percent",
        "130",
    ),
    "more than all of the sum": ({"agreed_places": [{"share_percent": 120}]}, "agreed_places[0].share_percent", "120"),
    "more than a whole head": (
        {"tracks": [{**TRACK, "phases": [{"weeks": 4, "works_percent": 101, "guiding_percent": 1}]}]},
        "tracks[0].phases[0].works_percent",
        "101",
    ),
    "cohorts that overlap": ({"seats": [SEATS, {**SEATS, "start": "2027-10-01"}]}, "seats[1]", "zij"),
    "a month that no year has": ({"tracks": [{**TRACK, "start_months": [13]}]}, "tracks[0].start_months[0]", "13"),
    "a month that the programme has not": ({"tracks": [{**TRACK, "start_months": [7]}]}, "seats[0]", "zij"),
    "no ramp-up": ({"tracks": [{**TRACK, "phases": []}]}, "tracks[0].phases", "[]"),
    "everybody leaves": ({"tracks": [{**TRACK, "dropout_percent": 100}]}, "tracks[0].dropout_percent", "100"),
    "more than everybody leaves": ({"tracks": [{**TRACK, "dropout_percent": 140}]}, "tracks[0].dropout_percent", "140"),
    "a subsidy below nothing": ({"tracks": [{**TRACK, "subsidy_eur": -5}]}, "tracks[0].subsidy_eur", "-5"),
    "a guide of another trade": ({"learning_places": [{**PLACE, "trade": "HPT"}]}, "learning_places[0]", "HPT"),
    "a guide whom nobody knows": (
        {"learning_places": [{**PLACE, "employer": "x"}]},
        "learning_places[0].employer",
        "x",
    ),
}


def test_who_can_guide_how_many_is_asked_where_nobody_says_it(tmp_path: Path) -> None:
    """For all trades, or for the one that has no ratio of its own; a ratio of the trade is an answer."""
    for name, data in (("p", PROGRAMME), ("e", EMPLOYER), ("newcomers", without(NEWCOMERS, "learners_per_guide"))):
        (tmp_path / f"{name}.json").write_text(json.dumps(data), "utf-8")
    (one,) = told(tmp_path)
    assert (one.severity, one.kind, one.path, one.value) == ("warning", "not-stated", "tracks[0].trade", "INS")
    (tmp_path / "newcomers.json").write_text(json.dumps(without(NEWCOMERS, "learners_per_guide") | {"ratios": [RATIO]}))
    assert not told(tmp_path)


@pytest.mark.parametrize(
    ("changes", "place", "near"),
    [
        ({"seats": [{**SEATS, "region": "Groningen"}]}, "seats[0].region", "AM01 (Groningen)"),
        ({"tracks": [{**TRACK, "trade": "isolatiemonteur"}]}, "tracks[0].trade", "INS (isolatiemonteur)"),
        ({"tracks": [{**TRACK, "trade": "laagspanningsmonteur"}]}, "tracks[0].trade", "laagspanningsdistributie"),
        ({"learning_places": [{**PLACE, "employer": "Isolatiebedrijf"}]}, "learning_places[0].employer", "isolatie ("),
        ({"tracks": [{**TRACK, "from_trade": "isolatiemonteur"}]}, "tracks[0].from_trade", "INS (isolatiemonteur)"),
    ],
)
def test_a_name_that_people_use_leads_to_its_id(changes: dict[str, Any], place: str, near: str, tmp_path: Path) -> None:
    found(tmp_path, **changes)
    (one,) = [f for f in told(tmp_path) if f.severity == "error"]
    assert one.path == place and near in one.remedy


def test_a_share_of_the_sum_needs_blocks_of_the_region_of_the_work(tmp_path: Path) -> None:
    """Also where they count only after the programme; blocks of another region fill nothing."""
    block = {"region": "AM01", "block": "bbl", "eur_per_year": 20_000, "since": "2026-01-01"}
    for i, (blocks, places) in enumerate(
        [([block], []), ([{**block, "region": "AM05"}], ["AM01"]), ([{**block, "since": "2030-01-01"}], ["AM01"])]
    ):
        (tmp_path / str(i)).mkdir()
        folder = written(tmp_path / str(i), agreed_places=[{"share_percent": 5}], building_blocks=blocks)
        assert [f.value for f in told(folder) if f.kind == "no-building-block"] == places


def test_missing_candidates_are_told_with_track_region_and_years(tmp_path: Path) -> None:
    few = {**SEATS, "end": "2027-10-31"}
    assert found(tmp_path, candidates=[], seats=[few]) == {("warning", "no-candidates", "seats[0]")}
    (one,) = told(tmp_path)
    assert one.severity == "warning"  # it is planned all the same
    for word in ("zij", "Groningen (AM01)", "2027"):
        assert word in one.what


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_with_place_value_and_what_to_do(case: str, tmp_path: Path) -> None:
    """In both languages; of this file nobody but the core team is the owner."""
    changes, place, value = WRONG[case]
    for name, data in (("p", PROGRAMME), ("e", EMPLOYER), ("newcomers", {**NEWCOMERS, **changes})):
        (tmp_path / f"{name}.json").write_text(json.dumps(data), "utf-8")
    (one,) = [f for f in told(tmp_path) if (f.path, f.value) == (place, value)]
    assert one.owner is None and one.severity in ("error", "warning")
    for text in (one.what, one.remedy, one.why):
        assert text and translated(text, "nl") not in ("", text)
