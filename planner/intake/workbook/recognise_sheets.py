"""Which sheet holds what: by its name, else by its headings; headings in either language, with or without units,
nearly right or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from .heading_aliases import aliases
from .headings import FINDINGS, LISTS, SHEETS, form_label, heading_pair
from .layout import FORM, ROOTS, Column, Table, all_tables, tables
from .lookups import folded
from .open_workbook import Sheet
from .spelled_out import spelled_out
from .units import parted, sort_of

LEAST_ON_ITS_SIDE = 3  # headings below each other, before a sheet is thought to stand on its side
HEADING_ROWS = 30  # headings stand in one of the first rows
NEAR = 0.85
LONGEST_HEADING = 120
_UNIT_FIRST = re.compile(r"^(?:m1|m|meters?|strekkende meters?)\.?\s+", re.IGNORECASE)  # m1 riool
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
FORM_COLUMNS = 6  # labels of the form stand in one of the first columns


@dataclass(slots=True)
class Found:
    """A sheet read as a table. ``columns`` are by index, with the heading as it stands there; ``near`` are those whose
    heading is not quite ours, ``extra`` headings that mean nothing here, ``double`` further columns with the same
    meaning; ``named``: by the name of the sheet, ``exact``: which is ours, but for a year or what stands in brackets;
    ``mapped``: a person agreed what each column means."""

    table: Table
    sheet: Sheet
    heading_row: int
    named: bool = True
    exact: bool = True
    columns: dict[int, tuple[Column, str]] = field(default_factory=dict)
    near: list[int] = field(default_factory=list)
    extra: dict[int, str] = field(default_factory=dict)
    double: dict[int, str] = field(default_factory=dict)
    mapped: bool = False

    def with_unit(self, c: int, value: Any, shown: str = "") -> Any:
        """A number with the unit of its heading, where that counts in thousands: a column ``Riool (km)`` holds 0.22;
        or with the unit that its format writes (``shown``), where that is known as one."""
        column = self.columns[c][0]
        if shown and isinstance(value, float) and column.kind in ("whole", "number"):
            known = parted(f"1 {shown}", sort_of(column))
            if known is not None and known[2] is not None:
                return f"{_digits(value)} {shown}"
        if self.mapped or c not in self.near or not isinstance(value, float):
            return value
        unit = _IN_BRACKETS.search(self.columns[c][1])
        many = parted(f"1 {unit[1]}", sort_of(self.columns[c][0])) if unit else None
        return value if many is None or many[1] == 1 or unit is None else f"{_digits(value)} {unit[1]}"

    @property
    def missing(self) -> list[Column]:
        """Columns that are required and not there."""
        there = {column for column, _ in self.columns.values()}
        return [c for c in self.table.columns if self.table.needs(c) and c not in there]


@dataclass(frozen=True, slots=True)
class FormCell:
    """A value of the form: its column of the schema, where it stands, its label and what is in the cell."""

    column: Column
    sheet: Sheet
    row: int
    at: int
    label: str
    value: Any


def is_ours(sheet: Sheet) -> bool:
    """Whether a sheet is one of the look-ups or findings, which are never data."""
    return folded(sheet.name) in {folded(name) for name in (*LISTS, *FINDINGS)}


def on_its_side(sheet: Sheet) -> bool:
    """Whether a sheet that is called as one of ours has its headings below each other, and a column a line."""
    name = table_called(sheet.name)
    if name is None or name == FORM:
        return False
    table = all_tables()[name]
    down = Counter(
        c
        for row in sheet.rows[:HEADING_ROWS]
        for c, text in enumerate(row[:FORM_COLUMNS])
        if _exact(_spellings(table), text) is not None
    )
    across = [sum(_exact(_spellings(table), text) is not None for text in row) for row in sheet.rows[:HEADING_ROWS]]
    return max(down.values(), default=0) >= LEAST_ON_ITS_SIDE and max(across, default=0) <= 1


def recognise(sheet: Sheet) -> Found | None:
    """The table that a sheet holds, ``None`` where it holds none."""
    name = table_called(sheet.name)
    if name == FORM:
        return None
    if name is not None:
        called = _headings(sheet, all_tables()[name], named=True)
        if called is not None:
            called.exact = _called(sheet.name) in _sheet_names()
        return called
    best: Found | None = None
    for table in all_tables().values():
        found = _headings(sheet, table, named=False)
        whole = found is not None and len(found.columns) >= 3 and not found.missing
        if (
            found is not None
            and whole
            and (best is None or len(found.columns) - len(found.extra) > len(best.columns) - len(best.extra))
        ):
            best = found
    return best


def _called(name: str) -> str:
    """The name of a sheet without what stands in brackets and without numbers: Projecten 2027, Werk (2)."""
    return folded(re.sub(r"\(.*?\)|\d+", "", name))


def table_called(name: str) -> str | None:
    """The table that a sheet is called after, :data:`FORM` included; ``None`` where it is called after none."""
    called = _called(name)
    found = _sheet_names().get(called)
    return _nearly_called(called) if found is None else found


@lru_cache(maxsize=1024)
def _nearly_called(called: str) -> str | None:
    near = get_close_matches(called, _sheet_names(), n=1, cutoff=NEAR)
    return _sheet_names()[near[0]] if near else None


def headings_in(texts: Sequence[str]) -> int:
    """Most of these texts that are headings of one table."""
    return max(sum(_exact(_spellings(table), text) is not None for text in texts) for table in all_tables().values())


def headings_of(table: Table) -> Iterable[str]:
    """All texts that are headings of a table, folded."""
    return _spellings(table).keys()


def column_called(table: Table, text: str) -> Column | None:
    """The column of a table that has this heading, in either language or another known name."""
    return _exact(_spellings(table), text)


def form_cells(sheet: Sheet) -> Iterator[FormCell]:
    """The labelled values of a form; a label's value is the cell to its right."""
    labels = _form_labels()
    for r, row in enumerate(sheet.rows):
        for c, text in enumerate(row[:FORM_COLUMNS]):
            if isinstance(text, str) and text.strip() and (column := labels.get(folded(bare(text)))):
                yield FormCell(column, sheet, r, c + 1, text.strip(), row[c + 1] if c + 1 < len(row) else "")
                break


def _headings(sheet: Sheet, table: Table, named: bool) -> Found | None:
    """The first row with most headings of a table; near misses count only where a sheet is called so and no heading is
    right."""
    exact = _spellings(table)
    counts = [sum(_exact(exact, text) is not None for text in row) for row in sheet.rows[:HEADING_ROWS]]
    if named and not any(counts):
        counts = [sum(bool(_near(table, text, ())) for text in row) for row in sheet.rows[:HEADING_ROWS]]
    if not any(counts):
        return None
    found = Found(table, sheet, counts.index(max(counts)), named)
    _match(found, sheet.rows[found.heading_row])
    return found


def _exact(exact: Mapping[str, Column], text: Any) -> Column | None:
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_HEADING:
        return None
    plain = bare(text)
    spellings = (text, plain, spelled_out(plain), _UNIT_FIRST.sub("", plain))
    return next((column for spelling in spellings if (column := exact.get(folded(spelling)))), None)


def _near(table: Table, text: Any, taken: Collection[Column]) -> Column | None:
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_HEADING:
        return None
    exact = _spellings(table)
    return next((exact[near] for near in _all_near(table, folded(bare(text))) if exact[near] not in taken), None)


@lru_cache(maxsize=4096)
def _all_near(table: Table, text: str) -> list[str]:
    """Spellings of headings that are near to a text, the nearest first. Files of one template ask the same again and
    again."""
    exact = _spellings(table)
    return get_close_matches(text, exact, n=len(exact), cutoff=NEAR)


def _match(found: Found, row: list[Any]) -> None:
    exact = _spellings(found.table)
    taken: set[Column] = set()
    texts = {c: text.strip() for c, text in enumerate(row) if isinstance(text, str) and text.strip()}
    for c, text in texts.items():
        column = _exact(exact, text)
        if column is not None and column not in taken:
            taken.add(column)
            found.columns[c] = (column, text)
            if folded(text) not in exact and bare(text) != text.rstrip(":* "):
                found.near.append(c)  # in brackets stands another unit, perhaps
        elif column is not None:
            found.double[c] = text
    for c, text in texts.items():
        if c in found.columns or c in found.double:
            continue
        column = _near(found.table, text, taken)
        if column is not None:
            taken.add(column)
            found.columns[c] = (column, text)
            found.near.append(c)
        else:
            found.extra[c] = text


def _digits(value: float) -> str:
    """A number as people type it, which no mark between thousands makes doubtful."""
    return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")


def bare(text: str) -> str:
    """A heading without its unit and mark."""
    return re.sub(r"\(.*?\)|\[.*?\]|\*", "", text).strip().rstrip(":")


@cache
def _spellings(table: Table) -> Mapping[str, Column]:
    """Folded headings of a table; where two columns share one the first has it."""
    found: dict[str, Column] = {}
    for column in table.columns:
        for text in heading_pair(table.name, column):
            found.setdefault(folded(text), column)
            found.setdefault(folded(bare(text)), column)
    for column in table.columns:
        for text in aliases(table.name, column):
            found.setdefault(folded(text), column)
    return found


@cache
def _form_labels() -> Mapping[str, Column]:
    found: dict[str, Column] = {}
    for kind in ROOTS:
        for column in tables(kind)[0].columns:
            for text in (
                *heading_pair(FORM, column),
                *form_label(kind, column),
                *([column.path] if column.path != "id" else []),
            ):
                found.setdefault(folded(bare(text)), column)
    return found


@cache
def _sheet_names() -> Mapping[str, str]:
    fields = {folded(table): table for table in SHEETS if table and "." not in table}
    return fields | {folded(name): table for table, pair in SHEETS.items() for name in pair}
