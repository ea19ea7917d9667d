"""Streets of a new programme: those of a file (CSV or GeoJSON) with their homes and shops, else made up from the homes
that CBS counts.

Outlines are not used: a street says itself in which district it lies, where there are several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import Finding, error, shown, warning
from wijkplan.planner.intake.decode import parsed
from wijkplan.planner.intake.district_names import code_of
from wijkplan.planner.intake.exchange.text_table import raw_of, read_table
from wijkplan.planner.intake.workbook.layout import Column, all_tables
from wijkplan.planner.intake.workbook.lookups import Lookup, lookups
from wijkplan.planner.intake.workbook.open_workbook import Unreadable
from wijkplan.planner.intake.workbook.read_cells import is_empty, read
from wijkplan.planner.intake.workbook.recognise_sheets import column_called, headings_in
from wijkplan.planner.reference import District, Reference
from wijkplan.planner.reference.new_programme import beginning
from wijkplan.planner.submission.apportion import split
from wijkplan.planner.submission.schema import StreetRecord
from wijkplan.planner.text import Language, say, translated

STREETS = "streets"
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")


@dataclass(frozen=True, slots=True)
class Row:
    """One street as the file has it: values by heading; ``where`` leads to it."""

    where: str
    values: Mapping[str, Any]


def made_up(districts: Sequence[District], language: Language) -> tuple[StreetRecord, ...]:
    """Streets of equal size that together have the homes of each district; their names say that they are made up."""
    size = beginning().homes_per_street
    found: list[StreetRecord] = []
    for district in districts:
        count = max(1, round(district.homes / size))
        for n, homes in enumerate(split(district.homes, [1] * count), start=1):
            name = translated(say("street {number} (made up)", number=n), language)
            found.append(StreetRecord(id=f"{district.id}-S{n}", district=district.id, name=name, homes=homes))
    return tuple(found)


def read_streets(
    path: Path, districts: Sequence[District], reference: Reference
) -> tuple[tuple[StreetRecord, ...], list[Finding]]:
    """The streets in a file, and everything that is wrong with them. Never raises for what the file holds."""
    try:
        rows = _rows(path)
    except Unreadable as problem:
        return (), [error("unreadable-file", str(path), "", None, None, problem.what, problem.remedy)]
    if isinstance(rows, Finding):
        return (), [rows]
    findings: list[Finding] = []
    columns, extra = _columns(rows)
    for path_of, name in (("name", say("the name of the street")), ("homes", say("the number of homes"))):
        if path_of not in {column.path for column in columns.values()}:
            what = say("No column gives {name}.", name=name)
            remedy = say("Call them street and homes; shops and district may be there too.")
            findings.append(error("missing-column", str(path), "", None, None, what, remedy))
    if not rows:
        return (), [
            error("no-files", str(path), "", None, None, say("It holds no street."), say("Name a file with streets."))
        ]
    if findings:
        return (), findings
    if extra:
        what = say("This column is not read.")
        findings += [
            warning("extra-column", str(path), "", None, name, what, say("Nothing needs to change.")) for name in extra
        ]
    there, known = {district.id: district for district in districts}, lookups(reference)
    made: list[StreetRecord] = []
    numbers: Counter[str] = Counter()
    for row in rows:
        found, wrong = _street(str(path), row, columns, there, numbers, known)
        findings += wrong
        made += [found] if found is not None else []
    for i, count in Counter(street.id for street in made).items():
        if count > 1:
            what = say("{count} streets have this code.", count=count)
            findings.append(
                error(
                    "duplicate-id", str(path), "", None, i, what, say("Give each its own code, or leave the codes out.")
                )
            )
    return tuple(made), findings


def _rows(path: Path) -> list[Row] | Finding:
    if path.suffix.lower() in (".json", ".geojson"):
        value, found = parsed(path)
        features = value.get("features") if isinstance(value, dict) else None
        if found or not isinstance(features, list):
            remedy = say("Name a GeoJSON file with features, or a CSV file with a line per street.")
            return (
                found[0]
                if found
                else error("wrong-type", str(path), "", None, None, say("This is no GeoJSON with features."), remedy)
            )
        held = [feature.get("properties") if isinstance(feature, dict) else None for feature in features]
        return [Row(f"features[{i}]", one if isinstance(one, dict) else {}) for i, one in enumerate(held)]
    grid = read_table(raw_of(path), None, headings_in)
    headings = grid.headings
    lines = ((r, grid.rows[r]) for r in grid.data if any(not is_empty(value) for value in grid.rows[r]))
    return [Row(f"line {r + 1}", dict(zip(headings, line, strict=False))) for r, line in lines]


def _columns(rows: Sequence[Row]) -> tuple[dict[str, Column], list[str]]:
    """Headings that mean something, each once, and those that do not."""
    table = all_tables()[STREETS]
    found: dict[str, Column] = {}
    extra = []
    for heading in dict.fromkeys(name for row in rows for name in row.values):
        column = column_called(table, heading)
        if column is not None and column not in found.values():
            found[heading] = column
        elif heading:
            extra.append(heading)
    return found, extra


def _street(
    file: str,
    row: Row,
    columns: Mapping[str, Column],
    districts: Mapping[str, District],
    numbers: Counter[str],
    known: Mapping[str, Lookup],
) -> tuple[StreetRecord | None, list[Finding]]:
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for heading, column in columns.items():
        value = row.values.get(heading)
        if is_empty(value) or column.path == "district":
            continue
        got, fault = read(column, value, known)
        if fault is not None:
            findings.append(
                Finding(
                    fault.severity,
                    fault.kind,
                    file,
                    f"{row.where}.{heading}",
                    None,
                    shown(value),
                    fault.what,
                    fault.remedy,
                )
            )
        if got is not None:
            values[column.path] = got
    findings += _place(file, row, columns, districts, values)
    for name in ("name", "homes"):
        if name not in values:  # unknown is not 0
            what, remedy = say("The value {name} is missing.", name=name), say("Add {name}.", name=name)
            findings.append(error("missing-value", file, row.where, None, None, what, remedy))
    if any(f.severity == "error" for f in findings):
        return None, findings
    numbers[values["district"]] += 1
    values.setdefault("id", f"{values['district']}-S{numbers[values['district']]}")
    return StreetRecord.model_validate(values), findings


def _place(
    file: str, row: Row, columns: Mapping[str, Column], districts: Mapping[str, District], values: dict[str, Any]
) -> Iterator[Finding]:
    """Puts the code of the district where it lies; of one district alone it needs not be said."""
    heading = next((heading for heading, column in columns.items() if column.path == "district"), None)
    said = row.values.get(heading) if heading is not None else None
    if is_empty(said):
        if len(districts) == 1:
            values["district"] = next(iter(districts))
            return
        what = say("It is not said in which district this street lies.")
        yield error(
            "missing-value",
            file,
            row.where,
            None,
            None,
            what,
            say("Add a column district with one of {names}.", names=", ".join(districts)),
        )
        return
    text = str(said)
    called = {district.name.casefold(): district.id for district in districts.values()}
    code = code_of(text, districts) or called.get(text.casefold().strip())
    if code in districts:
        values["district"] = code
        return
    what = say("This street lies in none of the districts that were named.")
    yield error(
        "unknown-district", file, row.where, None, text, what, say("Use one of {names}.", names=", ".join(districts))
    )
