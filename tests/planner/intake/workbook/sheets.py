"""Small workbooks for tests, written cell by cell: a municipality with one project in one street."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

FILES = Path(__file__).parent / "files"  # made once with LibreOffice 7; what is in them stands in test_libreoffice.py
PROGRAMME = FILES / "programme.json"

FORM = [
    ["Soort opgave", "opdrachtgever"],
    ["Kenmerk", "gemeente"],
    ["Naam organisatie", "Gemeente"],
    ["Aanbestedingsregime", "classic"],
]
PROJECT_HEAD = ["Projectnummer", "Werksoort", "Wijk", "Gewenst van week of datum", "Gewenst tot en met week of datum"]
PROJECT = ["R-1", "riolering", "P09", "2027-W36", "2027-W49"]
WORK_HEAD = ["Projectnummer", "Plek", "Straat", "Riool (m)"]
WORK = ["R-1", "a", "P09-S1", 100]


def sheets(**changes: Sequence[Sequence[Any]]) -> dict[str, Sequence[Sequence[Any]]]:
    """Rows per sheet; ``changes`` replaces or adds some."""
    rows: dict[str, Sequence[Sequence[Any]]] = {
        "Begin": FORM,
        "Projecten": [PROJECT_HEAD, PROJECT],
        "Werk": [WORK_HEAD, WORK],
    }
    return rows | changes


def write(path: Path, rows: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these rows."""
    book = Workbook(write_only=True)
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path
