"""Senders with something planted in their data that nobody else may ever see."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

BUDGET = 987_654_321


@dataclass
class Party:
    """A sender: what it hands in, with what is planted in it."""

    role: str
    id: str
    name: str
    file: Path
    marker: str

    @property
    def who(self) -> str:
        """As in addresses."""
        return f"{self.role}-{self.id}"


def word(who: str) -> str:
    """A password of its own, which says nothing of whose it is."""
    return f"zestien-bomen-{sha256(who.encode()).hexdigest()[:12]}"


def planted(source: Path, target: Path) -> list[Party]:
    """The senders of a programme, each with its own mark in what nobody else may know."""
    found = []
    for number, path in enumerate(sorted(source.glob("*-*.json"))):
        values = json.loads(path.read_text("utf-8"))
        marker = f"zq{number:02d}x"
        values["note"] = f"{marker}note"
        for crew in values.get("crews", ()):
            crew["id"] = f"{marker}{crew['id']}"
        if values["kind"] == "client" and "budgets" not in values:
            values["budgets"] = [{"year": year, "eur": BUDGET + number} for year in range(2027, 2040)]
        file = target / f"{marker}file.json"
        file.write_text(json.dumps(values), "utf-8")
        found.append(Party(values["kind"], values["id"], values["name"], file, marker))
    return found


def markers_of(parties: Iterable[Party]) -> dict[str, tuple[bytes, frozenset[str]]]:
    """What to look for, and who may see it."""
    found: dict[str, tuple[bytes, frozenset[str]]] = {}
    for number, one in enumerate(parties):
        own = frozenset({one.who, "operator"})
        found[f"data of {one.who}"] = (one.marker.encode(), own)
        found[f"mail of {one.who}"] = (f"{one.who}@browser.example".lower().encode(), own)
        found[f"password of {one.who}"] = (word(one.who).encode(), frozenset())
        if one.role == "client":
            for mark in ("", ".", ","):
                amount = f"{BUDGET + number:,}".replace(",", mark).encode()
                found[f"budget of {one.who} as {amount.decode()}"] = (amount, own)
        found[f"decision about {one.who}"] = (f"zd{number:02d}d".encode(), own | {"core-team", "reader-meelezer"})
    return found
