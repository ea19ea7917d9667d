"""Templates: what a planner gets to see, and that an empty one is empty."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.planner.intake.workbook.sheets import PROGRAMME
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.intake.workbook.examples import CLIENTS, KINDS, Kind
from wijkplan.planner.intake.workbook.headings import FINDINGS, LISTS, SHEETS, at
from wijkplan.planner.intake.workbook.template import template
from wijkplan.planner.reference import load as load_reference
from wijkplan.planner.submission.schema import StreetRecord
from wijkplan.planner.text import LANGUAGES, Language

EVERY = pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in KINDS for language in LANGUAGES])
STREETS = (StreetRecord(id="P09-S1", district="P09", name="Eerste straat", homes=40),)


def _book(kind: Kind, language: Language) -> Workbook:
    return load_workbook(io.BytesIO(template(kind, language, load_reference(), STREETS)))


@EVERY
def test_an_empty_template_asks_for_what_is_required_and_nothing_else(tmp_path: Path, kind: Kind, language: Language) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(template(kind, language, load_reference()))
    found = [f for f in load([path, PROGRAMME])[1] if f.file == str(path)]
    needed = {"id", "name", "projects" if kind in CLIENTS else "crews"}
    assert {(f.kind, f.path) for f in found} == {("missing-value", name) for name in needed}  # examples and defaults are no data


@EVERY
def test_sheets_are_in_reading_order_with_look_ups_last(kind: Kind, language: Language) -> None:
    book = _book(kind, language)
    first = ("", "projects", "projects.places") + (() if kind in CLIENTS else ("crews", "crews.leave"))
    assert book.sheetnames[: len(first)] == [SHEETS[name][at(language)] for name in first]
    assert book.sheetnames[-1] == LISTS[at(language)] and book.worksheets[-1].protection.sheet
    assert not set(book.sheetnames) & set(FINDINGS)


@EVERY
def test_headings_are_frozen_and_entry_is_checked(kind: Kind, language: Language) -> None:
    for sheet in _book(kind, language).worksheets[1:-1]:
        assert sheet.freeze_panes == "C5"
        rules = sheet.data_validations.dataValidation
        assert len(rules) == sum(cell.value is not None for cell in sheet[2])
        assert all(rule.prompt and rule.showErrorMessage for rule in rules)


def test_lists_come_from_the_reference_data() -> None:
    book = _book("grid", "nl")
    values = {cell.value for column in book["Keuzelijsten"].iter_cols() for cell in column}
    assert {"LVM – (eerste) monteur laagspanningsdistributie", "AM01 – Groningen", "P09-S1 – Eerste straat (P09)"} <= values
    assert any("BU00141000" in str(value) for value in values)
    assert any("Keuzelijsten" in (rule.formula1 or "") for rule in book["Ploegen"].data_validations.dataValidation)


@EVERY
def test_prices_margins_and_names_are_never_asked(kind: Kind, language: Language) -> None:
    book = _book(kind, language)
    texts = [str(cell.value).lower() for sheet in book.worksheets[:-1] for row in sheet.iter_rows(max_row=2) for cell in row if cell.value]
    assert not any(word in text for text in texts for word in ("prijs", "price", "tarief", "rate", "marge", "€", "euro"))
    said = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any(("nooit gevraagd" if language == "nl" else "never asked") in text for text in said)
    assert [text[0] for text in said if text[:2] in ("1.", "2.", "3.", "4.", "5.", "6.")] == list("12345")


def test_few_columns_are_required() -> None:
    book = _book("builder", "nl")
    required = {sheet.title: [c.value for c in sheet[2] if str(c.value).endswith("*")] for sheet in book.worksheets[1:5]}
    assert {name: len(columns) for name, columns in required.items()} == {"Projecten": 5, "Werk": 1, "Ploegen": 3, "Afwezigheid": 4}
