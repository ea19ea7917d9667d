"""Conservation: what a file holds, line by line, and what became of each: planned, or named in a finding.

Readers write down every line that they see, before they look at what it means. Afterwards each line is either in a
record, or some finding names its file, sheet, row or path. What neither holds becomes an error, whatever the reason:
nothing is lost because nobody thought of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.text import say

LARGEST = 10**15  # what is larger is no amount, and is told
AMOUNTS = ("homes", "metres", "pieces", "heads")
# Beside errors.
SAYS_NOT_READ = frozenset(
    {"answers-aside", "example-row", "extra-sheet", "headings-again", "note-below", "other-file", "total-row"}
)
KINDS = {
    "projects": "projects",
    "projects.places": "works",
    "projects.activities": "works",
    "crews": "crews",
    "crews.leave": "leave",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet (``row`` from 0) or one record of a JSON file (``sheet`` empty). ``table`` is the list it
    belongs to, empty where the sheet is none of ours; ``path`` the record it became, empty where it became none;
    ``amounts`` what it states of :data:`AMOUNTS`."""

    file: str
    sheet: str
    row: int
    table: str
    path: str
    amounts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one file holds: its lines, and its sheets with whether each was read."""

    lines: tuple[Line, ...] = ()
    sheets: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """How much was sent, how much of it is read, and how much is named in findings: ``sent = read + named``."""

    sent: float
    read: float
    named: float


Reckoning = Mapping[str, Count]


def amounts_of(table: str, record: Mapping[str, Any]) -> dict[str, float]:
    """What a line states: homes (the most that one package or the place itself has), metres, pieces, heads."""

    def numbers(end: str) -> list[float]:
        return [
            v
            for k, v in record.items()
            if k.endswith(end) and isinstance(v, int | float) and not isinstance(v, bool) and 0 <= v < LARGEST
        ]

    if table == "projects.places":
        found = {
            "homes": max(numbers("homes"), default=0.0),
            "metres": sum(numbers("_metres")),
            "pieces": sum(numbers("stations")) + sum(numbers("charger_poles")) + sum(numbers("trees")),
        }
    elif table == "crews":
        found = {"heads": sum(numbers("heads"))}
    else:
        return {}
    return {name: float(amount) for name, amount in found.items() if amount}


def lines_of(file: str, data: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of a JSON file: every object in a list."""
    return tuple(_records(file, data, "", ""))


def _records(file: str, record: Mapping[str, Any], table: str, path: str) -> Iterator[Line]:
    for key, value in record.items():
        below = f"{table}.{key}".removeprefix(".")
        if isinstance(value, Mapping):
            yield from _records(file, value, below, f"{path}.{key}".removeprefix("."))
        for i, row in enumerate(value if isinstance(value, list) else ()):
            if isinstance(row, Mapping):
                at = f"{path}.{key}[{i}]".removeprefix(".")
                yield Line(file, "", -1, below, at, amounts_of(below, row))
                yield from _records(file, row, below, at)


class Named:
    """The places that findings name, by which a line is found in the time of a few look-ups."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.files: set[str] = set()
        self.sheets: set[tuple[str, str]] = set()
        self.rows: set[tuple[str, str, int]] = set()
        self.paths: set[tuple[str, str]] = set()
        self.under: set[tuple[str, str]] = set()
        for f in findings:
            if f.severity != "error" and f.kind not in SAYS_NOT_READ:
                continue
            if f.path:
                self.paths.add((f.file, f.path))
                parts = f.path.split(".")
                self.under.update((f.file, ".".join(parts[:n])) for n in range(1, len(parts) + 1))
            if f.kind == "missing-column":
                self.sheets.add((f.file, f.sheet))  # it is missing in all of its rows
            elif f.sheet and f.cell:
                self.rows.add((f.file, f.sheet, int("".join(c for c in f.cell if c.isdigit())) - 1))
                self.rows.update((f.file, f.sheet, r) for r in f.rows)
            elif f.sheet:
                self.sheets.add((f.file, f.sheet))
            elif not f.path:
                self.files.add(f.file)

    def row(self, finding: Finding) -> bool:
        """Whether the row of a finding has been named already."""
        return (
            bool(finding.cell)
            and (finding.file, finding.sheet, int("".join(c for c in finding.cell if c.isdigit())) - 1) in self.rows
        )

    def has(self, line: Line) -> bool:
        """Whether a finding names the line, or what it stands in, or a value of it."""
        if (
            line.file in self.files
            or (line.file, line.sheet) in self.sheets
            or (line.file, line.sheet, line.row) in self.rows
        ):
            return True
        if not line.path:
            return False
        parts = line.path.split(".")
        heads = {".".join(parts[:n]) for n in range(1, len(parts) + 1)} | {parts[0].split("[")[0]}
        return (line.file, line.path) in self.under or any((line.file, head) in self.paths for head in heads)


def not_accounted(
    sent: Mapping[str, Sent], kept: Mapping[str, frozenset[str]], findings: Sequence[Finding]
) -> list[Finding]:
    """An error per list and file for lines that are in no record and that no finding names. ``kept``: per file the
    paths of its records."""
    named, wrong = Named(findings), {f.file for f in findings if f.severity == "error"}
    refused = Named(f for f in findings if f.severity == "error")
    lost: dict[tuple[str, str, str], list[Line]] = {}
    for file, one in sent.items():
        held = kept.get(file, frozenset())
        if file not in kept and file in wrong:
            continue  # nothing of it could be read, and why is told
        # What is wrong with one value of a project or crew keeps all of it out.
        tops = {line.path for line in one.lines if line.path and "." not in line.path and named.has(line)}
        tops |= {
            top
            for line in one.lines
            if "." in line.path and (top := line.path.split(".")[0]) not in held and refused.has(line)
        }  # likewise with a value of its place or leave
        for line in one.lines:
            top = line.path.split(".")[0]
            if not (line.path in held or named.has(line) or top in tops or (file, top) in named.under):
                lost.setdefault((file, line.sheet, line.table), []).append(line)
    return [_lost(file, sheet, lines) for (file, sheet, _), lines in lost.items()]


def _lost(file: str, sheet: str, lines: list[Line]) -> Finding:
    rows = tuple(line.row for line in lines)
    some = ", ".join(str(row + 1) for row in rows[:10]) + (" ..." if len(rows) > 10 else "")
    if not sheet:
        what = say("{count} records of this list are not in the plan.", count=len(lines))
        return error(
            "not-accounted", file, lines[0].path, None, None, what, say("Correct what else is said of this file.")
        )
    what = say("{count} rows of this sheet are not in the plan: {rows}.", count=len(lines), rows=some)
    remedy = say("Correct what else is said of this file.")
    return Finding("error", "not-accounted", file, "", None, "", what, remedy, sheet, f"A{rows[0] + 1}", rows)


def reckoned(
    sent: Mapping[str, Sent], files: Mapping[str, str], kept: Mapping[str, frozenset[str]], findings: Sequence[Finding]
) -> dict[str, Count]:
    """How much of each kind was sent, is read and is named. A line with an error in it counts as named; one row may
    hold lines of several lists. ``files``: each with the one whose submission it is part of, which may be itself."""
    wrong = Named(f for f in findings if f.severity == "error")
    unknown = [f for f in findings if f.kind == "unknown-work-type"]  # nothing of such a project can be planned
    unplanned = {(f.file, f.path.split(".")[0]) for f in unknown if f.path}
    spots = {(f.file, f.sheet, int("".join(c for c in f.cell if c.isdigit())) - 1) for f in unknown if f.cell}
    for file, one in sent.items():
        unplanned |= {(file, line.path) for line in one.lines if (file, line.sheet, line.row) in spots}
    counts: dict[str, list[float]] = {}

    def book(name: str, amount: float, read: bool) -> None:
        row = counts.setdefault(name, [0.0, 0.0, 0.0])
        row[0] += amount
        row[1 if read else 2] += amount

    for name in ("files", "sheets", "rows", "projects", "works", *AMOUNTS):
        counts[name] = [0.0, 0.0, 0.0]
    for file, whole in files.items():
        book("files", 1, whole in kept and file not in wrong.files and whole not in wrong.files)
    for file, one in sent.items():
        held = kept.get(file, frozenset())
        for sheet, is_read in one.sheets.items():
            book("sheets", 1, is_read and (file, sheet) not in wrong.sheets)
        rows: dict[tuple[str, int] | str, bool] = {}
        for line in one.lines:
            read = line.path in held and not wrong.has(line) and (file, line.path.split(".")[0]) not in unplanned
            spot = (line.sheet, line.row) if line.sheet else line.path
            rows[spot] = rows.get(spot, True) and read
            if line.table in KINDS:
                book(KINDS[line.table], 1, read)
            for name, amount in line.amounts.items():
                book(name, amount, read)
        for read in rows.values():
            book("rows", 1, read)
    return {name: Count(*row) for name, row in counts.items()}
