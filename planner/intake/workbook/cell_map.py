"""From the place of a value in JSON to its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .cell_marks import cell_name

_PART = re.compile(r"[^.\[\]]+(?:\[\d+\])*|\[\d+\]")


@dataclass(slots=True)
class Places:
    """``rows``: sheet and row of each record of a list (``projects[3].places[0]``); ``columns``: per sheet the column
    of each value (``wanted.start``) and its heading; ``form``: sheet, row and column of the single values, with their
    label; ``sheets``: where the heading of each list stands; ``lacking``: table and value of each column that is
    required and not there, which is said once; ``elsewhere``: sheets that are files of their own, by whose function a
    row and column there become a path or a cell, and what stands there; ``said``: by sheet and cell what was read
    there, and the name that people typed for it."""

    rows: dict[str, tuple[str, int]] = field(default_factory=dict)
    columns: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    form: dict[str, tuple[str, int, int, str]] = field(default_factory=dict)
    sheets: dict[str, tuple[str, int]] = field(default_factory=dict)
    lacking: set[tuple[str, str]] = field(default_factory=set)
    elsewhere: dict[str, Callable[[int, int], tuple[str, str, str]]] = field(default_factory=dict)
    said: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def find(self, path: str) -> tuple[str, str]:
        """Sheet and cell of a value, of the record around it where it has no cell, or two empty texts."""
        row = self._record(path)
        if row is not None:
            (sheet, line), inside = row
            column = self._column(sheet, inside)
            return sheet, cell_name(
                line, column[0] if column else min((c for c, _ in self.columns[sheet].values()), default=0)
            )
        name = _bare(path)
        if name in self.form:
            sheet, line, at, _ = self.form[name]
            return sheet, cell_name(line, at)
        if name in self.sheets:
            sheet, line = self.sheets[name]
            return sheet, cell_name(line, 0)
        return "", ""

    def as_typed(self, sheet: str, cell: str, value: str) -> str:
        """What people typed for a value that was read in a cell."""
        read, typed = self.said.get((sheet, cell), ("", ""))
        return typed if typed and read == value else value

    def heading(self, path: str) -> str | None:
        """Heading or label of a value; for a list the name of its sheet; ``None`` where it has none."""
        row = self._record(path)
        if row is not None:
            column = self._column(row[0][0], row[1])
            if column:
                return column[1].rstrip(" *")
        name = _bare(path)
        return (
            self.form[name][3].rstrip(" *")
            if name in self.form
            else self.sheets[name][0]
            if name in self.sheets
            else None
        )

    def lacks_column(self, path: str) -> bool:
        """Whether the sheet of a record has no column for this value of it."""
        row = self._record(path)
        if row is None:
            return False
        table, inside = _bare(path).removesuffix(f".{row[1]}"), row[1]
        return any(of == table and (path == inside or path.startswith(f"{inside}.")) for of, path in self.lacking)

    def _record(self, path: str) -> tuple[tuple[str, int], str] | None:
        """The innermost record around a value, and the path inside it."""
        parts = _PART.findall(path)
        for count in range(len(parts), 0, -1):
            head = ".".join(parts[:count])
            if head in self.rows:
                return self.rows[head], _bare(".".join(parts[count:]))
        return None

    def _column(self, sheet: str, inside: str) -> tuple[int, str] | None:
        columns: Mapping[str, tuple[int, str]] = self.columns.get(sheet, {})
        return columns.get(inside) or next(
            (at for name, at in columns.items() if inside and name.startswith(f"{inside}.")), None
        )


def _bare(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)
