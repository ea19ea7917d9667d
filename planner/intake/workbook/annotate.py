"""A copy of a workbook with what was found: cells coloured, a comment in each, and a first sheet that lists everything
with links."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from wijkplan.planner.findings.finding import HEADINGS, Finding, totals
from wijkplan.planner.text import Language, say, translated

from . import style
from .headings import FINDINGS, at
from .open_workbook import Sheet, Unreadable, open_sheets
from .submission_workbook import saved
from .write_cells import put

MARKED = 5000  # findings of one workbook that get a comment; all are listed
COMMENT_SIZE = (420, 160)
WIDTHS = (16, 20, 9, 24, 60, 50, 60)  # of the columns of the list, in characters
LINE_HEIGHT = 16
SHEET_NAME = 31  # signs that the name of a sheet may have


def annotated(path: Path, findings: Sequence[Finding], language: Language) -> tuple[str, bytes]:
    """Name and bytes of the marked copy. What cannot be changed in place (.ods, or a workbook that our writer cannot
    load) is copied value by value into a new one. Raises
    :class:`~wijkplan.planner.intake.workbook.open_workbook.Unreadable` where the file is no workbook."""
    book, suffix = _open(path)
    return f"{path.stem}.{translated(say('checked'), language)}{suffix}", _marked(book, findings, language)


def annotated_rows(
    path: Path, rows: Sequence[Sequence[Any]], findings: Sequence[Finding], language: Language
) -> tuple[str, bytes]:
    """Likewise of a table as text, which has no cells to mark: its rows in a workbook of one sheet, called after it."""
    sheet = Sheet(re.sub(r"[\[\]:*?/\\]", "-", path.stem)[:SHEET_NAME].strip("'") or "1", [list(row) for row in rows])
    made = [replace(finding, sheet=sheet.name) if finding.cell else finding for finding in findings]
    name = f"{path.name}.{translated(say('checked'), language)}.xlsx"
    return name, _marked(_copied([sheet]), made, language)


def _marked(book: Workbook, findings: Sequence[Finding], language: Language) -> bytes:
    ordered = sorted(findings, key=lambda f: f.order)
    for finding in reversed(ordered[:MARKED]):  # the worst is written last
        if finding.cell and finding.sheet in book.sheetnames:
            _mark(book[finding.sheet], finding, language)
    _list(book, ordered, language)
    return saved(book)


def has_threads(path: Path) -> bool:
    """Whether a workbook has threads of comments, which our writer does not keep."""
    try:
        with ZipFile(path) as packed:
            return any(name.startswith("xl/threadedComments/") for name in packed.namelist())
    except (BadZipFile, OSError, ValueError):
        return False


def _open(path: Path) -> tuple[Workbook, str]:
    sheets = open_sheets(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        macros = path.suffix.lower() == ".xlsm"
        try:
            return load_workbook(io.BytesIO(path.read_bytes()), keep_vba=macros, rich_text=True), path.suffix.lower()
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError):
            pass  # styles or drawings that it does not know; the values are there all the same
    return _copied(sheets), ".xlsx"


def _copied(sheets: Sequence[Sheet]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        for r, row in enumerate(sheet.rows, start=1):
            for c, value in enumerate(row, start=1):
                if value != "":
                    put(made.cell(r, c), _kept(value))
        made.sheet_state = "hidden" if sheet.hidden else "visible"
    return book


def _kept(value: Any) -> Any:
    return value if isinstance(value, str | bool | int | float | date | time) else str(value)


def _mark(sheet: Worksheet, finding: Finding, language: Language) -> None:
    cell = sheet[finding.cell]
    if isinstance(cell, MergedCell):
        home = next(area for area in sheet.merged_cells.ranges if finding.cell in area)
        cell = sheet.cell(home.min_row, home.min_col)
    cell.fill = style.MARKS[finding.severity]
    text = f"{translated(HEADINGS[finding.severity][0], language)}: {_sentences(finding, language)}"
    before = f"\n\n{cell.comment.text}" if cell.comment else ""
    cell.comment = Comment((text + before)[:3000], "wijkplan", height=COMMENT_SIZE[1], width=COMMENT_SIZE[0])


def _sentences(finding: Finding, language: Language) -> str:
    return " ".join(translated(text, language) for text in (finding.what, finding.why, finding.remedy))


def _list(book: Workbook, findings: Sequence[Finding], language: Language) -> None:
    name = FINDINGS[at(language)]
    for old in [n for n in book.sheetnames if n in FINDINGS]:
        del book[old]
    sheet = book.create_sheet(name, 0)
    sheet["A1"], sheet["A1"].font = f"{name}: {translated(totals(findings), language)}", style.TITLE
    sheet.row_dimensions[1].height = 26
    heads = (
        say("Severity"),
        say("Sheet"),
        say("Cell"),
        say("Found"),
        say("What"),
        say("Why it matters"),
        say("What to do"),
    )
    for c, (head, width) in enumerate(zip(heads, WIDTHS, strict=True), start=1):
        cell = sheet.cell(3, c, translated(head, language))
        cell.font, cell.fill, cell.border = style.REQUIRED, style.REQUIRED_FILL, style.AROUND
        sheet.column_dimensions["ABCDEFG"[c - 1]].width = width
    for r, finding in enumerate(findings, start=4):
        texts = (
            HEADINGS[finding.severity][0],
            finding.sheet,
            finding.cell,
            finding.value,
            finding.what,
            finding.why,
            finding.remedy,
        )
        for c, text in enumerate(texts, start=1):
            cell = sheet.cell(r, c)
            try:
                put(cell, translated(text, language) or None)
            except IllegalCharacterError:
                put(cell, "?")
            cell.alignment = style.TOP
        longest = max(len(str(sheet.cell(r, c).value or "")) / width for c, width in enumerate(WIDTHS, start=1))
        sheet.row_dimensions[r].height = LINE_HEIGHT * (1 + int(longest))
        sheet.cell(r, 1).fill = style.MARKS[finding.severity]
        if finding.cell and finding.sheet in book.sheetnames:
            quoted = finding.sheet.replace("'", "''")
            sheet.cell(r, 3).hyperlink = f"#'{quoted}'!{finding.cell}"
            sheet.cell(r, 3).style = "Hyperlink"
            sheet.cell(r, 3).alignment = style.TOP
    sheet.freeze_panes = "A4"
    style.page(sheet)
    book.active = 0


__all__ = ["Unreadable", "annotated", "annotated_rows", "has_threads"]
