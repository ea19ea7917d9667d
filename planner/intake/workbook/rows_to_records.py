"""The lines of the sheets to records, each put into the list of the record that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from wijkplan.planner.findings.finding import Finding, shown, suggestion
from wijkplan.planner.text import Text, say

from .cell_marks import cell_name
from .date_cells import parse
from .default_codes import name_lines
from .examples import known_examples
from .headings import EXAMPLE, IF_EMPTY
from .layout import FORM, MADE_FROM
from .lookups import folded
from .read_cells import ID, Fault, is_empty, read, unknown
from .recognise_sheets import Found

if TYPE_CHECKING:
    from .read_workbook import Book

SHOWN_ROWS = 10
_EXAMPLES = frozenset(folded(marker) for marker in EXAMPLE)
_DEFAULTS = frozenset(folded(marker) for marker in IF_EMPTY)


class Lines:
    """Reads sheets one after the other; those that others belong to come first."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.known: dict[str, dict[tuple[str, ...], tuple[dict[str, Any], str]]] = {FORM: {(): (book.data, "")}}
        self.trades: dict[str, dict[str, tuple[str, str]]] = {}  # how each trade is written, and where

    def read(self, found: Found) -> None:
        """All lines of a sheet."""
        book, table, sheet = self.book, found.table, found.sheet
        columns = book.places.columns.setdefault(sheet.name, {})
        for c, (column, name) in found.columns.items():
            columns.setdefault(column.path if column.owner is None else f"{column.owner}/{column.path}", (c, name))
        book.places.sheets.setdefault(table.name, (sheet.name, found.heading_row))
        index = self.known.setdefault(table.name, {})
        rows = []
        for r, row in _rows(found):
            if _is_marked(row, _EXAMPLES):
                self._example(found, r, row)
            else:
                rows.append((r, row))
        if not self.known.get(table.parent):
            del rows[1:]  # one row shows what is wrong with all
        self._hidden(found, [r for r, _ in rows])
        previous: tuple[str, ...] = ()
        filled = False
        made: list[tuple[int, dict[str, Any], tuple[str, ...]]] = []
        for r, row in rows:
            owner = tuple(self._key(found, r, row))
            if previous and owner and not any(owner):
                owner = previous
                filled = filled or self._filled(found, r, owner)
            previous = owner
            made.append((r, self._record(found, r, row), owner))
        if table.name in MADE_FROM:
            name_lines(table.name, made)
        for r, record, owner in made:
            parent = None if "" in owner else self.known.get(table.parent, {}).get(owner)
            if parent is None:
                self._no_parent(found, r, owner)
                continue
            siblings = _list(parent[0], table.list_name)
            path = f"{parent[1]}.{table.list_name}[{len(siblings)}]".removeprefix(".")
            siblings.append(record)
            book.places.rows[path] = (sheet.name, r)
            own = tuple(str(record.get(part, "")) for part in table.key)
            if table.key:
                index.setdefault((*owner, *own), (record, path))

    def finish(self) -> None:
        """What can be said only after all sheets."""
        for trade, ways in self.trades.items():
            if len(ways) > 1:
                sheet, cell = list(ways.values())[1]
                what = say("Trade {trade} is written in {count} ways: {names}.", trade=trade, count=len(ways), names="; ".join(ways))
                remedy = say("They are read as one. Choose it from the list, so that it stays one.")
                self.book.add(Finding("hint", "trade-in-several-ways", self.book.file, "", self.book.owner, trade, what, remedy, sheet, cell))

    def _record(self, found: Found, r: int, row: list[Any]) -> dict[str, Any]:
        record: dict[str, Any] = {}
        year = _year(found, row)
        refused = False
        for c, (column, _) in found.columns.items():
            if column.owner is not None:
                continue
            value = row[c] if c < len(row) else ""
            if is_empty(value):
                self._empty(found, r, c)
                continue
            got, fault = read(column, value, self.book.lookups, year)
            refused = refused or (fault is not None and fault.severity == "error")
            if column.refers == "trade" and isinstance(got, str):
                self.trades.setdefault(got, {}).setdefault(str(value).strip(), (found.sheet.name, cell_name(r, c)))
            if fault is not None:
                self._fault(found, r, c, fault, value)
            if got is not None:
                _put(record, column.path, got)
        if refused:
            self._unknown(found, r, record)
        teams = record.pop("teams", 1)
        if teams != 1 and isinstance(record.get("heads"), int | float):
            record["heads"] = round(record["heads"] * teams, 6)
        return record

    def _unknown(self, found: Found, r: int, record: dict[str, Any]) -> None:
        """Ids that do not exist in a line that is refused for something else, which the checks of meaning will not see."""
        for c, (column, _) in found.columns.items():
            value, lookup = record.get(column.path), self.book.lookups.get(column.refers or "")
            if lookup is not None and column.owner is None and isinstance(value, str) and ID.fullmatch(value) and value not in lookup.ids:
                self._fault(found, r, c, unknown(column, value, lookup), value)

    def _key(self, found: Found, r: int, row: list[Any]) -> Iterator[str]:
        """Values of the columns that name the line it belongs to."""
        at = {column: c for c, (column, _) in found.columns.items()}
        for column in found.table.owners:
            c = at.get(column)
            value = row[c] if c is not None and c < len(row) else ""
            if is_empty(value):
                yield ""
                continue
            got, fault = read(column, value, self.book.lookups)
            if fault is not None and c is not None:
                self._fault(found, r, c, fault, value)
            yield str(got)

    def _fault(self, found: Found, r: int, c: int, fault: Fault, value: Any) -> None:
        place = (found.sheet.name, cell_name(r, c))
        self.book.add(Finding(fault.severity, fault.kind, self.book.file, "", self.book.owner, shown(value), fault.what, fault.remedy, *place))

    def _empty(self, found: Found, r: int, c: int) -> None:
        """A cell that looks empty but is not."""
        marks = found.sheet.marks
        if not (marks.errors or marks.not_calculated):
            return
        cell = cell_name(r, c)
        if cell in marks.errors:
            what, remedy = say("This cell shows an error."), say("Correct its formula, or type the value.")
            self._fault(found, r, c, Fault("error", "cell-error", what, remedy), None)
        elif cell in marks.not_calculated:
            what = say("The formula in this cell was never calculated.")
            remedy = say("Open the workbook in Excel or LibreOffice and save it again, or type the value.")
            self._fault(found, r, c, Fault("error", "formula-without-value", what, remedy), None)

    def _filled(self, found: Found, r: int, owner: tuple[str, ...]) -> bool:
        what = say("The first columns are empty here; they are read as in the row above ({value}).", value=" ".join(owner))
        remedy = say("Fill them in on every row if that is not what you mean.")
        c = min((c for c, (column, _) in found.columns.items() if column.owner is not None), default=0)
        self._fault(found, r, c, Fault("hint", "filled-from-above", what, remedy), None)
        return True

    def _example(self, found: Found, r: int, row: list[Any]) -> None:
        """A row that is marked as an example, but holds something else than we put there."""
        for c, (column, _) in found.columns.items():
            if c >= len(row) or is_empty(row[c]) or column.kind == "text":
                continue
            lookups = self.book.lookups
            ours = [read(column, value, lookups)[0] for value in known_examples(found.table.name, column) if isinstance(value, str | int)]
            if not column.many and ours and read(column, row[c], lookups)[0] not in ours:
                what = say("This row is marked as an example and is not read, but something was filled in.")
                remedy = say("Empty the first cell of the row if it should count.")
                self._fault(found, r, c, Fault("warning", "example-row", what, remedy), row[c])
                return

    def _hidden(self, found: Found, rows: list[int]) -> None:
        hidden = sorted(set(found.sheet.marks.hidden_rows) & {r + 1 for r in rows})
        if hidden:
            some = ", ".join(map(str, hidden[:SHOWN_ROWS])) + (" ..." if len(hidden) > SHOWN_ROWS else "")
            what = say("{count} hidden rows are read too: {rows}.", count=len(hidden), rows=some)
            self._fault(found, hidden[0] - 1, 0, Fault("hint", "hidden-rows", what, say("Delete them if they should not count.")), None)

    def _no_parent(self, found: Found, r: int, owner: tuple[str, ...]) -> None:
        parent = found.table.parent
        kind, name = _PARENTS[parent]
        known = [" ".join(key) for key in self.known.get(parent, {})]
        value = " ".join(owner).strip()
        what = (
            say("There is no {name} {value}.", name=name, value=value)
            if value
            else say("This row does not say which {name} it belongs to.", name=name)
        )
        at = [c for c, (column, _) in found.columns.items() if column.owner is not None]
        self._fault(found, r, at[-1] if at else 0, Fault("error", kind, what, suggestion(value, known)), value)


_PARENTS: dict[str, tuple[str, Text]] = {
    "crews": ("unknown-crew", say("crew")),
    "projects": ("unknown-project", say("project")),
    "projects.activities": ("unknown-activity", say("activity")),
    "grid_areas": ("unknown-grid", say("grid area")),
    "deliveries": ("unknown-delivery", say("supplier")),
}


def _rows(found: Found) -> Iterator[tuple[int, list[Any]]]:
    """Rows under the headings that hold something in a column that is read, those that tell what empty means left out."""
    at = list(found.columns)
    for r, row in enumerate(found.sheet.rows[found.heading_row + 1 :], start=found.heading_row + 1):
        if all(c >= len(row) or is_empty(row[c]) for c in at):
            continue
        if not _is_marked(row, _DEFAULTS):
            yield r, row


def _is_marked(row: list[Any], markers: frozenset[str]) -> bool:
    first = next(value for value in row if not is_empty(value))
    return isinstance(first, str) and folded(first.rstrip(":").strip()) in markers


def _year(found: Found, row: list[Any]) -> int | None:
    """ISO year of the first date of a row that has one, else the year in a heading of a date."""
    dates = [(c, name) for c, (column, name) in found.columns.items() if column.kind == "date"]
    for c, _ in dates:
        day = parse(row[c]) if c < len(row) else None
        if isinstance(day, date):
            return day.isocalendar().year
    years = {word for _, name in dates for word in name.replace("-", " ").split() if len(word) == 4 and word.isdigit()}
    return int(years.pop()) if len(years) == 1 else None


def _list(record: dict[str, Any], path: str) -> list[Any]:
    """The list that a path leads to, made where it is not there yet."""
    *above, name = path.split(".")
    for part in above:
        record = record.setdefault(part, {})
    found: list[Any] = record.setdefault(name, [])
    return found


def _put(record: dict[str, Any], path: str, value: Any) -> None:
    *above, name = path.split(".")
    for part in above:
        record = record.setdefault(part, {})
    record[name] = value
