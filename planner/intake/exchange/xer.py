"""Plans of Primavera P6 (.xer), as tasks: a text of tables, of which those of projects, structure, tasks, links, codes
and people are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from wijkplan.planner.intake.workbook.open_workbook import MAX_CELLS, Unreadable
from wijkplan.planner.text import Text, say

from .grid import Grid, LinkType
from .safe_xml import day_of
from .task_plan import FINISHED, MILESTONE, Link, Task, grid_of_tasks
from .text_table import encoding_of

Row = Mapping[str, str]
LINK_TYPES: Mapping[str, LinkType] = {"PR_FS": "FS", "PR_SS": "SS", "PR_FF": "FF", "PR_SF": "SF"}
HOURS_PER_WEEK = 40.0
READ = frozenset(
    [
        "PROJECT",
        "PROJWBS",
        "TASK",
        "TASKPRED",
        "CALENDAR",
        "RSRC",
        "TASKRSRC",
        "ACTVTYPE",
        "ACTVCODE",
        "TASKACTV",
        "UDFTYPE",
        "UDFVALUE",
    ]
)
_START_ON, _FINISH_ON = ("CS_MSO", "CS_MANDSTART"), ("CS_MEO", "CS_MANDFIN")


def read_xer(raw: bytes) -> Grid:
    """The tasks of a plan as rows. Raises :class:`Unreadable`."""
    if not raw.startswith(b"ERMHDR") and b"%T" not in raw[:4096]:
        raise Unreadable(
            say("It is called .xer, but is no plan of Primavera."), say("Export it again from the planning program.")
        )
    tables = _tables(raw.decode(encoding_of(raw), "replace"))
    if not tables.get("TASK"):
        raise Unreadable(say("It holds no tasks."), say("Export it again from the planning program."))
    dropped: dict[Text, int] = {}
    above, own, people = _structure(tables), _own_fields(tables), _people(tables)
    hours_of = {row.get("clndr_id", ""): _number(row.get("week_hr_cnt", "")) for row in tables.get("CALENDAR", ())}
    tasks, hours_per_week = [], {}
    for n, row in enumerate(tables["TASK"], start=1):
        key = row.get("task_id", "") or f"row {n}"
        tasks.append(_task(row, key, above.get(row.get("wbs_id", ""), ()), own.get(key, {}), people.get(key, ())))
        hours_per_week[key] = hours_of.get(row.get("clndr_id", "")) or HOURS_PER_WEEK
        _note(row, dropped)
    links = []
    for row in tables.get("TASKPRED", ()):
        then = row.get("task_id", "")
        weeks = (_number(row.get("lag_hr_cnt", "")) or 0.0) / hours_per_week.get(then, HOURS_PER_WEEK)
        links.append(Link(row.get("pred_task_id", ""), then, LINK_TYPES.get(row.get("pred_type", ""), "FS"), weeks))
    _count(dropped, say("people and machines as resources"), len(tables.get("RSRC", ())))
    _count(dropped, say("calendars"), len(tables.get("CALENDAR", ())))
    _count(dropped, say("rows of other tables"), sum(len(rows) for name, rows in tables.items() if name not in READ))
    return grid_of_tasks(tasks, links, dropped)


def _tables(text: str) -> dict[str, list[Row]]:
    """Rows by table; a row that is shorter than its fields has empty ones. Raises :class:`Unreadable`."""
    found: dict[str, list[Row]] = {}
    name, fields, cells = "", [""], 0
    for line in text.splitlines():
        mark, _, rest = line.partition("\t")
        if mark == "%T":
            name, fields = rest.strip(), []
            found.setdefault(name, [])
        elif mark == "%F":
            fields = [field.strip() for field in rest.split("\t")]
        elif mark == "%R" and name:
            values = rest.split("\t")
            cells += len(values)
            if cells > MAX_CELLS:
                raise Unreadable(say("It has too many cells."), say("Send it in parts."))
            found[name].append(dict(zip(fields, [value.strip() for value in values], strict=False)))
    return found


def _structure(tables: Mapping[str, list[Row]]) -> dict[str, tuple[str, ...]]:
    """Per node of the work breakdown the names from the top down to it; the project itself only where there are
    several."""
    rows = {row.get("wbs_id", ""): row for row in tables.get("PROJWBS", ())}
    several = len({row.get("proj_id") for row in tables["TASK"]}) > 1
    found: dict[str, tuple[str, ...]] = {}
    for wbs in rows:
        names: list[str] = []
        seen: set[str] = set()
        node = wbs
        while node in rows and node not in seen:
            seen.add(node)
            row = rows[node]
            if several or row.get("proj_node_flag") != "Y":
                names.append(row.get("wbs_name") or row.get("wbs_short_name", ""))
            node = row.get("parent_wbs_id", "")
        found[wbs] = tuple(reversed(names))
    return found


def _own_fields(tables: Mapping[str, list[Row]]) -> dict[str, dict[str, str]]:
    """Per task its activity codes and fields of the user, by their names."""
    found: dict[str, dict[str, str]] = {}
    types = {row.get("actv_code_type_id", ""): row.get("actv_code_type", "") for row in tables.get("ACTVTYPE", ())}
    codes = {
        row.get("actv_code_id", ""): row.get("actv_code_name") or row.get("short_name", "")
        for row in tables.get("ACTVCODE", ())
    }
    for row in tables.get("TASKACTV", ()):
        name, value = types.get(row.get("actv_code_type_id", ""), ""), codes.get(row.get("actv_code_id", ""), "")
        if name and value:
            found.setdefault(row.get("task_id", ""), {})[name] = value
    labels = {
        row.get("udf_type_id", ""): row.get("udf_type_label", "")
        for row in tables.get("UDFTYPE", ())
        if row.get("table_name") == "TASK"
    }
    for row in tables.get("UDFVALUE", ()):
        name, value = (
            labels.get(row.get("udf_type_id", ""), ""),
            row.get("udf_text") or row.get("udf_number") or row.get("udf_date", ""),
        )
        if name and value:
            found.setdefault(row.get("fk_id", ""), {})[name] = value
    return found


def _people(tables: Mapping[str, list[Row]]) -> dict[str, tuple[str, ...]]:
    names = {
        row.get("rsrc_id", ""): row.get("rsrc_name") or row.get("rsrc_short_name", "") for row in tables.get("RSRC", ())
    }
    found: dict[str, dict[str, None]] = {}
    for row in tables.get("TASKRSRC", ()):
        if name := names.get(row.get("rsrc_id", "")):
            found.setdefault(row.get("task_id", ""), {})[name] = None
    return {task: tuple(listed) for task, listed in found.items()}


def _task(row: Row, key: str, above: tuple[str, ...], own: dict[str, str], people: tuple[str, ...]) -> Task:
    start = _day(row, "target_start_date") or _day(row, "early_start_date")
    finish = _day(row, "target_end_date") or _day(row, "early_end_date")
    first, last = _window(row, "cstr_type", "cstr_date", start, finish)
    other_first, other_last = _window(row, "cstr_type2", "cstr_date2", start, finish)
    return Task(
        key=key,
        number=row.get("task_code", "") or key,
        name=row.get("task_name", ""),
        code=row.get("task_code", ""),
        levels=above,
        start=start,
        finish=finish,
        not_before=first or other_first,
        not_after=last or other_last,
        hours=_number(row.get("target_work_qty", "")) or None,
        resources=people,
        own=own,
        aside=_aside(row),
    )


def _aside(row: Row) -> Text | None:
    if row.get("status_code") == "TK_Complete":
        return FINISHED
    kind = row.get("task_type", "")
    if kind in ("TT_Mile", "TT_FinMile"):
        return MILESTONE
    return say("tasks that sum up others") if kind in ("TT_LOE", "TT_WBS") else None


def _window(row: Row, kind: str, day: str, start: date | None, finish: date | None) -> tuple[date | None, date | None]:
    """The hard window that a constraint makes."""
    what, when = row.get(kind, ""), _day(row, day)
    if when is None:
        return None, None
    length = finish - start if start and finish and finish >= start else timedelta()
    if what in _START_ON:
        return when, when + length
    if what in _FINISH_ON:
        return when - length, when
    if what == "CS_MSOA":
        return when, None
    return None, (when + length if what == "CS_MSOB" else when if what == "CS_MEOB" else None)


def _note(row: Row, dropped: dict[Text, int]) -> None:
    if row.get("cstr_type") in ("CS_ALAP", "CS_MEOA") or row.get("cstr_type2") in ("CS_ALAP", "CS_MEOA"):
        _count(dropped, say("constraints of other kinds"), 1)
    if row.get("status_code") == "TK_Active":
        _count(dropped, say("progress of tasks that have started"), 1)


def _day(row: Row, name: str) -> date | None:
    return day_of(row.get(name, "").replace(" ", "T"))


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ".")) if 0 < len(text) < 20 else None
    except ValueError:
        return None


def _count(dropped: dict[Text, int], name: Text, count: int) -> None:
    if count:
        dropped[name] = dropped.get(name, 0) + count
