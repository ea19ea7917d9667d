"""What is said of a row of a sheet: of its cells, of rows that look like totals or examples, of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from wijkplan.planner.findings.finding import Finding, shown, suggestion
from wijkplan.planner.intake.ledger import Line
from wijkplan.planner.text import Text, amounts, say

from .below_table import Below
from .cell_fault import Fault
from .cell_marks import cell_name, row_and_column
from .examples import known_examples
from .headings import SHEETS
from .read_cells import ID, is_empty, read, unknown
from .recognise_sheets import Found
from .row_weeks import RowWeeks
from .total_rows import Total

if TYPE_CHECKING:
    from .read_workbook import Book


SHOWN_ROWS = 10
_PARENTS: dict[str, tuple[str, Text]] = {
    "crews": ("unknown-crew", say("crew")),
    "projects": ("unknown-project", say("project")),
    "projects.activities": ("unknown-activity", say("activity")),
    "grid_areas": ("unknown-grid", say("grid area")),
    "deliveries": ("unknown-delivery", say("supplier")),
    "packages": ("unknown-package", say("package")),
    "projects.places": ("unknown-place", say("place of this project")),
}


class RowFindings:
    """Findings on the rows of a workbook, put into it with their place."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.merged: set[tuple[str, int, int]] = set()  # merged amounts that have been asked about
        # Sheets, columns and years of weeks without a year that have been said
        self.week_years: set[tuple[str, int, int]] = set()

    def fault(self, found: Found, r: int, c: int, fault: Fault, value: Any) -> None:
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

    def is_merged(self, found: Found, r: int, c: int, value: Any) -> bool:
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

    def week(self, found: Found, r: int, c: int, day: date, value: Any, weeks: RowWeeks) -> None:
        """Says of a week without a year how it is read, where its year is none that stands in the row."""
        year = day.isocalendar().year
        if (
            any(other.isocalendar().year == year for other in weeks.days.values())
            or (found.sheet.name, c, year) in self.week_years
        ):
            return
        self.week_years.add((found.sheet.name, c, year))
        what = say("It is read as {week}.", week=amounts.week(day))
        self.fault(
            found, r, c, Fault("hint", "week-read-as", what, say("Write it with its year if another is meant.")), value
        )

    def total(self, found: Found, r: int, sort: Total) -> None:
        c = min(found.columns)
        if sort == "looks":
            what = say("The amounts of this row are the sum of the rows above it; it is read as work of its own.")
            self.fault(found, r, c, Fault("warning", "total-row", what, say("Delete it if it is a total.")), None)
            return
        if sort == "called-otherwise":
            what = say("This row is called a total, but its amounts are not the sum of the rows above it.")
            remedy = say("Correct the amounts, or delete the row; give it another name if it is work of its own.")
            self.fault(found, r, c, Fault("error", "total-row", what, remedy), None)
        else:
            what = say("This row adds up the rows above it; it is not read as work.")
            self.fault(found, r, c, Fault("hint", "total-row", what, say("Nothing needs to change.")), None)
        self.book.lines.append(Line(self.book.file, found.sheet.name, r, "", ""))

    def below(self, found: Found, under: Below) -> None:
        """What stands under the lines and is none: nothing of it is read."""
        if under.repeated:
            what = say("The headings stand here again; this row is not read.")
            self._rows(found, under.repeated, Fault("hint", "headings-again", what, say("Nothing needs to change.")))
        if under.legend:
            what = say("This row tells units or numbers of columns and is not read.")
            self._rows(found, under.legend, Fault("hint", "headings-again", what, say("Nothing needs to change.")))
        if under.other:
            name = "/".join(dict.fromkeys(SHEETS[under.other_table]))
            what = say(
                "Here another table begins, with headings of sheet {name}; its {count} rows are not read.",
                name=name,
                count=len(under.other),
            )
            fault = Fault("error", "table-below", what, say("Move it to a sheet of its own, called {name}.", name=name))
            self._rows(found, under.other, fault)
        if under.notes:
            what = say("What stands under the table is read as a note, not as a line of it.")
            remedy = say("Nothing needs to change. If it is work or people, leave no empty row above it.")
            self._rows(found, under.notes, Fault("hint", "note-below", what, remedy))

    def _rows(self, found: Found, rows: list[int], fault: Fault) -> None:
        """One finding for rows that are not read, which are named by it."""
        book, sheet = self.book, found.sheet.name
        c = next(c for c, value in enumerate(found.sheet.rows[rows[0]]) if not is_empty(value))
        value = shown(found.sheet.rows[rows[0]][c])
        place = (sheet, cell_name(rows[0], c), tuple(rows))
        book.add(
            Finding(fault.severity, fault.kind, book.file, "", book.owner, value, fault.what, fault.remedy, *place)
        )
        book.lines.extend(Line(book.file, sheet, r, "", "") for r in rows)

    def twice(self, found: Found, r: int, key: tuple[str, ...], first: tuple[dict[str, Any], str]) -> None:
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
        self.fault(found, r, c, Fault("error", "duplicate-id", what, remedy), key[-1])

    def alike(self, found: Found, r: int, key: tuple[str, ...], like: tuple[str, ...], first: str) -> None:
        """A code that differs from that of another row in its capitals only."""
        c = min(found.columns)
        row = self.book.places.rows.get(first, ("", 0))[1]
        what = say("{id} and {other} ({cell}) differ in capitals only; they are read as two.",
                   id=" ".join(key), other=" ".join(like), cell=cell_name(row, c))  # fmt: skip
        remedy = say("Write them alike if they are one, else give each a code of its own.")
        self.fault(found, r, c, Fault("warning", "codes-alike", what, remedy), key[-1])

    def unknown(self, found: Found, r: int, record: dict[str, Any], stand_ins: set[str]) -> None:
        """Ids that do not exist in a line that is refused for something else, which the checks of meaning will not
        see."""
        for c, (column, _) in found.columns.items():
            value, lookup = record.get(column.path), self.book.lookups.get(column.refers or "")
            if column.path in stand_ins:
                continue  # told already
            if (
                lookup is not None
                and column.owner is None
                and isinstance(value, str)
                and ID.fullmatch(value)
                and lookup.find(value) is None  # districts are more than those listed
            ):
                self.fault(found, r, c, unknown(column, value, lookup), value)

    def empty(self, found: Found, r: int, c: int) -> bool:
        """A cell that looks empty: whether it is not."""
        marks = found.sheet.marks
        if not (marks.errors or marks.not_calculated):
            return False
        cell = cell_name(r, c)
        if cell in marks.errors:
            what, remedy = say("This cell shows an error."), say("Correct its formula, or type the value.")
            self.fault(found, r, c, Fault("error", "cell-error", what, remedy), None)
        elif cell in marks.not_calculated:
            what = say("The formula in this cell was never calculated.")
            remedy = say("Open the workbook in Excel or LibreOffice and save it again, or type the value.")
            self.fault(found, r, c, Fault("error", "formula-without-value", what, remedy), None)
        return cell in marks.errors or cell in marks.not_calculated

    def filled(self, found: Found, r: int, owner: tuple[str, ...]) -> bool:
        what = say(
            "The first columns are empty here; they are read as in the row above ({value}).", value=" ".join(owner)
        )
        remedy = say("Fill them in on every row if that is not what you mean.")
        c = min((c for c, (column, _) in found.columns.items() if column.owner is not None), default=0)
        self.fault(found, r, c, Fault("hint", "filled-from-above", what, remedy), None)
        return True

    def example(self, found: Found, r: int, row: list[Any]) -> None:
        """A row that is marked as an example, but holds something else than we put there."""
        for c, (column, _) in found.columns.items():
            if c >= len(row) or is_empty(row[c]) or column.kind == "text":
                continue
            lookups = self.book.lookups
            known = known_examples(found.table.name, column, self.book.area)
            ours = [value for value in known if isinstance(value, str | int | float)]
            if column.many or not ours or row[c] in ours:
                continue
            typed = read(column, row[c], lookups)[0]
            if typed is None or typed not in [read(column, value, lookups)[0] for value in ours]:
                what = say("This row is marked as an example and is not read, but something was filled in.")
                remedy = say("Empty the first cell of the row if it should count; delete the row if it should not.")
                self.fault(found, r, c, Fault("error", "example-row", what, remedy), row[c])
                return

    def marked(self, found: Found, rows: list[int]) -> None:
        """What people see of rows and columns, and a reader does not: hidden, struck through, commented upon."""
        marks = found.sheet.marks
        if hidden := sorted(set(marks.hidden_rows) & {r + 1 for r in rows}):
            what = say("Hidden rows are read too: {rows}.", rows=_some(hidden))
            remedy = say("Delete them if they should not count.")
            self.fault(found, hidden[0] - 1, 0, Fault("hint", "hidden-rows", what, remedy), None)
        filled = [c for c in found.columns if any(not is_empty(value) for value in self._values(found, rows, c))]
        if columns := [c for c in filled if c + 1 in marks.hidden_columns]:
            names = "; ".join(found.columns[c][1] for c in columns)
            what = say("Hidden columns are read too: {names}.", names=names)
            fault = Fault("hint", "hidden-columns", what, say("Empty them if they should not count."))
            self.fault(found, found.heading_row, columns[0], fault, None)
        if marks.struck and (struck := [r for r in rows if any(cell_name(r, c) in marks.struck for c in filled)]):
            what = say(
                "Rows with values that are struck through are read too: {rows}.", rows=_some(r + 1 for r in struck)
            )
            remedy = say("Delete what is off; a line through it is seen by people only.")
            c = next(c for c in filled if cell_name(struck[0], c) in marks.struck)
            value = found.sheet.rows[struck[0]][c]
            self.fault(found, struck[0], c, Fault("warning", "struck-through", what, remedy), value)
        if marks.unseen and (cells := [n for r in rows for c in filled if (n := cell_name(r, c)) in marks.unseen]):
            what = say("Cells whose values nobody sees are read too: {cells}.", cells=_some(cells))
            remedy = say("They are white, or their format hides them; empty them if they should not count.")
            self.fault(found, *row_and_column(cells[0]), Fault("hint", "hidden-rows", what, remedy), None)
        if cells := [cell for r in rows for c in filled if (cell := cell_name(r, c)) in marks.comments]:
            what = say("Comments at cells are not read: {cells}.", cells=_some(cells))
            remedy = say("That is fine for notes. What changes an amount or week belongs into its cell.")
            at = row_and_column(cells[0])
            self.fault(found, *at, Fault("hint", "comments-not-read", what, remedy), None)

    @staticmethod
    def _values(found: Found, rows: list[int], c: int) -> Iterable[Any]:
        return (found.sheet.rows[r][c] for r in rows if c < len(found.sheet.rows[r]))

    def no_parent(
        self, found: Found, rows: list[int], owner: tuple[str, ...], known: Iterable[tuple[str, ...]]
    ) -> None:
        """What rows belong to is not there: one finding for all that name the same."""
        kind, name = _PARENTS[found.table.parent]
        value = " ".join(owner).strip()
        at = [c for c, (column, _) in found.columns.items() if column.owner is not None]
        what = (
            say("There is no {name} {value}.", name=name, value=value)
            if value
            else say("This row does not say which {name} it belongs to.", name=name)
        )
        if len(rows) > 1:
            some = _some(r + 1 for r in rows)
            what = say("{what} It is meant on {count} rows: {rows}.", what=what, count=len(rows), rows=some)
        place = (found.sheet.name, cell_name(rows[0], at[-1] if at else 0))
        keys = [" ".join(key) for key in known]
        parts = [key for key in keys if key.startswith(f"{value}-")] if value and found.table.parent == "crews" else []
        remedy = suggestion(value, keys)
        if len(parts) > 1:
            what = say("Crew {name} has several trades.", name=value)
            remedy = say("Say of which, on a row for each: {names}.", names="; ".join(parts))
        self.book.add(
            Finding("error", kind, self.book.file, "", self.book.owner, shown(value), what, remedy, *place, tuple(rows))
        )


def _some(names: Iterable[object]) -> str:
    """The first of them, and whether there are more."""
    first = [str(name) for name in islice(names, SHOWN_ROWS + 1)]
    return ", ".join(first[:SHOWN_ROWS]) + (" ..." if len(first) > SHOWN_ROWS else "")
