"""Named kinds of what goes wrong with the workbooks that parties send back, with answers or with progress.

Each kind changes a sheet and says which cells must be named in a finding, because nobody reads them; what is planted in
the rows of lines is taken in as it was, or named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from random import Random
from string import ascii_uppercase, digits
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Font

from .kinds import Kinds
from .sent_back import HEAD, NOTE, Sent

Mutation = Callable[[Sent, Random], None]
KINDS: Kinds[Mutation] = Kinds()
_kind = KINDS.kind


@_kind("note beside the table")
def _beside(sent: Sent, drawn: Random) -> None:
    sent.note(sent.row(drawn), sent.sheet.max_column + drawn.randint(1, 3))


@_kind("note below a blank row")
def _below(sent: Sent, drawn: Random) -> None:
    sent.note(sent.sheet.max_row + 2, drawn.randint(1, 4) if sent.id > 4 else 2)


@_kind("note right below the table")
def _under(sent: Sent, drawn: Random) -> None:
    sent.note(sent.sheet.max_row + 1, drawn.choice(list(sent.asked.values())))


@_kind("note above the headings")
def _above(sent: Sent, drawn: Random) -> None:
    sent.note(drawn.randint(1, HEAD - 1), drawn.randint(2, 5))


@_kind("note in another column of ours")
def _named_column(sent: Sent, drawn: Random) -> None:
    c = sent.sheet.max_column + 1
    sent.sheet.cell(HEAD, c).value = "Opmerking van ons"
    sent.note(sent.row(drawn), c)


@_kind("blank row between")
def _blank(sent: Sent, drawn: Random) -> None:
    sent.insert(sent.row(drawn))


@_kind("rows on top")
def _top(sent: Sent, drawn: Random) -> None:
    sent.insert(1, drawn.randint(1, 3))


@_kind("row twice")
def _twice(sent: Sent, drawn: Random) -> None:
    sent.sheet.append([cell.value for cell in sent.sheet[sent.row(drawn)]])


@_kind("row twice, the second otherwise")
def _otherwise(sent: Sent, drawn: Random) -> None:
    r = sent.row(drawn)
    sent.sheet.append([cell.value for cell in sent.sheet[r]])
    for c in list(sent.asked.values())[:1]:
        sent.sheet.cell(sent.sheet.max_row, c).value = sent.sheet.cell(sent.row(drawn), c).value


@_kind("totals row")
def _total(sent: Sent, drawn: Random) -> None:
    r = sent.sheet.max_row + 1
    sent.sheet.cell(r, sent.id).value = drawn.choice(["Totaal", "TOTAAL", "Som"])
    sent.note(r, sent.id + 1, "PLANT-998")


@_kind("line that nobody knows")
def _unknown(sent: Sent, drawn: Random) -> None:
    r = sent.sheet.max_row + 1
    sent.sheet.cell(r, sent.id).value = "nergens/niets:x"
    for c in sent.asked.values():
        sent.sheet.cell(r, c).value = sent.sheet.cell(sent.row(drawn), c).value
    sent.named.append((sent.sheet.title, sent.sheet.cell(r, sent.id).coordinate))


def _of_id(name: str, change: Callable[[str], Any]) -> None:
    def made(sent: Sent, drawn: Random) -> None:
        cell = sent.sheet.cell(sent.row(drawn), sent.id)
        cell.value = change(str(cell.value))

    KINDS[name] = made


_of_id("line with blanks around", lambda v: f"  {v} ")
_of_id("line with a no-break space", lambda v: f"\u00a0{v}\u00a0")
_of_id("line with another hyphen", lambda v: v.replace("-", "\u2011"))
_of_id("line in capitals", str.upper)
_of_id("line cut short", lambda v: v[:-2])
_of_id("line empty", lambda _: None)
_of_id("line with a sign of no width", lambda v: f"\u200b{v}")


def _of_heading(name: str, change: Callable[[str], Any]) -> None:
    def made(sent: Sent, drawn: Random) -> None:
        cell = sent.sheet.cell(HEAD, drawn.choice([*sent.asked.values(), sent.id]))
        cell.value = change(str(cell.value))

    KINDS[name] = made


_of_heading("heading misspelt", lambda v: v[:-1] + "x")
_of_heading("heading in capitals", str.upper)
_of_heading("heading with a star", lambda v: f"{v} *")
_of_heading("heading over two lines", lambda v: v.replace(" ", "\n"))
_of_heading("heading gone", lambda _: None)


@_kind("column twice")
def _doubled(sent: Sent, drawn: Random) -> None:
    c, new = drawn.choice(list(sent.asked.values())), sent.sheet.max_column + 1
    sent.sheet.cell(HEAD, new).value = sent.sheet.cell(HEAD, c).value
    sent.note(sent.row(drawn), new)


@_kind("columns turned round")
def _turned(sent: Sent, drawn: Random) -> None:
    a, b = drawn.sample(list(sent.asked.values()), 2)
    for r in range(HEAD, sent.sheet.max_row + 1):
        one, other = sent.sheet.cell(r, a), sent.sheet.cell(r, b)
        one.value, other.value = other.value, one.value


@_kind("rows turned round")
def _sorted(sent: Sent, _: Random) -> None:
    numbers = sent.rows
    rows = [[cell.value for cell in sent.sheet[r]] for r in numbers]
    for r, values in zip(numbers, reversed(rows), strict=True):
        for c, value in enumerate(values, start=1):
            sent.sheet.cell(r, c).value = value
    moved = {str(r): str(new) for r, new in zip(numbers, reversed(numbers), strict=True)}
    for i, (title, cell) in enumerate(sent.named):
        if title == sent.sheet.title and sent.sheet[cell or "A1"].comment is None:
            sent.named[i] = (
                title,
                cell.rstrip(digits) + moved.get(cell.lstrip(ascii_uppercase), cell.lstrip(ascii_uppercase)),
            )


@_kind("sheet renamed")
def _renamed(sent: Sent, drawn: Random) -> None:
    sent.sheet.title = drawn.choice(["Blad1", f"{sent.sheet.title} v2", "ingevuld"])


@_kind("sheet in capitals")
def _shouted(sent: Sent, _: Random) -> None:
    sent.sheet.title = f" {sent.sheet.title.upper()}"


@_kind("sheet copied")
def _copied(sent: Sent, drawn: Random) -> None:
    made = sent.book.copy_worksheet(sent.sheet)
    made.title = f"{sent.sheet.title} ({drawn.randint(2, 4)})"[-31:]
    sent.named.append((made.title, ""))


@_kind("sheet hidden")
def _hidden(sent: Sent, drawn: Random) -> None:
    sent.sheet.sheet_state = drawn.choice(["hidden", "veryHidden"])


@_kind("sheet of their own")
def _extra(sent: Sent, drawn: Random) -> None:
    made = sent.book.create_sheet("Toelichting")
    made.append([NOTE, drawn.randint(1, 9)])
    sent.named.append((made.title, ""))


@_kind("note on a sheet that is not read")
def _aside(sent: Sent, drawn: Random) -> None:
    other = sent.book["Balans"]
    sent.note(*drawn.choice([(other.max_row + 2, 1), (HEAD + 1, 9), (1, 6)]), sheet=other)


@_kind("comment")
def _comment(sent: Sent, drawn: Random) -> None:
    r, c = sent.filled(drawn)
    sent.sheet.cell(r, c).comment = Comment(NOTE, "planner")
    sent.named.append((sent.sheet.title, sent.sheet.cell(r, c).coordinate))


@_kind("comment on a sheet that is not read")
def _comment_aside(sent: Sent, _: Random) -> None:
    sent.book["Balans"]["B5"].comment = Comment(NOTE, "planner")
    sent.named.append(("Balans", "B5"))


@_kind("struck through")
def _struck(sent: Sent, drawn: Random) -> None:
    r, c = sent.filled(drawn)
    sent.sheet.cell(r, c).font = Font(strike=True)
    sent.named.append((sent.sheet.title, sent.sheet.cell(r, c).coordinate))


@_kind("rows hidden")
def _filtered(sent: Sent, drawn: Random) -> None:
    sent.sheet.row_dimensions[sent.row(drawn)].hidden = True


@_kind("column hidden")
def _column_hidden(sent: Sent, drawn: Random) -> None:
    sent.sheet.column_dimensions[
        sent.sheet.cell(1, drawn.choice(list(sent.asked.values()))).column_letter
    ].hidden = True


@_kind("merged over rows")
def _merged(sent: Sent, drawn: Random) -> None:
    r, c = sent.filled(drawn)
    if any(r in range(m.min_row, m.max_row + 1) for m in sent.sheet.merged_cells.ranges):
        return
    sent.sheet.merge_cells(start_row=r, start_column=c, end_row=r + 1, end_column=c)
    sent.named.append((sent.sheet.title, sent.sheet.cell(r, c).coordinate))


@_kind("formula without a value")
def _formula(sent: Sent, drawn: Random) -> None:
    r, c = sent.filled(drawn)
    sent.sheet.cell(r, c).value = "=A1&B1"
    sent.named.append((sent.sheet.title, sent.sheet.cell(r, c).coordinate))


@_kind("error cell")
def _error(sent: Sent, drawn: Random) -> None:
    r, c = sent.filled(drawn)
    sent.sheet.cell(r, c).value = drawn.choice(["#N/A", "#REF!"])
    sent.sheet.cell(r, c).data_type = "e"
    sent.named.append((sent.sheet.title, sent.sheet.cell(r, c).coordinate))


def _of_column(name: str, headings: Sequence[str], change: Callable[[Any, Random], Any]) -> None:
    """Changes a cell of one of the columns, where a line has something there."""

    def made(sent: Sent, drawn: Random) -> None:
        cells = [(r, sent.asked[h]) for r in sent.rows for h in headings if h in sent.asked]
        cells = [(r, c) for r, c in cells if sent.sheet.cell(r, c).value is not None]
        if cells:
            r, c = drawn.choice(cells)
            with suppress(AttributeError, ValueError, TypeError):  # what another kind made of it is no day or number
                sent.sheet.cell(r, c).value = change(sent.sheet.cell(r, c).value, drawn)

    KINDS[name] = made


def _day(value: Any) -> date:
    """The day of a date, or of a week such as ``2027-W36``."""
    return date.fromisocalendar(int(value[:4]), int(value[6:]), 1) if isinstance(value, str) else value


MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
ENGLISH = {
    "akkoord": "accept",
    "weigeren": "refuse",
    "vastzetten": "pin",
    "andere weken": "other weeks",
    "andere mensen": "other people",
}
DECISION = ["Antwoord"]
WEEKS = ["Vastzetten in week", "Niet voor week", "Niet na week", "Begonnen", "Klaar"]
NUMBERS = ["Gereed (%)", "Resterende uren", "Bestede uren", "Gereed (aantal)"]
for _name, _make in {
    "decision in capitals": lambda v, _: str(v).upper(),
    "decision with a no-break space": lambda v, _: f"\u00a0{v}\u00a0".replace(" ", "\u00a0"),
    "decision with a full stop": lambda v, _: f"{v}.",
    "decision in English": lambda v, _: ENGLISH.get(v, v),
    "decision in their own words": lambda _, drawn: drawn.choice(["ja", "OK", "nee", "x", "zie mail"]),
    "two decisions in a cell": lambda v, _: f"{v} / weigeren",
    "decision gone": lambda _, __: None,
    "decision a number": lambda _, __: 1,
    "decision yes": lambda _, __: True,
}.items():
    _of_column(_name, DECISION, _make)
for _name, _make in {
    "week 53": lambda _, __: "2027-W53",
    "week without a year": lambda _, __: "wk 36",
    "week as a number": lambda _, __: 36,
    "date with a month's name": lambda v, _: f"{_day(v).day}-{MONTHS[_day(v).month - 1]}-{_day(v):%y}",
    "date with a day's name": lambda v, _: f"ma {_day(v).day}-{_day(v).month}-{_day(v).year}",
    "date as a date": lambda v, _: _day(v),
    "date with a time": lambda v, _: datetime(_day(v).year, _day(v).month, _day(v).day, 7, 30),
    "date packed": lambda v, _: int(f"{_day(v):%Y%m%d}"),
    "date of nothing": lambda _, __: "zsm",
    "date 9999": lambda _, __: date(9999, 12, 31),
    "date 0001": lambda _, __: "1-1-0001",
    "date between no-break spaces": lambda v, _: f"\u00a0{_day(v).day}-{_day(v).month}-{_day(v).year}\u00a0",
}.items():
    _of_column(_name, WEEKS, _make)
for _name, _make in {
    "number as text": lambda v, _: str(v),
    "number in percent": lambda v, _: f"{v}%",
    "number in per cent, in words": lambda v, _: f"{v} procent",
    "number in hours": lambda v, _: f"{v} uur",
    "number with a no-break space": lambda v, _: f"\u00a0{v}",
    "number with a comma": lambda v, _: f"{v},0",
    "number in words": lambda _, __: "veel",
    "number below nothing": lambda v, _: -v,
    "number of 1e308": lambda _, __: 1e308,
    "number that is a date": lambda _, __: date(2027, 3, 4),
}.items():
    _of_column(_name, NUMBERS, _make)


_of_column("per cent as a fraction", ["Gereed (%)"], lambda v, _: v / 100)


@_kind("per cent as it is shown")
def _percent(sent: Sent, _: Random) -> None:
    if "Gereed (%)" in sent.asked:
        for r in sent.rows:
            cell = sent.sheet.cell(r, sent.asked["Gereed (%)"])
            if isinstance(cell.value, int):
                cell.value, cell.number_format = cell.value / 100, "0%"


@_kind("value beside no use for it")
def _useless(sent: Sent, drawn: Random) -> None:
    if "Vastzetten in week" in sent.asked:
        r = sent.row(drawn)
        if sent.sheet.cell(r, sent.asked["Antwoord"]).value in ("akkoord", "weigeren", None):
            sent.note(r, sent.asked["Vastzetten in week"], "2027-W30")


@_kind("row emptied")
def _emptied(sent: Sent, drawn: Random) -> None:
    r = sent.row(drawn)
    for c in range(1, sent.sheet.max_column + 1):
        sent.sheet.cell(r, c).value = None


@_kind("marker gone")
def _unmarked(sent: Sent, _: Random) -> None:
    if "wijkplan" in sent.book.sheetnames:
        del sent.book["wijkplan"]


@_kind("marker of another party")
def _another(sent: Sent, drawn: Random) -> None:
    for row in sent.book["wijkplan"].iter_rows() if "wijkplan" in sent.book.sheetnames else ():
        if row[0].value == "employer":
            row[1].value = drawn.choice(["niemand", "bouw-b"])


def _of_groups(name: str, *rows: Sequence[Any]) -> None:
    """Writes on the sheet with which projects and streets are answered at once: row, column from 0, value."""

    def made(sent: Sent, _: Random) -> None:
        if "In één keer antwoorden" not in sent.book.sheetnames:
            return
        sheet = sent.book["In één keer antwoorden"]
        for i, row in enumerate(rows):
            values = [cell.value for cell in sheet[HEAD + 1]][:2]
            sheet.append([*values, None, None, *row])
            if row[0] is None or i:
                sent.named.append((sheet.title, f"A{sheet.max_row}"))

    KINDS[name] = made


_of_groups("project answered twice", ("akkoord",), ("weigeren",))
_of_groups("reason for a project without an answer", (None, None, None, None, NOTE))
_of_groups("weeks for a project without an answer", (None, "2027-W20"))


def mutate(name: str, sent: Sent, drawn: Random) -> None:
    """Carries out a kind; cells that another kind merged away stay as they are."""
    with suppress(AttributeError):
        KINDS[name](sent, drawn)
