"""Over sixty named kinds of what goes wrong with right files of three senders (:mod:`.right_inputs`) between a
planner's desk and ours."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import Any

from openpyxl.utils import get_column_letter

from .kinds import Kinds
from .right_inputs import CREW_HEAD, Book, Folder, Rows

Mutation = Callable[[Folder, Random], None]
KINDS: Kinds[Mutation] = Kinds()
_kind = KINDS.kind

TABLES = ("Werk", "Ploegen", "Projecten", "Afwezigheid")
AMOUNTS: Mapping[str, int] = {"Werk": 3, "Ploegen": 4, "Afwezigheid": 3}


def _book(folder: Folder, drawn: Random) -> Book:
    """A workbook that has sheets; an empty one that is no part of the folder where other mutations left none."""
    return drawn.choice([book for book in folder.books.values() if book.sheets] or [Book({})])


def _cell(folder: Folder, drawn: Random, at: Mapping[str, int]) -> tuple[Book, str, int, int] | None:
    """A cell of a column on a row below the headings; ``None`` where other mutations left none."""
    places = [
        (book, name, r, at[name])
        for book in folder.books.values()
        for name, rows in book.sheets.items()
        if name in at
        for r in range(1, len(rows))
        if len(rows[r]) > at[name]
    ]
    return drawn.choice(places) if places else None


def _put(kind: str, at: Mapping[str, int], make: Callable[[Any, Random], Any], shown: str = "") -> None:
    def made(folder: Folder, drawn: Random) -> None:
        found = _cell(folder, drawn, at)
        if found is not None:
            book, name, r, c = found
            book.sheets[name][r][c] = make(book.sheets[name][r][c], drawn)
            if shown:
                book.formats[name, r, c] = shown

    KINDS[kind] = made


for _name, _make in {
    "amount with a no-break space": lambda v, _: f"\u00a0{v}\u00a0",
    "amount with a thin space": lambda v, _: f"{v}\u202f",
    "amount with a comma": lambda v, _: f"{v},0",
    "amount as text": lambda v, _: str(v),
    "amount with its plain unit": lambda v, _: f"{v} x",
    "amount in hours": lambda v, _: f"{v} uur",
    "amount in percent": lambda v, _: f"{v}%",
    "amount in words": lambda _, __: "veel",
    "amount below nothing": lambda v, _: f"-{v}",
    "amount of 1e308": lambda _, __: 1e308,
    "amount of a speck": lambda _, __: 1e-9,
    "amount that is a date": lambda _, __: date(2027, 3, 4),
    "amount that is yes": lambda _, __: True,
    "amount that is a sum": lambda v, _: f"{v}+1",
    "amount about": lambda v, _: f"ca. {v}",
    "amount that is a dash": lambda _, __: "-",
    "amount in powers of ten": lambda v, _: f"{v}E+00",
    "amount between blanks": lambda v, _: f"  {v} ",
    "amount not a number": lambda _, __: "NaN",
    "amount with an odd mark": lambda _, __: "1.250",
    "amount empty": lambda _, __: None,
    "amount of a million": lambda _, __: 1_000_001,
}.items():
    _put(_name, AMOUNTS, _make)
_put("amount shown as a percentage", AMOUNTS, lambda v, _: v, "0%")
_put("formula never calculated", AMOUNTS, lambda v, _: f"={v}+0")

STARTS = {"Projecten": 3, "Afwezigheid": 1}
ENDS = {"Projecten": 4, "Afwezigheid": 2}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date(2027, 9, 6)


for _name, _make in {
    "date as text": lambda v, _: f"{_day(v).day}-{_day(v).month}-{_day(v).year}",
    "date with a day's name": lambda v, _: f"ma {_day(v).day}-{_day(v).month}-{_day(v).year}",
    "date with a month's name": lambda v, _: (
        f"{_day(v).day}-mrt-{_day(v).year % 100}" if _day(v).month == 3 else f"{_day(v):%Y-%m-%d}"
    ),
    "date packed": lambda v, _: int(f"{_day(v):%Y%m%d}"),
    "date as a number": lambda v, _: (_day(v) - date(1899, 12, 30)).days,
    "week with its year": lambda v, _: f"{_day(v):%G}-W{_day(v):%V}",
    "week and year as a number": lambda v, _: int(f"{_day(v):%G%V}"),
    "week without a year": lambda v, _: f"wk {_day(v).isocalendar().week}",
    "week as a number": lambda v, _: _day(v).isocalendar().week,
    "week 53": lambda _, __: "wk 53",
    "week 99": lambda _, __: "wk 99",
    "year 1": lambda _, __: "1-1-0001",
    "year 9999": lambda _, __: date(9999, 12, 31),
    "month first": lambda _, __: "4/13/2027",
    "some day": lambda _, __: "ooit",
    "two weeks in one cell": lambda _, __: "wk 36 t/m wk 40",
    "a time": lambda v, _: f"{_day(v):%d-%m-%Y} 00:00",
}.items():
    _put(_name, STARTS, _make)
_put("end empty", ENDS, lambda _, __: None)
_put("end before start", ENDS, lambda _, __: date(2026, 1, 5))

NUMBERS = {"Projecten": 0, "Werk": 0, "Ploegen": 0, "Afwezigheid": 0}
for _name, _make in {
    "code with a blank behind": lambda v, _: f"{v} ",
    "code in other capitals": lambda v, _: str(v).swapcase(),
    "code with a blank inside": lambda v, _: str(v).replace("-", " "),
    "code with a picture": lambda v, _: f"{v}🏠",
    "code of a hundred signs": lambda v, _: f"{v}" + "x" * 100,
    "code empty": lambda _, __: None,
    "code like a formula": lambda v, _: f"'={v}",
}.items():
    _put(_name, NUMBERS, _make)
_put("unknown trade", {"Ploegen": 1}, lambda _, __: "tovenaar")
_put("unknown region", {"Ploegen": 2}, lambda _, __: "Atlantis")
_put("unknown district", {"Projecten": 2}, lambda _, __: "Utrecht")
_put("unknown street", {"Werk": 2}, lambda _, __: "Nergensstraat")
_put("unknown work type", {"Projecten": 1}, lambda _, __: "tuinieren")
_put("half a crew", {"Ploegen": 3}, lambda _, __: 1.5)


def _rows(folder: Folder, drawn: Random, names: tuple[str, ...] = TABLES) -> tuple[Book, str] | None:
    found = [(book, name) for book in folder.books.values() for name in names if len(book.sheets.get(name, ())) > 1]
    return drawn.choice(found) if found else None


def _of_rows(kind: str, change: Callable[[Book, str, Random], None], names: tuple[str, ...] = TABLES) -> None:
    def made(folder: Folder, drawn: Random) -> None:
        found = _rows(folder, drawn, names)
        if found is not None:
            change(*found, drawn)

    KINDS[kind] = made


def _sum(rows: Rows, c: int) -> float:
    return sum(
        row[c] for row in rows[1:] if len(row) > c and isinstance(row[c], int | float) and not isinstance(row[c], bool)
    )


def _total(label: str | None, off: float = 0) -> Callable[[Book, str, Random], None]:
    def change(book: Book, name: str, drawn: Random) -> None:
        del drawn
        rows = book.sheets[name]
        line: list[Any] = [None] * len(rows[0])
        line[0] = label
        line[-1] = _sum(rows, len(rows[0]) - 1) + off
        rows.append(line)

    return change


_of_rows("total called so", _total("Totaal"), ("Werk", "Ploegen", "Afwezigheid"))
_of_rows("total without a name", _total(None), ("Werk",))
_of_rows("total that is wrong", _total("Subtotaal", 5), ("Werk", "Ploegen"))
_of_rows("row twice", lambda b, n, d: b.sheets[n].append(list(d.choice(b.sheets[n][1:]))))
_of_rows("blank rows between", lambda b, n, d: b.sheets[n].insert(d.randrange(1, len(b.sheets[n])), [None] * 3))
_of_rows("hidden row", lambda b, n, d: b.hidden_rows.add((n, d.randrange(1, len(b.sheets[n])))))
_of_rows(
    "row marked as an example",
    lambda b, n, _: [row.insert(0, "") for row in b.sheets[n]] and b.sheets[n][-1].__setitem__(0, "voorbeeld"),
)
_of_rows("note below", lambda b, n, _: b.sheets[n].append([None, None, "let op: wacht op akkoord"]))
_of_rows("rows above the headings", lambda b, n, _: b.sheets[n].insert(0, ["Lijst", "van", "iemand", 2027]))
_of_rows("title above the headings", lambda b, n, _: b.sheets[n].insert(0, ["Lijst van iemand"]))
_of_rows("work of a project gone", lambda b, n, _: b.sheets[n].__delitem__(slice(1, None)), ("Werk",))
_of_rows(
    "values without a heading",
    lambda b, n, _: [row.append(7 if i else None) for i, row in enumerate(b.sheets[n])] and None,
)
_of_rows(
    "column of notes",
    lambda b, n, _: [row.append("ok" if i else "Opmerking") for i, row in enumerate(b.sheets[n])] and None,
)
_of_rows("heading twice", lambda b, n, _: [row.append(row[0]) for row in b.sheets[n]] and None)
_of_rows(
    "heading misspelled",
    lambda b, n, d: b.sheets[n][0].__setitem__(
        i := d.randrange(len(b.sheets[n][0])), str(b.sheets[n][0][i])[:-1] + "q"
    ),
)
_of_rows("heading gone", lambda b, n, d: b.sheets[n][0].__setitem__(d.randrange(len(b.sheets[n][0])), None))
_of_rows("headings gone", lambda b, n, _: b.sheets[n].__delitem__(0))
_of_rows(
    "columns turned round",
    lambda b, n, _: [row.reverse() for row in b.sheets[n] if len(row) == len(b.sheets[n][0])] and None,
)
_of_rows(
    "heading in another unit",
    lambda b, n, _: b.sheets[n][0].__setitem__(slice(3, 4), ["Riool (km)"]),
    ("Werk",),
)


def _of_sheets(kind: str, change: Callable[[Book, str], None]) -> None:
    def made(folder: Folder, drawn: Random) -> None:
        found = _rows(folder, drawn)
        if found is not None:
            change(*found)

    KINDS[kind] = made


def _renamed(new: str) -> Callable[[Book, str], None]:
    def change(book: Book, name: str) -> None:
        book.sheets = {new.format(name) if n == name else n: rows for n, rows in book.sheets.items()}

    return change


_of_sheets("sheet of another name", _renamed("Blad7"))
_of_sheets("sheet of a near name", _renamed("{0}n"))
_of_sheets("sheet of a year", _renamed("{0} 2027"))
_of_sheets("hidden sheet", lambda b, n: b.hidden.add(n))
_of_sheets("sheet copied", lambda b, n: b.sheets.__setitem__(f"{n} (2)", copy.deepcopy(b.sheets[n])))
_of_sheets("old sheet left", lambda b, n: b.sheets.__setitem__(f"{n} oud", copy.deepcopy(b.sheets[n])))
_of_sheets("sheet of notes", lambda b, _: b.sheets.__setitem__("Notities", [["Vraag", "Antwoord"], ["wie?", "Piet"]]))
_of_sheets("workbook from 1904", lambda b, _: setattr(b, "from_1904", True))


@_kind("merged amounts")
def _merged(folder: Folder, drawn: Random) -> None:
    found = _rows(folder, drawn, ("Werk", "Ploegen"))
    if found is not None and len(found[0].sheets[found[1]]) > 2:
        column = get_column_letter(AMOUNTS[found[1]] + 1)
        found[0].merged.append((found[1], f"{column}2:{column}3"))


@_kind("sheet of another sender")
def _foreign(folder: Folder, drawn: Random) -> None:
    del drawn
    if "gemeente.xlsx" in folder.books:
        folder.books["gemeente.xlsx"].sheets["Ploegen"] = [[*CREW_HEAD], ["FOREIGN", "SEW", "AM01", 1, 21]]


@_kind("sheet deleted")
def _deleted(folder: Folder, drawn: Random) -> None:
    found = _rows(folder, drawn)
    if found is not None:
        del found[0].sheets[found[1]]


@_kind("form without its id")
def _anonymous(folder: Folder, drawn: Random) -> None:
    book = _book(folder, drawn)
    book.sheets["Begin"] = [row for row in book.sheets.get("Begin", []) if row[0] != "Kenmerk"] or [
        ["Soort opgave", "werkgever"]
    ]


@_kind("form of a wrong kind")
def _wrong_kind(folder: Folder, drawn: Random) -> None:
    for row in _book(folder, drawn).sheets.get("Begin", []):
        if row[0] == "Soort opgave":
            row[1] = "kaboutervereniging"


def _of_files(kind: str, change: Callable[[Folder, str, bytes, Random], None]) -> None:
    def made(folder: Folder, drawn: Random) -> None:
        if folder.books:
            path = drawn.choice(sorted(folder.books))
            change(folder, path, folder.books[path].raw(), drawn)

    KINDS[kind] = made


def _as(folder: Folder, path: str, new: str, raw: bytes) -> None:
    folder.books.pop(path)
    folder.files[new] = raw


_of_files("file cut off", lambda f, p, raw, d: _as(f, p, p, raw[: d.randrange(len(raw))]))
_of_files(
    "file with a bit wrong",
    lambda f, p, raw, d: _as(f, p, p, raw[: (i := d.randrange(len(raw)))] + bytes([raw[i] ^ 4]) + raw[i + 1 :]),
)
_of_files("file empty", lambda f, p, _, __: _as(f, p, p, b""))
_of_files("file of an old kind", lambda f, p, raw, _: _as(f, p, p.replace(".xlsx", ".xls"), raw))
_of_files("file as zip", lambda f, p, raw, _: _as(f, p, p.replace(".xlsx", ".zip"), raw))
_of_files("file deep in folders", lambda f, p, raw, _: _as(f, p, f"2027/mei/laatste/{p}", raw))
_of_files("file twice", lambda f, p, raw, _: f.files.__setitem__(f"kopie van {p}", raw))
_of_files("lock file beside", lambda f, p, _, __: f.files.__setitem__(f"~${p}", b"x"))
_of_files("document beside", lambda f, _, __, ___: f.files.__setitem__("brief.pdf", b"%PDF-1.4"))


@_kind("file as CSV")
def _csv(folder: Folder, drawn: Random) -> None:
    if folder.books:
        path = drawn.choice(sorted(folder.books))
        rows = folder.books.pop(path).sheets.get("Werk", [])
        text = "\n".join(";".join("" if v is None else str(v) for v in row) for row in rows)
        folder.files[path.replace(".xlsx", ".csv")] = text.encode("cp1252", "replace")


def _of_json(kind: str, change: Callable[[dict[str, Any]], None]) -> None:
    def made(folder: Folder, drawn: Random) -> None:
        del drawn
        if len(folder.client["projects"][0]["places"]) > 1:
            change(folder.client)

    KINDS[kind] = made


def _of_text(kind: str, change: Callable[[bytes], bytes]) -> None:
    def made(folder: Folder, drawn: Random) -> None:
        del drawn
        folder.text = change(json.dumps(folder.client).encode() if folder.text is None else folder.text)

    KINDS[kind] = made


_of_json("JSON: unknown key", lambda c: c["projects"][0]["places"][0].__setitem__("riool_meters", 5))
_of_json("JSON: number as text", lambda c: c["projects"][0]["places"][0].__setitem__("sewer_metres", "141"))
_of_json("JSON: control signs", lambda c: c["projects"][0].__setitem__("title", "ri\x07ool\ud800"))
_of_json("JSON: title of a book", lambda c: c["projects"][0].__setitem__("title", "riool " * 200))
_of_json("JSON: year 1", lambda c: c["projects"][0]["wanted"].__setitem__("start", "0001-01-01"))
_of_json("JSON: year 9999", lambda c: c["projects"][0]["wanted"].__setitem__("end", "9999-12-31"))
_of_json("JSON: no places", lambda c: c["projects"][0].__setitem__("places", []))
_of_json("JSON: one-sided window", lambda c: c["projects"][0].__setitem__("window", {"start": "2027-06-07"}))
_of_json("JSON: huge number", lambda c: c["projects"][0]["places"][1].__setitem__("sewer_metres", 10**400))
_of_json("JSON: place without work", lambda c: c["projects"][0]["places"][1].__setitem__("sewer_metres", 0))
_of_text("JSON: NaN", lambda raw: raw.replace(b": 141", b": NaN"))
_of_text("JSON: 1e400", lambda raw: raw.replace(b": 141", b": 1e400"))
_of_text("JSON: cut off", lambda raw: raw[: len(raw) // 2])
_of_text("JSON: key twice", lambda raw: raw.replace(b'"kind"', b'"kind": "client", "kind"', 1))
_of_text("JSON: Latin letters", lambda raw: raw.replace(b"Other", "Ängel".encode("latin-1")))
_of_text("JSON: with a mark before", lambda raw: b"\xef\xbb\xbf" + raw)
_of_text("JSON: nested", lambda raw: raw.replace(b'"Other"', b"[" * 5000 + b"]" * 5000))


@_kind("programme of no weeks")
def _no_weeks(folder: Folder, drawn: Random) -> None:
    del drawn
    folder.programme["weeks"] = 0


@_kind("programme without streets")
def _no_streets(folder: Folder, drawn: Random) -> None:
    del drawn
    folder.programme["streets"] = []
