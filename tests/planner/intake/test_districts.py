"""Districts of the whole country, and a programme's own, on the way in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme

PROGRAMME: dict[str, Any] = {"kind": "programme", "format_version": 1, "name": "x", "start": "2027-01-04", "weeks": 104}
WANTED = {"start": "2027-10-11", "end": "2027-12-05"}


def sent(
    folder: Path, district: str, rows: list[dict[str, Any]] | None = None
) -> tuple[Programme | None, list[Finding]]:
    """A programme with one sewer in a district, whose programme file says ``rows`` of districts."""
    streets = [{"id": "S1", "district": district, "name": "Straat", "homes": 40}]
    project = {
        "id": "R-1", "work_type": "sewer", "district": district, "wanted": WANTED,
        "places": [{"id": "a", "street": "S1", "sewer_metres": 80}],
    }  # fmt: skip
    client = {
        "kind": "client",
        "format_version": 1,
        "id": "gemeente",
        "name": "G",
        "regime": "classic",
        "projects": [project],
    }
    crews = [
        {"id": t, "trade": t, "region": "AM18", "heads": 6, "status": "free"} for t in ("SEW", "MCH", "GRW", "PAV")
    ]
    employer = {"kind": "employer", "format_version": 1, "id": "weg", "name": "W", "sector": "civil", "crews": crews}
    for name, data in (
        ("programme", PROGRAMME | {"streets": streets, "districts": rows or []}),
        ("client", client),
        ("employer", employer),
    ):
        (folder / f"{name}.json").write_text(json.dumps(data), "utf-8")
    programme, findings = load([folder])
    return programme, list(findings)


def test_any_wijk_and_buurt_is_a_district_by_its_code(tmp_path: Path) -> None:
    programme, findings = sent(tmp_path, "WK036301")
    assert programme is not None and [f for f in findings if f.severity == "error"] == []
    district = programme.reference.districts["WK036301"]
    assert (district.municipality, district.region, district.homes) == ("Amsterdam", "AM18", 270)


@pytest.mark.parametrize(
    ("district", "what", "remedy"),
    [
        ("Utrecht", "is a municipality, not one of its districts", "WK0344"),
        ("GM0010", "is a municipality, not one of its districts", "WK0010"),
        ("Centrum", "CBS has areas of that name", "(Centrum, "),
        ("BU02820000", "no number of homes", "State its municipality and homes"),
        ("P90", "There is no district P90", "Did you mean P"),
    ],
)
def test_what_is_no_district_is_asked_with_codes_to_choose_from(
    tmp_path: Path, district: str, what: str, remedy: str
) -> None:
    programme, findings = sent(tmp_path, district)
    found = [f for f in findings if f.kind == "unknown-district"]
    assert programme is None and found and what in found[0].what and remedy in found[0].remedy


def test_a_programme_states_a_district_of_its_own(tmp_path: Path) -> None:
    programme, findings = sent(
        tmp_path, "NIEUW", [{"district": "NIEUW", "name": "Nieuwe wijk", "municipality": "GM0363", "homes": 300}]
    )
    assert programme is not None, findings
    district = programme.reference.districts["NIEUW"]
    assert (district.name, district.municipality, district.region, district.homes) == (
        "Nieuwe wijk",
        "Amsterdam",
        "AM18",
        300,
    )
    assert (
        district.origin.trust == "assumption"
        and "NIEUW" not in load([Path(__file__).parents[3] / "instances/tiny/one-crew-waits"])[1]
    )


def test_stated_homes_count_before_those_of_cbs(tmp_path: Path) -> None:
    programme, _ = sent(tmp_path, "WK036301", [{"district": "WK036301", "homes": 500}])
    assert programme is not None and programme.reference.districts["WK036301"].homes == 500


def test_homes_without_a_municipality_are_asked_about(tmp_path: Path) -> None:
    _, findings = sent(tmp_path, "NIEUW", [{"district": "NIEUW", "homes": 300}])
    assert any("its municipality is not stated" in f.what for f in findings)


@pytest.mark.parametrize("called", ["Statensingel, Gouda", "statensingel (Gouda)", "bu05130501"])
def test_a_district_is_called_by_its_name_with_the_municipality(tmp_path: Path, called: str) -> None:
    """In every file, whichever way each writes it."""
    programme, findings = sent(tmp_path, called)
    assert programme is not None, [f.what for f in findings]
    assert programme.clients[0].projects[0].district == programme.settings.streets[0].district == "BU05130501"


def test_a_name_that_several_districts_have_is_asked_with_all_of_them(tmp_path: Path) -> None:
    programme, findings = sent(tmp_path, "Verspreide huizen, Beekdaelen")
    found = [f for f in findings if f.kind == "unknown-district"]
    assert (
        programme is None
        and "may mean several districts" in found[0].what
        and found[0].remedy.count("Verspreide huizen") > 1
    )


@pytest.mark.parametrize(
    ("called", "what"),
    [
        ("Nergenshuizen, Gouda", "Gouda has no district Nergenshuizen"),
        ("Statensingel, Nergens", "no municipality Nergens"),
    ],
)
def test_a_name_that_no_district_has_is_told_with_what_there_is(tmp_path: Path, called: str, what: str) -> None:
    found = [f for f in sent(tmp_path, called)[1] if f.kind == "unknown-district"]
    assert found and what in found[0].what and re.search(r"(WK|BU)\d", found[0].remedy)


def test_own_districts_are_called_by_their_name_too(tmp_path: Path) -> None:
    own = [{"district": "NIEUW", "name": "Nieuwe wijk", "municipality": "GM0363", "homes": 300}]
    programme, findings = sent(tmp_path, "Nieuwe wijk, Amsterdam", own)
    assert programme is not None and programme.clients[0].projects[0].district == "NIEUW", findings


def test_the_code_of_an_own_district_is_an_id(tmp_path: Path) -> None:
    own = [{"district": "Nieuwe wijk!", "name": "Nieuwe wijk", "municipality": "GM0363", "homes": 300}]
    found = [f for f in sent(tmp_path, "Nieuwe wijk!", own)[1] if f.kind == "wrong-id"]
    assert found and "short code" in found[0].remedy


def test_a_code_that_is_in_no_list_says_which_municipality_it_is_in_and_what_to_use() -> None:
    from wijkplan.planner.intake.district_names import advice
    from wijkplan.planner.reference import load

    said = advice("BU19790002", load())
    assert said is not None and "Eemsdelta (GM1979)" in said[0] and "Opwierde-Zuid" in said[1]
    assert advice("BU99990002", load()) is None
