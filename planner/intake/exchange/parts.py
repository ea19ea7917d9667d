"""One file of another program, through its mapping, to rows under our headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import Finding, error, hint, shown
from wijkplan.planner.intake.ledger import Line, Sent
from wijkplan.planner.intake.other_files import AREAS, PLANS, XER, path_of
from wijkplan.planner.intake.workbook.date_cells import parse
from wijkplan.planner.intake.workbook.layout import Column, Table, all_tables
from wijkplan.planner.intake.workbook.open_workbook import Sheet, Unreadable
from wijkplan.planner.intake.workbook.plain_text import as_meant
from wijkplan.planner.intake.workbook.read_cells import is_empty
from wijkplan.planner.intake.workbook.recognise_sheets import Found
from wijkplan.planner.text import Text, say

from .geo_areas import read_areas
from .grid import Form, Grid, TaskLink, hash_of
from .mapping import UNITS, ColumnMapping, Field, fields, read_mapping
from .mspdi import read_mspdi
from .propose import Proposal, known_headings, propose, without_asking
from .task_plan import ROUNDED
from .text_table import number_in, raw_of, read_table
from .xer import read_xer

INSIDE = say("links inside one project")


OF_NEWCOMERS = frozenset(
    {
        *("track", "leertraject", "seats", "leerplaatsen", "opleidingsplaatsen"),
        *("candidates", "kandidaten", "mentors", "leermeesters"),
    }
)
"""Headings of tables about newcomers, which have no form as a table."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file that is part of what one sender sends. ``founds`` are its rows as sheets of ours, all called after the
    file; ``sender`` is who sends it, ``None`` where it cannot be read yet."""

    path: Path
    sender: Mapping[str, Any] | None = None
    founds: tuple[Found, ...] = ()
    findings: tuple[Finding, ...] = ()
    sent: Sent = field(default_factory=Sent)
    grid: Grid | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id of the sender."""
        assert self.sender is not None
        return str(self.sender["kind"]), "" if self.sender["kind"] == "programme" else str(self.sender["id"])

    @property
    def rows(self) -> list[int]:
        """Rows under the headings that hold something."""
        return (
            [] if self.grid is None else [r for r in self.grid.data if any(not is_empty(v) for v in self.grid.rows[r])]
        )

    def place(self, row: int, column: int) -> tuple[str, str, str]:
        """Path and cell of a value in the file, and what stands there."""
        if self.grid is None:
            return "", "", ""
        there = self.grid.rows[row] if row < len(self.grid.rows) else []
        return *self.grid.place_of(row, column), shown(there[column]) if column < len(there) else ""


def grid_of(path: Path, form: Form | None = None) -> Grid:
    """The table in a file of another program. Raises :class:`Unreadable`."""
    raw, suffix = raw_of(path), path.suffix.lower()
    if suffix in PLANS:
        return read_xer(raw) if suffix == XER else read_mspdi(raw)
    return read_areas(raw) if suffix in AREAS else read_table(raw, form, known_headings)


def table_rows(path: Path) -> list[list[Any]]:
    """The rows of a table as text, as they are read. Raises :class:`Unreadable`."""
    beside = path_of(path)
    mapping, faults = read_mapping(beside) if beside.exists() else (None, [])
    return grid_of(path, mapping.form if mapping is not None and not faults else None).rows


def read_part(path: Path) -> Part:
    """A file through the mapping beside it; without one that was agreed, it is named and not read."""
    file, beside = str(path), path_of(path)
    mapping, faults = read_mapping(beside) if beside.exists() else (None, [])
    try:
        grid = grid_of(path, mapping.form if mapping is not None and not faults else None)
    except Unreadable as problem:
        return Part(
            path, findings=(error("unreadable-file", file, "", None, None, problem.what, problem.remedy), *faults)
        )
    unread = Sent(
        tuple(Line(file, file, r, "", "") for r in grid.data if any(not is_empty(v) for v in grid.rows[r])),
        {file: False},
    )
    if faults:
        what = say("It is not read, because its mapping file has mistakes.")
        named = error("mapping-needed", file, "", None, None, what, say("Correct {name}.", name=beside.name))
        return Part(path, findings=(named, *faults), sent=unread, grid=grid)
    if mapping is None:
        mapping = without_asking(grid)
    if mapping is None or not mapping.agreed or not _fits(mapping, grid):
        return Part(path, findings=(_asked(path, grid, mapping),), sent=unread, grid=grid)
    return mapped(path, grid, mapping)


def _fits(mapping: ColumnMapping, grid: Grid) -> bool:
    """Whether the headings are those that the mapping was made for; of a format with headings of its own, whether
    those that are used are there."""
    if grid.fixed:
        return all(heading in grid.headings for heading, names in mapping.columns.items() if names)
    return mapping.headings == hash_of(grid.headings)


def _asked(path: Path, grid: Grid, mapping: ColumnMapping | None) -> Finding:
    """What is said of a table whose mapping nobody agreed to yet."""
    name = path_of(path).name
    if mapping is not None and mapping.agreed:
        what = say(
            "Its headings are others than those that its mapping was agreed for: {names}.",
            names=_changed(mapping, grid),
        )
        return error("mapping-outdated", str(path), "", None, None, what, _look(name))
    unknown = propose(path, grid, mapping).unknown if mapping is None else ()
    what = say("Nobody has agreed yet to how its {count} columns are read.", count=len(grid.headings))
    if unknown:
        what = say("{what} Not recognised: {names}.", what=what, names=", ".join(unknown[:8]))
    if any(as_meant(heading).lower() in OF_NEWCOMERS for heading in grid.headings):
        newcomers = say("Tracks, seats and candidates of newcomers are read from newcomers.json, never from a table.")
        what = say("{what} {more}", what=what, more=newcomers)
    remedy = (
        _look(name)
        if mapping is not None
        else say("Run wijkplan check on it: it asks, or writes a proposal {name} beside it.", name=name)
    )
    return error("mapping-needed", str(path), "", None, None, what, remedy)


def _look(name: str) -> Text:
    return say("Look at {name}, correct it, and set agreed = true.", name=name)


def _changed(mapping: ColumnMapping, grid: Grid) -> str:
    new = [f"+ {shown(as_meant(h))}" for h in grid.headings if h and h not in mapping.columns]
    gone = [f"- {h}" for h in mapping.columns if h not in grid.headings]
    return ", ".join([*new, *gone][:8]) or "/".join(map(shown, grid.headings[:8]))


def needs_asking(path: Path) -> Proposal | None:
    """The mapping to agree to for a file, ``None`` where one is agreed that still fits, or where the file or its
    mapping has mistakes."""
    beside = path_of(path)
    mapping, faults = read_mapping(beside) if beside.exists() else (None, [])
    try:
        grid = grid_of(path)
        if mapping is None and not faults and without_asking(grid) is not None:
            return None
        if faults or (mapping is not None and mapping.agreed and _fits(mapping, grid)):
            return None
        return propose(path, grid, mapping)
    except Unreadable:
        return None


def mapped(path: Path, grid: Grid, mapping: ColumnMapping) -> Part:
    """A table as rows of our lists. One row may hold values of several lists (a project and its place); what stands
    alike on several rows for one project is one project."""
    known = fields(mapping.sheet)
    wanted: dict[str, list[tuple[int | None, Field, Any]]] = {}
    for c, heading in enumerate(grid.headings):
        for name in mapping.columns.get(heading, ()):
            wanted.setdefault(known[name].table.name, []).append((c, known[name], None))
    for name, value in mapping.constants.items():
        wanted.setdefault(known[name].table.name, []).append((None, known[name], value))
    own_key = [
        (c, f, v)
        for c, f, v in wanted.get(mapping.sheet, ())
        if f.column.owner is None and f.column.path in f.table.key
    ]
    founds = []
    for name in (table.name for table in all_tables().values() if table.name in wanted):
        table = all_tables()[name]
        columns = [(c, f.column, v) for c, f, v in wanted[name]]
        if name != mapping.sheet:
            columns = [(c, _owner(table, f.column.path), v) for c, f, v in own_key] + columns
        founds.append(_found(path, grid, mapping, table, columns, once=name == mapping.sheet and len(wanted) > 1))
    key = next((c for c, field_, _ in own_key if field_.column.path == "id"), None)
    if mapping.sheet == "projects" and key is not None:
        founds += _links(path, grid, key)
    findings = tuple(_carried(path, grid))
    return Part(path, mapping.sender, tuple(founds), findings, grid=grid)


def _links(path: Path, grid: Grid, key: int) -> list[Found]:
    """The links of a plan between projects, as many sheets as one row has links. Links inside one project follow from
    the norms."""
    table = all_tables()["projects.links"]
    columns = [
        _owner(table, "id"),
        *(next(c for c in table.own if c.path == name) for name in ("project", "type", "lag_weeks")),
    ]
    width, founds = max(len(row) for row in grid.rows), []
    per_row: dict[int, list[TaskLink]] = {}
    for link in grid.links:
        one, other = grid.rows[link.before][key], grid.rows[link.row][key]
        if one == other or is_empty(one) or is_empty(other):
            grid.dropped[INSIDE] = grid.dropped.get(INSIDE, 0) + 1
            continue
        if not float(link.lag_weeks).is_integer():
            grid.dropped[ROUNDED] = grid.dropped.get(ROUNDED, 0) + 1
        per_row.setdefault(link.row, []).append(link)
    for k in range(max(map(len, per_row.values()), default=0)):
        rows: list[list[Any]] = [[] for _ in grid.rows]
        for r, listed in per_row.items():
            if k < len(listed):
                before = grid.rows[listed[k].before][key]
                rows[r] = [*[""] * width, grid.rows[r][key], before, listed[k].type, round(listed[k].lag_weeks)]
        at = {width + i: (column, column.path) for i, column in enumerate(columns)}
        founds.append(Found(table, Sheet(str(path), rows), grid.heading_row, columns=at, mapped=True))
    return founds


def _owner(table: Table, path: str) -> Column:
    return next(column for column in table.owners if column.path == path)


def _found(
    path: Path,
    grid: Grid,
    mapping: ColumnMapping,
    table: Table,
    columns: Sequence[tuple[int | None, Column, Any]],
    once: bool,
) -> Found:
    """Rows as a sheet of ours. A column that gives several values, and one that is the same on every row, stands to
    the right of the others."""
    width = max((len(row) for row in grid.rows), default=0)
    headings = grid.headings
    at: dict[int, tuple[Column, str]] = {}
    beside: list[tuple[int | None, Any]] = []
    for c, column, value in columns:
        if c is not None and c not in at:
            at[c] = (column, headings[c])
        else:
            at[width + len(beside)] = (column, headings[c] if c is not None else column.path)
            beside.append((c, value))
    rows: list[list[Any]] = []
    first: dict[tuple[str, ...], list[Any]] = {}
    own = [c for c, (column, _) in at.items() if column.owner is None]
    for r, row in enumerate(grid.rows):
        if r <= grid.heading_row:
            rows.append([])
            continue
        given = not all(is_empty(value) for value in row)
        made = [
            *row,
            *[""] * (width - len(row)),
            *((row[c] if c < len(row) else "") if c is not None else v if given else "" for c, v in beside),
        ]
        for c, (column, heading) in at.items():
            made[c] = _value(made[c], column, heading, mapping)
        if once and given:
            weeks = {c for c in own if isinstance(made[c], date) and at[c][0].path.endswith((".start", ".end"))}
            state = tuple("" if c in weeks else _same(made[c], at[c][0]) for c in own)
            if state in first:
                _widen(first[state], made, at, weeks)
                made = []  # the same project again, for another of its places
            else:
                first[state] = made
        rows.append(made)
    extra = {c: name for c, name in enumerate(headings) if name and c not in at}
    return Found(table, Sheet(str(path), rows), grid.heading_row, columns=at, extra=extra, mapped=True)


def _same(value: Any, column: Column) -> str:
    """A value of a project as it is compared with those on its other rows, however it was typed."""
    day = parse(value) if column.kind == "date" else None
    return day.isoformat() if isinstance(day, date) else as_meant(str(value))


def _widen(first: list[Any], again: list[Any], at: Mapping[int, tuple[Column, str]], weeks: set[int]) -> None:
    """Of a plan the project lasts from its first task up to its last."""
    for c in weeks:
        first[c] = (max if at[c][0].path.endswith(".end") else min)(first[c], again[c])


def _value(value: Any, column: Column, heading: str, mapping: ColumnMapping) -> Any:
    """A value as our sheets hold it: what it stands for, a number with the stated decimal mark, in our unit."""
    if isinstance(value, str):
        text = value.strip()
        if text in mapping.values:
            return mapping.values[text]
        if column.kind in ("whole", "number"):
            number = number_in(text, mapping.form.decimal)
            value = value if number is None else number
    unit = mapping.units.get(heading)
    if (
        unit is not None
        and column.kind in ("whole", "number")
        and isinstance(value, int | float)
        and not isinstance(value, bool)
    ):
        return round(value * UNITS[unit][1], 9)
    return value


def _carried(path: Path, grid: Grid) -> list[Finding]:
    """What of the file is not carried over, in one finding."""
    if not grid.dropped:
        return []
    listed = None
    for name, count in grid.dropped.items():
        part = say("{name} ({count})", name=name, count=count)
        listed = part if listed is None else say("{so_far}, {part}", so_far=listed, part=part)
    what = say("Not carried over: {listed}.", listed=listed)
    remedy = say("That is fine where the plan does without. Otherwise put it into a workbook.")
    return [hint("not-carried-over", str(path), "", None, None, what, remedy)]
