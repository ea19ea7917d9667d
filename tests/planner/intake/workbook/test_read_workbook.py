"""Workbooks as they come: damaged, renamed, rearranged; every finding has its cell, and nothing is taken for data that
is none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.planner.intake.workbook.sheets import (
    FILES,
    FORM,
    PROGRAMME,
    PROJECT,
    PROJECT_HEAD,
    WORK,
    WORK_HEAD,
    sheets,
    write,
)
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.decode import decode
from wijkplan.planner.intake.read_programme import load, load_all
from wijkplan.planner.intake.workbook.annotate import annotated
from wijkplan.planner.intake.workbook.cell_marks import marks
from wijkplan.planner.reference import load as load_reference


def _found(path: Path) -> list[Finding]:
    return [f for f in load([path, PROGRAMME])[1] if f.file == str(path)]


def _kinds(path: Path) -> set[tuple[str, str, str]]:
    return {(f.kind, f.sheet, f.cell) for f in _found(path)}


def _packed(content: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, text in content.items():
            packed.writestr(name, text)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("text.xlsx", b"Projectnummer;Wijk", "damaged"),
        ("empty.xlsx", b"", "empty"),
        ("empty.ods", b"", "empty"),
        ("old.xls", OLE + b"\0" * 600, "old or binary"),
        ("renamed.xlsx", OLE + b"\0" * 600, "old or binary"),
        ("locked.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("locked.ods", _packed({"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "password"),
        ("other.xlsx", _packed({"readme.txt": "no workbook"}), "damaged"),
        ("cut.xlsx", (FILES / "clean.xlsx").read_bytes()[:9000], "damaged"),
        (
            "document.ods",
            _packed({"content.xml": "<office:text/>", "mimetype": "application/vnd.oasis.opendocument.text"}),
            "no",
        ),
    ],
)
def test_what_is_no_workbook_says_so(tmp_path: Path, name: str, raw: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    (finding,) = _found(path)
    assert finding.severity == "error" and finding.kind in ("unreadable-workbook", "not-a-submission")
    assert what in finding.what


def test_one_stray_cell_far_away_does_not_take_all_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "stray.xlsx", sheets())
    book = load_workbook(path)
    book["Werk"]["XFD1048576"] = "x"
    book.save(path)
    (finding,) = _found(path)
    assert finding.kind == "unreadable-workbook" and "1048576" in finding.what


def test_cells_without_a_name_are_counted_too() -> None:
    sheet = b'<sheetData><row r="1048576"><c s="1" r="XFD7"/><c/><c t="n"><v>1</v></c></row></sheetData>'
    parts = {
        "xl/workbook.xml": b'<sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets>',
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="rId1" '
        b'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    found = marks(parts)["A & B"]
    assert (found.last_row, found.last_column) == (1048576, 16386)


def test_a_workbook_of_something_else_says_so(tmp_path: Path) -> None:
    assert _kinds(write(tmp_path / "a.xlsx", {"Verjaardagen": [["Naam", "Dag"], ["Jan", 3]]})) == {
        ("not-a-submission", "", "")
    }


def test_folders_hold_json_and_workbooks(tmp_path: Path) -> None:
    write(tmp_path / "gemeente.xlsx", sheets())
    (tmp_path / "~$gemeente.xlsx").write_bytes(b"lock file of an open workbook")
    (tmp_path / "programme.json").write_bytes(PROGRAMME.read_bytes())
    _, findings = load([tmp_path])
    assert {f.kind for f in findings} == {"no-employers"}


def test_english_and_field_names_are_headings_too(tmp_path: Path) -> None:
    form = [
        ["Kind of submission", "client"],
        ["Id", "gemeente"],
        ["Name of organisation", "G"],
        ["Procurement regime", "classic"],
    ]
    head = ["project number", "WORK TYPE *", "district", "wanted.start", "wanted end"]
    path = write(
        tmp_path / "a.xlsx",
        {
            "start": form,
            " PROJECTS ": [head, ["R-1", "sewer", "P09", "2027-W36", "2027-W49"]],
            "Werk": [WORK_HEAD, WORK],
        },
    )
    assert _found(path) == []


def test_a_sheet_with_any_name_is_known_by_its_headings(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.xlsx", {"Begin": FORM, "Blad1": [[], ["iets"], PROJECT_HEAD, PROJECT], "Werk": [WORK_HEAD, WORK]}
    )
    assert _kinds(path) == {("sheet-read-as", "Blad1", "A3")}


def test_a_column_that_is_missing_is_said_once(tmp_path: Path) -> None:
    rows = [["R-1", "riolering", "2027-W36", "2027-W49"], ["R-2", "riolering", "2027-W36", "2027-W49"]]
    path = write(
        tmp_path / "a.xlsx",
        sheets(
            Projecten=[PROJECT_HEAD[:2] + PROJECT_HEAD[3:], *rows], Werk=[WORK_HEAD, WORK, ["R-2", "a", "P09-S2", 5]]
        ),
    )
    assert _kinds(path) == {("missing-column", "Projecten", "A1")}


def test_what_is_empty_is_named_by_its_heading(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.xlsx", sheets(Projecten=[PROJECT_HEAD, [*PROJECT[:2], None, *PROJECT[3:]], ["R-2", *PROJECT[1:]]])
    )
    found = {(f.cell, str(f.what)) for f in _found(path)}
    assert found == {("C2", "Wijk is empty."), ("A3", "Sheet Werk has no row that belongs to this.")}


def test_findings_of_meaning_have_cells(tmp_path: Path) -> None:
    double = sheets(Projecten=[PROJECT_HEAD, PROJECT, [], ["R-1", "riolering", "P99", "2027-W49", "2027-W36"]])
    found = {(f.kind, f.sheet, f.cell) for f in _found(write(tmp_path / "a.xlsx", double))}
    assert found == {("duplicate-id", "Projecten", "A4")}  # the copy is not judged further
    path = write(
        tmp_path / "b.xlsx", sheets(Werk=[WORK_HEAD, ["R-1", "a", "P09-S1", 10], [], ["R-1", "a", "P09-S2", 10]])
    )
    (finding,) = _found(path)
    assert (finding.kind, finding.sheet, finding.cell) == ("duplicate-id", "Werk", "B4")
    assert "Werk!B2" in finding.what


def test_examples_and_defaults_are_never_data(tmp_path: Path) -> None:
    marked = [
        ["", *WORK_HEAD],
        ["bij leeg", "verplicht", "de straat", "", 0],
        ["Voorbeeld:", "R-9", "x", "S", 5],
        ["", *WORK],
    ]
    path = write(tmp_path / "a.xlsx", sheets(Werk=marked))
    assert _kinds(path) == {("example-row", "Werk", "B3")}  # R-9 is not our example: it may have been meant


def test_hidden_sheets_and_those_of_other_senders_are_not_read(tmp_path: Path) -> None:
    crews = [["Ploeg", "Vak", "Arbeidsmarktregio", "Mensen per ploeg"], ["a", "SEW", "AM01", 3]]
    path = write(tmp_path / "a.xlsx", sheets(Ploegen=crews, Oud=[PROJECT_HEAD, PROJECT]))
    book = load_workbook(path)
    book["Oud"].sheet_state = "hidden"
    book.save(path)
    assert {(f.severity, f.kind, f.sheet) for f in _found(path)} == {
        ("error", "extra-sheet", "Ploegen"),
        ("hint", "extra-sheet", "Oud"),
    }


def test_a_formula_that_was_never_calculated_is_said(tmp_path: Path) -> None:
    assert ("formula-without-value", "Werk", "D2") in _kinds(
        write(tmp_path / "a.xlsx", sheets(Werk=[WORK_HEAD, ["R-1", "a", "P09-S1", "=50+50"]]))
    )


def test_merged_cells_count_for_all_their_rows(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets(Werk=[WORK_HEAD, WORK, [None, "b", "P09-S2", 50]]).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book["Werk"].merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    assert _found(tmp_path / "a.xlsx") == []


def test_one_trade_in_several_ways_is_a_hint(tmp_path: Path) -> None:
    form = [["Soort opgave", "werkgever"], ["Kenmerk", "e"], ["Naam organisatie", "E"], ["Sector", "civil"]]
    rows = [
        ["Vak", "Arbeidsmarktregio", "Aantal ploegen", "Mensen per ploeg"],
        ["SEW", "AM01", 2, 3],
        ["rioleur", "Drenthe", "", "1,5"],
    ]
    path = write(tmp_path / "a.xlsx", {"Begin": form, "Ploegen": rows})
    assert [(f.kind, f.cell) for f in _found(path)] == [("trade-in-several-ways", "A3")]
    (record,) = (s.record for s in load_all([path]).submitted)
    assert [(c.id, c.heads) for c in record.crews] == [("SEW-AM01", 6), ("SEW-AM03", 1.5)]  # type: ignore[union-attr]


def test_crews_without_names_each_get_their_own(tmp_path: Path) -> None:
    form = [["Soort opgave", "werkgever"], ["Kenmerk", "e"], ["Naam organisatie", "E"], ["Sector", "civil"]]
    rows = [
        ["Vak", "Regio", "Vastgelegd of vrij", "Personen"],
        ["SEW", "AM01", "vastgelegd", 4],
        ["SEW", "AM01", "vrij", 3],
    ]
    (one,) = load_all([write(tmp_path / "a.xlsx", {"Begin": form, "Ploegen": rows})]).submitted
    assert [(c.id, c.status, c.heads) for c in one.record.crews] == [
        ("SEW-AM01", "committed", 4),
        ("SEW-AM01-2", "free", 3),
    ]  # type: ignore[union-attr]


def test_a_marked_copy_has_comments_and_a_list(tmp_path: Path) -> None:
    for name in ("messy.xlsx", "messy.ods"):
        path = FILES / name
        findings = [f for f in load([path, PROGRAMME])[1] if f.file == str(path)]
        made, raw = annotated(path, findings, "nl")
        assert made == "messy.nagekeken.xlsx"
        book = load_workbook(io.BytesIO(raw))
        assert book.sheetnames[0] == "Bevindingen"
        cell = book["Werk"]["C4"]
        assert "1250" in cell.comment.text and cell.fill.fgColor.rgb.endswith("F8C9C4")
        assert book["Bevindingen"].max_row == 3 + len(findings)
        (tmp_path / made).write_bytes(raw)
        again = {(f.kind, f.cell) for f in _found(tmp_path / made)}
        assert {(f.kind, f.cell) for f in findings} <= again | {("cell-error", "C7"), ("hidden-rows", "A3")}


def test_an_unknown_kind_is_said_in_its_cell(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", sheets(Begin=[["Soort opgave", "tuinman"], *FORM[1:]]))
    assert ("wrong-kind", "Begin", "B1") in _kinds(path)
    assert decode(path, load_reference()).data is not None
