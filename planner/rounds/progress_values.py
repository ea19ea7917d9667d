"""The values of a progress file: JSON, or a workbook with a sheet *Voortgang* or *Progress*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.intake.decode import parsed
from wijkplan.planner.intake.workbook.answer_marker import hidden_values, sheets_of
from wijkplan.planner.intake.workbook.cell_marks import cell_name
from wijkplan.planner.intake.workbook.date_cells import parse
from wijkplan.planner.intake.workbook.open_workbook import Sheet
from wijkplan.planner.share.progress_sheet import ASKED, LINE, TITLE
from wijkplan.planner.text import LANGUAGES, say, translated

SHEETS = tuple(translated(TITLE, language) for language in LANGUAGES)
HEADINGS: Mapping[str, tuple[str, ...]] = {
    key: tuple(translated(word, language) for word in words for language in LANGUAGES)
    for key, words in [("activity", [LINE, say("Work")]), *((key, [word]) for key, word in ASKED.items())]
}
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
DATES = ("started", "ended")
Places = dict[str, tuple[str, str]]


def values_of(path: Path) -> tuple[dict[str, Any] | None, list[Finding], Places]:
    """Values of a file, what is wrong with its form, and per path the cell that it is from."""
    if path.suffix.lower() in WORKBOOKS:
        return _in_workbook(path)
    value, findings = parsed(path)
    if findings:
        return None, findings, {}
    if not isinstance(value, dict) or value.get("kind") != "progress":
        what, remedy = say("This is no progress file."), say('It needs "kind": "progress".')
        return None, [error("wrong-kind", str(path), "kind", None, None, what, remedy)], {}
    return value, [], {}


def _in_workbook(path: Path) -> tuple[dict[str, Any] | None, list[Finding], Places]:
    sheets = sheets_of(path)
    sheet = next((s for s in sheets if s.name in SHEETS), None)
    if sheet is None:
        what, remedy = (
            say("This workbook has no sheet {names}.", names=" / ".join(SHEETS)),
            say("Report in the workbook that was sent round."),
        )
        return None, [error("no-progress-sheet", str(path), "", None, None, what, remedy)], {}
    hidden, (rows, findings, places) = hidden_values(sheets), _rows(str(path), sheet)
    values = {"kind": "progress", "format_version": 1, "rows": rows}
    values |= {
        key: hidden[name]
        for key, name in (("party", "employer"), ("round", "round"), ("until", "until"))
        if hidden.get(name)
    }
    return (None if findings else values), findings, places


def _rows(file: str, sheet: Sheet) -> tuple[list[dict[str, Any]], list[Finding], Places]:
    at = next((r for r, row in enumerate(sheet.rows) if any(str(v).strip() in HEADINGS["activity"] for v in row)), None)
    if at is None:
        what = say("The sheet has no column {name}.", name=HEADINGS["activity"][0])
        return (
            [],
            [
                replace(
                    error("missing-column", file, "", None, None, what, say("Headings stay as they were sent.")),
                    sheet=sheet.name,
                )
            ],
            {},
        )
    columns: dict[str, int] = {}
    for c, heading in enumerate(sheet.rows[at]):
        for key in (key for key, names in HEADINGS.items() if str(heading).strip() in names):
            columns.setdefault(key, c)  # a line's id stands before its name
    rows: list[dict[str, Any]] = []
    findings: list[Finding] = []
    places: Places = {}
    for r, cells in enumerate(sheet.rows[at + 1 :], start=at + 1):
        row: dict[str, Any] = {}
        for key, c in columns.items():
            value = cells[c] if c < len(cells) else ""
            if value in ("", None):
                continue
            places[f"rows[{len(rows)}].{key}"] = (sheet.name, cell_name(r, c))
            row[key] = _cell(file, sheet.name, cell_name(r, c), key, value, findings)
        if len(row) > 1:  # a line with nothing but its name says that it has not begun
            rows.append(row)
        else:
            places = {name: place for name, place in places.items() if not name.startswith(f"rows[{len(rows)}].")}
    return rows, findings, places


def _cell(file: str, sheet: str, cell: str, key: str, value: Any, findings: list[Finding]) -> Any:
    if key in DATES:
        day = parse(value)
        if isinstance(day, date):
            return day.isoformat()
        remedy = say("Write a day such as 3-4-2027.")
        findings.append(
            replace(
                error("wrong-date", file, "", None, value, say("It is not a date."), remedy), sheet=sheet, cell=cell
            )
        )
        return None
    if key in ("activity", "reason", "note"):
        return str(value).strip()
    try:
        return (
            float(str(value).replace(",", ".").rstrip("% ").strip())
            if not isinstance(value, int | float)
            else float(value)
        )
    except ValueError:
        findings.append(
            replace(
                error("wrong-number", file, "", None, value, say("This is no number."), say("Write a number.")),
                sheet=sheet,
                cell=cell,
            )
        )
        return None
