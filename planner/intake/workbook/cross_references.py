"""Names of what other files define: a street, client or employer by its name instead of its id, once all files are
there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wijkplan.planner.findings.finding import Finding, of_sender, shown
from wijkplan.planner.text import Text, say

from .cell_map import Places
from .default_codes import as_code
from .lookups import folded
from .read_cells import ID

# Where workbooks refer to other files: path without indices -> what it refers to.
_PROJECT = {"client": "client", "employer": "employer", "framework": "framework", "places.street": "street"}
REFERENCES: Mapping[str, str] = {f"projects.{path}": kind for path, kind in _PROJECT.items()} | {
    "frameworks.holders": "employer",
    "agreements.clients": "client",
    "deliveries.client": "client",
    "combinations.name.lead_client": "client",
    "combinations.force.lead_client": "client",
    "forward_plans.street": "street",
}


@dataclass(slots=True)
class Known:
    """Per kind the ids by folded name, without names that stand for several; streets also by district. ``bare`` are
    names without what stands in brackets, which count where no whole name is meant."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    names: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    bare: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, kind: str, i: object, name: object, district: object = None) -> None:
        """One thing that has an id and a name."""
        if not isinstance(i, str):
            return
        self.ids.setdefault(kind, set()).add(i)
        if isinstance(name, str):
            self.shown.setdefault(kind, {}).setdefault(name, i)
            for held, text in ((self.names, name), (self.bare, re.sub(r"\(.*?\)", "", name))):
                for key in (folded(text), f"{folded(text)}@{district}"):
                    held.setdefault(kind, {}).setdefault(key, set()).add(i)

    def find(self, kind: str, text: str, district: object = None) -> str | None:
        """The id that a name stands for, inside a district first."""
        for names in (self.names.get(kind, {}), self.bare.get(kind, {})):
            for key in (f"{folded(text)}@{district}", folded(text)):
                if len(names.get(key, ())) == 1:
                    return next(iter(names[key]))
        return None


def known(all_data: Iterable[Mapping[str, Any]]) -> Known:
    """What the files together define."""
    found = Known()
    for data in all_data:
        if data.get("kind") in ("employer", "client"):
            found.add(str(data["kind"]), data.get("id"), data.get("name"))
        for kind, name in (("streets", "street"), ("frameworks", "framework")):
            listed = data.get(kind)
            for row in listed if isinstance(listed, list) else ():
                if isinstance(row, dict):
                    found.add(name, row.get("id"), row.get("name"), row.get("district"))
    return found


def resolve(
    file: str, data: dict[str, Any], places: Places, everything: Known, alone: bool = False
) -> Iterator[Finding]:
    """Puts ids in the place of names, in the data of a workbook; a name that cannot be an id and is not known is a
    finding. ``alone``: there is no programme file, so that nobody knows; a code is put there, and the rest of the line
    is checked."""
    owner = data.get("id") if isinstance(data.get("id"), str) else None
    for path, kind, text, district, put in _references(data):
        if text in everything.ids.get(kind, ()):
            continue
        coded = as_code(text)
        found = coded if coded in everything.ids.get(kind, ()) else everything.find(kind, text, district)
        if found is not None:
            put(found)
            places.said[places.find(path)] = found, shown(text)
        elif alone and coded and not ID.fullmatch(text):
            put(coded)
        elif not ID.fullmatch(text) and not path.startswith(
            "forward_plans"
        ):  # a street that others dig up may be none of ours
            what = say("There is no {name} {value}.", name=_name(kind), value=text)
            remedy = of_sender(kind, text, everything.ids.get(kind, ()), everything.shown.get(kind))
            yield Finding("error", f"unknown-{kind}", file, path, owner, shown(text), what, remedy, *places.find(path))


def _name(kind: str) -> Text:
    return {"client": say("client"), "employer": say("employer"), "framework": say("framework")}.get(
        kind, say("street")
    )


Reference = tuple[str, str, str, object, Callable[[str], None]]


def _references(data: dict[str, Any]) -> Iterator[Reference]:
    """(path, kind, text, district around it, how to replace it) of every reference."""
    for where, kind in REFERENCES.items():
        yield from _walk(data, where.split("."), "", kind, None)


def _walk(record: Any, parts: list[str], path: str, kind: str, district: object) -> Iterator[Reference]:
    if not isinstance(record, dict) or parts[0] not in record:
        return
    value, at = record[parts[0]], f"{path}.{parts[0]}".removeprefix(".")
    inside = record.get("district", district)
    if len(parts) > 1 and isinstance(value, dict):
        yield from _walk(value, parts[1:], at, kind, inside)
    elif len(parts) > 1:
        for i, row in enumerate(value if isinstance(value, list) else ()):
            yield from _walk(row, parts[1:], f"{at}[{i}]", kind, inside)
    elif isinstance(value, str):
        yield at, kind, value, inside, lambda new: record.__setitem__(parts[0], new)
    elif isinstance(value, list):
        for i, text in enumerate(value):
            if isinstance(text, str):
                yield f"{at}[{i}]", kind, text, inside, lambda new, i=i: value.__setitem__(i, new)  # type: ignore[misc]
