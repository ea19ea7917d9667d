"""What is said of a row of a sheet: of its cells, of rows that look like totals or examples, of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from wijkplan.planner.findings.finding import Finding, shown, suggestion
from wijkplan.planner.intake.ledger import Line
from wijkplan.planner.text import Text, say

from .cell_fault import Fault
from .cell_marks import cell_name
from .examples import known_examples
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
        what = say("It is read as {week}.", week=f"{year}-W{day.isocalendar().week:02d}")
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
                and value not in lookup.ids
            ):
                self.fault(found, r, c, unknown(column, value, lookup), value)

    def empty(self, found: Found, r: int, c: int) -> None:
        """A cell that looks empty but is not."""
        marks = found.sheet.marks
        if not (marks.errors or marks.not_calculated):
            return
        cell = cell_name(r, c)
        if cell in marks.errors:
            what, remedy = say("This cell shows an error."), say("Correct its formula, or type the value.")
            self.fault(found, r, c, Fault("error", "cell-error", what, remedy), None)
        elif cell in marks.not_calculated:
            what = say("The formula in this cell was never calculated.")
            remedy = say("Open the workbook in Excel or LibreOffice and save it again, or type the value.")
            self.fault(found, r, c, Fault("error", "formula-without-value", what, remedy), None)

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
            ours = [
                read(column, value, lookups)[0]
                for value in known_examples(found.table.name, column)
                if isinstance(value, str | int | float)
            ]
            if not column.many and ours and read(column, row[c], lookups)[0] not in ours:
                what = say("This row is marked as an example and is not read, but something was filled in.")
                remedy = say("Empty the first cell of the row if it should count.")
                self.fault(found, r, c, Fault("warning", "example-row", what, remedy), row[c])
                return

    def hidden(self, found: Found, rows: list[int]) -> None:
        hidden = sorted(set(found.sheet.marks.hidden_rows) & {r + 1 for r in rows})
        if hidden:
            some = ", ".join(map(str, hidden[:SHOWN_ROWS])) + (" ..." if len(hidden) > SHOWN_ROWS else "")
            what = say("{count} hidden rows are read too: {rows}.", count=len(hidden), rows=some)
            self.fault(
                found,
                hidden[0] - 1,
                0,
                Fault("hint", "hidden-rows", what, say("Delete them if they should not count.")),
                None,
            )

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
            some = ", ".join(str(r + 1) for r in rows[:SHOWN_ROWS]) + (" ..." if len(rows) > SHOWN_ROWS else "")
            what = say("{what} It is meant on {count} rows: {rows}.", what=what, count=len(rows), rows=some)
        place = (found.sheet.name, cell_name(rows[0], at[-1] if at else 0))
        remedy = suggestion(value, [" ".join(key) for key in known])
        self.book.add(
            Finding("error", kind, self.book.file, "", self.book.owner, shown(value), what, remedy, *place, tuple(rows))
        )
