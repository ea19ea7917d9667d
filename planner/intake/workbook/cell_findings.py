"""What the schema has against a workbook, in the words of its sheets: the cell instead of the path, the heading
instead of the field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.text import say

from .cell_map import Places
from .headings import SHEETS


def placed(finding: Finding, places: Places | None) -> Finding:
    """The finding with the sheet and cell of its path, where it has none yet."""
    if places is None or finding.cell or not finding.path:
        return finding
    sheet, cell = places.find(finding.path)
    return replace(finding, sheet=sheet, cell=cell)


def told(findings: Iterable[Finding], places: Places, before: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of the schema, placed and reworded, without those that the cells have been blamed for already
    (``before``)."""
    blamed = {(f.sheet, f.cell) for f in before if f.severity == "error" and f.cell}
    for finding in (placed(f, places) for f in findings):
        if finding.cell and (finding.sheet, finding.cell) in blamed:
            continue
        if finding.kind == "missing-value":
            if places.lacks_column(finding.path):
                continue  # said once, of the column
            yield _missing(finding, places)
        else:
            yield finding


def _missing(finding: Finding, places: Places) -> Finding:
    field = finding.path.rpartition(".")[2]
    table = ".".join(part.split("[")[0] for part in finding.path.split("."))
    heading = places.heading(finding.path)
    if table in SHEETS and table:
        sheet = places.sheets[table][0] if table in places.sheets else " / ".join(SHEETS[table])
        what, remedy = (
            say("Sheet {sheet} has no row that belongs to this.", sheet=sheet),
            say("Add one on sheet {sheet}.", sheet=sheet),
        )
        if "." not in table:
            what = say("Sheet {sheet} is missing or has no rows.", sheet=sheet)
    else:
        what, remedy = say("{name} is empty.", name=heading or field), say("Fill in {name}.", name=heading or field)
    return replace(finding, what=what, remedy=remedy)
