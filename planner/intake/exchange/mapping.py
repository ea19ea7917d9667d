"""How one table of one sender is read: a file ``<name>.mapping.toml`` beside it, proposed once, agreed by a person,
kept."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import wrap
from typing import Any

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.intake.other_files import MAPPING_SUFFIX
from wijkplan.planner.intake.workbook.layout import ROOTS, Column, Table, all_tables, tables
from wijkplan.planner.text import Text, say

from .grid import Form

NOT_READ = ""  # the field of a heading that is agreed not to be read
SENDER = ("kind", "id", "name", "sector", "regime", "desk_places", "flexible_weeks", "note")
_KEYS = (
    "agreed",
    "separator",
    "encoding",
    "decimal",
    "sheet",
    "headings",
    "sender",
    "columns",
    "units",
    "values",
    "constants",
)
# Unit of a column -> ending of the fields that count it, and how many of theirs it is.
UNITS: Mapping[str, tuple[tuple[str, ...], float]] = {
    "m": (("metres",), 1),
    "km": (("metres",), 1000),
    "hm": (("metres",), 100),
    "hours": (("hours",), 1),
    "days": (("hours",), 8),
    "weeks": (("hours",), 40),
    "kW": (("kw", "kw_per_station"), 1),
    "MW": (("kw", "kw_per_station"), 1000),
    "eur": (("eur",), 1),
    "keur": (("eur",), 1000),
    "meur": (("eur",), 1_000_000),
    "percent": (("percent",), 1),
    "share": (("percent",), 100),
}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``sheet`` is the list that the table holds; ``columns`` lead from headings to fields (none: agreed not to be
    read), ``values`` from what stands in cells to what is meant, ``constants`` are fields that are the same on every
    row; ``headings`` is the hash of those it was made for."""

    agreed: bool
    form: Form
    sheet: str
    headings: str
    sender: Mapping[str, Any]
    columns: Mapping[str, tuple[str, ...]]
    units: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a list that a mapping may name."""

    table: Table
    column: Column


def is_mapping(path: Path) -> bool:
    """Whether a file is called as a mapping."""
    return path.name.lower().endswith(MAPPING_SUFFIX)


def fields(sheet: str) -> dict[str, Field]:
    """All that may stand on a row of a list, by the name that mappings use: its own values (``wanted.start``), those
    that name what it belongs to (``projects.id``), and values of the lists inside it (``places.street``)."""
    every = all_tables()
    main = every[sheet]
    found = {column.path: Field(main, column) for column in main.own}
    found |= {f"{column.owner}.{column.path}": Field(main, column) for column in main.owners}
    for table in every.values():
        if table.name.startswith(f"{sheet}."):
            inside = table.name.removeprefix(f"{sheet}.")
            found |= {f"{inside}.{column.path}": Field(table, column) for column in table.own}
    return found


def senders_of(sheet: str) -> list[str]:
    """Kinds of sender that may send a list, those who send no programme."""
    return [kind for kind in ROOTS if kind != "programme" and sheet in {table.name for table in tables(kind)}]


def read_mapping(path: Path) -> tuple[ColumnMapping | None, list[Finding]]:
    """The mapping in a file and everything that is wrong with it; ``None`` where nothing can be made of it."""
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        what = say("It is no mapping file: {problem}.", problem=problem)
        return None, [_wrong(path, "", None, what, say("Correct it, or delete it: a new one is proposed."))]
    faults = list(_faults(path, raw))
    if any(f.path in ("", "sheet", "columns", "sender") for f in faults):
        return None, faults
    columns = {
        heading: (names,) if isinstance(names, str) else tuple(names) for heading, names in raw["columns"].items()
    }
    form = Form(raw.get("separator", ";"), raw.get("encoding", "utf-8"), raw.get("decimal", ","))
    texts = {name: dict(raw.get(name, {})) for name in ("units", "values", "constants")}
    made = ColumnMapping(
        agreed=raw.get("agreed") is True,
        form=form,
        sheet=raw["sheet"],
        headings=str(raw.get("headings", "")),
        sender=dict(raw["sender"]),
        columns={heading: tuple(name for name in names if name != NOT_READ) for heading, names in columns.items()},
        units=texts["units"],
        values=texts["values"],
        constants=texts["constants"],
    )
    return made, faults


def _wrong(path: Path, where: str, value: object, what: Text, remedy: Text) -> Finding:
    return error("wrong-mapping", str(path), where, None, value, what, remedy)


def _faults(path: Path, raw: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with a mapping, key by key."""
    for key in raw.keys() - set(_KEYS):
        yield _wrong(path, key, None, say("A mapping has no such key."), say("Use: {names}.", names=", ".join(_KEYS)))
    form = {"separator": 1, "decimal": 1}
    for key in ("separator", "decimal", "encoding", "headings"):
        value = raw.get(key, "?")
        if (
            not isinstance(value, str)
            or not value
            or len(value) != form.get(key, len(value))
            or (key == "decimal" and value not in ",.?")
        ):
            what = say("It must be {expected}.", expected=say("one sign") if key in form else say("text"))
            yield _wrong(path, key, value, what, say("Correct it."))
    sheets = all_tables()
    if raw.get("sheet") not in sheets:
        yield _wrong(
            path,
            "sheet",
            raw.get("sheet"),
            say("There is no such list."),
            say("Use one of: {names}.", names=", ".join(sheets)),
        )
        return
    yield from _sender_faults(path, raw)
    columns = raw.get("columns")
    if not isinstance(columns, dict) or not all(_names(value) for value in columns.values()):
        yield _wrong(
            path,
            "columns",
            None,
            say("It says of no heading what it means."),
            say('Write under [columns]: "Heading" = "field".'),
        )
        return
    known = fields(raw["sheet"])
    for part in ("units", "values", "constants"):
        if not isinstance(raw.get(part, {}), dict):
            yield _wrong(path, part, None, say("It must be a table."), say("Write it as [{part}].", part=part))
            return
    named = [
        (f"columns.{h}", n) for h, ns in columns.items() for n in ([ns] if isinstance(ns, str) else ns) if n != NOT_READ
    ]
    named += [(f"constants.{name}", name) for name in raw.get("constants", {})]
    for where, name in named:
        if name not in known:
            yield _wrong(
                path, where, name, say("List {sheet} has no field {name}.", sheet=raw["sheet"], name=name), _use(known)
            )
    for heading, unit in raw.get("units", {}).items():
        names = columns.get(heading, "")
        ends, _ = UNITS.get(str(unit), ((), 0.0))
        wrong = [
            n
            for n in ([names] if isinstance(names, str) else names)
            if not any(n == e or n.endswith((f"_{e}", f".{e}")) for e in ends)
        ]
        if wrong or not ends:
            what = say("Unit {unit} does not fit what column {heading} holds.", unit=str(unit), heading=heading)
            yield _wrong(path, f"units.{heading}", unit, what, say("Use one of: {names}.", names=", ".join(UNITS)))


def _names(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value))


def _use(known: Mapping[str, Field]) -> Text:
    return say("Use one of: {names}.", names=", ".join(known))


def _sender_faults(path: Path, raw: Mapping[str, Any]) -> Iterator[Finding]:
    sender = raw.get("sender")
    kind = sender.get("kind") if isinstance(sender, dict) else None
    if not isinstance(sender, dict) or kind not in ROOTS:
        what = say("It does not say who sends this table.")
        yield _wrong(
            path,
            "sender",
            kind,
            what,
            say('Write under [sender]: kind = "employer", "client" or "programme", and its id.'),
        )
        return
    for key in sender.keys() - set(SENDER):
        yield _wrong(
            path,
            f"sender.{key}",
            sender[key],
            say("A sender has no such key."),
            say("Use: {names}.", names=", ".join(SENDER)),
        )
    if (
        raw.get("agreed") is True
        and kind != "programme"
        and not (isinstance(sender.get("id"), str) and sender["id"].strip())
    ):
        yield _wrong(path, "sender", None, say("The id of the sender is empty."), say("Fill in id under [sender]."))
    if raw["sheet"] not in {table.name for table in tables(kind)}:
        what = say("A submission of kind {kind} has no list {sheet}.", kind=kind, sheet=raw["sheet"])
        yield _wrong(path, "sender", kind, what, say("Correct kind or sheet."))


def toml(mapping: ColumnMapping, notes: Mapping[str, str], head: tuple[str, ...]) -> str:
    """A mapping as the text of its file. ``notes`` are remarks beside headings, ``head`` what stands above all."""
    lines = [f"# {part}" for line in head for part in wrap(line, 140)]
    lines += [f"agreed = {'true' if mapping.agreed else 'false'}"]
    plain = {"separator": mapping.form.separator, "encoding": mapping.form.encoding, "decimal": mapping.form.decimal}
    plain |= {"sheet": mapping.sheet, "headings": mapping.headings}
    lines += [f"{key} = {_quoted(value)}" for key, value in plain.items()]
    lines += ["", "[sender]", *(f"{key} = {_quoted(value)}" for key, value in mapping.sender.items())]
    lines += ["", "[columns]"]
    for heading, names in mapping.columns.items():
        value = _quoted(names[0] if names else NOT_READ) if len(names) < 2 else f"[{', '.join(map(_quoted, names))}]"
        lines.append(f"{_quoted(heading)} = {value}" + (f"  # {notes[heading]}" if heading in notes else ""))
    for name, held in (("units", mapping.units), ("values", mapping.values), ("constants", mapping.constants)):
        lines += ["", f"[{name}]", *(f"{_quoted(key)} = {_quoted(value)}" for key, value in held.items())]
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    """A text as TOML writes it; numbers and yes or no as they are. JSON escapes what TOML escapes, but for the sign of
    DEL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(str(value).encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")


def agreed(mapping: ColumnMapping) -> ColumnMapping:
    """The same, after somebody said yes."""
    return replace(mapping, agreed=True)
