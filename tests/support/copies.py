"""A programme that is so many copies of another one side by side: what grows with the number of projects, and how."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def write_copies(source: Path, to: Path, count: int) -> int:
    """Writes ``count`` copies of the JSON submissions in ``source`` into folder ``to``; returns how many projects that
    are.

    Every id that the files give (streets, clients, employers, projects, ...) is another one in each copy, wherever it
    is meant. Districts stay the same, so each street gets as many neighbours as there are copies.
    Newcomers stay behind.
    """
    to.mkdir(parents=True)
    files = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(source.glob("*.json"))}
    given = {i for content in files.values() for i in _ids(content)}
    programme = files.pop("programme.json")
    files.pop("newcomers.json", None)  # a programme has one such file
    streets: list[Any] = []
    projects = 0
    for copy in range(count):
        names = {i: f"{i}-{copy}" for i in given} if copy else {}
        streets += _renamed(programme["streets"], names)
        for name, content in files.items():
            projects += len(content.get("projects", ()))
            text = json.dumps(_renamed(content, names))
            (to / f"{copy}-{name}").write_text(text, "utf-8")
    (to / "programme.json").write_text(json.dumps({**programme, "streets": streets}), "utf-8")
    return projects


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value
