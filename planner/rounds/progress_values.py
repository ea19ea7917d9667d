"""The values of a progress file: JSON, or a workbook with a sheet *Voortgang* or *Progress*."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.intake.decode import parsed
from wijkplan.planner.intake.workbook.answer_marker import hidden_values, sheets_of
from wijkplan.planner.intake.workbook.read_cells import is_empty
from wijkplan.planner.intake.workbook.read_numbers import as_number
from wijkplan.planner.share.answer_forms import GROUPS, LINES
from wijkplan.planner.share.filled_sheet import Filled, day_of, find, others, text_of, unread
from wijkplan.planner.share.progress_sheet import FORM, TITLE
from wijkplan.planner.text import LANGUAGES, Text, say, translated

SHEETS = tuple(translated(TITLE, language) for language in LANGUAGES)
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
UNITS = {
    "done_percent": ("%", "procent"),
    **dict.fromkeys(("remaining_hours", "hours_spent"), ("uur", "uren", "u", "h")),
}
UNTOUCHED = "untouched"  # lines of a workbook of which nothing is said, with their cells
DATES = ("started", "ended")
Places = dict[str, tuple[str, str]]


def values_of(path: Path) -> tuple[dict[str, Any] | None, list[Finding], Places]:
    """Values of a file, what is wrong with its form, and per path the cell that it is from; of a workbook also
    the lines of which it says nothing (``UNTOUCHED``)."""
    if path.suffix.lower() in WORKBOOKS:
        return _in_workbook(path)
    if path.suffix.lower() != ".json":
        what = say("Files of this kind ({suffix}) are not read as progress.", suffix=path.suffix or "-")
        remedy = say("Report in the workbook that was sent round, or as JSON.")
        return None, [error("wrong-kind", str(path), "", None, None, what, remedy)], {}
    value, findings = parsed(path)
    if findings:
        return None, findings, {}
    if not isinstance(value, dict) or value.get("kind") != "progress":
        what, remedy = say("This is no progress file."), say('It needs "kind": "progress".')
        return None, [error("wrong-kind", str(path), "kind", None, None, what, remedy)], {}
    return value, [], {}


def _in_workbook(path: Path) -> tuple[dict[str, Any] | None, list[Finding], Places]:
    sheets = sheets_of(path)
    filled = find(sheets, FORM)
    if filled is None:
        what, remedy = (
            say("This workbook has no sheet {names}.", names=" / ".join(SHEETS)),
            say("Report in the workbook that was sent round."),
        )
        return None, [error("no-progress-sheet", str(path), "", None, None, what, remedy)], {}
    hidden, (rows, findings, places, untouched) = hidden_values(sheets), _rows(str(path), filled)
    owner = hidden.get("employer")
    findings += unread(str(path), owner, filled, "activity")
    findings += others(str(path), owner, sheets, [filled], [LINES, GROUPS])
    values = {"kind": "progress", "format_version": 1, "rows": rows, UNTOUCHED: untouched}
    places[UNTOUCHED] = (filled.sheet.name, "")
    values |= {
        key: hidden[name]
        for key, name in (("party", "employer"), ("round", "round"), ("until", "until"))
        if hidden.get(name)
    }
    return values, findings, places


def _rows(file: str, filled: Filled) -> tuple[list[dict[str, Any]], list[Finding], Places, list[tuple[str, str]]]:
    """Rows with what they say, what is wrong with their cells, where these are, and the lines of which nothing is said,
    with their cells."""
    rows: list[dict[str, Any]] = []
    findings: list[Finding] = []
    places: Places = {}
    untouched: list[tuple[str, str]] = []
    for r, cells in filled.rows():
        row: dict[str, Any] = {}
        for key, value in cells.items():
            if is_empty(value):
                continue
            places[f"rows[{len(rows)}].{key}"] = (filled.sheet.name, filled.cell(r, key))
            row[key] = _cell(file, filled, r, key, value, findings)
        if "activity" in row and len(row) > 1:  # a line with nothing but its name says that it has not begun
            rows.append(row)
        else:
            untouched += [(row["activity"], filled.cell(r, "activity"))] if "activity" in row else []
            places = {name: place for name, place in places.items() if not name.startswith(f"rows[{len(rows)}].")}
    return rows, findings, places, untouched


def _cell(file: str, filled: Filled, r: int, key: str, value: Any, findings: list[Finding]) -> Any:
    def fault(kind: str, what: Text, remedy: Text) -> None:
        found = error(kind, file, "", None, value, what, remedy)
        findings.append(replace(found, sheet=filled.sheet.name, cell=filled.cell(r, key)))

    if key in DATES:
        day = day_of(value, filled.sheet)
        if day is None:
            fault("wrong-date", say("It is not a date."), say("Write a day such as 3-4-2027."))
        return None if day is None else day.isoformat()
    if key in ("activity", "reason", "note"):
        return text_of(value)
    typed = text_of(value) if isinstance(value, str) else value
    for unit in UNITS.get(key, ()) if isinstance(typed, str) else ():
        typed = typed.removesuffix(unit).strip()
    number = None if isinstance(typed, str) and re.search(r"[^\W\d]|%", typed) else as_number(typed)
    if number is None:
        fault("wrong-number", say("This is no number."), say("Write a number."))
    elif key == "done_percent" and filled.cell(r, key) in filled.sheet.marks.percents:
        return round(100 * number, 6)
    return number
