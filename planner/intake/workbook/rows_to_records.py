"""The lines of the sheets to records, each put into the list of the record that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from wijkplan.planner.findings.finding import Finding, shown, suggestion
from wijkplan.planner.intake.ledger import Line, amounts_of
from wijkplan.planner.text import Text, say

from .cell_marks import cell_name
from .date_cells import EPOCH, EPOCH_1904, two_in_one
from .default_codes import name_lines
from .examples import known_examples
from .headings import EXAMPLE, IF_EMPTY, TRADES_ASKED
from .layout import FORM, MADE_FROM, tables
from .lookups import folded
from .read_cells import ID, Around, Fault, is_empty, read, unknown
from .recognise_sheets import Found
from .row_weeks import RowWeeks
from .total_rows import Total, totals

if TYPE_CHECKING:
    from .read_workbook import Book

SHOWN_ROWS = 10
_EXAMPLES = frozenset(folded(marker) for marker in EXAMPLE)
_DEFAULTS = frozenset(folded(marker) for marker in (*IF_EMPTY, *TRADES_ASKED))


class Lines:
    """Reads sheets one after the other; those that others belong to come first."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.known: dict[str, dict[tuple[str, ...], tuple[dict[str, Any], str]]] = {FORM: {(): (book.data, "")}}
        self.trades: dict[str, dict[str, tuple[str, str]]] = {}  # how each trade is written, and where
        self.merged: set[tuple[str, int, int]] = set()  # merged amounts that have been asked about
        self.stand_ins: set[str] = set()  # values of the row being read in whose place something else stands
        self.week_years: set[tuple[str, int, int]] = (
            set()
        )  # sheets, columns and years of weeks without a year that have been said

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
                        self.known.setdefault(table.name, {}).setdefault(key, (one, at))

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
                self._example(found, r, row)
            else:
                rows.append((r, row))
        added_up = totals(found, rows)
        for r, sort in added_up.items():
            self._total(found, r, sort)
        rows = [(r, row) for r, row in rows if added_up.get(r, "looks") == "looks"]
        self._hidden(found, [r for r, _ in rows])
        previous: tuple[str, ...] = ()
        filled = False
        stated: dict[int, dict[str, float]] = {}
        made: list[tuple[int, dict[str, Any], tuple[str, ...]]] = []
        for r, row in rows:
            owner = tuple(self._key(found, r, row))
            if previous and owner and not any(owner):
                owner = previous
                filled = filled or self._filled(found, r, owner)
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
            self._no_parent(found, lost, owner)

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
        parent = None if "" in owner else self.known.get(table.parent, {}).get(owner)
        if parent is None:
            astray.setdefault(owner, []).append(r)
            return ""
        key = (*owner, *(str(record.get(part, "")) for part in table.key))
        index = self.known.setdefault(table.name, {})
        if table.name == "projects" and key in index and all(key):
            self._twice(found, r, key, index[key])
            return ""
        siblings = _list(parent[0], table.list_name)
        path = f"{parent[1]}.{table.list_name}[{len(siblings)}]".removeprefix(".")
        siblings.append(record)
        places.rows[path] = (found.sheet.name, r)
        if table.key:
            index.setdefault(key, (record, path))
        return path

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
        weeks = RowWeeks(found.table.name, dates, headings, self.book.horizon, epoch)
        refused = False
        for c, column in own.items():
            value = row[c] if c < len(row) else ""
            if is_empty(value):
                self._empty(found, r, c)
                continue
            if (
                column.kind in ("whole", "number")
                and (r, c) in found.sheet.merged
                and self._is_merged(found, r, c, value)
            ):
                refused = True
                continue
            shown_as_percent = bool(marks.percents) and cell_name(r, c) in marks.percents
            got, fault = read(
                column,
                value,
                self.book.lookups,
                Around(partial(weeks.monday, column.path), weeks.near, shown_as_percent, epoch),
            )
            if fault is not None and column.path.endswith("start") and self._both(found, row, c, record, weeks):
                continue
            if fault is not None and fault.severity == "error":
                refused = True
                self.stand_ins.add(column.path)
            if column.refers == "trade" and isinstance(got, str):
                self.trades.setdefault(got, {}).setdefault(str(value).strip(), (found.sheet.name, cell_name(r, c)))
            if fault is not None:
                self._fault(found, r, c, fault, value)
            elif column.kind == "date" and column.path in weeks.weeks and got is not None and len(weeks.years) != 1:
                self._week(found, r, c, date.fromisoformat(got), value, weeks)
            if got is not None:
                _put(record, column.path, got)
        if refused:
            self._unknown(found, r, record)
        teams = record.pop("teams", 1)
        if teams != 1 and isinstance(record.get("heads"), int | float):
            record["heads"] = round(record["heads"] * teams, 6)
        return record

    def _is_merged(self, found: Found, r: int, c: int, value: Any) -> bool:
        """Asks about an amount in a cell that is merged over several rows or columns, once; whether it is one."""
        (top, left), (bottom, right) = found.sheet.merged[r, c]
        if (top, left) == (bottom, right):
            return False
        place = (found.sheet.name, top, left)
        if place not in self.merged:
            self.merged.add(place)
            what = say("This cell is merged over {first} to {last}: is the amount for each, or for all together?",
                       first=cell_name(top, left), last=cell_name(bottom, right))  # fmt: skip
            remedy = say("Undo the merging, and give each row its own amount.")
            finding = Finding(
                "error",
                "merged-amount",
                self.book.file,
                "",
                self.book.owner,
                shown(value),
                what,
                remedy,
                found.sheet.name,
                cell_name(top, left),
                tuple(range(top, bottom + 1)),
            )
            self.book.add(finding)
        return True

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

    def _week(self, found: Found, r: int, c: int, day: date, value: Any, weeks: RowWeeks) -> None:
        """Says of a week without a year how it is read, where its year is none that stands in the row."""
        year = day.isocalendar().year
        if (
            any(other.isocalendar().year == year for other in weeks.days.values())
            or (found.sheet.name, c, year) in self.week_years
        ):
            return
        self.week_years.add((found.sheet.name, c, year))
        what = say("It is read as {week}.", week=f"{year}-W{day.isocalendar().week:02d}")
        self._fault(
            found, r, c, Fault("hint", "week-read-as", what, say("Write it with its year if another is meant.")), value
        )

    def _total(self, found: Found, r: int, sort: Total) -> None:
        c = min(found.columns)
        if sort == "looks":
            what = say("The amounts of this row are the sum of the rows above it; it is read as work of its own.")
            self._fault(found, r, c, Fault("warning", "total-row", what, say("Delete it if it is a total.")), None)
            return
        if sort == "called-otherwise":
            what = say("This row is called a total, but its amounts are not the sum of the rows above it.")
            remedy = say("Correct the amounts, or delete the row; give it another name if it is work of its own.")
            self._fault(found, r, c, Fault("error", "total-row", what, remedy), None)
        else:
            what = say("This row adds up the rows above it; it is not read as work.")
            self._fault(found, r, c, Fault("hint", "total-row", what, say("Nothing needs to change.")), None)
        self.book.lines.append(Line(self.book.file, found.sheet.name, r, "", ""))

    def _twice(self, found: Found, r: int, key: tuple[str, ...], first: tuple[dict[str, Any], str]) -> None:
        """A key that stands on two rows: the second is not read."""
        sheet, row = self.book.places.rows.get(first[1], ("", 0))
        c = next(
            (c for c, (column, _) in found.columns.items() if column.owner is None and column.path in found.table.key),
            0,
        )
        first_at = f"{sheet}!{cell_name(row, c)}" if sheet else first[1]
        cells = (
            f"{cell_name(row, c)}, {cell_name(r, c)}" if sheet == found.sheet.name else f"{first_at}, {cell_name(r, c)}"
        )
        what = say("{id} stands twice ({cells}); the second is not read.", id=" ".join(key), cells=cells)
        remedy = say("Give each its own code, or remove the copy.")
        self._fault(found, r, c, Fault("error", "duplicate-id", what, remedy), key[-1])

    def _unknown(self, found: Found, r: int, record: dict[str, Any]) -> None:
        """Ids that do not exist in a line that is refused for something else, which the checks of meaning will not
        see."""
        for c, (column, _) in found.columns.items():
            value, lookup = record.get(column.path), self.book.lookups.get(column.refers or "")
            if column.path in self.stand_ins:
                continue  # told already
            if (
                lookup is not None
                and column.owner is None
                and isinstance(value, str)
                and ID.fullmatch(value)
                and value not in lookup.ids
            ):
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
            got = "" if got is None else got
            if fault is not None and c is not None:
                self._fault(found, r, c, fault, value)
            yield str(got)

    def _fault(self, found: Found, r: int, c: int, fault: Fault, value: Any) -> None:
        place = (found.sheet.name, cell_name(r, c))
        self.book.add(
            Finding(
                fault.severity,
                fault.kind,
                self.book.file,
                "",
                self.book.owner,
                shown(value),
                fault.what,
                fault.remedy,
                *place,
            )
        )

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
        what = say(
            "The first columns are empty here; they are read as in the row above ({value}).", value=" ".join(owner)
        )
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
            ours = [
                read(column, value, lookups)[0]
                for value in known_examples(found.table.name, column)
                if isinstance(value, str | int | float)
            ]
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
            self._fault(
                found,
                hidden[0] - 1,
                0,
                Fault("hint", "hidden-rows", what, say("Delete them if they should not count.")),
                None,
            )

    def _no_parent(self, found: Found, rows: list[int], owner: tuple[str, ...]) -> None:
        """What rows belong to is not there: one finding for all that name the same."""
        parent = found.table.parent
        kind, name = _PARENTS[parent]
        known = [" ".join(key) for key in self.known.get(parent, {})]
        value = " ".join(owner).strip()
        at = [c for c, (column, _) in found.columns.items() if column.owner is not None]
        what = (
            say("There is no {name} {value}.", name=name, value=value)
            if value
            else say("This row does not say which {name} it belongs to.", name=name)
        )
        if len(rows) > 1:
            some = ", ".join(str(r + 1) for r in rows[:SHOWN_ROWS]) + (" ..." if len(rows) > SHOWN_ROWS else "")
            what = say("{what} It is meant on {count} rows: {rows}.", what=what, count=len(rows), rows=some)
        place = (found.sheet.name, cell_name(rows[0], at[-1] if at else 0))
        remedy = suggestion(value, known)
        self.book.add(
            Finding("error", kind, self.book.file, "", self.book.owner, shown(value), what, remedy, *place, tuple(rows))
        )


_PARENTS: dict[str, tuple[str, Text]] = {
    "crews": ("unknown-crew", say("crew")),
    "projects": ("unknown-project", say("project")),
    "projects.activities": ("unknown-activity", say("activity")),
    "grid_areas": ("unknown-grid", say("grid area")),
    "deliveries": ("unknown-delivery", say("supplier")),
    "packages": ("unknown-package", say("package")),
    "projects.places": ("unknown-place", say("place of this project")),
}


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
