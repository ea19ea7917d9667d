"""A sheet that says again what another one says: one finding, whatever the number of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wijkplan.planner.findings.finding import SHOWN_PLACES, Finding
from wijkplan.planner.text import say

LEAST = 3  # codes that stand on another sheet too, before they are told together
_DOUBLES = ("duplicate-id", "duplicate-row", "crew-counted-twice")


def as_one(findings: Sequence[Finding], before: Iterable[Finding]) -> list[Finding]:
    """The findings, those on codes of a sheet together where that sheet has the headings of another one too, as was
    said ``before``."""
    sheets = {(f.file, f.sheet) for f in before if f.kind == "sheet-twice"}
    doubles: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        if f.kind in _DOUBLES and (f.file, f.sheet) in sheets:
            doubles.setdefault((f.file, f.sheet), []).append(f)
    told = {place: of for place, of in doubles.items() if sum(f.kind == "duplicate-id" for f in of) >= LEAST}
    kept = [f for f in findings if f.kind not in _DOUBLES or (f.file, f.sheet) not in told]
    return kept + [_together(of) for of in told.values()]


def _together(findings: Sequence[Finding]) -> Finding:
    codes = [f for f in findings if f.kind == "duplicate-id"]
    cells = ", ".join(f.cell for f in codes[:SHOWN_PLACES]) + (", …" if len(codes) > SHOWN_PLACES else "")
    what = say("{count} codes of this sheet exist already: {cells}.", count=len(codes), cells=cells)
    remedy = say("Delete this sheet if it is a copy or another version; else give each line a code of its own.")
    rows = tuple(int("".join(c for c in f.cell if c.isdigit())) - 1 for f in findings)
    return replace(codes[0], what=what, remedy=remedy, rows=rows)
