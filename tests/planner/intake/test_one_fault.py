"""One finding per fault, in words that say what to do: what people type into workbooks where one thing was meant to
stand, and sheets that are not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.right_inputs import Folder, Rows, right
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.alone import alone
from wijkplan.planner.intake.read_programme import Loaded, load_all
from wijkplan.planner.text import translated

CLIENT, EMPLOYER = "gemeente.xlsx", "wegen.xlsx"


def told(folder: Folder, at: Path) -> tuple[Loaded, list[Finding]]:
    folder.write(at)
    loaded = load_all([at])
    assert all(abs(c.sent - c.read - c.named) < 1e-6 * (1 + c.sent) for c in loaded.reckoning.values())
    return loaded, [f for f in loaded.findings if f.severity == "error"]


def rows(book: str, sheet: str, change: Callable[[Rows], object]) -> Folder:
    folder = right()
    change(folder.books[book].sheets[sheet])
    return folder


def test_a_sheet_that_is_not_there_is_one_finding_whatever_the_number_of_rows(tmp_path: Path) -> None:
    folder = right()
    projects = folder.books[CLIENT].sheets["Projecten"]
    projects += [[f"WRK-{i}", *projects[1][1:]] for i in range(2, 42)]
    del folder.books[CLIENT].sheets["Werk"]
    _, (found,) = told(folder, tmp_path)
    assert (found.sheet, found.cell, found.rows) == ("Projecten", "A2", tuple(range(1, 43)))
    assert translated(found.what, "nl") == (
        "Er is geen blad Werk / Work, dat zou zeggen wat bij deze 42 regels hoort: A2, A3, A4, A5, A6, A7, A8, A9, …."
    )


@pytest.mark.parametrize(
    ("book", "sheet", "column", "typed", "remedy"),
    [
        (CLIENT, "Werk", 2, "Straat 1 / Straat 2", "Geef elk hiervan een eigen regel: P09-S1 (Straat 1); P09-S2"),
        (CLIENT, "Werk", 2, "Straat 1 en Straat 2", "Geef elk hiervan een eigen regel: P09-S1 (Straat 1); P09-S2"),
        (EMPLOYER, "Ploegen", 1, "SEW/GRW", "Geef elk hiervan een eigen regel: SEW; GRW."),
        (EMPLOYER, "Ploegen", 2, "Groningen e.o.", "Het ligt in AM01"),
        (EMPLOYER, "Ploegen", 2, "regio Assen", "Het ligt in AM0"),
        (CLIENT, "Projecten", 3, "wk 12-22 2027", "Zet de eerste in de kolom van het begin"),
    ],
)
def test_what_is_two_things_or_nearly_one_says_so(
    book: str, sheet: str, column: int, typed: str, remedy: str, tmp_path: Path
) -> None:
    _, (found,) = told(rows(book, sheet, lambda there: there[1].__setitem__(column, typed)), tmp_path)
    assert (found.value, translated(found.remedy, "nl")[: len(remedy)]) == (typed, remedy)


def test_two_weeks_in_the_cell_of_the_first_are_read(tmp_path: Path) -> None:
    folder = rows(CLIENT, "Projecten", lambda there: there[1].__setitem__(slice(3, 5), ["wk 12-22 2027", None]))
    loaded, found = told(folder, tmp_path)
    assert found == [] and loaded.programme is not None
    wanted = next(p.wanted for _, p in loaded.programme.projects if p.id == "WRK-0")
    assert (wanted.start.isoformat(), wanted.end.isoformat()) == ("2027-03-22", "2027-05-31")


def test_a_street_with_house_numbers_is_known_by_its_name(tmp_path: Path) -> None:
    folder = rows(CLIENT, "Werk", lambda there: there[1].__setitem__(2, "Zonnelaan 1-45"))
    folder.programme["streets"][0]["name"] = "Zonnelaan"
    _, (found,) = told(folder, tmp_path)
    assert translated(found.remedy, "nl") == "Bedoelt u P09-S1 (Zonnelaan)?"


def test_what_part_of_a_list_is_called_is_no_line(tmp_path: Path) -> None:
    head = ["Ploeg", "Vak", "Arbeidsmarktregio", "Aantal ploegen", "Mensen per ploeg (personen)"]
    folder = rows(
        EMPLOYER, "Ploegen", lambda there: there.extend([[None], ["Inhuur"], head, ["EXTRA", "SEW", "AM01", 1, 3]])
    )
    loaded, found = told(folder, tmp_path)
    assert found == [] and loaded.reckoning["heads"].read == 53
    (said,) = (f for f in loaded.findings if f.kind == "headings-again")
    assert said.rows == (6, 7)


def test_half_a_home_is_told_as_people_count(tmp_path: Path) -> None:
    folder = rows(
        CLIENT,
        "Werk",
        lambda there: [row.append(h) for row, h in zip(there[:2], ["Woningen (aantal)", 60.5], strict=True)],
    )
    _, (found,) = told(folder, tmp_path)
    assert (found.value, translated(found.what, "nl")) == ("60.5", "Het moet een heel getal zijn.")


def test_a_plan_among_submissions_is_named_as_one(tmp_path: Path) -> None:
    folder = right()
    folder.files["plan.json"] = json.dumps({"kind": "plan", "format_version": 1}).encode()
    _, (found,) = told(folder, tmp_path)
    assert translated(found.what, "nl") == "Dit is een plan, geen opgave."
    assert "wijkplan verify" in found.remedy


def test_a_file_alone_is_read_though_its_client_is_not_known(tmp_path: Path) -> None:
    book = right().books[EMPLOYER]
    book.sheets["Projecten"][0].append("Opdrachtgever")
    book.sheets["Projecten"][1].append("gemeente")
    (tmp_path / EMPLOYER).write_bytes(book.raw())
    loaded = load_all([tmp_path / EMPLOYER])
    assert all(count.named == 0 for count in loaded.reckoning.values())
    (said,) = (f for f in alone(loaded.findings, loaded.submitted) if f.kind == "unknown-client")
    assert said.severity == "hint" and translated(said.remedy, "nl").startswith("Dit wordt opgezocht")


def test_a_heading_in_kilometres_is_read_in_kilometres(tmp_path: Path) -> None:
    def in_kilometres(there: Rows) -> None:
        there[0][3] = "Riool (km)"
        for row in there[1:]:
            row[3] /= 1000

    loaded, found = told(rows(CLIENT, "Werk", in_kilometres), tmp_path)
    assert found == [] and loaded.reckoning["metres"].read == pytest.approx(956)


def test_a_unit_before_the_name_is_a_heading_too(tmp_path: Path) -> None:
    loaded, found = told(rows(CLIENT, "Werk", lambda there: there[0].__setitem__(3, "m1 riool")), tmp_path)
    assert found == [] and loaded.reckoning["metres"].read == 956


def test_a_row_with_several_empty_cells_is_one_finding(tmp_path: Path) -> None:
    _, (found,) = told(
        rows(EMPLOYER, "Ploegen", lambda there: there.append(["REST", None, None, None, None])), tmp_path
    )
    assert translated(found.what, "nl").startswith("In deze rij zijn leeg: Vak; Arbeidsmarktregio;")


def test_an_older_version_beside_a_file_is_one_finding(tmp_path: Path) -> None:
    folder = right()
    folder.files["gemeente v1.xlsx"] = folder.books[CLIENT].raw()
    _, (found,) = told(folder, tmp_path)
    assert (found.kind, found.sheet) == ("duplicate-id", "Begin")


def test_projects_in_one_cell_are_a_list(tmp_path: Path) -> None:
    folder = right()
    there = folder.books[EMPLOYER].sheets["Projecten"]
    there[0].append("Na projecten")
    there[1].append("WRK-0 en WRK-1")
    loaded, found = told(folder, tmp_path)
    assert found == [] and loaded.programme is not None
    assert next(p.after for _, p in loaded.programme.projects if p.id == "EMP-1") == ("WRK-0", "WRK-1")


def test_a_table_called_document_is_not_lost(tmp_path: Path) -> None:
    folder = right()
    folder.files["werk.txt"] = "Projectnummer\tWerksoort\tWijk\r\nRI-1\triolering\tP09\r\n".encode("utf-16")
    _, (found,) = told(folder, tmp_path)
    assert translated(found.remedy, "nl") == "Noem het .csv; dan wordt het gelezen."


def test_how_work_is_awarded_is_asked_in_its_words(tmp_path: Path) -> None:
    _, (found,) = told(rows(CLIENT, "Projecten", lambda there: there[1].__setitem__(5, "raamcontract")), tmp_path)
    assert translated(found.remedy, "nl") == "Bedoelt u afroep / call-off?"


def test_a_district_of_the_programme_is_found_by_its_part(tmp_path: Path) -> None:
    folder = rows(CLIENT, "Projecten", lambda there: there[1].__setitem__(2, "BU00141000"))
    loaded, found = told(folder, tmp_path)
    assert found == [] and loaded.programme is not None


def test_a_district_of_cbs_in_a_row_with_another_fault_is_known(tmp_path: Path) -> None:
    folder = rows(
        CLIENT, "Projecten", lambda there: there[1].__setitem__(slice(2, 4), ["Blerick-Noord, Venlo", "ooit"])
    )
    _, (found,) = told(folder, tmp_path)
    assert (found.kind, found.value) == ("wrong-date", "ooit")


def test_districts_that_hold_the_name_are_offered(tmp_path: Path) -> None:
    _, (found,) = told(rows(CLIENT, "Projecten", lambda there: there[1].__setitem__(2, "Blerick, Venlo")), tmp_path)
    assert "Blerick-Noord" in found.remedy and "Tegelen" not in found.remedy


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("begin mei 2027", "2027-05-01", "2027-05-10"),
        ("medio mei 2027", "2027-05-11", "2027-05-20"),
        ("Eind mei 2027", "2027-05-21", "2027-05-31"),
        ("ultimo mei '27", "2027-05-21", "2027-05-31"),
        ("1e helft 2027", "2027-01-04", "2027-06-30"),
        ("Q1 2027", "2027-01-04", "2027-03-31"),
        ("tweede helft van 2027", "2027-07-01", "2027-12-31"),
    ],
)
def test_parts_of_a_month_and_a_year_are_read_and_said(typed: str, first: str, last: str, tmp_path: Path) -> None:
    folder = rows(CLIENT, "Projecten", lambda there: there[1].__setitem__(slice(3, 5), [typed, typed]))
    loaded, found = told(folder, tmp_path)
    assert found == [] and loaded.programme is not None
    wanted = next(p.wanted for _, p in loaded.programme.projects if p.id == "WRK-0")
    assert (wanted.start.isoformat(), wanted.end.isoformat()) == (first, last)
    assert {f.cell for f in loaded.findings if f.kind == "week-read-as"} == {"D2", "E2"}
