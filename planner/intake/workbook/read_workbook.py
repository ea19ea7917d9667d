"""A workbook to the values that a JSON file would hold, with the cell of each and everything that is wrong with the cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import Finding, error, hint, warning
from wijkplan.planner.reference import Reference
from wijkplan.planner.text import say

from .cell_map import Places
from .cell_marks import cell_name
from .headings import SHEETS, heading_pair
from .layout import ROOTS, Table, all_tables, tables
from .lookups import Lookup, lookups
from .open_workbook import Sheet, Unreadable, open_sheets
from .read_cells import is_empty, read
from .recognise_sheets import FormCell, Found, form_cells, is_ours, recognise
from .rows_to_records import Lines


@dataclass(slots=True)
class Book:
    """A workbook while it is read: its values so far, where they stand, and what was found."""

    file: str
    lookups: dict[str, Lookup]
    data: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    findings: list[Finding] = field(default_factory=list)

    @property
    def owner(self) -> str | None:
        """Id of the sender, ``None`` where the form does not tell."""
        sender = self.data.get("name") if self.data.get("kind") == "programme" else self.data.get("id")
        return sender if isinstance(sender, str) else None

    def add(self, finding: Finding) -> None:
        """Keep a finding."""
        self.findings.append(finding)


def decode(path: Path, reference: Reference) -> tuple[dict[str, Any] | None, Places, list[Finding]]:
    """The values of a workbook, ``None`` where it is none or holds no submission. Never raises for what the file holds."""
    book = Book(str(path), lookups(reference))
    try:
        sheets = open_sheets(path)
    except Unreadable as problem:
        return None, book.places, [error("unreadable-workbook", book.file, "", None, None, problem.what, problem.remedy)]
    seen = [sheet for sheet in sheets if not is_ours(sheet)]
    found: list[Found] = []
    forms: list[FormCell] = []
    left: list[Sheet] = []
    for sheet in seen:
        table = None if sheet.hidden else recognise(sheet)
        cells = [] if table is not None or sheet.hidden else list(form_cells(sheet))
        if table is not None:
            found.append(table)
        elif cells:
            forms += cells
        elif any(not is_empty(value) for row in sheet.rows for value in row):
            left.append(sheet)
    if not found and not forms:
        what = say("No sheet of this workbook has the headings of a submission.")
        remedy = say("Make an empty one with wijkplan template and copy your data into it.")
        return None, book.places, [error("not-a-submission", book.file, "", None, None, what, remedy)]
    _form(book, forms, found)
    _tables(book, found)
    for sheet in left:
        _left_out(book, sheet)
    return book.data, book.places, book.findings


def _left_out(book: Book, sheet: Sheet) -> None:
    what = say("This sheet is hidden and is not read.") if sheet.hidden else say("This sheet is not read.")
    names = ", ".join("/".join(dict.fromkeys(SHEETS[table.name])) for table in tables(book.data["kind"]))
    remedy = say("That is fine for notes. Sheets that are read are called: {names}.", names=names)
    book.add(Finding("hint", "extra-sheet", book.file, "", book.owner, "", what, remedy, sheet.name))


def _form(book: Book, cells: list[FormCell], found: list[Found]) -> None:
    """The single values of the sender. Of a label that stands twice the first with a value counts."""
    first: dict[str, FormCell] = {}
    for cell in cells:
        if cell.column.path not in first or is_empty(first[cell.column.path].value):
            first[cell.column.path] = cell
    kind = _kind(book, first, found)
    book.data |= {"kind": kind, "format_version": 1}
    for column in tables(kind)[0].columns:
        if column.path not in first:
            continue
        cell = first[column.path]
        book.places.form[column.path] = (cell.sheet.name, cell.row, cell.at, cell.label)
        if is_empty(cell.value) or column.path == "kind":
            continue
        value, fault = read(column, cell.value, book.lookups)
        if value is not None:
            book.data[column.path] = value
        if fault:
            place = (cell.sheet.name, cell_name(cell.row, cell.at))
            book.add(Finding(fault.severity, fault.kind, book.file, column.path, None, str(cell.value), fault.what, fault.remedy, *place))


def _kind(book: Book, cells: dict[str, FormCell], found: list[Found]) -> str:
    """What sort of submission it is: as stated, else by what only one sort has."""
    stated = cells.get("kind")
    if stated is not None and not is_empty(stated.value):
        for kind in ROOTS:
            column = tables(kind)[0].columns[0]
            if read(column, stated.value, {})[1] is None:
                return kind
        place = (stated.sheet.name, cell_name(stated.row, stated.at))
        what, remedy = say("This is not a kind of submission."), say("Use employer, client or programme.")
        book.add(Finding("error", "wrong-kind", book.file, "kind", None, str(stated.value), what, remedy, *place))
    names = {t.table.name for t in found}
    if "sector" in cells or names & {"crews", "crews.leave"}:
        return "employer"
    return "programme" if "weeks" in cells or "streets" in names else "client"


def _tables(book: Book, found: list[Found]) -> None:
    """All sheets, each after the one its lines belong to."""
    mine = {table.name for table in tables(book.data["kind"])}
    lines = Lines(book)
    for table in all_tables().values():
        for part in (f for f in found if f.table is table):
            if table.name in mine:
                _headings(book, part)
                lines.read(part)
            elif any(not is_empty(value) for row in part.sheet.rows[part.heading_row + 1 :] for value in row):
                what = say("A submission of this kind has no such sheet; it is not read.")
                remedy = say("Send it in a file of its own, or correct the kind of submission.")
                book.add(Finding("warning", "extra-sheet", book.file, "", book.owner, "", what, remedy, part.sheet.name))
    lines.finish()


def _headings(book: Book, found: Found) -> None:
    """What the headings of a sheet make one say."""
    sheet, row = found.sheet.name, found.heading_row
    names = {c: name for c, (_, name) in found.columns.items()}
    if not found.named:
        what = say("This sheet is read as {name}.", name="/".join(SHEETS[found.table.name]))
        book.add(
            _at(
                hint,
                "sheet-read-as",
                book,
                sheet,
                cell_name(row, 0),
                None,
                what,
                say("Give it that name, or another heading if it is something else."),
            )
        )
    for c in found.near:
        column = found.columns[c][0]
        what = say("This column is read as {name}.", name=_title(found.table, column.path))
        book.add(_at(hint, "column-read-as", book, sheet, cell_name(row, c), names[c], what, say("Check that it means the same, in the same unit.")))
    for c, name in found.extra.items():
        if any(c < len(r) and not is_empty(r[c]) for r in found.sheet.rows[row + 1 :]):
            remedy = say("That is fine for notes. Otherwise use a heading of the template.")
            book.add(_at(hint, "extra-column", book, sheet, cell_name(row, c), name, say("This column is not read."), remedy))
    for c, name in found.double.items():
        what = say("There is a column with this meaning already; this one is not read.")
        book.add(_at(warning, "double-column", book, sheet, cell_name(row, c), name, what, say("Keep one of them.")))
    for column in found.missing:
        what = say("The column {name} is missing.", name=_title(found.table, column.path))
        book.add(_at(error, "missing-column", book, sheet, cell_name(row, 0), None, what, say("Add it, with this heading.")))


def _at(make: Any, kind: str, book: Book, sheet: str, cell: str, value: str | None, what: Any, remedy: Any) -> Finding:
    made: Finding = make(kind, book.file, "", book.owner, value, what, remedy)
    return Finding(made.severity, kind, made.file, "", made.owner, made.value, what, remedy, sheet, cell)


def _title(table: Table, path: str) -> str:
    column = next(c for c in table.columns if c.path == path)
    return " / ".join(dict.fromkeys(heading_pair(table.name, column)))
