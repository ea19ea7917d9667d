"""What a dossier says, in Dutch: the sentences of ``texts.toml``.

When to modify: a new sentence needs facts of ``about_*.py``; a test refuses digits outside braces and facts that do
not exist."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence. ``only`` are facts that must be true (``!``: false; several joined by ``&``) for it to be written;
    ``each`` repeats it for every row of that name; ``cells`` says the same as a row of a table, by heading; ``todo``
    leaves it for a person, ``fill`` with a place to write in."""

    text: str
    only: str | None = None
    each: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    todo: bool = False
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentences; ``only`` as of a sentence."""

    title: str
    texts: tuple[Text, ...]
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """All of it; ``warning`` stands on top of every dossier."""

    warning: str
    section: tuple[Section, ...]


@cache
def texts() -> Texts:
    """The texts, read once. Raises ``ValueError`` where the file does not fit."""
    rows = tomllib.loads((files("wijkplan.planner.tenders.dossier") / "texts.toml").read_text("utf-8"))
    return TypeAdapter(Texts).validate_python(rows)
