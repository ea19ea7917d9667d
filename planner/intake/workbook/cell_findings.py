"""What the schema has against a workbook, in the words of its sheets: the cell instead of the path, the heading
instead of the field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from wijkplan.planner.findings.finding import SHOWN_PLACES, Finding
from wijkplan.planner.text import say

from .cell_map import Places
from .cell_marks import cell_name
from .headings import HEADINGS, SHEETS
from .layout import FORM


def placed(finding: Finding, places: Places | None) -> Finding:
    """The finding with the sheet and cell of its path, where it has none yet."""
    if places is None or finding.cell or not finding.path:
        return finding
    sheet, cell = places.find(finding.path)
    return replace(finding, sheet=sheet, cell=cell, value=places.as_typed(sheet, cell, finding.value))


def told(findings: Iterable[Finding], places: Places, before: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of the schema, placed and reworded, without those that the cells have been blamed for already
    (``before``)."""
    blamed = {(f.sheet, f.cell) for f in before if f.severity == "error" and f.cell}
    found = [placed(f, places) for f in findings]
    unlabelled = [
        f
        for f in found
        if f.kind == "missing-value" and f.path in HEADINGS and f.path not in SHEETS and f.path not in places.form
    ]
    if unlabelled:
        yield _no_form(unlabelled, places)
    absent: dict[str, list[Finding]] = {}
    lacking: dict[object, list[Finding]] = {}
    for finding in (f for f in found if f not in unlabelled):
        if finding.cell and (finding.sheet, finding.cell) in blamed:
            continue
        if finding.kind != "missing-value":
            yield finding
        elif (table := _table(finding)) in SHEETS and "." in table and table not in places.sheets:
            absent.setdefault(table, []).append(finding)
        elif not places.lacks_column(finding.path):  # else said once, of the column
            row = "".join(c for c in finding.cell if c.isdigit())
            lacking.setdefault((finding.sheet, row) if row and _table(finding) not in SHEETS else finding, []).append(
                finding
            )
    for findings in absent.values():
        yield _no_sheet(findings, places)
    for findings in lacking.values():
        yield _missing(findings[0], places) if len(findings) == 1 else _incomplete(findings, places)


def _no_sheet(findings: list[Finding], places: Places) -> Finding:
    """What a sheet that is not there leaves without, as one finding: it is one fault, whatever the number of rows."""
    first = _missing(findings[0], places)
    if len(findings) == 1:
        return first
    cells = [f.cell for f in findings if f.cell]
    some = ", ".join(cells[:SHOWN_PLACES]) + (", …" if len(cells) > SHOWN_PLACES else "")
    sheet = " / ".join(SHEETS[_table(findings[0])])
    what = say(
        "There is no sheet {sheet}, which would say what belongs to these {count} rows: {cells}.",
        sheet=sheet,
        count=len(findings),
        cells=some,
    )
    remedy = say("Add sheet {sheet} as in the template, with a row for each of them.", sheet=sheet)
    rows = tuple(int("".join(c for c in cell if c.isdigit())) - 1 for cell in cells)
    return replace(first, what=what, remedy=remedy, rows=rows)


def _incomplete(findings: list[Finding], places: Places) -> Finding:
    """Several cells of one row that are empty, as one finding."""
    names = [places.heading(f.path) or f.path.rpartition(".")[2] for f in findings]
    what = say("In this row are empty: {names}.", names="; ".join(dict.fromkeys(names)))
    return replace(findings[0], what=what, remedy=say("Fill them in, or delete the row if it is none."))


def _table(finding: Finding) -> str:
    """The list that the path of a finding is of."""
    return ".".join(part.split("[")[0] for part in finding.path.split("."))


def _no_form(findings: list[Finding], places: Places) -> Finding:
    """Values of the sender that have no label anywhere, as one finding: people lose the whole sheet, not a label."""
    sheet, names = " / ".join(SHEETS[FORM]), "; ".join(" / ".join(dict.fromkeys(HEADINGS[f.path])) for f in findings)
    what = say("Sheet {sheet} is missing, or lacks these labels with a value beside them: {names}.",
               sheet=sheet, names=names)  # fmt: skip
    remedy = say("Copy that sheet from an empty workbook of wijkplan template and fill it in.")
    first = min(places.form.values(), default=None, key=lambda at: at[1])
    place = (first[0], cell_name(first[1], 0)) if first else ("", "")
    return replace(findings[0], what=what, remedy=remedy, sheet=place[0], cell=place[1])


def _missing(finding: Finding, places: Places) -> Finding:
    field = finding.path.rpartition(".")[2]
    table = _table(finding)
    heading = places.heading(finding.path)
    if table in SHEETS and table:
        there = table in places.sheets
        sheet = Path(places.sheets[table][0]).name if there else " / ".join(SHEETS[table])
        what, remedy = (
            say("Sheet {sheet} has no row that belongs to this.", sheet=sheet)
            if there
            else say("There is no sheet {sheet}, which would say what belongs to this.", sheet=sheet),
            say("Add one on sheet {sheet}.", sheet=sheet)
            if there
            else say("Add sheet {sheet} as in the template, with a row that names this one.", sheet=sheet),
        )
        if "." not in table:
            what = say("Sheet {sheet} is missing or has no rows.", sheet=sheet)
    else:
        what, remedy = say("{name} is empty.", name=heading or field), say("Fill in {name}.", name=heading or field)
    return replace(finding, what=what, remedy=remedy)
