"""Rows that add up those above them: they are said, and are no work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .layout import Column
from .read_cells import is_empty
from .read_numbers import as_number
from .recognise_sheets import Found
from .units import sort_of

_WORDS = (
    r"(?:sub|eind|deel|tussen)?[\s-]*(?:totaal|totalen|totale|total|totals|"
    r"subtotal)|(?:generaal|algemeen|grand|overall)\s+(?:totaal|total)"
)
_CALLED = re.compile(rf"(?:{_WORDS})\b(?![-\w]*straat)[\s:.-]*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_WHOLE = re.compile(rf"(?:{_WORDS}|tot\.?|som|sum|[∑Σσ]|opgeteld)\s*:?", re.IGNORECASE)
LEAST_ALIKE = 2  # amounts that have to add up, or rows above, before a row with a name of its own is asked about

Total = Literal["called", "called-otherwise", "unnamed", "looks"]


@dataclass(slots=True)
class _Sums:
    """Running sums per column, and how many rows."""

    amounts: dict[int, float]
    rows: int = 0

    def add(self, amounts: Mapping[int, float]) -> None:
        for c, amount in amounts.items():
            self.amounts[c] = self.amounts.get(c, 0.0) + amount
        self.rows += 1

    def equal(self, amounts: Mapping[int, float]) -> bool:
        return self.rows > 0 and all(abs(self.amounts.get(c, 0.0) - amount) < 1e-6 for c, amount in amounts.items())


def totals(found: Found, rows: list[tuple[int, list[Any]]]) -> dict[int, Total]:
    """Rows that are totals: ``called`` one and equal to what stands above, ``called-otherwise`` and not equal,
    ``unnamed`` and equal; or with a name of their own and equal (``looks``), which are work all the same."""
    amounts_at = {c for c, (column, _) in found.columns.items() if _counts(column)}
    if not amounts_at:
        return {r: "called" for r, row in rows if _called(found, row) and _lacks(found, row)}
    owners = [c for c, (column, _) in found.columns.items() if column.owner is not None]
    names = [
        c
        for c, (column, _) in found.columns.items()
        if column.owner is None and (column.kind in ("id", "choice", "date"))
    ]
    whole, since, own, owner = _Sums({}), _Sums({}), _Sums({}), ""
    made: dict[int, Total] = {}
    for r, row in rows:
        key = " ".join(str(row[c]) for c in owners if c < len(row) and not is_empty(row[c]))
        if key and key != owner:
            owner, own = key, _Sums({})
        amounts = {
            c: number for c in amounts_at if c < len(row) and not is_empty(row[c]) and (number := as_number(row[c]))
        }
        equal = bool(amounts) and any(sums.equal(amounts) for sums in (whole, since, own))
        called = _called(found, row) and (found.table.name == "projects.places" or _lacks(found, row))
        named = any(c < len(row) and not is_empty(row[c]) for c in names)
        if called:
            made[r] = "called" if equal or not amounts else "called-otherwise"
            since = _Sums({})
            continue
        if equal and not named and max(s.rows for s in (whole, since, own) if s.equal(amounts)) >= LEAST_ALIKE:
            made[r] = "unnamed"
            since = _Sums({})
            continue
        if (
            equal
            and own.rows >= LEAST_ALIKE
            and own.equal(amounts)
            and (len(amounts) >= LEAST_ALIKE or own.rows > LEAST_ALIKE)
        ):
            made[r] = "looks"
        for sums in (whole, since, own):
            sums.add(amounts)
    return made


def _counts(column: Column) -> bool:
    return (
        column.kind in ("whole", "number")
        and not column.helper
        and sort_of(column) != "percent"
        and column.path != "crew_heads"
    )


def _called(found: Found, row: list[Any]) -> bool:
    """Whether a cell of the row calls it a total: a code or name that begins so, another text that is nothing else."""
    for c, value in enumerate(row):
        if not isinstance(value, str) or not value.strip():
            continue
        column = found.columns[c][0] if c in found.columns else None
        if _WHOLE.fullmatch(value.strip()):
            return True
        if column is not None and column.kind == "id" and column.refers is None and _CALLED.fullmatch(value.strip()):
            return True
    return False


def _lacks(found: Found, row: list[Any]) -> bool:
    """Whether a value is missing without which the row is none of its sheet."""
    return any(
        c >= len(row) or is_empty(row[c]) for c, (column, _) in found.columns.items() if found.table.needs(column)
    )
