"""The lines of the sheets to records, each put into the list of the record that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from wijkplan.planner.findings.finding import Finding, shown
from wijkplan.planner.intake.ledger import Line, amounts_of
from wijkplan.planner.text import say

from .below_table import below
from .cell_fault import Around
from .cell_marks import cell_name
from .date_cells import EPOCH, EPOCH_1904, two_in_one
from .default_codes import name_lines
from .headings import EXAMPLE, IF_EMPTY, TRADES_ASKED
from .layout import FORM, MADE_FROM, tables
from .lookups import folded
from .read_cells import is_empty, read
from .recognise_sheets import Found
from .row_findings import RowFindings
from .row_weeks import RowWeeks, is_year
from .total_rows import totals

if TYPE_CHECKING:
    from .read_workbook import Book

_EXAMPLES = frozenset(folded(marker) for marker in EXAMPLE)
_DEFAULTS = frozenset(folded(marker) for marker in (*IF_EMPTY, *TRADES_ASKED))


class Lines:
    """Reads sheets one after the other; those that others belong to come first."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.findings = RowFindings(book)
        self.known: dict[str, dict[tuple[str, ...], tuple[dict[str, Any], str]]] = {FORM: {(): (book.data, "")}}
        self.trades: dict[str, dict[str, tuple[str, str]]] = {}  # how each trade is written, and where
        self.alike: dict[str, dict[tuple[str, ...], list[tuple[str, ...]]]] = {}  # keys by themselves without capitals
        self.stand_ins: set[str] = set()  # values of the row being read in whose place something else stands

    def know(self, kind: str) -> None:
        """Takes in what the sender sent elsewhere, so that rows may belong to it."""
        for table in tables(kind)[1:]:
            for owner, (record, path) in [*self.known.get(table.parent, {}).items()]:
                held: Any = record
                for part in table.list_name.split("."):
                    held = held.get(part) if isinstance(held, dict) else None
                for i, one in enumerate(held if isinstance(held, list) and table.key else ()):
                    if isinstance(one, dict):
                        key = (*owner, *(str(one.get(part, "")) for part in table.key))
                        at = f"{path}.{table.list_name}[{i}]".removeprefix(".")
                        self._remember(table.name, key, one, at)

    def read(self, found: Found) -> None:
        """All lines of a sheet."""
        book, table, sheet = self.book, found.table, found.sheet
        columns = book.places.columns.setdefault(sheet.name, {})
        for c, (column, name) in found.columns.items():
            columns.setdefault(column.path if column.owner is None else f"{column.owner}/{column.path}", (c, name))
        book.places.sheets.setdefault(table.name, (sheet.name, found.heading_row))
        rows = []
        for r, row in _rows(found):
            if _is_marked(row, _EXAMPLES):
                self.findings.example(found, r, row)
            else:
                rows.append((r, row))
        under = below(found, rows)
        self.findings.below(found, under)
        rows = [(r, row) for r, row in rows if r not in under.rows]
        added_up = totals(found, rows)
        for r, sort in added_up.items():
            self.findings.total(found, r, sort)
        rows = [(r, row) for r, row in rows if added_up.get(r, "looks") == "looks"]
        self.findings.marked(found, [r for r, _ in rows])
        if table.name == "projects":
            book.data.setdefault(table.name, [])  # a sheet that is there and empty says that there are none
        previous: tuple[str, ...] = ()
        filled = False
        stated: dict[int, dict[str, float]] = {}
        made: list[tuple[int, dict[str, Any], tuple[str, ...]]] = []
        for r, row in rows:
            owner = tuple(self._key(found, r, row))
            if previous and owner and not any(owner):
                owner = previous
                filled = filled or self.findings.filled(found, r, owner)
            previous = owner
            record = self._record(found, r, row)
            stated[r] = amounts_of(
                table.name, {path: value for path, value in record.items() if path not in self.stand_ins}
            )
            made.append((r, record, owner))
        if table.name in MADE_FROM:
            name_lines(table.name, made)
        astray: dict[tuple[str, ...], list[int]] = {}
        for r, record, owner in made:
            path = self._put(found, r, record, owner, astray)
            book.lines.append(Line(book.file, sheet.name, r, table.name, path, stated[r]))
        if astray and not self.known.get(table.parent):  # not one of them is there: one fault
            astray = {next(iter(astray)): sorted(r for lost in astray.values() for r in lost)}
        for owner, lost in astray.items():
            self.findings.no_parent(found, lost, owner, self.known.get(table.parent, {}))

    def _put(
        self,
        found: Found,
        r: int,
        record: dict[str, Any],
        owner: tuple[str, ...],
        astray: dict[tuple[str, ...], list[int]],
    ) -> str:
        """Puts a record into the list of what it belongs to, and says under which path; empty where it belongs to
        nothing or is there already."""
        table, places = found.table, self.book.places
        owner = self._as_known(table.parent, owner)
        parent = None if "" in owner else self.known.get(table.parent, {}).get(owner)
        if parent is None:
            astray.setdefault(owner, []).append(r)
            return ""
        key = (*owner, *(str(record.get(part, "")) for part in table.key))
        index = self.known.setdefault(table.name, {})
        if table.name == "projects" and key in index and all(key):
            self.findings.twice(found, r, key, index[key])
            return ""
        if table.name == "projects" and all(key) and (like := self._as_known(table.name, key)) != key:
            self.findings.alike(found, r, key, like, index[like][1])
        siblings = _list(parent[0], table.list_name)
        path = f"{parent[1]}.{table.list_name}[{len(siblings)}]".removeprefix(".")
        siblings.append(record)
        places.rows[path] = (found.sheet.name, r)
        if table.key:
            self._remember(table.name, key, record, path)
        return path

    def _as_known(self, table: str, owner: tuple[str, ...]) -> tuple[str, ...]:
        """The key of the one line that is meant: the same, or the only one that differs in nothing but capitals."""
        if not owner or owner in self.known.get(table, {}):
            return owner
        found = self.alike.get(table, {}).get(_small(owner), [])
        return found[0] if len(found) == 1 else owner

    def _remember(self, table: str, key: tuple[str, ...], record: dict[str, Any], path: str) -> None:
        """Keeps a line for those that belong to it; of two with one key the first."""
        index = self.known.setdefault(table, {})
        if key not in index:
            index[key] = record, path
            self.alike.setdefault(table, {}).setdefault(_small(key), []).append(key)

    def finish(self) -> None:
        """What can be said only after all sheets."""
        for trade, ways in self.trades.items():
            if len(ways) > 1:
                sheet, cell = list(ways.values())[1]
                what = say(
                    "Trade {trade} is written in {count} ways: {names}.",
                    trade=trade,
                    count=len(ways),
                    names="; ".join(ways),
                )
                remedy = say("They are read as one. Choose it from the list, so that it stays one.")
                self.book.add(
                    Finding(
                        "hint",
                        "trade-in-several-ways",
                        self.book.file,
                        "",
                        self.book.owner,
                        trade,
                        what,
                        remedy,
                        sheet,
                        cell,
                    )
                )

    def _record(self, found: Found, r: int, row: list[Any]) -> dict[str, Any]:
        record: dict[str, Any] = {}
        self.stand_ins = set()
        marks = found.sheet.marks
        epoch = EPOCH_1904 if marks.from_1904 else EPOCH
        own = {c: column for c, (column, _) in found.columns.items() if column.owner is None}
        dates = {
            column.path: row[c]
            for c, column in own.items()
            if column.kind == "date" and c < len(row) and not is_empty(row[c])
        }
        headings = [name for column, name in found.columns.values() if column.kind == "date"]
        headings += [str(row[c]) for c, name in found.extra.items() if is_year(name) and c < len(row)]
        weeks = RowWeeks(found.table.name, dates, headings, self.book.horizon, epoch)
        refused = False
        for c, column in own.items():
            unit = marks.units.get(cell_name(r, c), "") if marks.units else ""
            value = found.with_unit(c, row[c], unit) if c < len(row) else ""
            counted = column.kind in ("whole", "number")
            if is_empty(value):
                asked = self.findings.empty(found, r, c)
            else:
                asked = counted and (r, c) in found.sheet.merged and self.findings.is_merged(found, r, c, value)
            if asked:
                refused = True
                if counted:  # an amount is meant here: nobody is told that there is none
                    self.stand_ins.add(column.path)
                    _put(record, column.path, 1)
            if asked or is_empty(value):
                continue
            shown_as_percent = bool(marks.percents) and cell_name(r, c) in marks.percents
            as_month = bool(marks.months) and cell_name(r, c) in marks.months
            got, fault = read(
                column,
                value,
                self.book.lookups,
                Around(partial(weeks.monday, column.path), weeks.near, shown_as_percent, as_month, epoch),
            )
            if fault is not None and column.path.endswith("start") and self._both(found, row, c, record, weeks):
                continue
            if fault is not None and fault.severity == "error":
                refused = True
                self.stand_ins.add(column.path)
            if column.refers == "trade" and isinstance(got, str):
                self.trades.setdefault(got, {}).setdefault(str(value).strip(), (found.sheet.name, cell_name(r, c)))
            if fault is not None:
                self.findings.fault(found, r, c, fault, value)
            elif column.kind == "date" and column.path in weeks.weeks and got is not None and len(weeks.years) != 1:
                self.findings.week(found, r, c, date.fromisoformat(got), value, weeks)
            if got is not None:
                _put(record, column.path, got)
            spelled = isinstance(value, str) and (column.refers or counted) and isinstance(got, str | int | float)
            if spelled and (read_as := shown(got)) != value.strip():
                self.book.places.said[found.sheet.name, cell_name(r, c)] = read_as, shown(value)
        if refused:
            self.findings.unknown(found, r, record, self.stand_ins)
        teams = record.pop("teams", 1)
        if teams != 1 and isinstance(record.get("heads"), int | float):
            record["heads"] = round(record["heads"] * teams, 6)
        return record

    def _both(self, found: Found, row: list[Any], c: int, record: dict[str, Any], weeks: RowWeeks) -> bool:
        """Reads start and end from one cell, where that of the end is empty."""
        column = found.columns[c][0]
        end_path = f"{column.path.removesuffix('start')}end"
        end_at = next(
            (at for at, (other, _) in found.columns.items() if other.path == end_path and other.owner is None), None
        )
        halves = two_in_one(row[c])
        if halves is None or (end_at is not None and end_at < len(row) and not is_empty(row[end_at])):
            return False
        both = RowWeeks(
            found.table.name,
            {column.path: halves[0], end_path: halves[1]},
            list(map(str, weeks.years)),
            weeks.horizon,
            EPOCH,
        )
        end_column = next(other for other in found.table.columns if other.path == end_path and other.owner is None)
        first, fault = read(column, halves[0], {}, Around(partial(both.monday, column.path)))
        last, other_fault = read(end_column, halves[1], {}, Around(partial(both.monday, end_path)))
        if fault or other_fault:
            return False
        _put(record, column.path, first)
        _put(record, end_path, last)
        return True

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
            got = "" if got is None else got
            if fault is not None and c is not None:
                self.findings.fault(found, r, c, fault, value)
            yield str(got)


def _rows(found: Found) -> Iterator[tuple[int, list[Any]]]:
    """Rows under the headings that hold something in a column that is read, those that tell what empty means left
    out."""
    at = list(found.columns)
    for r, row in enumerate(found.sheet.rows[found.heading_row + 1 :], start=found.heading_row + 1):
        if all(c >= len(row) or is_empty(row[c]) for c in at):
            continue
        if not _is_marked(row, _DEFAULTS):
            yield r, row


def _is_marked(row: list[Any], markers: frozenset[str]) -> bool:
    first = next(value for value in row if not is_empty(value))
    return isinstance(first, str) and folded(first.rstrip(":").strip()) in markers


def _small(key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.casefold() for part in key)


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
