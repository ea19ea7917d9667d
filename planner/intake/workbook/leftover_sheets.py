"""Sheets that are not read: each is named, as an error where it looks as if work or people would be lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.ledger import Line, amounts_of
from wijkplan.planner.text import say

from .headings import SHEETS
from .layout import tables
from .lookups import folded
from .read_cells import is_empty
from .read_numbers import as_number
from .recognise_sheets import Found, headings_in, on_its_side, recognise, table_called

if TYPE_CHECKING:
    from .open_workbook import Sheet
    from .read_workbook import Book

_OLD = re.compile(
    r"\b(?:oud|oude|old|kopie|copy|backup|back-up|archief|archive|vorig|vorige|previous|concept|draft|vervallen|versie|version)\b|\bv\d+\b|\(\d+\)",
    re.IGNORECASE,
)
LONGEST_NAME = 60  # of a trade, street, project or crew
LEAST_HEADINGS = 2  # of one of our sheets, before a sheet that is not read is thought to be one


def is_leftover(name: str) -> bool:
    """Whether the name of a sheet says that it is an old one or a copy, as ``Projecten oud`` and ``Werk (2)``."""
    return bool(_OLD.search(re.sub(r"[_.]", " ", name)))


def leftovers(book: Book, left: list[Sheet], there: list[str]) -> None:
    """What is said of sheets that are not read. ``there``: tables that have a sheet which is read."""
    names = ", ".join("/".join(dict.fromkeys(SHEETS[table.name])) for table in tables(book.data["kind"]))
    for sheet in left:
        book.sheets[sheet.name] = False
        table = None if on_its_side(sheet) else recognise(sheet)
        rows = [r for r, row in enumerate(sheet.rows) if any(not is_empty(value) for value in row)]
        data = [r for r in rows if table is None or r > table.heading_row]
        book.lines += [_line(book, sheet, table, r) for r in data]
        if data:
            book.add(_said(book, sheet, table, len(data), there, names))


def _said(book: Book, sheet: Sheet, table: Found | None, rows: int, there: list[str], names: str) -> Finding:
    notes = say("That is fine for notes. Sheets that are read are called: {names}.", names=names)
    mine = {one.name for one in tables(book.data["kind"])}
    if table is not None:
        name = "/".join(dict.fromkeys(SHEETS[table.table.name]))
        if table.table.name not in mine:
            what = say("A submission of this kind has no such sheet; it is not read.")
            remedy = say("Send it in a file of its own, or correct the kind of submission.")
            return Finding("error", "extra-sheet", book.file, "", book.owner, "", what, remedy, sheet.name)
        what = say("This sheet is hidden and is not read; it has {count} rows of sheet {name}.", count=rows, name=name)
        if table.table.name in there and is_leftover(sheet.name):
            return Finding("hint", "extra-sheet", book.file, "", book.owner, "", what, notes, sheet.name)
        remedy = say("Unhide it if they count, delete it otherwise.")
        return Finding("error", "hidden-sheet", book.file, "", book.owner, "", what, remedy, sheet.name)
    if on_its_side(sheet):
        what = say("The headings of this sheet stand below each other; its {count} rows are not read.", count=rows)
        remedy = say("Turn it round, so that each line is a row: copy it, and paste it transposed.")
        return Finding("error", "sheet-without-headings", book.file, "", book.owner, "", what, remedy, sheet.name)
    if sheet.hidden:
        return Finding(
            "hint",
            "extra-sheet",
            book.file,
            "",
            book.owner,
            "",
            say("This sheet is hidden and is not read."),
            notes,
            sheet.name,
        )
    if table_called(sheet.name) in mine:
        what = say(
            "This sheet is called as one of ours, but has none of its headings; its {count} rows are not read.",
            count=rows,
        )
        remedy = say(
            "Put the headings of the template above its columns, or give it another name if it is something else."
        )
        return Finding("error", "sheet-without-headings", book.file, "", book.owner, "", what, remedy, sheet.name)
    if any(headings_in([v for v in row if isinstance(v, str)]) >= LEAST_HEADINGS for row in sheet.rows[:30]):
        what = say("This sheet is not read, though some of its headings are ours; it has {count} rows.", count=rows)
        lacking = "projects.places" not in there
        remedy = say(
            "Use the headings of the template if its rows count. Sheets that are read are called: {names}.", names=names
        )
        return Finding(
            "error" if lacking else "warning", "extra-sheet", book.file, "", book.owner, "", what, remedy, sheet.name
        )
    if name := _counted(book, sheet):
        what = say("This sheet is not read, though numbers stand beside {name}: if they are work or people, the plan "
                   "misses them.", name=name)  # fmt: skip
        remedy = say(
            "Put them on a sheet with the headings of the template if they count. Sheets that are read are called: "
            "{names}.",
            names=names,
        )
        return Finding("warning", "extra-sheet", book.file, "", book.owner, "", what, remedy, sheet.name)
    return Finding(
        "hint", "extra-sheet", book.file, "", book.owner, "", say("This sheet is not read."), notes, sheet.name
    )


def _counted(book: Book, sheet: Sheet) -> str:
    """The first trade, street, project or crew on a sheet that has numbers in its row; empty where none has."""
    mine = {
        folded(str(one["id"]))
        for name in ("projects", "crews", "streets")
        for one in book.data.get(name, ())
        if isinstance(one, dict) and "id" in one
    }
    trades, seen = book.lookups["trade"], dict[str, bool]()
    for row in sheet.rows:
        if not any(isinstance(value, float) for value in row):
            continue
        for value in row:
            if isinstance(value, str) and (text := value.strip()) and len(text) <= LONGEST_NAME:
                if text not in seen:
                    seen[text] = bool(folded(text)) and (folded(text) in mine or trades.find(text) is not None)
                if seen[text]:
                    return text
    return ""


def _line(book: Book, sheet: Sheet, table: Found | None, r: int) -> Line:
    """A row that is not read, with what it would have stated."""
    if table is None:
        return Line(book.file, sheet.name, r, "", "")
    row = sheet.rows[r]
    own = {
        column.path: c
        for c, (column, _) in table.columns.items()
        if column.owner is None and column.kind in ("whole", "number")
    }
    stated = {path: number for path, c in own.items() if c < len(row) and (number := as_number(row[c])) is not None}
    return Line(book.file, sheet.name, r, table.table.name, "", amounts_of(table.table.name, stated))
