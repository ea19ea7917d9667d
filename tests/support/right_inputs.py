"""Right files of three senders, for what goes wrong with such files.

Each line that counts carries a planted id and an amount of its own, so that afterwards it can be said of each what
became of it."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .plain_xlsx import written

Rows = list[list[Any]]
PROGRAMME = {
    "kind": "programme",
    "format_version": 1,
    "name": "planted",
    "start": "2027-01-04",
    "weeks": 156,
    "streets": [{"id": f"P09-S{i}", "district": "P09", "name": f"Straat {i}", "homes": 9000} for i in range(1, 7)],
}
PROJECT_HEAD = [
    "Projectnummer",
    "Werksoort",
    "Wijk",
    "Gewenst van week of datum",
    "Gewenst tot en met week of datum",
    "Hoe vergeven",
    "Omschrijving",
]
WORK_HEAD = ["Projectnummer", "Plek", "Straat", "Riool (m)"]
CREW_HEAD = ["Ploeg", "Vak", "Arbeidsmarktregio", "Aantal ploegen", "Mensen per ploeg (personen)"]
LEAVE_HEAD = ["Ploeg", "Van week of datum", "Tot en met week of datum", "Afwezig (personen)"]


@dataclass(slots=True)
class Book:
    """A workbook to be: rows per sheet, and what stands beside values."""

    sheets: dict[str, Rows]
    hidden: set[str] = field(default_factory=set)
    hidden_rows: set[tuple[str, int]] = field(default_factory=set)
    merged: list[tuple[str, str]] = field(default_factory=list)
    formats: dict[tuple[str, int, int], str] = field(default_factory=dict)
    from_1904: bool = False

    def raw(self) -> bytes:
        """The workbook as a file."""
        return _right_books().get(repr(self)) or written(self)


@dataclass(slots=True)
class Folder:
    """What is sent: workbooks by path, the client's JSON and the programme's, and files as they are. ``text`` replaces
    what a JSON file says."""

    books: dict[str, Book]
    client: dict[str, Any]
    programme: dict[str, Any]
    text: bytes | None = None
    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """All files."""
        made = {path: book.raw() for path, book in self.books.items()}
        made["client-json.json"] = self.text if self.text is not None else json.dumps(self.client).encode()
        made["programme.json"] = json.dumps(self.programme).encode()
        for path, raw in (made | self.files).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(raw)


def right() -> Folder:
    """Files without a mistake: an employer and a client in workbooks, a client in JSON."""
    works = [[f"WRK-{i % 2}", f"plek-{i}", f"P09-S{i + 1}", 101 + i] for i in range(4)]
    client = Book(
        {
            "Begin": [
                ["Soort opgave", "opdrachtgever"],
                ["Kenmerk", "gemeente"],
                ["Naam organisatie", "G"],
                ["Aanbestedingsregime", "classic"],
            ],
            "Projecten": [
                [*PROJECT_HEAD],
                *(
                    [f"WRK-{i}", "riolering", "P09", date(2027, 9, 6), date(2028, 9, 29), "nog aan te besteden", None]
                    for i in range(2)
                ),
            ],
            "Werk": [[*WORK_HEAD], *sorted(works)],
        }
    )
    crews = [
        ["SEWER", "SEW", "AM01", 1, 11],
        ["GROUND", "GRW", "AM01", 1, 12],
        ["DIGGER", "MCH", "AM01", 1, 13],
        ["PAVING", "PAV", "AM01", 1, 14],
    ]
    employer = Book(
        {
            "Begin": [
                ["Soort opgave", "werkgever"],
                ["Kenmerk", "wegen"],
                ["Naam organisatie", "Wegen"],
                ["Sector", "civil"],
            ],
            "Ploegen": [[*CREW_HEAD], *crews],
            "Afwezigheid": [[*LEAVE_HEAD], ["SEWER", date(2027, 4, 5), date(2027, 4, 9), 2]],
            "Projecten": [
                [*PROJECT_HEAD],
                ["EMP-1", "riolering", "P09", date(2027, 3, 29), date(2027, 12, 10), "gegund", None],
            ],
            "Werk": [[*WORK_HEAD], ["EMP-1", "plek-e", "P09-S5", 131], ["EMP-1", "plek-f", "P09-S6", 132]],
        }
    )
    places = [{"id": f"plek-j{i}", "street": f"P09-S{i}", "sewer_metres": 140 + i} for i in (1, 2)]
    project = {
        "id": "JSN-1",
        "work_type": "sewer",
        "district": "P09",
        "places": places,
        "wanted": {"start": "2028-02-07", "end": "2028-10-13"},
    }
    sent = {
        "kind": "client",
        "format_version": 1,
        "id": "other",
        "name": "Other",
        "regime": "classic",
        "projects": [project],
    }
    return Folder({"gemeente.xlsx": client, "wegen.xlsx": employer}, sent, copy.deepcopy(PROGRAMME))


@cache
def _right_books() -> dict[str, bytes]:
    return {repr(book): written(book) for book in right().books.values()}
