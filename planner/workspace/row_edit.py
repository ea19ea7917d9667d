"""Rows edited in a page: the sheets of the template as grids, with its lists. What is typed goes into a workbook and is
read like any workbook that is handed in, so that findings, spelling of dates and names of choices are the same."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from wijkplan.planner.intake.decode import decode
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.intake.workbook.cell_map import Places
from wijkplan.planner.intake.workbook.cell_marks import cell_name
from wijkplan.planner.intake.workbook.convert import rows_of, values_of
from wijkplan.planner.intake.workbook.headings import NO, SHEETS, YES, at, choice, form_label, heading
from wijkplan.planner.intake.workbook.layout import Column, Table, tables
from wijkplan.planner.intake.workbook.lookups import Lookup, districts_lookup, lookups, streets_lookup
from wijkplan.planner.intake.workbook.submission_workbook import build, saved
from wijkplan.planner.intake.workbook.write_cells import put, shown
from wijkplan.planner.programme import districts_of
from wijkplan.planner.reference import load
from wijkplan.planner.reference.own_work import with_own_work
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile
from wijkplan.planner.text import Language, amounts, say

from .handing_in import as_row, counted, folder_of, judged, latest, programme_files, values_in
from .models import Organisation, Programme, Version

SPARE = 4
"""Empty rows at the end of a grid."""

ALWAYS = ("street", "homes", "award", "client", "employer", "target", "heads")
"""Columns that are shown though they are empty and not required."""

KEPT = ("kind", "format_version", "id")
"""Values of the sender that are not its own to change."""

NUMBER = re.compile(r"-?\d+([.,]\d+)?")
THOUSANDS = re.compile(r"-?\d{1,3}[.,]\d{3}")


@dataclass(frozen=True, slots=True)
class Begun:
    """What a grid begins with: the values of a submission as JSON, the version they are of, and the last version there
    is, which differ where the last cannot be read as rows."""

    values: Mapping[str, Any]
    version: Version | None
    last: Version | None

    @property
    def number(self) -> int:
        """Number of the last version; 0 where there is none."""
        return 0 if self.last is None else self.last.number


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a grid: its place among all columns of its table, what stands above it and what can be chosen."""

    at: int
    title: str
    required: bool
    options: tuple[str, ...]
    closed: bool
    wide: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is edited. ``rows`` are texts by column; ``more``: how many columns are left out because nothing
    stands in them; ``keys``: what each row was called when it was loaded."""

    table: Table
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What came back from a grid: per kept row its number on the page, the key it had, and texts by place of the
    column."""

    rows: tuple[tuple[int, str, Mapping[int, str]], ...]
    form: Mapping[str, Any]


def begin(party: Organisation) -> Begun:
    """The rows of the last version that can be read as one submission; an empty one of this sender where none can."""
    last = latest(party)
    for version in (last, counted(party)):
        if version is not None and (found := _values(party, version)) is not None:
            return Begun(found, version, last)
    kind, _, id = party.party.partition("-")
    own = {"sector": "civil"} if kind == "employer" else {"regime": "classic"}
    return Begun({"kind": kind, "format_version": 1, "id": id, "name": party.name, **own}, None, last)


def _values(party: Organisation, version: Version) -> dict[str, Any] | None:
    assert party.programme is not None
    folder = folder_of(party, version.number)
    if version.errors:
        return _with_mistakes(party, folder)
    loaded = load_all([*programme_files(party.programme), folder])
    records = [
        one.record
        for one in loaded.submitted
        if isinstance(one.record, Employer | Client) and f"{one.record.kind}-{one.owner}" == party.party
    ]
    return values_of(records[0]) if len(records) == 1 else None


def _with_mistakes(party: Organisation, folder: Path) -> dict[str, Any] | None:
    """The values of a single file with mistakes in it, each as it was written."""
    files = [path for path in folder.iterdir() if path.suffix in (".json", ".xlsx", ".ods")]
    found = decode(files[0], load()) if len(files) == 1 else None
    if found is None or found.data is None or f"{found.data.get('kind')}-{found.data.get('id')}" != party.party:
        return None
    for one in found.findings:
        if one.cell and found.places is not None:
            _put_back(found.data, _path_of(found.places, one.sheet or "", one.cell), one.value)
    return found.data


def _path_of(places: Places, sheet: str, cell: str) -> str:
    """The value that stands in a cell; empty where it is none of a list."""
    for record, (there, row) in places.rows.items():
        if there == sheet:
            for path, (column, _) in places.columns[sheet].items():
                if cell_name(row, column) == cell:
                    return f"{record}.{path}"
    return ""


def _put_back(data: Any, path: str, value: Any) -> None:
    """A value that could not be read, where it was written, so that it is shown as it was typed."""
    *above, last = re.findall(r"[^.\[\]]+", path) or [""]
    for part in above:
        data = data[int(part)] if isinstance(data, list) else data.setdefault(part, {})
    if last and value is not None:
        data[last] = value


def unchanged(begun: Begun, raw: bytes, party: Organisation) -> bool:
    """Whether a workbook says what the last version says already, value by value."""
    if begun.last is None:
        return False
    with tempfile.TemporaryDirectory(prefix="wijkplan-") as made:
        (Path(made) / f"{party.party}.xlsx").write_bytes(raw)
        return values_in(Path(made)) == values_in(folder_of(party, begun.last.number))


def lists_of(programme: Programme) -> dict[str, Lookup]:
    """What can be chosen: reference data, and the districts and streets of the programme."""
    for submitted in load_all(programme_files(programme)).submitted:
        if isinstance(submitted.record, ProgrammeFile):
            about = submitted.record
            known = lookups(with_own_work(load(), about))
            known["district"] = districts_lookup(districts_of(about, load()))
            known["street"] = streets_lookup(tuple((s.id, s.name, s.district) for s in about.streets))
            return known
    return lookups(load())


def table_of(kind: str, name: str) -> Table | None:
    """A sheet of a kind of sender."""
    return next((one for one in tables(kind)[1:] if one.name == name), None)


def grid(table: Table, values: Mapping[str, Any], lists: Mapping[str, Lookup], language: Language, all: bool) -> Grid:
    """The rows of a table as texts, with columns that hold something or are needed (``all``: with all)."""
    lines = list(rows_of(table, values))
    columns = [column for column in table.columns if not column.helper]
    kept = [
        (place, column)
        for place, column in enumerate(columns)
        if all
        or table.needs(column)
        or column.owner is not None
        or column.path in ALWAYS
        or any(line.get(column) is not None for line in lines)
    ]
    heads = tuple(_head(table, place, column, values, lists, language) for place, column in kept)
    rows = tuple(tuple(_text(column, line.get(column), language, lists) for _, column in kept) for line in lines)
    key = next((column for column in columns if column.owner is None and column.path in table.key), None)
    keys = tuple("" if key is None or line.get(key) is None else str(line[key]) for line in lines)
    title = SHEETS[table.name][at(language)]
    return Grid(table, title, heads, rows, keys, len(columns) - len(kept))


def _head(
    table: Table,
    place: int,
    column: Column,
    values: Mapping[str, Any],
    lists: Mapping[str, Lookup],
    language: Language,
) -> Head:
    options: tuple[str, ...] = ()
    if column.kind == "choice":
        options = tuple(choice(value, language) for value in column.choices)
    elif column.kind == "yes-no":
        options = (YES[at(language)], NO[at(language)])
    elif column.owner is not None:
        options = _keys(column, values)
    elif column.refers is not None and column.refers in lists:
        options = lists[column.refers].labels[language]
    closed = column.kind in ("choice", "yes-no") and not column.many
    wide = column.refers in ("district", "trade", "region", "package", "prerequisite", "street") or column.path in (
        "title",
        "legal_basis",
    )
    return Head(place, heading(table, column, language), table.needs(column), options, closed, wide)


def _keys(column: Column, values: Mapping[str, Any]) -> tuple[str, ...]:
    """What the rows of the table above are called."""
    above = table_of(str(values["kind"]), column.owner or "")
    if above is None:
        return ()
    found = (
        line.get(one)
        for line in rows_of(above, values)
        for one in line
        if one.owner is None and one.path == column.path
    )
    return tuple(dict.fromkeys(str(one) for one in found if one is not None))


def _text(column: Column, value: Any, language: Language, lists: Mapping[str, Lookup]) -> str:
    made = _shown(column, value, language, lists)
    if isinstance(made, date):
        return amounts.day(made, language)
    if isinstance(made, float):
        return amounts.plain(made, language)
    return "" if made is None else str(made)


def _shown(column: Column, value: Any, language: Language, lists: Mapping[str, Lookup]) -> Any:
    """A value as it stands in a cell; a mistaken one as it was written."""
    try:
        return shown(column, value, language, lists.get(column.refers or ""))
    except (ValueError, KeyError, TypeError):
        return str(value)


def typed(posted: Mapping[str, Any], form: Sequence[Column]) -> Typed:
    """What a page sent: rows in which something stands and that are not to be taken away."""
    cells: dict[int, dict[int, str]] = {}
    for name, value in posted.items():
        if found := re.fullmatch(r"c-(\d{1,5})-(\d{1,3})", name):
            text = str(value).strip()
            if text:
                cells.setdefault(int(found[1]), {})[int(found[2])] = text
    rows = tuple(
        (number, str(posted.get(f"o-{number}", "")), texts)
        for number, texts in sorted(cells.items())
        if not posted.get(f"d-{number}")
    )
    own: dict[str, Any] = {}
    for column in form:
        if column.path not in KEPT and f"f-{column.path}" in posted:
            text = str(posted[f"f-{column.path}"]).strip()
            own[column.path] = int(text) if column.kind == "whole" and text.isdigit() else text or None
    return Typed(rows, own)


def packed(
    begun: Begun, table: Table, typed: Typed, lists: Mapping[str, Lookup], language: Language
) -> tuple[bytes, dict[str, tuple[int, int]]]:
    """The workbook with what was typed in the place of the rows of one table, and the number on the page of the row and
    column of each of its cells, by ``Sheet!A1``."""
    values, places = begun.values, dict[str, tuple[int, int]]()
    renamed = {old: new for _, old, texts in typed.rows if (new := _key(table, texts)) and old and new != old}

    def fill(sheet: Worksheet, first: int, one: Table, order: tuple[Column, ...], found: Mapping[str, Lookup]) -> None:
        if one.name == table.name:
            for r, (number, _, texts) in enumerate(typed.rows, start=first):
                for c, column in enumerate(order, start=2):
                    place = _places(table)[column]
                    cell = sheet.cell(r, c)
                    places[f"{sheet.title}!{cell.coordinate}"] = (number, place)
                    put(cell, _value(column, texts.get(place)))
            return
        for r, line in enumerate(rows_of(one, values), start=first):
            for c, column in enumerate(order, start=2):
                value = line.get(column)
                if column.owner == table.name and column.path in table.key:
                    value = renamed.get(str(value), value)
                put(sheet.cell(r, c), _shown(column, value, language, found))

    def columns(one: Table) -> tuple[Column, ...]:
        there = typed.rows if one.name == table.name else list(rows_of(one, values))
        return tuple(c for c in one.columns if not c.helper) if there or "." not in one.name else ()

    book = build(
        str(values["kind"]),
        language,
        {**values, **typed.form},
        lists,
        columns=columns,
        title=say("wijkplan: {name}", name=str(values.get("name", ""))),
        lines=(),
        main=(),
        fill=fill,
    )
    return saved(book), places


def _places(table: Table) -> dict[Column, int]:
    return {column: place for place, column in enumerate(c for c in table.columns if not c.helper)}


def _key(table: Table, texts: Mapping[int, str]) -> str:
    for column, place in _places(table).items():
        if column.owner is None and column.path in table.key:
            return texts.get(place, "")
    return ""


def _value(column: Column, text: str | None) -> Any:
    """What a spreadsheet would make of a text that is typed: a plain number is one; ``1.250`` is asked about."""
    if text is None or column.kind not in ("whole", "number") or column.many:
        return text
    if NUMBER.fullmatch(text) is None or THOUSANDS.fullmatch(text):
        return text
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() and "," not in text and "." not in text else number


def found_at(
    party: Organisation, name: str, raw: bytes, places: Mapping[str, tuple[int, int]], language: Language
) -> tuple[dict[tuple[int, int], list[dict[str, Any]]], list[dict[str, Any]]]:
    """What is found in a workbook: at the cells of the table that is edited, and elsewhere."""
    cells: dict[tuple[int, int], list[dict[str, Any]]] = {}
    elsewhere: list[dict[str, Any]] = []
    for one in judged(party, {name: raw}):
        row = as_row(one)
        row |= row[language]
        place = places.get(row["place"])
        if place is None:
            elsewhere.append(row)
        else:
            cells.setdefault(place, []).append(row)
    return cells, elsewhere


def form_of(values: Mapping[str, Any], language: Language) -> list[dict[str, Any]]:
    """The sender's own values: name, kind of firm, how far it is willing to move."""
    return [
        {
            "path": column.path,
            "title": form_label(values["kind"], column)[at(language)],
            "value": "" if values.get(column.path) is None else str(values[column.path]),
            "options": [(value, choice(value, language)) for value in column.choices],
            "required": column.required,
        }
        for column in tables(str(values["kind"]))[0].columns
        if column.path not in KEPT and not column.helper
    ]
