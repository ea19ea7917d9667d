"""A workbook to the values that a JSON file would hold, with the cell of each and everything that is wrong with the
cells."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import Finding, error, hint, shown, warning
from wijkplan.planner.intake.horizon import Horizon
from wijkplan.planner.intake.ledger import Line, Sent
from wijkplan.planner.reference import Reference
from wijkplan.planner.text import say

from .cell_map import Places
from .cell_marks import cell_name
from .double_columns import doubled, drawn, weeks_across
from .examples import NOWHERE, Area, area_in
from .extra_columns import called_off, off, price
from .headings import EXAMPLE, IF_EMPTY, SHEETS, TRADES_ASKED, heading_pair
from .layout import ROOTS, Table, all_tables, tables
from .leftover_sheets import is_leftover, leftovers
from .lookups import Lookup, folded, lookups
from .open_workbook import Sheet, Unreadable, open_sheets
from .read_cells import is_empty, read
from .recognise_sheets import FormCell, Found, column_called, form_cells, is_ours, on_its_side, recognise
from .row_weeks import is_year
from .rows_to_records import Lines

OF_AMOUNTS = ("projects.places", "crews", "crews.leave")  # sheets on which numbers are work and people
_WORK = "/".join(SHEETS["projects.places"])
TITLE_CELLS = 2  # filled cells of a row above the headings that is a title


@dataclass(slots=True)
class Book:
    """A workbook while it is read: its values so far, where they stand, and what was found; ``lines`` and ``sheets``
    are the ledger of what it holds; ``horizon`` that of the programme, where it is known; ``area``: where its examples
    are."""

    file: str
    lookups: dict[str, Lookup]
    data: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    findings: list[Finding] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    sheets: dict[str, bool] = field(default_factory=dict)
    horizon: Horizon | None = None
    area: Area = NOWHERE

    @property
    def owner(self) -> str | None:
        """Id of the sender, ``None`` where the form does not tell."""
        sender = self.data.get("name") if self.data.get("kind") == "programme" else self.data.get("id")
        return sender if isinstance(sender, str) else None

    def add(self, finding: Finding) -> None:
        """Keep a finding."""
        self.findings.append(finding)


@dataclass(frozen=True, slots=True)
class Read:
    """What a workbook holds: its values (``None`` where it is none, or no submission), where they stand, what was
    found, and all its lines."""

    data: dict[str, Any] | None
    places: Places
    findings: list[Finding]
    sent: Sent


def decode(path: Path, reference: Reference, horizon: Horizon | None = None) -> Read:
    """The values of a workbook. Never raises for what the file holds. ``horizon``: that of the programme, by which
    weeks get their year."""
    book = Book(str(path), lookups(reference), horizon=horizon)
    try:
        sheets = open_sheets(path)
    except Unreadable as problem:
        return Read(
            None,
            book.places,
            [error("unreadable-workbook", book.file, "", None, None, problem.what, problem.remedy)],
            Sent(),
        )
    book.area = area_in(sheets)
    for sheet in sheets:
        for what in drawn(sheet):
            remedy = say("That is fine for notes. Work and people in it belong into cells.")
            book.add(_at(hint, "comments-not-read", book, sheet.name, "", None, what, remedy))
    found, forms, left = _sorted(book, sheets)
    if not found and not forms:
        what = say("No sheet of this workbook has the headings of a submission.")
        remedy = say("Make an empty one with wijkplan template and copy your data into it.")
        finding = error("not-a-submission", book.file, "", None, None, what, remedy)
        return Read(
            None,
            book.places,
            [finding],
            Sent(tuple(_all_rows(book, sheets)), dict.fromkeys((s.name for s in sheets), False)),
        )
    _form(book, forms, found)
    left += _tables(book, found)
    leftovers(book, left, [f.table.name for f in found])
    return Read(book.data, book.places, book.findings, Sent(tuple(book.lines), book.sheets))


def decode_mapped(
    file: str,
    data: Mapping[str, Any],
    places: Places | None,
    founds: list[Found],
    reference: Reference,
    horizon: Horizon | None,
) -> Read:
    """What a sender sent (``data``, with its ``places`` where that is a workbook) and tables beside it, as one. Only
    what the tables hold is in the findings and lines that come back. Never raises for what they hold."""
    book = Book(file, lookups(reference), copy.deepcopy(dict(data)), places or Places(), horizon=horizon)
    book.sheets.update((found.sheet.name, True) for found in founds)
    left = _tables(book, founds)
    leftovers(book, left, [f.table.name for f in founds])
    return Read(book.data, book.places, book.findings, Sent(tuple(book.lines), book.sheets))


def _sorted(book: Book, sheets: list[Sheet]) -> tuple[list[Found], list[FormCell], list[Sheet]]:
    """Tables, cells of the form, and sheets that are neither. Empty sheets and our own look-ups count as read."""
    found: list[Found] = []
    forms: list[FormCell] = []
    left: list[Sheet] = []
    for sheet in sheets:
        book.sheets[sheet.name] = True
        if is_ours(sheet) or not any(not is_empty(value) for row in sheet.rows for value in row):
            continue
        table = None if sheet.hidden or on_its_side(sheet) else recognise(sheet)
        cells = [] if table is not None or sheet.hidden or on_its_side(sheet) else list(form_cells(sheet))
        if table is not None:
            found.append(table)
        elif cells:
            forms += cells
        else:
            left.append(sheet)
    return found, forms, left


def _all_rows(book: Book, sheets: Iterable[Sheet]) -> Iterator[Line]:
    for sheet in sheets:
        yield from (
            Line(book.file, sheet.name, r, "", "")
            for r, row in enumerate(sheet.rows)
            if any(not is_empty(value) for value in row)
        )


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
        refused = fault is not None and fault.severity == "error"
        if value is not None and not (refused and column.kind in ("whole", "number")):
            book.data[column.path] = value  # a number that stands in would have all weeks judged by it
        if fault:
            place = (cell.sheet.name, cell_name(cell.row, cell.at))
            book.add(
                Finding(
                    fault.severity,
                    fault.kind,
                    book.file,
                    column.path,
                    None,
                    shown(cell.value),
                    fault.what,
                    fault.remedy,
                    *place,
                )
            )


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


def _tables(book: Book, found: list[Found]) -> list[Sheet]:
    """All sheets, each after the one its lines belong to. Those that this kind of submission does not have are given
    back."""
    mine = {table.name for table in tables(book.data["kind"])}
    lines = Lines(book)
    lines.know(book.data["kind"])
    left = []
    for table in all_tables().values():
        parts = [f for f in found if f.table is table]
        if table.name in mine and sum(not part.mapped for part in parts) > 1:
            _several(book, [part for part in parts if not part.mapped])
        for part in parts:
            if table.name in mine:
                _headings(book, part, alone=len(parts) == 1)
                _beside(book, part)
                lines.read(part)
            else:
                left.append(part.sheet)
    lines.finish()
    return left


def _several(book: Book, parts: list[Found]) -> None:
    """Two sheets for one list: asked where the name says that one is a leftover or copy, else said."""
    exact = next((p for p in parts if p.exact and not is_leftover(p.sheet.name)), parts[0])
    for part in parts:
        if part is exact or not any(
            not is_empty(value) for row in part.sheet.rows[part.heading_row + 1 :] for value in row
        ):
            continue
        table, old = "/".join(SHEETS[part.table.name]), is_leftover(part.sheet.name)
        what = say(
            "This sheet has the headings of sheet {name} too, beside sheet {other}.", name=table, other=exact.sheet.name
        )
        rows = tuple(
            r for r, row in enumerate(part.sheet.rows) if r > part.heading_row and any(not is_empty(v) for v in row)
        )
        remedy = (
            say(
                "Its name says that it is an old one or a copy: delete it, or give it another name, such as {name} "
                "2028, if it counts.",
                name=table,
            )
            if old
            else say("The rows of both are read. Delete it if it should not count.")
        )
        make = error if old else warning
        finding = _at(make, "sheet-twice", book, part.sheet.name, cell_name(part.heading_row, 0), None, what, remedy)
        book.add(replace(finding, rows=rows) if old else finding)


def _beside(book: Book, found: Found) -> None:
    """What stands on a sheet outside its columns: rows above the headings with more than a title, and cells that have
    no heading."""
    sheet, marks = found.sheet, {folded(name) for pair in (EXAMPLE, IF_EMPTY, TRADES_ASKED) for name in pair}
    above = [
        r for r, row in enumerate(sheet.rows[: found.heading_row]) if sum(not is_empty(v) for v in row) > TITLE_CELLS
    ]
    if above:
        what, remedy = (
            say("What stands above the headings is not read."),
            say("Put the headings above all rows that count."),
        )
        book.add(_at(warning, "outside-columns", book, sheet.name, cell_name(above[0], 0), None, what, remedy))
    named = found.columns.keys() | found.extra.keys() | found.double.keys()
    first: dict[int, int] = {}
    for r, row in enumerate(sheet.rows[found.heading_row + 1 :], start=found.heading_row + 1):
        for c, value in enumerate(row):
            if (
                c not in named
                and c not in first
                and not is_empty(value)
                and not (isinstance(value, str) and folded(value.rstrip(": ")) in marks)
            ):
                first[c] = r
    for c, r in first.items():
        what = say("This column has no heading and is not read.")
        remedy = say("Give it a heading of the template, or delete it.")
        book.add(
            _at(warning, "outside-columns", book, sheet.name, cell_name(r, c), shown(sheet.rows[r][c]), what, remedy)
        )


def _headings(book: Book, found: Found, alone: bool = True) -> None:
    """What the headings of a sheet make one say; ``alone``: no other sheet holds the same list."""
    sheet, row = found.sheet.name, found.heading_row
    names = {c: name for c, (_, name) in found.columns.items()}
    if alone and not (found.named and found.exact) and not found.mapped:
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
        book.add(
            _at(
                hint,
                "column-read-as",
                book,
                sheet,
                cell_name(row, c),
                names[c],
                what,
                say("Check that it means the same, in the same unit."),
            )
        )
    weeks = any(column.kind == "date" for column, _ in found.columns.values())
    under = found.sheet.rows[row + 1 :]
    across = weeks_across(found)
    for c, name in () if found.mapped else found.extra.items():
        if (weeks and is_year(name)) or c in across:
            continue  # read with the weeks of its row, or told below
        values = [r[c] for r in under if c < len(r) and not is_empty(r[c])]
        if values and found.table.name == "projects" and _is_amount(name):
            what = say("This column belongs on sheet {sheet}; on this one it is not read.", sheet=_WORK)
            remedy = say(
                "Make sheet {sheet} with project number, street and amounts, a row for each street. Or save this sheet "
                "as CSV: then wijkplan check asks what each column means.",
                sheet=_WORK,
            )
            book.add(_at(error, "extra-column", book, sheet, cell_name(row, c), name, what, remedy))
        elif (gone := off(name, under, c, row + 1)) is not None:
            book.add(_at(warning, "extra-column", book, sheet, gone[0], gone[1], *gone[2:]))
        elif (asked := price(name, under, c)) is not None:
            book.add(_at(warning, "extra-column", book, sheet, cell_name(row, c), name, *asked))
        elif found.table.name in OF_AMOUNTS and 2 * sum(isinstance(v, float) for v in values) > len(values):
            what = say("This column holds numbers and is not read: if they are work or people, the plan misses them.")
            remedy = say(
                "Use a heading of the template for work and people; move what is for yourself to another sheet."
            )
            book.add(_at(warning, "extra-column", book, sheet, cell_name(row, c), name, what, remedy))
        elif values:
            remedy = say("That is fine for notes. Otherwise use a heading of the template.")
            book.add(
                _at(hint, "extra-column", book, sheet, cell_name(row, c), name, say("This column is not read."), remedy)
            )
    for c, (column, name) in found.columns.items():
        if column.kind == "text" and (gone := called_off(name, under, c, row + 1)) is not None:
            book.add(_at(warning, "without-effect", book, sheet, gone[0], gone[1], *gone[2:]))
    for make, kind, place, name, what, remedy in doubled(found):
        book.add(_at(make, kind, book, sheet, place, name, what, remedy))
    book.places.lacking |= {(found.table.name, column.path) for column in found.missing}
    if across:
        what = say("Weeks stand beside each other here ({names}); a row for each period is read.",
                   names=", ".join(list(across.values())[:3]))  # fmt: skip
        remedy = say("Give each period a row, with its first week, its last week and the number.")
        book.add(_at(error, "missing-column", book, sheet, cell_name(row, min(across)), None, what, remedy))
        return
    for column in found.missing:
        what = say("The column {name} is missing.", name=_title(found.table, column.path))
        book.add(
            _at(error, "missing-column", book, sheet, cell_name(row, 0), None, what, say("Add it, with this heading."))
        )


def _is_amount(name: str) -> bool:
    """Whether a heading is that of an amount of work."""
    column = column_called(all_tables()["projects.places"], name)
    return column is not None and column.kind in ("whole", "number")


def _at(make: Any, kind: str, book: Book, sheet: str, cell: str, value: str | None, what: Any, remedy: Any) -> Finding:
    made: Finding = make(kind, book.file, "", book.owner, value, what, remedy)
    return Finding(made.severity, kind, made.file, "", made.owner, made.value, what, remedy, sheet, cell)


def _title(table: Table, path: str) -> str:
    column = next(c for c in table.columns if c.path == path)
    return " / ".join(dict.fromkeys(heading_pair(table.name, column)))
