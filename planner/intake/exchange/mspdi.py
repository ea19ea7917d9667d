"""Plans of MS Project in its XML (MSPDI), as tasks. Field by field after the published schema (mspdi_pj12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wijkplan.planner.intake.workbook.open_workbook import Unreadable
from wijkplan.planner.text import Text, say

from .grid import Grid, LinkType
from .safe_xml import day_of, hours_of, parse
from .task_plan import FINISHED, MILESTONE, Link, Task, grid_of_tasks, parents_of

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://schemas.microsoft.com/project"
LINK_TYPES: Mapping[str, LinkType] = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
ELAPSED = frozenset(
    {"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"}
)  # lags in hours of the clock, nights and weekends included
PERCENT = frozenset({"19", "20", "51", "52"})
MUST_START, MUST_FINISH, NOT_BEFORE, STARTS_BY, FINISH_AFTER, NOT_AFTER, LATE = "2", "3", "4", "5", "6", "7", "1"
HOURS_PER_WEEK, CLOCK_HOURS = 40.0, 168.0


def read_mspdi(raw: bytes) -> Grid:
    """The tasks of a plan as rows. Raises :class:`Unreadable`."""
    root = parse(raw)
    if root.tag != f"{{{NAMESPACE}}}Project":
        raise Unreadable(say("It is XML, but no plan of MS Project."), say("Save the plan in MS Project as XML."))
    fields = {
        _text(f, "FieldID"): _text(f, "Alias") or _text(f, "FieldName")
        for f in _all(root, "ExtendedAttributes", "ExtendedAttribute")
    }
    people = {_text(r, "UID"): _text(r, "Name") for r in _all(root, "Resources", "Resource")}
    assigned: dict[str, list[str]] = {}
    for one in _all(root, "Assignments", "Assignment"):
        if people.get(_text(one, "ResourceUID")):
            assigned.setdefault(_text(one, "TaskUID"), []).append(people[_text(one, "ResourceUID")])
    hours_per_week = (_number(_text(root, "MinutesPerWeek")) or 60 * HOURS_PER_WEEK) / 60
    found = [t for t in _all(root, "Tasks", "Task") if not _yes(t, "IsNull")]
    listed = [(int(_number(_text(t, "OutlineLevel")) or 0), _text(t, "Name"), _yes(t, "Summary")) for t in found]
    dropped: dict[Text, int] = {}
    if emptied := sum(_yes(t, "IsNull") and bool(_text(t, "Name")) for t in _all(root, "Tasks", "Task")):
        _count(dropped, say("deleted tasks"), emptied)
    tasks: list[Task] = []
    links: list[Link] = []
    for element, above, (level, _, summary) in zip(found, parents_of(listed), listed, strict=True):
        if level == 0 or summary:
            dropped |= _of_summary(element, dropped)
            continue
        tasks.append(_task(element, above, fields, tuple(assigned.get(_text(element, "UID"), ()))))
        links += _links(element, hours_per_week, dropped)
        _note(element, dropped)
    _beside(root, people, dropped)
    return grid_of_tasks(tasks, links, {name: count for name, count in dropped.items() if count})


def _task(element: _Element, above: tuple[str, ...], fields: Mapping[str, str], people: tuple[str, ...]) -> Task:
    start, finish = day_of(_text(element, "Start")), day_of(_text(element, "Finish"))
    first, last = _constraint(element, start, finish)
    own = {}
    for one in element.iterfind(f"{{{NAMESPACE}}}ExtendedAttribute"):
        name, value = fields.get(_text(one, "FieldID")) or _text(one, "FieldID"), _text(one, "Value")
        if name and value:
            own[name] = value
    saved = next(iter(element.iterfind(f"{{{NAMESPACE}}}Baseline")), None)
    return Task(
        key=_text(element, "UID"),
        number=_text(element, "ID") or _text(element, "UID"),
        name=_text(element, "Name"),
        code=_text(element, "WBS") or _text(element, "OutlineNumber"),
        levels=above,
        start=start,
        finish=finish,
        not_before=first,
        not_after=last,
        deadline=day_of(_text(element, "Deadline")),
        baseline=(None, None) if saved is None else (day_of(_text(saved, "Start")), day_of(_text(saved, "Finish"))),
        hours=hours_of(_text(element, "Work")) or None,
        resources=tuple(dict.fromkeys(people)),
        notes=_text(element, "Notes"),
        own=own,
        aside=_aside(element),
    )


def _aside(element: _Element) -> Text | None:
    """Why a task has no row."""
    if _text(element, "Active") in ("0", "false"):
        return say("inactive tasks")
    if _yes(element, "ExternalTask") or _yes(element, "IsSubproject"):
        return say("tasks of other files")
    if _text(element, "PercentComplete") == "100":
        return FINISHED
    if _yes(element, "Milestone") and not (hours_of(_text(element, "Duration")) or 0) > 0:
        return MILESTONE
    return None


def _constraint(element: _Element, start: date | None, finish: date | None) -> tuple[date | None, date | None]:
    """The hard window that a constraint makes."""
    kind, day = _text(element, "ConstraintType"), day_of(_text(element, "ConstraintDate"))
    if day is None:
        return None, None
    length = finish - start if start and finish and finish >= start else timedelta()
    if kind == MUST_START:
        return day, day + length
    if kind == MUST_FINISH:
        return day - length, day
    if kind == NOT_BEFORE:
        return day, None
    return None, (day + length if kind == STARTS_BY else day if kind == NOT_AFTER else None)


def _links(element: _Element, hours_per_week: float, dropped: dict[Text, int]) -> Iterable[Link]:
    for one in element.iterfind(f"{{{NAMESPACE}}}PredecessorLink"):
        if _yes(one, "CrossProject"):
            _count(dropped, say("links with other files"))
            continue
        lag, shown_as = _number(_text(one, "LinkLag")) or 0.0, _text(one, "LagFormat")
        if shown_as in PERCENT and lag:
            _count(dropped, say("lags in percents"))
            lag = 0.0
        weeks = lag / 600 / (CLOCK_HOURS if shown_as in ELAPSED else hours_per_week)
        yield Link(_text(one, "PredecessorUID"), _text(element, "UID"), LINK_TYPES.get(_text(one, "Type"), "FS"), weeks)


def _note(element: _Element, dropped: dict[Text, int]) -> None:
    """What a task has beside what is carried over."""
    if _text(element, "ConstraintType") in (FINISH_AFTER, LATE):
        _count(dropped, say("constraints of other kinds"))
    if 0 < (_number(_text(element, "PercentComplete")) or 0) < 100 or day_of(_text(element, "ActualStart")):
        _count(dropped, say("progress of tasks that have started"))
    if (_number(_text(element, "CalendarUID")) or -1) >= 0:
        _count(dropped, say("calendars of tasks"))
    baselines = sum(1 for _ in element.iterfind(f"{{{NAMESPACE}}}Baseline"))
    if baselines > 1:
        _count(dropped, say("further baselines"), baselines - 1)


def _of_summary(element: _Element, dropped: Mapping[Text, int]) -> dict[Text, int]:
    """Links of summary tasks, of which only the names are carried over."""
    links = sum(1 for _ in element.iterfind(f"{{{NAMESPACE}}}PredecessorLink"))
    name = say("links of summary tasks")
    return {name: dropped.get(name, 0) + links} if links else {}


def _beside(root: _Element, people: Mapping[str, str], dropped: dict[Text, int]) -> None:
    _count(dropped, say("people and machines as resources"), sum(bool(name) for name in people.values()))
    _count(
        dropped,
        say("calendars"),
        sum(_text(c, "IsBaseCalendar") in ("1", "true") for c in _all(root, "Calendars", "Calendar")),
    )


def _count(dropped: dict[Text, int], name: Text, count: int = 1) -> None:
    dropped[name] = dropped.get(name, 0) + count


def _all(root: _Element, group: str, name: str) -> list[_Element]:
    return root.findall(f"{{{NAMESPACE}}}{group}/{{{NAMESPACE}}}{name}")


def _text(element: _Element, name: str) -> str:
    return (element.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def _yes(element: _Element, name: str) -> bool:
    return _text(element, name) in ("1", "true")


def _number(text: str) -> float | None:
    try:
        return float(text) if len(text) < 20 else None
    except ValueError:
        return None
