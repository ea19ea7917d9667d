"""What stood in the way of somebody who filled a programme for a district that nobody here prepared: each is said at
its cell, with what to do."""

from __future__ import annotations

from pathlib import Path

from tests.support.right_inputs import PROJECT_HEAD, Book, Folder, right
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.text import translated

EMPLOYER, CLIENT = "wegen.xlsx", "gemeente.xlsx"
CORPORATION = {
    "Begin": [
        ["Soort opgave", "opdrachtgever"],
        ["Kenmerk", "corporatie"],
        ["Naam organisatie", "De Woningstichting"],
        ["Aanbestedingsregime", "betwist (corporatie)"],
    ],
    "Projecten": [[*PROJECT_HEAD]],
}


def told(folder: Folder, at: Path, kind: str) -> list[Finding]:
    folder.write(at)
    return [f for f in load_all([at]).findings if f.kind == kind]


def given_to(folder: Folder, client: str) -> Folder:
    """The employer's own work in hand, for a client that is called by name."""
    head, row = folder.books[EMPLOYER].sheets["Projecten"]
    head.append("Opdrachtgever")
    row.append(client)
    return folder


def test_a_client_without_projects_may_be_named_by_who_works_for_it(tmp_path: Path) -> None:
    folder = given_to(right(), "De Woningstichting")
    folder.books["corporatie.xlsx"] = Book({name: [[*row] for row in rows] for name, rows in CORPORATION.items()})
    folder.write(tmp_path)
    loaded = load_all([tmp_path])
    assert loaded.programme is not None
    assert {p.client for _, p in loaded.programme.projects if p.id == "EMP-1"} == {"corporatie"}
    (said,) = (f for f in loaded.findings if f.kind == "no-own-projects")
    assert said.severity == "hint" and "1" in said.what


def test_a_client_without_projects_for_whom_nobody_works_is_an_error_and_without_its_sheet_too(tmp_path: Path) -> None:
    folder = right()
    folder.books["corporatie.xlsx"] = Book({name: [[*row] for row in rows] for name, rows in CORPORATION.items()})
    (said,) = told(folder, tmp_path / "empty", "no-own-projects")
    assert said.severity == "error" and Path(said.file).name == "corporatie.xlsx"
    folder = given_to(folder, "corporatie")
    del folder.books["corporatie.xlsx"].sheets["Projecten"]
    folder.write(tmp_path / "gone")
    assert load_all([tmp_path / "gone"]).programme is None  # a sheet that is lost says nothing about what was on it


def test_a_client_that_sent_nothing_may_send_a_workbook_without_projects(tmp_path: Path) -> None:
    for name in ("Netbeheer", "Stichting Wonen Oost"):
        (said,) = told(given_to(right(), name), tmp_path / name.split()[0], "unknown-client")
        assert said.value == name and "Of voeg een werkboek van deze opdrachtgever toe" in translated(said.remedy, "nl")


def test_leave_of_a_crew_of_several_trades_is_asked_of_which(tmp_path: Path) -> None:
    folder = right()
    crews = folder.books[EMPLOYER].sheets["Ploegen"]
    crews[1][0] = crews[2][0] = "rioolploeg"
    folder.books[EMPLOYER].sheets["Afwezigheid"][1][0] = "rioolploeg"
    (said,) = told(folder, tmp_path, "unknown-crew")
    assert said.cell == "A2" and "rioolploeg-SEW; rioolploeg-GRW" in said.remedy


def test_districts_of_the_programme_are_suggested_first(tmp_path: Path) -> None:
    folder = right()
    folder.programme["streets"].append({"id": "HK", "district": "WK020204", "name": "Honigkamp", "homes": 120})
    folder.books[CLIENT].sheets["Projecten"][1][2] = "Presikhaaf"
    (said,) = told(folder, tmp_path / "part", "unknown-district")
    assert said.value == "Presikhaaf" and "WK020204" in said.remedy
    folder.books[CLIENT].sheets["Projecten"][1][2] = "Ons dorp"
    (said,) = told(folder, tmp_path / "none", "unknown-district")
    assert "P01" not in said.remedy and "CBS code" in said.remedy


def test_a_hint_shows_what_stands_in_the_cell(tmp_path: Path) -> None:
    folder = right()
    for book, row in ((CLIENT, 1), (EMPLOYER, 1)):
        folder.books[book].sheets["Werk"][row][2] = "Straat 1"
    for client in (CLIENT, EMPLOYER):
        folder.books[client].sheets["Projecten"][1][3:5] = folder.books[CLIENT].sheets["Projecten"][1][3:5]
    found = told(folder, tmp_path, "street-overlap")
    assert found and {f.value for f in found if f.cell == "C2"} == {"Straat 1"}


def test_a_number_is_shown_as_it_was_typed_when_it_is_judged(tmp_path: Path) -> None:
    folder = right()
    folder.books[CLIENT].sheets["Werk"][0].append("Woningen (aantal)")
    folder.books[CLIENT].sheets["Werk"][1].append("40,50")
    (said,) = told(folder, tmp_path, "wrong-type")
    assert (said.cell, said.value) == ("E2", "40,50")


def test_a_column_that_says_of_rows_that_they_are_off_is_a_warning_with_the_rows(tmp_path: Path) -> None:
    folder = right()
    head, *rows = folder.books[CLIENT].sheets["Werk"]
    head.append("Status")
    for row, status in zip(rows, ("loopt", "Vervalt i.v.m. raadsbesluit", None, "afgerond"), strict=True):
        row.append(status)
    (said,) = told(folder, tmp_path, "extra-column")
    assert (said.severity, said.cell, said.value) == ("warning", "E3", "Vervalt i.v.m. raadsbesluit")
    assert "3, 5" in said.what


def test_a_column_of_prices_is_asked_to_go(tmp_path: Path) -> None:
    folder = right()
    head, *rows = folder.books[EMPLOYER].sheets["Ploegen"]
    head.append("Uurtarief")
    for row in rows:
        row.append(65)
    (said,) = told(folder, tmp_path, "extra-column")
    assert said.severity == "warning" and "prijzen en marges" in translated(said.what, "nl")


def test_one_wrong_day_of_leave_is_one_finding(tmp_path: Path) -> None:
    folder = right()
    folder.books[EMPLOYER].sheets["Afwezigheid"][1][1] = "maandagochtend"
    folder.write(tmp_path)
    loaded = load_all([tmp_path])
    assert [(f.kind, f.cell) for f in loaded.findings if f.severity == "error"] == [("wrong-date", "B2")]
    assert loaded.reckoning["heads"].named == 11 and loaded.programme is None


def test_half_a_download_is_named(tmp_path: Path) -> None:
    folder = right()
    folder.files["gemeente.xlsx.crdownload"] = b"PK\x03\x04"
    (said,) = told(folder, tmp_path, "other-file")
    assert said.severity == "error" and "Download or copy it again" in said.remedy
