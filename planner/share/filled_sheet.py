"""A sheet of an exported workbook as it comes back: its columns by their headings, and what is said of everything that
people put beside them, which no column reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from wijkplan.planner.findings.finding import Finding, shown
from wijkplan.planner.intake.workbook.answer_marker import HIDDEN
from wijkplan.planner.intake.workbook.cell_marks import cell_name
from wijkplan.planner.intake.workbook.date_cells import EPOCH, EPOCH_1904, parse
from wijkplan.planner.intake.workbook.lookups import folded
from wijkplan.planner.intake.workbook.open_workbook import Sheet
from wijkplan.planner.intake.workbook.plain_text import as_meant
from wijkplan.planner.intake.workbook.read_cells import is_empty
from wijkplan.planner.text import LANGUAGES, Text, say, translated

LOOKED_AT = 30  # rows in which the headings are looked for
SHOWN = 10  # cells and rows that a finding names


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet that people fill in: what it is called, the headings of its columns by our keys, the columns without
    which it is none, those that are filled in, the headings that are only told (``told``), and what reads it."""

    title: Text
    headings: Mapping[str, Collection[Text]]
    needed: frozenset[str]
    asked: tuple[str, ...]
    told: Collection[Text]
    reader: Text


@dataclass(frozen=True, slots=True)
class Filled:
    """Where such a sheet is in a workbook: ``at`` is the row of its headings, from 0."""

    form: Form
    sheet: Sheet
    at: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number from 0 and values by key of each row that is not empty; empty cells are ``""``."""
        for r in range(self.at + 1, len(self.sheet.rows)):
            row = self.sheet.rows[r]
            if any(not is_empty(value) for value in row):
                yield r, {key: row[c] if c < len(row) else "" for key, c in self.columns.items()}

    def cell(self, r: int, key: str) -> str:
        """The name of a cell."""
        return cell_name(r, self.columns[key])

    def filled_in(self) -> int:
        """How many rows have something in a column that is filled in."""
        return sum(any(not is_empty(values.get(key, "")) for key in self.form.asked) for _, values in self.rows())


def text_of(value: Any) -> str:
    """A cell as text, without the signs that nobody sees."""
    return as_meant(str(int(value) if isinstance(value, float) and value.is_integer() else value))


def day_of(value: Any, sheet: Sheet | None = None) -> date | None:
    """The day that a value means, in the date system of its workbook; ``None`` where it means none."""
    day = parse(value, EPOCH_1904 if sheet is not None and sheet.marks.from_1904 else EPOCH)
    return day if isinstance(day, date) else None


def find(sheets: Sequence[Sheet], form: Form) -> Filled | None:
    """The sheet of its name, else the first with its headings; ``None`` where it is gone."""
    titles = _folded([form.title])
    headings = {key: _folded(names) for key, names in form.headings.items()}
    named = [sheet for sheet in sheets if folded(sheet.name) in titles]
    for sheet in (*named, *(one for one in sheets if one not in named and one.name != HIDDEN)):
        for r, row in enumerate(sheet.rows[:LOOKED_AT]):
            columns: dict[str, int] = {}
            for c, value in enumerate(row):
                text = folded(value) if isinstance(value, str) else ""
                for key in (key for key, names in headings.items() if text in names):
                    columns.setdefault(key, c)
            if form.needed <= columns.keys():
                return Filled(form, sheet, r, columns)
    return None


def _folded(names: Iterable[Text]) -> set[str]:
    return {folded(translated(name, language)) for name in names for language in LANGUAGES}


Add = tuple[Literal["error", "warning", "hint"], str, object, Text, Text, str]


def unread(file: str, owner: str | None, filled: Filled, id: str) -> Iterator[Finding]:
    """What is on the sheet and would be lost or misread; ``id`` is the column that says which line a row is of."""
    for severity, kind, value, what, remedy, cell in (*_around(filled), *_rows(filled, id), *_marked(filled)):
        yield Finding(severity, kind, file, "", owner, shown(value), what, remedy, filled.sheet.name, cell)


def _around(filled: Filled) -> Iterator[Add]:
    """Columns that nobody reads, and notes above the headings."""
    rows, at = filled.sheet.rows, filled.at
    ours = {(at - 3, 0), (at - 2, 0), *([] if len(rows) > at + 1 else [(at - 1, 0)])} if at >= 3 else set()
    above = [
        (r, c) for r, row in enumerate(rows[:at]) for c, v in enumerate(row) if not is_empty(v) and (r, c) not in ours
    ]
    if above:
        what = say(
            "What stands above the headings is not read: {cells}.", cells=_some(cell_name(*one) for one in above)
        )
        r, c = above[0]
        yield "warning", "outside-columns", rows[r][c], what, _BELONGS, cell_name(r, c)
    asked = [name for key in filled.form.asked for name in filled.form.headings[key]]
    told, width = _folded(filled.form.told) - _folded(asked), max(map(len, rows), default=0)
    gone = [key for key in filled.form.asked if key not in filled.columns]
    for c in sorted(set(range(width)) - set(filled.columns.values())):
        heading = rows[at][c] if c < len(rows[at]) else ""
        if folded(str(heading)) in told and not is_empty(heading):
            continue
        cells = [(r, c) for r in range(at + 1, len(rows)) if c < len(rows[r]) and not is_empty(rows[r][c])]
        if not cells:
            continue
        what = say("This column is not read; it has {count} values.", count=len(cells))
        remedy = _BELONGS
        if gone:
            lost = [one for key in gone for one in filled.form.headings[key]]
            names = ", ".join(" / ".join(translated(one, language) for language in LANGUAGES) for one in lost)
            remedy = say("Headings stay as they were sent; gone are: {names}.", names=names)
        place = cell_name(at, c) if not is_empty(heading) else cell_name(*cells[0])
        yield ("error" if gone else "warning"), "extra-column", heading or rows[cells[0][0]][c], what, remedy, place


_BELONGS = say("Put what counts into the columns that were sent.")


def _rows(filled: Filled, id: str) -> Iterator[Add]:
    """Rows that say of no line what they say."""
    for r, values in filled.rows():
        if is_empty(values[id]):
            c = next(c for c, value in enumerate(filled.sheet.rows[r]) if not is_empty(value))
            value = filled.sheet.rows[r][c]
            what = say("This row does not say which line it is of.")
            if any(not is_empty(values.get(key, "")) for key in filled.form.asked):
                yield "error", "missing-value", value, what, say("Put it on the row of the line."), cell_name(r, c)
            else:
                yield "hint", "note-below", value, what, _BELONGS, cell_name(r, c)


def _marked(filled: Filled) -> Iterator[Add]:
    """What people see of cells and a reader does not."""
    marks, rows = filled.sheet.marks, [r for r, _ in filled.rows()]
    asked = [filled.columns[key] for key in filled.form.asked if key in filled.columns]
    read = sorted(filled.columns.values())
    for top, bottom in sorted(set(filled.sheet.merged.values())):
        if bottom[0] > top[0] and bottom[0] > filled.at and any(top[1] <= c <= bottom[1] for c in asked):
            what = say("One value is merged over rows {first} to {last}; it counts for the first of them only.",
                       first=top[0] + 1, last=bottom[0] + 1)  # fmt: skip
            value = filled.sheet.rows[top[0]][top[1]] if top[1] < len(filled.sheet.rows[top[0]]) else None
            yield "error", "merged-amount", value, what, say("Fill in each row."), cell_name(*top)
    for r in rows:
        for c in read:
            cell = cell_name(r, c)
            if cell in marks.errors:
                what, remedy = say("This cell shows an error."), say("Correct its formula, or type the value.")
                yield "error", "cell-error", None, what, remedy, cell
            elif cell in marks.not_calculated:
                what = say("The formula in this cell was never calculated.")
                remedy = say("Open the workbook in Excel or LibreOffice and save it again, or type the value.")
                yield "error", "formula-without-value", None, what, remedy, cell
    struck = [(r, c) for r in rows for c in read if cell_name(r, c) in marks.struck and _has(filled.sheet, r, c)]
    if struck:
        what = say("What is struck through is read too: {cells}.", cells=_some(cell_name(*one) for one in struck))
        remedy = say("Delete what is off; a line through it is seen by people only.")
        r, c = struck[0]
        yield "error", "struck-through", filled.sheet.rows[r][c], what, remedy, cell_name(r, c)
    if marks.comments:
        yield _comments(filled.sheet)
    hidden = [r for r in rows if r + 1 in marks.hidden_rows and any(_has(filled.sheet, r, c) for c in asked)]
    if hidden:
        what = say("Hidden rows are read too: {rows}.", rows=_some(r + 1 for r in hidden))
        yield "hint", "hidden-rows", None, what, say("Delete them if they should not count."), cell_name(hidden[0], 0)


def _comments(sheet: Sheet) -> Add:
    cells = sorted(sheet.marks.comments)
    what = say("Comments at cells are not read: {cells}.", cells=_some(cells))
    return (
        "hint",
        "comments-not-read",
        None,
        what,
        say("That is fine for notes. What counts belongs into its column."),
        cells[0],
    )


def _has(sheet: Sheet, r: int, c: int) -> bool:
    return c < len(sheet.rows[r]) and not is_empty(sheet.rows[r][c])


def _some(names: Iterable[object]) -> str:
    listed = [str(name) for name in names]
    return ", ".join(listed[:SHOWN]) + (" ..." if len(listed) > SHOWN else "")


def others(
    file: str, owner: str | None, sheets: Iterable[Sheet], used: Sequence[Filled], elsewhere: Iterable[Form]
) -> Iterator[Finding]:
    """What stands on the sheets that are not read here. ``elsewhere`` are forms that another command reads."""
    mine, forms = [one.sheet for one in used], list(elsewhere)
    for sheet in sheets:
        rows = [row for row in sheet.rows if any(not is_empty(value) for value in row)]
        if sheet.name == HIDDEN or any(sheet is one for one in mine) or not rows:
            continue
        for severity, kind, value, what, remedy, cell in _other(sheet, len(rows), used, forms):
            yield Finding(severity, kind, file, "", owner, shown(value), what, remedy, sheet.name, cell)


def _other(sheet: Sheet, rows: int, used: Sequence[Filled], forms: Sequence[Form]) -> Iterator[Add]:
    for one in used:
        copy = find([sheet], one.form)
        if copy is not None and copy.filled_in():
            what = say("This sheet is a second {name} and is not read; {count} of its rows are filled in.",
                       name=one.form.title, count=copy.filled_in())  # fmt: skip
            yield "error", "sheet-twice", None, what, say("Leave one of the two."), ""
            return
    for form in forms:
        filled = find([sheet], form)
        if filled is not None:
            if count := filled.filled_in():
                what = say("{count} rows of this sheet are filled in; they are not taken in here.", count=count)
                yield "hint", "answers-aside", None, what, form.reader, ""
            return
    if sheet.marks.comments:
        yield _comments(sheet)
    if folded(str(sheet.rows[0][0] if sheet.rows[0] else "")) == folded(sheet.name):
        yield from _beside(sheet)
        return
    what = say("This sheet is not read; it has {count} rows.", count=rows)
    yield "warning", "extra-sheet", None, what, _BELONGS, ""


def _beside(sheet: Sheet) -> Iterator[Add]:
    """Cells beside and below the table of a sheet that we made."""
    at = 3  # the row of its headings
    headings = sheet.rows[at] if len(sheet.rows) > at else []
    width = max((c + 1 for c, value in enumerate(headings) if not is_empty(value)), default=1)
    end = next((r for r in range(at + 1, len(sheet.rows)) if all(is_empty(v) for v in sheet.rows[r])), len(sheet.rows))
    cells = [
        (r, c)
        for r, row in enumerate(sheet.rows)
        for c, value in enumerate(row)
        if not is_empty(value) and (r >= end or c >= width)
    ]
    if cells:
        what = say(
            "What stands beside or below the table is not read: {cells}.", cells=_some(cell_name(*one) for one in cells)
        )
        r, c = cells[0]
        yield "warning", "outside-columns", sheet.rows[r][c], what, _BELONGS, cell_name(r, c)
