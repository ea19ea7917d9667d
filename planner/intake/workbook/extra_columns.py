"""Columns that no template has: most are notes, but some say what a reader would not guess from their rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wijkplan.planner.text import Text, say

from .cell_marks import cell_name
from .read_cells import is_empty

_OFF = re.compile(
    r"\s*(?:is\s+)?(?:vervalt|vervallen|geannuleerd|afgezegd|afgeblazen|gaat niet door|niet meer nodig|stopgezet|"
    r"afgerond|uitgevoerd|opgeleverd|gereed|cancelled|canceled|dropped|completed|finished)\b",
    re.IGNORECASE,
)  # a row that nobody plans any more
_PRICE = re.compile(
    r"\b\w*(?:prijs|prijzen|tarief|tarieven|marge|marges|omzet|winst|kostprijs|aanneemsom|offerte)\b|"
    r"\b(?:price|prices|rate|rates|margin|margins|profit|bid|bids)\b",
    re.IGNORECASE,
)
SHOWN_ROWS = 10


def off(name: str, rows: Sequence[Sequence[Any]], c: int, first: int) -> tuple[str, str, Text, Text] | None:
    """Cell, value, fault and remedy where an unread column says of rows that they are off. ``first`` is the number of
    the first of ``rows``."""
    marked = [r for r, row in enumerate(rows, first) if c < len(row) and isinstance(row[c], str) and _OFF.match(row[c])]
    if not marked:
        return None
    some = ", ".join(str(r + 1) for r in marked[:SHOWN_ROWS]) + (", …" if len(marked) > SHOWN_ROWS else "")
    what = say(
        "Column {name} is not read, and says that these rows are done or off; they are planned all the same: {rows}.",
        name=name,
        rows=some,
    )
    remedy = say("Delete the rows that should not be planned.")
    return cell_name(marked[0], c), str(rows[marked[0] - first][c]), what, remedy


def called_off(name: str, rows: Sequence[Sequence[Any]], c: int, first: int) -> tuple[str, str, Text, Text] | None:
    """Likewise of a column with free text, where nothing else stands in the cell."""
    marked = [
        r
        for r, row in enumerate(rows, first)
        if c < len(row) and isinstance(row[c], str) and _OFF.fullmatch(row[c].strip(" .!*()"))
    ]
    if not marked:
        return None
    some = ", ".join(str(r + 1) for r in marked[:SHOWN_ROWS]) + (", …" if len(marked) > SHOWN_ROWS else "")
    what = say("Column {name} says that these rows are done or off; they are planned all the same: {rows}.",
               name=name, rows=some)  # fmt: skip
    remedy = say("Delete the rows that should not be planned.")
    return cell_name(marked[0], c), str(rows[marked[0] - first][c]), what, remedy


def price(name: str, rows: Sequence[Sequence[Any]], c: int) -> tuple[Text, Text] | None:
    """Fault and remedy of a column of what a firm asks or earns, which belongs in no file here."""
    if not _PRICE.search(name) or all(c >= len(row) or is_empty(row[c]) for row in rows):
        return None
    what = say("This column is not read: prices and margins are never asked for.")
    return what, say("Delete it before you send the file to anybody.")
