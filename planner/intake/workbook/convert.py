"""A record to a workbook and back. Nothing is written that does not read back the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from wijkplan.planner.intake.decode import Decoded
from wijkplan.planner.intake.validate import validated
from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile
from wijkplan.planner.text import Language, say

from .layout import Column, Table, tables
from .lookups import Lookup, lookups
from .read_workbook import decode
from .submission_workbook import Fill, build, saved
from .table_sheets import DATE_FORMAT
from .write_cells import TooLong, put, shown

Record = Employer | Client | ProgrammeFile


class NotTheSame(ValueError):
    """A record that a workbook cannot hold without loss; the message names the first place."""


def values_of(record: Record) -> dict[str, Any]:
    """What a record states, as JSON values, without what is stated to be nothing: empty lists, ``null`` and empty
    text."""
    stated: dict[str, Any] = _without_nothing(record.model_dump(mode="json", exclude_unset=True))
    return stated


def workbook(record: Record, language: Language, reference: Reference) -> bytes:
    """The workbook of a record. Raises :class:`NotTheSame`."""
    values, known = values_of(record), lookups(reference)
    rows = {table.name: list(rows_of(table, values)) for table in tables(record.kind)}

    def columns(table: Table) -> tuple[Column, ...]:
        return tuple(c for c in table.columns if not c.helper) if rows[table.name] or "." not in table.name else ()

    try:
        book = build(
            record.kind,
            language,
            values,
            known,
            columns=columns,
            title=say("wijkplan: {name}", name=record.name),
            lines=(
                say(
                    "Each sheet is a list; rows are added below. Check it with: wijkplan check FILE.xlsx --language en."
                ),
            ),
            main=tuple(table.name for table in tables(record.kind)[1:] if columns(table)),
            fill=filled(values, language),
        )
        raw = saved(book)
    except (TooLong, UnicodeEncodeError) as problem:
        raise NotTheSame(f"a workbook cannot hold it: {problem}") from problem
    _same(values, raw, reference)
    return raw


def filled(values: Mapping[str, Any], language: Language) -> Fill:
    """Writes the lines of each table of a submission."""

    def fill(
        sheet: Worksheet, first: int, table: Table, order: tuple[Column, ...], found: Mapping[str, Lookup]
    ) -> None:
        for r, row in enumerate(rows_of(table, values), start=first):
            for c, column in enumerate(order, start=2):
                value = row.get(column)
                if value is not None:
                    cell = sheet.cell(r, c)
                    put(cell, shown(column, value, language, found.get(column.refers or "")))
                    if column.kind == "date":
                        cell.number_format = DATE_FORMAT[language]

    return fill


def rows_of(table: Table, values: Mapping[str, Any]) -> Iterator[dict[Column, Any]]:
    """The lines of a table: each record of its lists, with the keys of the records around it."""
    if not table.name:
        return
    for line, record in _lines(table.name.split("."), "", values, {}):
        yield {
            c: line.get((c.owner, c.path)) if c.owner is not None else _get(record, c.path)
            for c in table.columns
            if not c.helper
        }


def _lines(
    parts: list[str], above: str, record: Mapping[str, Any], keys: Mapping[tuple[str, str], Any]
) -> Iterator[tuple[Mapping[Any, Any], Any]]:
    name = f"{above}.{parts[0]}".removeprefix(".")
    held = record.get(parts[0], ())
    if isinstance(held, dict):
        yield from _lines(parts[1:], name, held, keys)
        return
    for row in held:
        if len(parts) == 1:
            yield keys, row
        else:
            yield from _lines(
                parts[1:],
                name,
                row,
                {**keys, **{(name, k): v for k, v in row.items() if not isinstance(v, list | dict)}},
            )


def _get(record: Mapping[str, Any], path: str) -> Any:
    for part in path.split("."):
        record = record.get(part, {})
    return None if record == {} else record


def _same(values: dict[str, Any], raw: bytes, reference: Reference) -> None:
    """Raises :class:`NotTheSame` where the workbook reads back as something else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "read-back.xlsx"
        path.write_bytes(raw)
        read = decode(path, reference)
    findings = read.findings
    record, problems = validated(Decoded("", read.data, tuple(findings), read.places))
    if record is None or problems or any(f.severity == "error" for f in findings):
        first = next(iter([*problems, *(f for f in findings if f.severity == "error")]), None)
        raise NotTheSame(
            f"the workbook would not read back: {first.path or first.cell} {first.what}"
            if first
            else "the workbook would not read back"
        )
    where = _difference(values, values_of(record.record), "")
    if where is not None:
        raise NotTheSame(
            f"the workbook would not hold {where or 'it'} as it is; correct what wijkplan check says of it first"
        )


def _difference(a: Any, b: Any, path: str) -> str | None:
    """Path of the first difference; ``None`` where there is none."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a.keys() | b.keys():
            if (found := _difference(a.get(key), b.get(key), f"{path}.{key}".removeprefix("."))) is not None:
                return found
        return None
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return next(
            (
                found
                for i, (x, y) in enumerate(zip(a, b, strict=True))
                if (found := _difference(x, y, f"{path}[{i}]")) is not None
            ),
            None,
        )
    return None if a == b else path


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: kept for k, v in value.items() if (kept := _without_nothing(v)) not in (None, [], "", {})}
    return [_without_nothing(v) for v in value] if isinstance(value, list) else value
