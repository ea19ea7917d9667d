"""Values into cells, without loss: what a cell cannot hold as it is goes in as text that reads back the same."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from openpyxl.cell.cell import Cell

from wijkplan.planner.text import Language

from .headings import NO, YES, at, choice
from .layout import Column
from .lookups import Lookup

FIRST_DAY = date(1900, 3, 1)  # spreadsheets count the days before it differently
LONGEST = 32767  # characters of a cell
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f]|_x[0-9A-Fa-f]{4}_")


class TooLong(ValueError):
    """A text that no cell can hold."""


def put(cell: Cell, value: Any) -> None:
    """Sets a cell; text stays text, also where it looks like a formula or a number. Raises :class:`TooLong`."""
    if isinstance(value, str):
        text = _ESCAPED.sub(lambda m: f"_x{ord(m[0][0]):04X}_" + m[0][1:], value)
        if len(text) > LONGEST:
            raise TooLong(f"text of {len(text)} characters")
        cell.value = text
        cell.data_type = "s"
    elif value is not None:
        cell.value = value


def shown(column: Column, value: Any, language: Language, lookup: Lookup | None) -> Any:
    """A value of the schema as it stands in a cell: a label for an id of the reference data, a date for a date, ``;``
    between several."""
    if value is None:
        return None
    if column.many:
        return "; ".join(str(_one(column, part, language, None)) for part in value)
    return _one(column, value, language, lookup)


def _one(column: Column, value: Any, language: Language, lookup: Lookup | None) -> Any:
    if column.kind == "choice":
        return choice(value, language)
    if column.kind == "yes-no":
        return (YES if value else NO)[at(language)]
    if column.kind == "date":
        day = date.fromisoformat(value)
        return day if day >= FIRST_DAY else value
    if lookup is not None and value in lookup.ids:
        return lookup.labels[language][list(lookup.ids).index(value)]
    if isinstance(value, float) and float(f"{value:.15g}") != value:
        return repr(value)
    return value
