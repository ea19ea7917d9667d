"""Weeks asked for in which the trade stands still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from wijkplan.planner.findings.finding import Finding, hint, warning
from wijkplan.planner.programme import monday_of
from wijkplan.planner.reference import CalendarKind, SchoolRegion
from wijkplan.planner.reference.calendars import bouwvak, christmas_stop
from wijkplan.planner.submission.schema import Project, Weeks
from wijkplan.planner.text import say

from .context import At, Context

MONTHS_OF_BOUWVAK = (7, 8)
SLOW_PERCENT = 50  # less than this is no week to ask for


def check(context: Context) -> Iterator[Finding]:
    """Weeks wanted that lie for half or more in *bouwvak* or the Christmas stop, or begin in a closed week; pins in a
    closed week."""
    for at, project in context.projects:
        district = context.reference.districts.get(project.district)
        known = context.reference.bouwvak
        if (
            district is None
            or project.wanted.start.year < min(b.year for b in known)
            or project.wanted.end < project.wanted.start
            or project.work_type not in context.reference.work_types
        ):
            continue
        yield from _project(context, at, project)


def _project(context: Context, at: At, project: Project) -> Iterator[Finding]:
    school_region = context.reference.districts[project.district].school_region
    calendars = _calendars(context, project)
    asked = [(at.down("wanted"), project.wanted)]
    asked += [
        (at.down(f"places[{i}].wanted"), place.wanted)
        for i, place in enumerate(project.places)
        if place.wanted is not None
    ]
    for here, wanted in asked:
        if wanted.start <= wanted.end:
            yield from _wanted(here, wanted, calendars, school_region)
    for i, pin in enumerate(project.pins):
        if _percent(calendars, school_region, monday_of(pin.start)) == 0:
            what = say("This week lies in bouwvak or the Christmas stop of this region; nothing starts then.")
            yield warning(
                "wanted-in-bouwvak", *at.down(f"pins[{i}].start").place, pin.start, what, say("Correct the week.")
            )


def _wanted(at: At, wanted: Weeks, calendars: Sequence[CalendarKind], school_region: SchoolRegion) -> Iterator[Finding]:
    weeks = _weeks(wanted.start, wanted.end)
    percent = {week: _percent(calendars, school_region, week) for week in weeks}
    slow = [week for week in weeks if percent[week] < SLOW_PERCENT]
    if 2 * len(slow) >= len(weeks):
        what = say(
            "{slow} of the {weeks} weeks wanted lie in bouwvak or the Christmas stop of this region.",
            slow=len(slow),
            weeks=len(weeks),
        )
        yield warning(
            "wanted-in-bouwvak",
            *at.place,
            f"{wanted.start} - {wanted.end}",
            what,
            say("Ask for weeks in which is worked."),
        )
    elif percent[weeks[0]] == 0:
        first = next(week for week in weeks if percent[week] > 0)
        what = say(
            "The first week wanted lies in bouwvak or the Christmas stop of this region; work starts again in the "
            "week of {day}.",
            day=first,
        )
        yield hint(
            "wanted-in-bouwvak",
            *at.down("start").place,
            wanted.start,
            what,
            say("Nothing needs to change; it will start later."),
        )


def _weeks(start: date, end: date) -> list[date]:
    """Mondays of the weeks from one day to another, at most ten years."""
    first = monday_of(start)
    return [first + timedelta(weeks=w) for w in range(min(520, (monday_of(end) - first).days // 7 + 1))]


def _calendars(context: Context, project: Project) -> list[CalendarKind]:
    """Calendars of the work that a project has; of all its work type where it has none yet."""
    reference = context.reference
    packages = {piece.package for piece in context.pieces(project)} & reference.packages.keys()
    names = packages or {p.id for p in reference.of_work_type(project.work_type)}
    return [reference.calendars[kind] for kind in {reference.packages[name].calendar for name in names}]


def _percent(calendars: Sequence[CalendarKind], school_region: SchoolRegion, monday: date) -> int:
    """Percent of a normal week in which work goes on, collective stops only; of several calendars the highest."""
    if monday.month in MONTHS_OF_BOUWVAK:
        first, last = bouwvak(monday.year, school_region)
        return max(c.bouwvak_percent for c in calendars) if first <= monday <= last else 100
    stops = (christmas_stop(year) for year in (monday.year - 1, monday.year))
    return max(c.christmas_percent for c in calendars) if any(first <= monday <= last for first, last in stops) else 100
