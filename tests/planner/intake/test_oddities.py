"""What spreadsheets hold that no reader of cells sees, and tables in a shape that no template has: each is told once,
at its place, and nothing of it is lost or misread in silence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.right_inputs import right
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import Loaded, load_all

CLIENT, EMPLOYER = "gemeente.xlsx", "wegen.xlsx"
METRES = 956  # of the right files together


def _sent(folder: Path, name: str, change: Callable[[Workbook], None]) -> tuple[Loaded, list[Finding]]:
    """The right files with one workbook changed, and the findings on it that are no notes about streets."""
    sent = right()
    sent.write(folder)
    book = load_workbook(io.BytesIO(sent.books[name].raw()))
    change(book)
    book.save(folder / name)
    return _told(folder, name)


def _told(folder: Path, name: str) -> tuple[Loaded, list[Finding]]:
    loaded = load_all([folder])
    notes = ("street-overlap", "missing-client")
    return loaded, [f for f in loaded.findings if f.file == str(folder / name) and f.kind not in notes]


def _cells(sheet: str, **values: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for cell, value in values.items():
            book[sheet][cell].value = value

    return change


def _format(code: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book["Werk"]["D2"].number_format = code

    return change


def _white(fill: bool) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for cell in book["Werk"][3]:
            cell.font = Font(color="FFFFFFFF")
            if fill:
                cell.fill = PatternFill("solid", fgColor="FF1F4E79")

    return change


def _under_headings(*values: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book["Werk"].insert_rows(2)
        for c, value in enumerate(values, start=1):
            book["Werk"].cell(2, c).value = value

    return change


def _beside(book: Workbook) -> None:
    sheet = book["Werk"]
    for c, value in enumerate(("WRK-1", "plek-z", "P09-S6", 77), start=1):
        sheet.cell(1, c + 6).value, sheet.cell(2, c + 6).value = sheet.cell(1, c).value, value


@pytest.mark.parametrize(
    ("change", "severity", "kind", "cell"),
    [
        (_format(";;;"), "hint", "hidden-rows", "D2"),
        (_white(fill=False), "hint", "hidden-rows", "A3"),
        (_format('0" uur"'), "error", "wrong-unit", "D2"),
        (_format('"€" #,##0'), "error", "wrong-unit", "D2"),
        (_under_headings("-", "-", "-", "m"), "hint", "headings-again", "A2"),
        (_under_headings("code", "naam", "code", "[m1]"), "hint", "headings-again", "A2"),
        (_under_headings(1, 2, 3, 4), "hint", "headings-again", "A2"),
        (_cells("Projecten", G2="VERVALLEN"), "warning", "without-effect", "G2"),
        (_cells("Projecten", G3="gaat niet door!"), "warning", "without-effect", "G3"),
        (_beside, "error", "table-below", "G1"),
        (_cells("Werk", E1="Riool (m)", E2=90), "error", "double-column", "E1"),
    ],
)
def test_it_is_told_once_at_its_cell(
    tmp_path: Path, change: Callable[[Workbook], None], severity: str, kind: str, cell: str
) -> None:
    loaded, told = _sent(tmp_path, CLIENT, change)
    assert [(f.severity, f.kind, f.cell) for f in told] == [(severity, kind, cell)]
    assert (loaded.programme is None) == (severity == "error")
    if severity != "error":
        assert loaded.reckoning["metres"].read == METRES


@pytest.mark.parametrize(
    "change",
    [
        _white(fill=True),
        _format('0" m"'),
        _format("General;[Red]-General"),
        _cells("Projecten", G2="Vervallen buis vervangen"),
        _cells("Werk", E1="Riool (m)", E2=101),
    ],
)
def test_what_is_like_it_and_right_is_read(tmp_path: Path, change: Callable[[Workbook], None]) -> None:
    loaded, told = _sent(tmp_path, CLIENT, change)
    assert loaded.programme is not None and loaded.reckoning["metres"].read == METRES
    assert {f.kind for f in told} <= {"double-column"}


def _on_its_side(name: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        rows = [[cell.value for cell in row] for row in book[name].iter_rows()]
        book.remove(book[name])
        sheet: Worksheet = book.create_sheet(name)
        for row in zip(*rows, strict=True):
            sheet.append(row)

    return change


@pytest.mark.parametrize(("file", "name"), [(CLIENT, "Werk"), (EMPLOYER, "Ploegen"), (CLIENT, "Projecten")])
def test_a_sheet_on_its_side_is_one_fault(tmp_path: Path, file: str, name: str) -> None:
    loaded, told = _sent(tmp_path, file, _on_its_side(name))
    assert [f.sheet for f in told if f.kind == "sheet-without-headings"] == [name]
    assert loaded.programme is None and len(told) <= 3


def test_weeks_beside_each_other_are_one_fault(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.remove(book["Afwezigheid"])
        sheet = book.create_sheet("Afwezigheid")
        sheet.append(["Ploeg", "wk 14", "wk 15", "wk 16"])
        sheet.append(["SEWER", 2, 2, 1])

    loaded, told = _sent(tmp_path, EMPLOYER, change)
    assert [(f.kind, f.cell) for f in told] == [("missing-column", "B1")] and "wk 14" in told[0].what
    assert loaded.programme is None


DRAWING = (
    '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>LET OP: </a:t></a:r>'
    "<a:r><a:t>WRK-1 pas na de school</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:pic/></xdr:wsDr>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
    'Target="../drawings/drawing1.xml"/></Relationships>'
)


def test_text_boxes_and_pictures_are_named_with_what_they_say(tmp_path: Path) -> None:
    sent = right()
    sent.write(tmp_path)
    with zipfile.ZipFile(tmp_path / CLIENT, "a") as packed:
        packed.writestr("xl/drawings/drawing1.xml", DRAWING)
        packed.writestr("xl/worksheets/_rels/sheet2.xml.rels", RELATIONS)
    loaded, told = _told(tmp_path, CLIENT)
    assert loaded.programme is not None
    assert [(f.severity, f.kind, f.sheet) for f in told] == [("hint", "comments-not-read", "Projecten")] * 2
    assert "LET OP: WRK-1 pas na de school" in told[0].what + told[1].what


@pytest.mark.parametrize(("part", "kind"), [("xl/workbook.bin", ".xlsb"), ("Index/Document.iwa", ".numbers")])
def test_workbooks_of_other_kinds_under_our_name_are_told_by_their_kind(tmp_path: Path, part: str, kind: str) -> None:
    right().write(tmp_path)
    with zipfile.ZipFile(tmp_path / CLIENT, "w") as packed:
        packed.writestr(part, b"x")
    _, (told,) = _told(tmp_path, CLIENT)
    assert told.kind == "unreadable-workbook" and kind in told.what


def test_another_version_of_a_sheet_is_told_with_one_finding_on_its_codes(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        other = book.copy_worksheet(book["Werk"])
        other.title, other["D2"].value = "Werk optie B", 500

    loaded, told = _sent(tmp_path, CLIENT, change)
    assert loaded.programme is None
    assert [(f.kind, f.severity, f.sheet) for f in told] == [
        ("duplicate-id", "error", "Werk optie B"),
        ("sheet-twice", "warning", "Werk optie B"),
    ]
    assert set(told[0].rows) == {1, 2, 3, 4}
    for count in loaded.reckoning.values():
        assert abs(count.sent - count.read - count.named) < 1e-6
