"""Plain workbooks of tables: the same bytes for the same contents, so that a test can tell whether anything hidden
shows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wijkplan.planner.intake.workbook import style
from wijkplan.planner.intake.workbook.answer_marker import HIDDEN
from wijkplan.planner.intake.workbook.table_sheets import DATE_FORMAT
from wijkplan.planner.intake.workbook.write_cells import put
from wijkplan.planner.text import Language, Text, translated

from .party_page_words import PAGE

FIRST_ROW = 5  # of the data; title, note and headings stand above
NARROW, WIDE = 11.0, 62.0
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``answers`` are the columns (from 0) that the reader fills in, with the choices there (none:
    anything); on a page numbers that are not whole have as many ``digits`` behind the mark."""

    title: Text
    note: Text
    headings: tuple[Text, ...]
    rows: Sequence[Sequence[Any]]
    answers: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    digits: int = 1


def workbook(
    tables: Sequence[Table], language: Language, made: datetime, hidden: Mapping[str, str] | None = None
) -> bytes:
    """The workbook as bytes. ``made`` is the only time in it; ``hidden`` are names and values for reading it back, on
    a hidden sheet."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.created = "wijkplan", made
    for table in tables:
        _sheet(book.create_sheet(translated(table.title, language)), table, language)
    if hidden:
        sheet = book.create_sheet(HIDDEN)
        for r, pair in enumerate(hidden.items(), start=1):
            for c, text in enumerate(pair, start=1):
                put(sheet.cell(r, c), text)
        sheet.sheet_state = "hidden"
    return _settled(book, made)


def _sheet(sheet: Worksheet, table: Table, language: Language) -> None:
    sheet["A1"], sheet["A1"].font = sheet.title, style.TITLE
    sheet["A2"], sheet["A2"].font = translated(table.note, language), style.QUIET
    if not table.rows:
        sheet["A3"] = translated(PAGE["nothing"], language)
    sheet.row_dimensions[1].height = 26
    for c, heading in enumerate(table.headings, start=1):
        cell = sheet.cell(FIRST_ROW - 1, c, translated(heading, language))
        asked = c - 1 in table.answers
        cell.font, cell.fill = (style.REQUIRED, style.REQUIRED_FILL) if asked else (style.BOLD, style.OPTIONAL_FILL)
        cell.alignment, cell.border = style.WRAPPED, style.AROUND
        texts = [str(row[c - 1] or "") for row in table.rows[:500]]
        longest = max([len(cell.value) * 0.7, *map(len, texts)], default=NARROW)
        sheet.column_dimensions[get_column_letter(c)].width = min(WIDE, max(NARROW, longest + 2))
    sheet.row_dimensions[FIRST_ROW - 1].height = 34
    for r, row in enumerate(table.rows, start=FIRST_ROW):
        for c, value in enumerate(row, start=1):
            cell = sheet.cell(r, c)
            put(cell, translated(value, language) if isinstance(value, str) else value)
            cell.border, cell.alignment = style.AROUND, style.TOP
            if isinstance(value, date):
                cell.number_format = DATE_FORMAT[language]
            if c - 1 in table.answers:
                cell.fill = style.INPUT_FILL
        sheet.row_dimensions[r].height = 15.5 * max(1, *(1 + int(len(str(value or "")) / WIDE) for value in row))
    for column, choices in table.answers.items():
        if choices and table.rows:
            letter = get_column_letter(column + 1)
            rule = DataValidation(
                type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True
            )
            rule.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + len(table.rows) - 1}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 1)
    style.page(sheet)


def _settled(book: Workbook, made: datetime) -> bytes:
    """The file without the times of writing."""
    stream, settled = io.BytesIO(), io.BytesIO()
    book.save(stream)
    stamp = (made.year, made.month, made.day, 0, 0, 0)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            raw = MODIFIED.sub(rb"\g<1>" + made.strftime("%Y-%m-%dT00:00:00Z").encode() + rb"\g<2>", old.read(part))
            new.writestr(zipfile.ZipInfo(part.filename, stamp), raw, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
