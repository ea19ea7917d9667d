"""Facts: every value that a dossier may state, with its unit and the field it is from; and how each is written in
Dutch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from wijkplan.planner.results.words import DUTCH

Unit = Literal["eur", "weeks", "count", "percent", "date", "week", "text", "list", "flag"]
Value = int | float | str | bool | date | tuple[str, ...] | None

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, ``None`` where it is not known. ``source`` is ``<file>#<field>``; files are those of the output folder
    or the reference data, ``candidates`` is the list of candidate tenders that the programme compiles to,
    ``submissions`` what was sent in."""

    value: Value
    unit: Unit
    source: str

    def as_json(self) -> dict[str, Any]:
        """For the file beside the dossier."""
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        return {"value": value, "unit": self.unit, "from": self.source}

    def __str__(self) -> str:
        value = self.value
        if value is None:
            return "onbekend"
        if isinstance(value, date):
            return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
        if isinstance(value, tuple):
            return listed(value)
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if isinstance(value, str):
            return week_in_words(value) if self.unit == "week" else value
        if self.unit == "eur":
            return DUTCH.euros(value)
        if self.unit == "weeks":
            return f"{DUTCH.number(value)} {'week' if value == 1 else 'weken'}"
        if self.unit == "percent":
            return f"{DUTCH.number(value, 0 if value == int(value) else 1)} %"
        return DUTCH.number(value)


Row = Mapping[str, Fact]


@dataclass
class Facts:
    """Facts by dotted name; ``rows`` are facts of which there are several, such as lots."""

    single: dict[str, Fact] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def put(self, name: str, value: Value, unit: Unit, source: str) -> None:
        """Add one."""
        assert name not in self.single, name
        self.single[name] = Fact(value, unit, source)

    def as_json(self) -> dict[str, Any]:
        """All facts, rows as ``<name>[<i>].<fact>``."""
        found = {name: fact.as_json() for name, fact in self.single.items()}
        for name, rows in self.rows.items():
            for i, row in enumerate(rows):
                found |= {f"{name}[{i}].{key}": fact.as_json() for key, fact in row.items()}
        return found


def week_in_words(label: str) -> str:
    """``2027-W05`` as people say it."""
    year, _, number = label.partition("-W")
    return f"week {int(number)} van {year}"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a en b``, ``a, b en c``; with semicolons where an item has commas or *en* of its own."""
    if any(", " in item or " en " in item for item in items):
        return "; ".join(items)
    return " en ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items) or "geen"


def file_name(tender: str, most: int = 80) -> str:
    """A tender's id as part of a file name. One that is long, or has other characters than names of files do, keeps
    its beginning and a digest of the whole, so that no two tenders have one name."""
    from hashlib import sha256

    form, _, rest = tender.partition(":")
    named = f"{form}-{rest}"
    plain = re.sub(r"[^A-Za-z0-9._+-]+", "-", named)
    return (
        plain if plain == named and len(plain) <= most else f"{plain[:most]}-{sha256(tender.encode()).hexdigest()[:8]}"
    )
