"""A workbook that a party sends back, with what a finding must name in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from string import ascii_uppercase, digits
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEAD = 4  # row of the headings
NOTE = "PLANT-999 let op"
Cells = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Sent:
    """A workbook that comes back: ``sheet`` with a line a row, ``asked`` the columns that people fill in there, by
    their headings, ``id`` the column of the line; ``named`` are cells that a finding must name."""

    book: Workbook
    sheet: Worksheet
    id: int
    asked: Mapping[str, int]
    named: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[int]:
        """Rows with a line."""
        return [r for r in range(HEAD + 1, self.sheet.max_row + 1) if self.sheet.cell(r, self.id).value]

    def row(self, drawn: Random) -> int:
        return drawn.choice(self.rows or [HEAD + 1])

    def note(self, row: int, column: int, text: Any = NOTE, sheet: Worksheet | None = None) -> None:
        """Write something that no column reads."""
        at = sheet or self.sheet
        at.cell(row, column).value = text
        self.named.append((at.title, at.cell(row, column).coordinate))

    def insert(self, row: int, count: int = 1) -> None:
        """Put blank rows before a row; what must be named moves along."""
        self.sheet.insert_rows(row, count)
        for i, (title, cell) in enumerate(self.named):
            if title == self.sheet.title and cell and (at := int(cell.lstrip(ascii_uppercase))) >= row:
                self.named[i] = title, f"{cell.rstrip(digits)}{at + count}"

    def filled(self, drawn: Random) -> tuple[int, int]:
        """Row and column of a cell that is filled in."""
        cells = [(r, c) for r in self.rows for c in self.asked.values() if self.sheet.cell(r, c).value is not None]
        return drawn.choice(cells or [(HEAD + 1, next(iter(self.asked.values())))])
