"""An employer's plan for MS Project (MSPDI XML): its work with old and new weeks, order, people and closed weeks.
Elements stand in the order of the published schema (mspdi_pj12), which readers insist on.

What the format cannot hold, or the employer is not to see, is in :data:`DROPPED`.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Link, Problem, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.text import Language, Text, say, translated

from .head_weeks import HEADS
from .party_view import WHOSE, Line

NAMESPACE = "http://schemas.microsoft.com/project"
LINKS = {Link.FINISH_FINISH: 0, Link.FINISH_START: 1, Link.START_FINISH: 2, Link.START_START: 3}
START_NO_EARLIER, LAG_IN_WEEKS, DURATION_IN_WEEKS = 4, 9, 9
HOURS_PER_DAY, DAYS = 8, 5
LAG_PER_WEEK = HOURS_PER_DAY * DAYS * 600  # tenths of minutes
FIELDS: Mapping[str, tuple[str, Text]] = {
    "188743731": ("Text1", say("District")),
    "188743734": ("Text2", say("Street")),
    "188743737": ("Text3", say("Work package")),
    "188743740": ("Text4", say("Line")),
    "188743743": ("Text5", say("Why it moved")),
}
DROPPED: tuple[Text, ...] = (
    say("order with works of others, shared openings and the rests of streets"),
    say("weeks that can be worked for a part (weather, a stop that begins halfway)"),
    say("tenders, prices and prerequisites"),
    say("whose people are borrowed or hired"),
)
"""What of a plan is not in the file."""
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def not_in_ms_project() -> Text:
    """What of a plan is not in the file, in one sentence."""
    listed = DROPPED[0]
    for part in DROPPED[1:]:
        listed = say("{so_far}, {part}", so_far=listed, part=part)
    return say("Not in the file for MS Project: {listed}.", listed=listed)


@dataclass(frozen=True, slots=True)
class Given:
    """What the file is about: the employer's lines of a plan, in one language; ``made`` is when that plan was made,
    ``hours`` those of a week."""

    problem: Problem
    names: Names
    plan: Plan
    lines: Sequence[Line]
    title: str
    language: Language
    made: datetime
    hours: float


def project_xml(given: Given) -> bytes:
    """The file. Works are tasks under summary tasks for projects; the weeks asked for are baseline 0."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}Project")
    start = given.names.monday(0)
    head = {
        "SaveVersion": "12",
        "Name": given.title,
        "Title": given.title,
        "CreationDate": given.made.isoformat(timespec="seconds"),
    }
    head |= {
        "ScheduleFromStart": "1",
        "StartDate": _morning(start),
        "CalendarUID": "1",
        "MinutesPerDay": str(HOURS_PER_DAY * 60),
    }
    _fill(root, head | {"MinutesPerWeek": str(HOURS_PER_DAY * DAYS * 60), "DaysPerMonth": "20"})
    fields = _add(root, "ExtendedAttributes")
    for number, (name, alias) in FIELDS.items():
        _fill(
            _add(fields, "ExtendedAttribute"),
            {"FieldID": number, "FieldName": name, "Alias": translated(alias, given.language)},
        )
    calendars = _calendars(root, given)
    people = _People(given)
    _tasks(_add(root, "Tasks"), given, calendars, people)
    people.write(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _calendars(root: ET.Element, given: Given) -> dict[int, int]:
    """A calendar of plain weeks, and one per kind of work with its closed weeks; UIDs by the calendars of the
    problem."""
    group = _add(root, "Calendars")
    _calendar(group, 1, "Standaard", [])
    used = sorted({given.problem.activities[line.activity].calendar for line in given.lines})
    found = {}
    for uid, calendar in enumerate(used, start=2):
        closed = [week for week, percent in enumerate(given.problem.calendars[calendar].percent) if percent == 0]
        _calendar(group, uid, f"wijkplan {uid - 1}", [given.names.monday(week) for week in closed])
        found[calendar] = uid
    return found


def _calendar(group: ET.Element, uid: int, name: str, closed: Sequence[date]) -> None:
    one = _add(group, "Calendar")
    _fill(one, {"UID": str(uid), "Name": name, "IsBaseCalendar": "1", "BaseCalendarUID": "-1"})
    days = _add(one, "WeekDays")
    for day in range(1, 8):  # Sunday first
        working = 2 <= day <= 6
        row = _add(days, "WeekDay")
        _fill(row, {"DayType": str(day), "DayWorking": str(int(working))})
        if working:
            times = _add(row, "WorkingTimes")
            for begin, end in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
                _fill(_add(times, "WorkingTime"), {"FromTime": begin, "ToTime": end})
    for monday in closed:
        row = _add(days, "WeekDay")
        _fill(row, {"DayType": "0", "DayWorking": "0"})
        _fill(
            _add(row, "TimePeriod"),
            {"FromDate": f"{monday}T00:00:00", "ToDate": f"{monday + timedelta(days=6)}T23:59:00"},
        )


def _tasks(group: ET.Element, given: Given, calendars: Mapping[int, int], people: _People) -> None:
    problem, names, placed = given.problem, given.names, given.plan.by_activity()
    by_project: dict[int, list[Line]] = {}
    for line in given.lines:
        by_project.setdefault(problem.activities[line.activity].project, []).append(line)
    order = [
        project
        for project, _ in sorted(
            by_project.items(), key=lambda item: (min(line.moved.planned for line in item[1]), item[0])
        )
    ]
    uids = {
        line.activity: uid
        for uid, line in enumerate((line for p in order for line in by_project[p]), start=len(order) + 1)
    }
    number = 0
    for k, project in enumerate(order, start=1):
        listed, number = by_project[project], number + 1
        first, last = min(line.moved.planned for line in listed), max(line.end for line in listed)
        values = {
            "UID": str(k),
            "ID": str(number),
            "Name": translated(names.projects[project].title, given.language),
            "WBS": names.projects[project].id,
        }
        values |= {
            "OutlineNumber": str(k),
            "OutlineLevel": "1",
            "Start": _morning(names.monday(first)),
            "Finish": _evening(names, last),
        }
        _fill(_add(group, "Task"), values | {"Milestone": "0", "Summary": "1"})
        for j, line in enumerate(listed, start=1):
            number += 1
            task = _add(group, "Task")
            own = {"UID": str(uids[line.activity]), "ID": str(number), "OutlineNumber": f"{k}.{j}", "OutlineLevel": "2"}
            _task(task, given, line, placed[line.activity], own, calendars, uids)
            people.assign(uids[line.activity], line, placed[line.activity])


def _task(
    task: ET.Element,
    given: Given,
    line: Line,
    placement: Placement,
    own: Mapping[str, str],
    calendars: Mapping[int, int],
    uids: Mapping[int, int],
) -> None:
    problem, names = given.problem, given.names
    activity, name = problem.activities[line.activity], names.activities[line.activity]
    mode = activity.modes[placement.mode]
    length = f"PT{mode.duration * HOURS_PER_DAY * DAYS}H0M0S"
    hours = round(sum(demand.heads for demand in mode.demands) / HEADS * mode.duration * given.hours)
    values = {
        "UID": own["UID"],
        "ID": own["ID"],
        "Name": translated(name.title, given.language),
        "Type": "1",
        "WBS": name.id,
    }
    values |= {"OutlineNumber": own["OutlineNumber"], "OutlineLevel": own["OutlineLevel"]}
    values |= {"Start": _morning(names.monday(placement.start)), "Finish": _evening(names, placement.end)}
    values |= {
        "Duration": length,
        "DurationFormat": str(DURATION_IN_WEEKS),
        "Work": f"PT{hours}H0M0S",
        "Milestone": "0",
        "Summary": "0",
    }
    values |= {"ConstraintType": str(START_NO_EARLIER), "CalendarUID": str(calendars[activity.calendar])}
    target = problem.projects[activity.project].target
    values |= (
        {"ConstraintDate": _morning(names.monday(placement.start)), "Deadline": _evening(names, target)}
        if target > 0
        else {}
    )
    _fill(task, values)
    for p in problem.precedences:
        if p.successor == line.activity and p.predecessor in uids:
            link = {"PredecessorUID": str(uids[p.predecessor]), "Type": str(LINKS[p.link]), "CrossProject": "0"}
            _fill(
                _add(task, "PredecessorLink"),
                link | {"LinkLag": str(p.min_lag * LAG_PER_WEEK), "LagFormat": str(LAG_IN_WEEKS)},
            )
    district = names.districts[problem.projects[activity.project].district].name
    street = names.street_index.get(name.street or "")
    texts = (
        district,
        names.streets[street].name if street is not None else name.place,
        name.package,
        name.id,
        line.reason,
    )
    for number, text in zip(FIELDS, texts, strict=True):
        if text:
            _fill(_add(task, "ExtendedAttribute"), {"FieldID": number, "Value": text})
    if line.moved.asked is not None:
        asked = line.moved.asked
        weeks = {
            "Start": _morning(names.monday(asked)),
            "Finish": _evening(names, asked + placement.end - placement.start),
        }
        _fill(
            _add(task, "Baseline"),
            {"Number": "0", **weeks, "Duration": length, "DurationFormat": str(DURATION_IN_WEEKS)},
        )


class _People:
    """Own people per trade and region, and those of others per trade, as resources with their assignments."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.uids: dict[tuple[str, int], int] = {}
        self.most: dict[int, float] = {}
        self.rows: list[tuple[int, int, float, Placement, float]] = []

    def assign(self, task: int, line: Line, placement: Placement) -> None:
        """The people of one work."""
        mode = self.given.problem.activities[line.activity].modes[placement.mode]
        for demand, chosen in zip(mode.demands, placement.patterns, strict=True):
            pattern = demand.patterns[chosen]
            own = [] if pattern.own is None else [((f"pool {pattern.own}", demand.trade), pattern.own_heads)]
            other = [] if pattern.source is Source.OWN else [((pattern.source.name, demand.trade), pattern.other_heads)]
            for key, heads in (*own, *other):
                uid = self.uids.setdefault(key, len(self.uids) + 1)
                self.most[uid] = max(self.most.get(uid, 0.0), heads / HEADS)
                self.rows.append(
                    (task, uid, heads / HEADS, placement, mode.duration * self.given.hours * heads / HEADS)
                )

    def write(self, root: ET.Element) -> None:
        """Resources and assignments."""
        group = _add(root, "Resources")
        for (source, trade), uid in self.uids.items():
            values = {
                "UID": str(uid),
                "ID": str(uid),
                "Name": self._name(source, trade),
                "Type": "1",
                "MaxUnits": f"{self._heads(source, uid):g}",
            }
            _fill(_add(group, "Resource"), values)
        group, names = _add(root, "Assignments"), self.given.names
        for n, (task, uid, units, placement, hours) in enumerate(self.rows, start=1):
            values = {
                "UID": str(n),
                "TaskUID": str(task),
                "ResourceUID": str(uid),
                "Finish": _evening(names, placement.end),
            }
            values |= {
                "Start": _morning(names.monday(placement.start)),
                "Units": f"{units:g}",
                "Work": f"PT{round(hours)}H0M0S",
            }
            _fill(_add(group, "Assignment"), values)

    def _heads(self, source: str, uid: int) -> float:
        """As many as there ever are; of people of others as many as one work takes."""
        if not source.startswith("pool "):
            return self.most[uid]
        return max(self.given.problem.pools[int(source.removeprefix("pool "))].heads, default=0) / HEADS

    def _name(self, source: str, trade: int) -> str:
        names = self.given.names
        title = names.trades[trade].called(self.given.language)
        if source.startswith("pool "):
            pool = self.given.problem.pools[int(source.removeprefix("pool "))]
            return f"{title}, {names.regions[pool.region].name}"
        return f"{title} ({translated(WHOSE[Source[source]], self.given.language)})"


def _morning(day: date) -> str:
    return f"{day}T08:00:00"


def _evening(names: Names, week: int) -> str:
    """The Friday evening before a week."""
    return f"{names.monday(week) - timedelta(days=3)}T17:00:00"


def _add(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _fill(element: ET.Element, values: Mapping[str, str]) -> None:
    for name, text in values.items():
        _add(element, name).text = _UNFIT.sub(" ", text)[:512]
