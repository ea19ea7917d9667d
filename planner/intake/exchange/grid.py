"""What a file of another program holds before it is mapped: a table with headings, and what the program says beside
it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from wijkplan.planner.intake.workbook.cell_marks import cell_name
from wijkplan.planner.intake.workbook.lookups import folded
from wijkplan.planner.text import Text

Place = tuple[str, str]  # path and cell of a value in its file, one of them empty
LinkType = Literal["FS", "SS", "FF", "SF"]


@dataclass(frozen=True, slots=True)
class TaskLink:
    """``row`` waits for ``before`` (rows of a grid, from 0); ``lag_weeks`` may be negative, and a part of a week."""

    before: int
    row: int
    type: LinkType
    lag_weeks: float


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written as text."""

    separator: str
    encoding: str
    decimal: str


@dataclass(slots=True)
class Grid:
    """A table: ``rows`` as in the file (``heading_row`` among them), the first value of each in column A. ``fixed``:
    its headings are those of a format, so that only what is used of them has to stay the same; ``quiet`` are those
    that are there whatever the plan holds. ``dropped``: what the file holds that is not carried over, and how often.
    ``place_of`` leads from a row and column to the place in the file."""

    rows: list[list[Any]]
    heading_row: int = 0
    form: Form | None = None
    fixed: bool = False
    quiet: frozenset[str] = frozenset()
    links: tuple[TaskLink, ...] = ()
    dropped: dict[Text, int] = field(default_factory=dict)
    place_of: Callable[[int, int], Place] = lambda r, c: ("", cell_name(r, c))

    @property
    def headings(self) -> list[str]:
        """The headings as they stand there, blanks around them left out."""
        return (
            [str(value).strip() for value in self.rows[self.heading_row]] if self.heading_row < len(self.rows) else []
        )

    @property
    def data(self) -> range:
        """Rows under the headings."""
        return range(self.heading_row + 1, len(self.rows))


def hash_of(headings: Sequence[str]) -> str:
    """By which it is seen that headings changed: their letters and digits, in order."""
    return sha256("\n".join(map(folded, headings)).encode()).hexdigest()[:16]
