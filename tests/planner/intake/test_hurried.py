"""What planners in a hurry send, of every kind of input: never a mistake of ours, one finding per fault, values as they
were typed, and what people call things is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.right_inputs import Book, Folder, right
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.reference.cbs_districts import named
from wijkplan.planner.submission.schema import Client
from wijkplan.planner.text import translated


def told(at: Path, change: Callable[[Folder], object]) -> list[Finding]:
    """Errors and warnings of a folder with one thing changed; what was sent is always read or named."""
    folder = right()
    change(folder)
    folder.write(at)
    loaded = load_all([at])
    assert not [f for f in loaded.findings if f.kind == "own-fault"]
    assert all(abs(c.sent - c.read - c.named) < 1e-6 * (1 + c.sent) for c in loaded.reckoning.values())
    return [f for f in loaded.findings if f.severity == "error"]


def book_with(folder: Folder, sheet: str) -> Book:
    return next(book for book in folder.books.values() if sheet in book.sheets)


def typed(sheet: str, column: int, value: object) -> Callable[[Folder], object]:
    """The value in the first row of a sheet."""

    def change(folder: Folder) -> None:
        book_with(folder, sheet).sheets[sheet][1][column] = value

    return change


def of_client(**fields: Any) -> Callable[[Folder], object]:
    return lambda folder: folder.client["projects"][0].update(fields)


@pytest.mark.parametrize("value", ["riool", "Riolering vervangen", "rioolvervanging", "Rioolrenovatie", "sewers"])
def test_kinds_of_work_are_known_by_what_people_call_them(tmp_path: Path, value: str) -> None:
    assert told(tmp_path, typed("Projecten", 1, value)) == []
    sent = [s.record for s in load_all([tmp_path]).submitted if isinstance(s.record, Client)]
    assert {p.work_type for client in sent for p in client.projects} == {"sewer"}


@pytest.mark.parametrize("change", [of_client(work_type="riool"), typed("Projecten", 1, "gas eruit")])
def test_an_unknown_kind_of_work_is_one_finding(tmp_path: Path, change: Callable[[Folder], object]) -> None:
    assert [f.kind for f in told(tmp_path, change)] == ["unknown-work-type"]
    counts = load_all([tmp_path]).reckoning
    assert counts["projects"].named == 1 and counts["metres"].named > 0  # its work is not planned either


@pytest.mark.parametrize("value", ["vier", "2x2", "80%", "40 uur", "-1", "4+1", "?"])
def test_leave_is_not_held_against_heads_that_were_refused(tmp_path: Path, value: str) -> None:
    (found,) = told(tmp_path, typed("Ploegen", 4, value))
    assert found.cell == "E2" and found.value == value


@pytest.mark.parametrize(
    ("value", "what", "remedy"),
    [
        ("P09 Paddepoel", "Er is geen wijk P09 Paddepoel.", "Bedoelt u P09?"),
        ("Wijk P09", "Er is geen wijk Wijk P09.", "Bedoelt u P09?"),
        ("Arnhem, Schuytgraaf", "Arnhem, Schuytgraaf noemt de gemeente eerst.", "Schrijf het als Schuytgraaf, Arnhem."),
    ],
)
def test_what_stands_in_the_name_of_a_district_is_used(tmp_path: Path, value: str, what: str, remedy: str) -> None:
    (found,) = told(tmp_path, typed("Projecten", 2, value))
    assert (translated(found.what, "nl"), translated(found.remedy, "nl")) == (what, remedy)


def test_a_numbered_wijk_is_found_by_what_people_call_it() -> None:
    assert [area.code for area in named("Holtenbroek", "Zwolle")] == ["WK019330"]
    assert [area.code for area in named("Wijk 30 Holtenbroek", "Zwolle")] == ["WK019330"]


@pytest.mark.parametrize(
    ("change", "value", "what", "remedy"),
    [
        (
            typed("Werk", 3, 1e12),
            "1000000000000",
            "Het moet 1000000 of minder zijn.",
            "Controleer het getal en de eenheid.",
        ),
        (of_client(work_type=["sewer"]), '["sewer"]', "", "Schrijf het tussen aanhalingstekens, of laat het weg"),
        (of_client(wanted="2027-W36"), "2027-W36", "een object met benoemde waarden", "Zie instances/schema"),
        (
            of_client(places=[{"id": "a", "sewer_metres": "141"}]),
            "141",
            "een getal",
            "Schrijf een getal in cijfers, zonder aanhalingstekens.",
        ),
        (
            of_client(places=[{"id": "a", "sewer_metres": True}]),
            "true",
            "een getal",
            "Schrijf een getal in cijfers, zonder aanhalingstekens.",
        ),
        (lambda f: f.programme.update(start="0001-01-01"), "0001-01-01", "of later zijn.", "Controleer de datum."),
        (lambda f: f.programme.update(start="9999-12-27"), "9999-12-27", "of eerder zijn.", "Controleer de datum."),
    ],
)
def test_values_are_shown_as_typed_and_the_remedy_is_for_them(
    tmp_path: Path, change: Callable[[Folder], object], value: str, what: str, remedy: str
) -> None:
    (found,) = told(tmp_path, change)
    assert found.value == value
    assert what in translated(found.what, "nl") and translated(found.remedy, "nl").startswith(remedy)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (lambda raw: raw[:-1] + b",}", "Het is geen geldige JSON op regel 1, kolom"),
        (lambda raw: raw[:-1] + b',"projects":[]}', "Sleutel projects staat twee keer in één object."),
        (lambda raw: raw.replace(b"141", b"NaN"), "NaN is geen getal."),
        (lambda _: b"[" * 100_000, "Het is te diep genest."),
        (lambda raw: raw.replace(b"141", b"1" * 5000), "Er staat een getal in met te veel cijfers."),
    ],
)
def test_damaged_json_is_told_in_one_language(tmp_path: Path, text: Callable[[bytes], bytes], what: str) -> None:
    def change(folder: Folder) -> None:
        folder.text = text(json.dumps(folder.client).encode())

    (found,) = told(tmp_path, change)
    assert translated(found.what, "nl").startswith(what)
