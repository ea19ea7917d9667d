"""One file of an output folder beside what is derived of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkplan.planner.text import say

from .fields import Unequal, differing, sorted_out


@dataclass(frozen=True, slots=True)
class FileChecked:
    """One file: how many of its leaves were derived, how many are not derived, and which are not what is derived."""

    file: str
    derived: int
    not_derived: int
    unequal: tuple[Unequal, ...]


def file_checked(name: str, stated: Any, derived: Any, among: frozenset[str] = frozenset()) -> FileChecked:
    """A JSON file beside what is derived; ``among`` are claims (:func:`~.fields.claims`)."""
    said = sorted_out(name, stated, among)
    found = differing(name, said, sorted_out(name, derived, among))
    return FileChecked(name, len(said.derived), said.others, tuple(found))


def text_checked(folder: Path, name: str, made: str | None, readable: Callable[[str], str] = str) -> FileChecked:
    """A file that follows from the figures as they are stated, letter by letter, both made ``readable`` first."""
    path = folder / name
    stated = readable(path.read_bytes().decode("utf-8", "replace")) if path.is_file() else None
    made = None if made is None else readable(made)
    if stated == made:
        return FileChecked(name, 1, 0, ())
    lines = ((stated or "").splitlines(), (made or "").splitlines())
    first = next((i for i, (a, b) in enumerate(zip(*lines, strict=False)) if a != b), min(map(len, lines)))
    said, found = (None if first >= len(rows) else rows[first][:60] for rows in lines)
    return FileChecked(name, 1, 0, (Unequal(name, say("line {number}", number=first + 1), said, found),))
