"""Templates: what a planner gets to see, and that an empty one is empty."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from tests.planner.intake.workbook.sheets import PROGRAMME
from wijkplan.planner.intake.read_programme import load, read_one
from wijkplan.planner.intake.workbook import convert
from wijkplan.planner.intake.workbook.examples import CLIENTS, KINDS, SENDERS, Kind
from wijkplan.planner.intake.workbook.headings import FINDINGS, LISTS, SHEETS, TRADES_ASKED, at, form_label
from wijkplan.planner.intake.workbook.layout import tables
from wijkplan.planner.intake.workbook.template import template
from wijkplan.planner.reference import District
from wijkplan.planner.reference import load as load_reference
from wijkplan.planner.submission.schema import ProgrammeFile, StreetRecord
from wijkplan.planner.text import LANGUAGES, Language

EVERY = pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in KINDS for language in LANGUAGES])
OF_SENDERS = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in SENDERS for language in LANGUAGES]
)
STREETS = (StreetRecord(id="P09-S1", district="P09", name="Eerste straat", homes=40),)


@cache
def _made(kind: Kind, language: Language) -> bytes:
    return template(kind, language, load_reference(), STREETS)


def _book(kind: Kind, language: Language) -> Workbook:
    return load_workbook(io.BytesIO(_made(kind, language)))


_shown = cache(_book)
"""A template only to look at."""


@OF_SENDERS
def test_an_empty_template_asks_for_what_is_required_and_nothing_else(
    tmp_path: Path, kind: Kind, language: Language
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(template(kind, language, load_reference()))
    found = [f for f in load([path, PROGRAMME])[1] if f.file == str(path)]
    needed = {"id", "name"} if kind in CLIENTS else {"id", "name", "crews"}  # a client may have no projects of its own
    assert {(f.kind, f.path) for f in found} == {
        ("missing-value", name) for name in needed
    }  # examples and defaults are no data


@EVERY
def test_sheets_are_in_reading_order_with_look_ups_last(kind: Kind, language: Language) -> None:
    book = _shown(kind, language)
    first = ("", "projects", "projects.places") + (() if kind in CLIENTS else ("crews", "crews.leave"))
    if kind == "programme":
        first = ("", "districts", "streets", "agreements", "grid_areas")
    assert book.sheetnames[: len(first)] == [SHEETS[name][at(language)] for name in first]
    assert book.sheetnames[-1] == LISTS[at(language)] and book.worksheets[-1].protection.sheet
    assert not set(book.sheetnames) & set(FINDINGS)


@EVERY
def test_headings_are_frozen_and_entry_is_checked(kind: Kind, language: Language) -> None:
    for sheet in _shown(kind, language).worksheets[1:-1]:
        assert sheet.freeze_panes == ("C6" if sheet.title in SHEETS["projects.places"] else "C5")
        rules = sheet.data_validations.dataValidation
        assert len(rules) == sum(cell.value is not None for cell in sheet[2])
        assert all(rule.prompt and rule.showErrorMessage for rule in rules)


def test_lists_come_from_the_reference_data() -> None:
    book = _shown("grid", "nl")
    values = {cell.value for column in book["Keuzelijsten"].iter_cols() for cell in column}
    assert {
        "LVM – (eerste) monteur laagspanningsdistributie",
        "AM01 – Groningen",
        "P09-S1 – Eerste straat (P09)",
    } <= values
    assert any("BU00141000" in str(value) for value in values)
    assert any("Keuzelijsten" in (rule.formula1 or "") for rule in book["Ploegen"].data_validations.dataValidation)


@OF_SENDERS
def test_prices_margins_and_names_are_never_asked(kind: Kind, language: Language) -> None:
    book = _shown(kind, language)
    texts = [
        str(cell.value).lower()
        for sheet in book.worksheets[:-1]
        for row in sheet.iter_rows(max_row=2)
        for cell in row
        if cell.value
    ]
    assert not any(
        word in text for text in texts for word in ("prijs", "price", "tarief", "rate", "marge", "€", "euro")
    )
    said = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any(("nooit gevraagd" if language == "nl" else "never asked") in text for text in said)
    assert [text[0] for text in said if text[:2] in ("1.", "2.", "3.", "4.", "5.", "6.")] == list("12345")


def test_few_columns_are_required() -> None:
    book = _shown("builder", "nl")
    required = {
        sheet.title: [c.value for c in sheet[2] if str(c.value).endswith("*")] for sheet in book.worksheets[1:5]
    }
    assert {name: len(columns) for name, columns in required.items()} == {
        "Projecten": 5,
        "Werk": 1,
        "Ploegen": 3,
        "Afwezigheid": 4,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_programme_asks_for_its_name_and_weeks(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(template("programme", language, load_reference()))
    found = [f for f in load([path])[1] if f.file == str(path)]
    assert {(f.kind, f.path) for f in found} == {("missing-value", name) for name in ("name", "start", "weeks")}


def _fill_in(book: Workbook, values: dict[str, object], language: Language) -> None:
    """Types values into the form, by their fields."""
    labels = {form_label("programme", c)[at(language)]: c.path for c in tables("programme")[0].columns}
    for row in book.worksheets[0].iter_rows(min_col=1, max_col=2):
        path = labels.get(str(row[0].value).rstrip(" *"))
        if path in values:
            row[1].value = values[path]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_is_filled_in_as_people_type(tmp_path: Path, language: Language) -> None:
    """Districts by name, weeks without zeros, several clients in one cell; read as the file with ids says."""
    book = _book("programme", language)
    _fill_in(
        book, {"name": "Gouda", "start": "2027-W1" if language == "nl" else "4-1-2027", "weeks": "156 weken"}, language
    )
    for title, rows in {SHEETS[name][at(language)]: rows for name, rows in ROWS.items()}.items():
        for r, typed in enumerate(rows, start=5):
            for c, value in enumerate(typed, start=2):
                book[title].cell(r, c).value = value
    book.save(tmp_path / "programme.xlsx")
    submitted, findings = read_one(tmp_path / "programme.xlsx")
    assert [f for f in findings if f.severity == "error"] == []
    assert submitted is not None and isinstance(submitted.record, ProgrammeFile)
    read = submitted.record
    assert (read.name, str(read.start), read.weeks) == ("Gouda", "2027-01-04", 156)
    assert [d.district for d in read.districts] == ["BU05130501", "WK051301"]
    assert [(s.id, s.district, s.homes, s.reopening_forbidden) for s in read.streets] == [
        ("ST-1", "BU05130501", 40, True)
    ]
    assert read.agreements[0].clients == ("gemeente-gouda", "net-zuid") and read.agreements[0].new
    assert read.grid_areas[0].districts == ("BU05130501", "WK051301") and read.grid_areas[0].spare_kw == 100
    assert read.combinations is not None and read.combinations.name[0].projects == ("R-1", "K-1")
    written = convert.workbook(read, language, load_reference())
    (tmp_path / "again.xlsx").write_bytes(written)
    again, _ = read_one(tmp_path / "again.xlsx")
    assert again is not None and again.record == read


ROWS: dict[str, list[list[object]]] = {
    "districts": [["Statensingel, Gouda", None, None, None, 2], ["wk051301"]],
    "streets": [["ST-1", "Statensingel, Gouda", "Statensingel", "40 woningen", 0, None, "ja"]],
    "agreements": [["gemeente-gouda; net-zuid", None, "ja"]],
    "grid_areas": [["NET-1", "Statensingel, Gouda; WK051301", "100 kW", 400]],
    "combinations.name": [["R-1; K-1"]],
}


def test_a_mistake_in_a_programme_is_told_at_its_cell(tmp_path: Path) -> None:
    book = _book("programme", "nl")
    _fill_in(book, {"name": "x", "start": "2027-W01", "weeks": 52}, "nl")
    for c, value in enumerate(("S1", "Nergenshuizen, Gouda", "Straat", "veertig"), start=2):
        book["Straten"].cell(5, c).value = value
    for c, value in enumerate(("S2", "Statensingel, Gouda", "Straat", 10), start=2):
        book["Straten"].cell(6, c).value = value
    for c, value in enumerate(("WK051301", None, "GM9999"), start=2):
        book["Wijken"].cell(5, c).value = value
    path = tmp_path / "programme.xlsx"
    book.save(path)
    found = {(f.sheet, f.cell): f for f in load([path])[1] if f.severity == "error"}
    assert "Gouda has no district Nergenshuizen" in found["Straten", "C5"].what
    assert found["Straten", "E5"].kind == "wrong-number" and found["Wijken", "D5"].kind == "unknown-municipality"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trades_that_work_asks_for_stand_where_it_is_filled_in(language: Language) -> None:
    """With the sectors whose employers have them; the row is never data, whatever is typed below it."""
    sheet = _shown("grid", language)[SHEETS["projects.places"][at(language)]]
    assert sheet["A4"].value == TRADES_ASKED[at(language)]
    column = next(cell.column for cell in sheet[2] if str(cell.value).startswith(("LS-kabel", "LV cable")))
    said = str(sheet.cell(4, column).value)
    assert "LVM" in said and "PAV" in said and ("netbeheer" if language == "nl" else "grid") in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_grey_texts_are_seen_whole_and_paper_repeats_the_headings(language: Language) -> None:
    """A line takes at least a sign and a half per unit of width; what is longer makes its row higher."""
    for sheet in _book("installer", language).worksheets[1:-1]:
        assert sheet.print_title_rows == "$2:$2" and sheet.print_title_cols == "$A:$B"
        for cell in (c for row in sheet.iter_rows(min_row=3, max_row=5) for c in row if c.value is not None):
            room = sheet.column_dimensions[get_column_letter(cell.column)].width * 1.5
            lines = sum(max(1, -(-len(line) // int(room))) for line in str(cell.value).split("\n"))
            assert sheet.row_dimensions[cell.row].height >= 12 * lines, (sheet.title, cell.coordinate, cell.value)


@pytest.mark.parametrize("typed", ["raamovereenkomst", "begin-begin"])
def test_examples_of_templates_sent_out_before_are_no_entries(tmp_path: Path, typed: str) -> None:
    book = _book("municipality", "nl")
    cell = book["Volgorde"]["D4"]
    assert cell.value == "einde-begin"
    cell.value = typed
    book.save(tmp_path / "a.xlsx")
    told = [f for f in load([tmp_path / "a.xlsx", PROGRAMME])[1] if f.sheet == "Volgorde"]
    assert bool(told) == (typed == "begin-begin")  # ours of before, and one that somebody chose


def _of_gouda() -> tuple[tuple[District, ...], tuple[StreetRecord, ...]]:
    here = load_reference().districts["WK051302"]
    return (here,), (StreetRecord(id="WK051302-S1", district="WK051302", name="Eerste straat", homes=40),)


def _rows_of_examples(book: Workbook) -> list[tuple[str, str]]:
    """Sheet and value of each cell in the rows that are examples."""
    return [
        (sheet.title, str(cell.value))
        for sheet in book.worksheets[1:-1]
        for row in sheet.iter_rows(max_row=5)
        if str(row[0].value) in ("voorbeeld", "example")
        for cell in row
        if cell.value is not None
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_examples_are_of_the_programme_and_else_of_no_place_that_exists(kind: Kind) -> None:
    districts, streets = _of_gouda()
    reference = load_reference()
    alone = template(kind, "nl", reference)
    there = template(kind, "nl", reference, streets, districts=districts)
    for made in (alone, there):
        told = _rows_of_examples(load_workbook(io.BytesIO(made)))
        text = " ".join(value for _, value in told)
        assert not any(word in text for word in ("P09", "Groningen", "GM0014", "oldambt"))
        titles = {sheet for sheet, value in told if "WK051302" in value or "AM20" in value or value == "GM0513"}
        assert bool(titles) == (made is there)
    if kind == "grid":
        assert {"Projecten", "Werk", "Ploegen", "Vaste weken"} <= titles


@pytest.mark.parametrize(("typed", "told"), [(None, False), ("WK051304", True), ("WK051302", False), ("Gouda", True)])
def test_an_example_of_a_programme_is_no_entry_and_one_that_was_written_over_is_asked(
    tmp_path: Path, typed: str | None, told: bool
) -> None:
    districts, streets = _of_gouda()
    book = load_workbook(io.BytesIO(template("grid", "nl", load_reference(), streets, districts=districts)))
    sheet = book["Projecten"]
    row = next(r for r in sheet.iter_rows(max_row=5) if r[0].value == "voorbeeld")
    cell = next(c for c in row if str(c.value).startswith("WK051302"))
    cell.value = typed or cell.value
    book.save(tmp_path / "a.xlsx")
    found = [f for f in load([tmp_path / "a.xlsx", PROGRAMME])[1] if f.kind == "example-row"]
    assert [f.cell for f in found] == ([cell.coordinate] if told else [])
