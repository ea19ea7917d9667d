"""What stands under the lines of a sheet and is none of them: headings again (as on each page of a print), the
headings of another table, and notes at the foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .layout import all_tables
from .lookups import folded
from .read_cells import is_empty
from .read_numbers import as_number
from .recognise_sheets import Found, bare, column_called, headings_of

_LEGEND = frozenset(
    ("m", "m1", "m¹", "m2", "m²", "st", "stuk", "stuks", "aantal", "#", "nr", "code", "naam", "tekst", "datum", "week",
     "wk", "jaar", "uur", "u", "uren", "€", "eur", "euro", "%", "pers", "personen", "mensen", "fte", "kw", "kva", "won",
     "woningen", "ja/nee", "j/n", "verplicht", "optioneel", "keuze", "lijst", "-", "–", "n.v.t", "nvt", "text", "date",
     "number", "name", "id", "units", "persons", "homes")
)  # fmt: skip
LEAST_HEADINGS = 2  # of one table, before a row is thought to be its headings


@dataclass(slots=True)
class Below:
    """Rows that are no lines of the table, by number from 0. ``repeated``: its headings again; ``other``: from where
    on it is the table of that name; ``notes``: at the foot; ``legend``: the units or numbers of the columns, right
    under their headings."""

    repeated: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)
    other_table: str = ""
    notes: list[int] = field(default_factory=list)
    legend: list[int] = field(default_factory=list)

    @property
    def rows(self) -> set[int]:
        """All of them."""
        return {*self.repeated, *self.other, *self.notes, *self.legend}


def below(found: Found, rows: list[tuple[int, list[Any]]]) -> Below:
    """What of the rows under the headings is none of the lines."""
    made = Below()
    if rows and _is_legend(found, rows[0][1]):
        made.legend, rows = [rows[0][0]], rows[1:]
    for i, (r, row) in enumerate(rows):
        name = _headed(found, row)
        if _again(found, row) or (name == found.table.name and _same_columns(found, row)):
            if i and rows[i - 1][0] == r - 1 and _is_title(rows[i - 1][1]) and _after_nothing(found, r - 1):
                made.repeated.append(r - 1)  # what this part of the list is called
            made.repeated.append(r)
        elif name:
            first = i
            while first and _is_title(rows[first - 1][1]) and rows[first - 1][0] == rows[first][0] - 1:
                first -= 1  # what the other table is called, above its headings
            made.other, made.other_table = [at for at, _ in rows[first:]], name
            rows = rows[:first]
            break
    last = len(rows)
    while last and _is_note(found, rows[last - 1][1]):
        last -= 1
    while last < len(rows) and not _after_nothing(found, rows[last][0]):
        last += 1  # directly under a line it may be one
    made.notes = [r for r, _ in rows[last:]]
    return made


def _is_legend(found: Found, row: list[Any]) -> bool:
    """Whether the first row under the headings tells units or counts the columns, and is no line."""
    filled = [row[c] for c in sorted(found.columns) if c < len(row) and not is_empty(row[c])]
    if len(filled) < LEAST_HEADINGS:
        return False
    if all(isinstance(value, float) for value in filled):
        return len(filled) > LEAST_HEADINGS and filled == [float(i + 1) for i in range(len(filled))]
    words = [value.strip(" .()[]").casefold() if isinstance(value, str) else None for value in filled]
    return all(word in _LEGEND for word in words) and any(words) and set(words) - {"-", "\u2013"} != set()


def _headed(found: Found, row: list[Any]) -> str:
    """The table whose headings a row holds, this one where it may be; empty where it holds none."""
    filled = [value for value in row if not is_empty(value)]
    if len(filled) < LEAST_HEADINGS or not all(isinstance(value, str) for value in filled):
        return ""
    counts = Counter(name for text in filled for name in _tables_of().get(folded(bare(text)), ()))
    name, most = max(counts.items(), key=lambda one: (one[1], one[0] == found.table.name), default=("", 0))
    return name if most >= LEAST_HEADINGS and most >= len(filled) - 1 else ""


@cache
def _tables_of() -> Mapping[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for table in all_tables().values():
        for text in headings_of(table):
            made.setdefault(text, set()).add(table.name)
    return {text: frozenset(names) for text, names in made.items()}


def _again(found: Found, row: list[Any]) -> bool:
    """Whether a row holds the headings as they stand, whatever they mean."""
    filled = [(row[c], name) for c, (_, name) in found.columns.items() if c < len(row) and not is_empty(row[c])]
    return len(filled) >= LEAST_HEADINGS and all(value == name for value, name in filled)


def _same_columns(found: Found, row: list[Any]) -> bool:
    return all(
        column_called(found.table, row[c]) == column
        for c, (column, _) in found.columns.items()
        if c < len(row) and not is_empty(row[c])
    )


def _is_title(row: list[Any]) -> bool:
    return sum(not is_empty(value) for value in row) == 1


def _is_note(found: Found, row: list[Any]) -> bool:
    """One text of several words, or labels with a colon; nothing that counts."""
    filled = [(c, value) for c, value in enumerate(row) if not is_empty(value)]
    first = filled[0][1]
    if not isinstance(first, str):
        return False
    amounts = (c for c, (column, _) in found.columns.items() if column.kind in ("whole", "number"))
    if any(c < len(row) and as_number(row[c]) is not None for c in amounts):
        return False
    text = first.strip()
    return text.endswith(":") or (len(filled) == 1 and (" " in text or text.startswith("*")))


def _after_nothing(found: Found, r: int) -> bool:
    return r > found.heading_row + 1 and all(is_empty(value) for value in found.sheet.rows[r - 1])
