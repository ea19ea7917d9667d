"""Weeks of each project and activity: window, target, prerequisites, consent and pins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.planner.programme import Programme, own_name
from wijkplan.planner.submission.schema import Weeks
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .work_breakdown import Task, Work


@dataclass(frozen=True, slots=True)
class Span:
    """Weeks of a project: hard window ``[release, deadline)``, wanted weeks ``[start, end)`` and target."""

    release: int
    deadline: int | None
    start: int
    end: int
    target: int


def span(programme: Programme, project: Task) -> Span:
    """Weeks of a project as slots; the last day of a period counts with its whole week."""
    asked = project.asked
    start, end = wanted_weeks(programme, asked.wanted)
    target = programme.week_of(asked.wanted.end) + 1 if asked.target is None else programme.week_of(asked.target) + 1
    release, deadline = 0, None
    if asked.window is not None:
        release = 0 if asked.window.start is None else max(0, programme.week_of(asked.window.start))
        deadline = None if asked.window.end is None else min(programme.weeks, programme.week_of(asked.window.end) + 1)
    return Span(release, deadline, start, end, min(programme.weeks, max(0, target)))


def wanted_weeks(programme: Programme, wanted: Weeks) -> tuple[int, int]:
    """Weeks asked for as slots ``[start, end)``, inside the horizon."""
    return max(0, programme.week_of(wanted.start)), min(programme.weeks, programme.week_of(wanted.end) + 1)


def ready_week(programme: Programme, work: Work) -> int:
    """First week in which the prerequisites and the consent of residents are there; work in hand has what it does not
    list."""
    asked = work.task.asked
    listed = {p.kind: p for p in asked.prerequisites}
    ready = 0
    for norm in programme.reference.prerequisites.values():
        wanted = norm.id in listed or (norm.standard and asked.work_type in norm.work_types)
        if not wanted or (norm.packages and work.package.id not in norm.packages):
            continue
        own = listed.get(norm.id)
        if own is None and asked.pins:
            continue
        if own is not None and own.met_by is not None:
            ready = max(ready, programme.week_of(own.met_by))
        else:
            since = programme.start if own is None or own.requested_on is None else own.requested_on
            ready = max(ready, programme.week_of(since) + norm.lead_weeks)
    if asked.consent_decision is not None and asked.work_type == "retrofit":
        ready = max(ready, programme.week_of(asked.consent_decision) + 1)
    return ready


def pins(
    programme: Programme, project: Task, works: Sequence[Work], members: Sequence[int], notes: Notebook
) -> dict[int, int]:
    """Activities that the sender pins, with their weeks."""
    ids = {f"{works[i].package.id}:{works[i].place.id}": i for i in members} | {works[i].local_id: i for i in members}
    found: dict[int, int] = {}
    for pin in project.asked.pins:
        name = own_name(project.asked, pin.activity)
        if name in ids:
            found[ids[name]] = programme.week_of(pin.start)
        else:
            notes.error(
                "unknown-pin",
                f"projects.{project.asked.id}.pins",
                project.sender,
                pin.activity,
                say("This pin names an activity that the project does not have."),
                say("Name one of: {names}.", names=", ".join(sorted(ids))),
            )
    return found
