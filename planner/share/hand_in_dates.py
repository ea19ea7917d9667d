"""What has to be handed in, and by when: permits by their lead time, notices by their own last day, and changed weeks
to one's own people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from wijkplan.planner.compile import Names
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import PrerequisiteNorm
from wijkplan.planner.reference.calendars import public_holidays
from wijkplan.planner.submission.schema import Project
from wijkplan.planner.text import say

from .party_view import Line


@dataclass(frozen=True, slots=True)
class HandIn:
    """One thing to hand in for one activity: not before ``first`` (``None``: as soon as you like) and by ``last``;
    ``requested`` is when that was done already."""

    last: date
    first: date | None
    activity: int
    what: str
    requested: date | None
    source: str


def hand_in(programme: Programme, names: Names, lines: Iterable[Line]) -> tuple[HandIn, ...]:
    """Everything to hand in for this work, the first to expire at the top; what its sender says will be there is left
    out."""
    projects = {project.id: project for _, project in programme.projects}
    found: list[HandIn] = []
    for line in lines:
        name = names.activities[line.activity]
        project = projects[name.id.split("/", 1)[0]]
        found += _permits(programme, project, name.package, line)
        found += _roster(programme, line)
    return tuple(sorted(found, key=lambda row: (row.last, row.what, row.activity)))


def _permits(programme: Programme, project: Project, package: str, line: Line) -> Iterator[HandIn]:
    listed = {p.kind: p for p in project.prerequisites}
    start = programme.monday(line.moved.planned)
    for norm in programme.reference.prerequisites.values():
        own = listed.get(norm.id)
        if not _counts(norm, project, package, own is not None) or (own is not None and own.met_by is not None):
            continue
        notice = programme.reference.notices.get(norm.id)
        requested = None if own is None else own.requested_on
        if notice is None:
            yield HandIn(
                start - timedelta(weeks=norm.lead_weeks), None, line.activity, norm.name, requested, norm.origin.said
            )
        else:
            first, last = (
                _working_days_before(start, days) for days in (notice.first_working_days, notice.last_working_days)
            )
            yield HandIn(last, first, line.activity, norm.name, requested, notice.origin.said)


def _counts(norm: PrerequisiteNorm, project: Project, package: str, listed: bool) -> bool:
    """Whether this work waits for it; work in hand has what it does not list."""
    standard = norm.standard and project.work_type in norm.work_types and not project.pins
    return (listed or standard) and (not norm.packages or package in norm.packages)


def _roster(programme: Programme, line: Line) -> Iterator[HandIn]:
    """Own people are told of changed weeks in time."""
    if line.moved.weeks:
        weeks, origin = (
            programme.reference.settings.freeze_notice_weeks,
            programme.reference.figure_origins["freeze_notice_weeks"],
        )
        last = programme.monday(line.moved.planned) - timedelta(weeks=weeks)
        yield HandIn(last, None, line.activity, say("changed weeks, to your own people"), None, origin.said)


def _working_days_before(day: date, days: int) -> date:
    """The day with so many working days between it and ``day``."""
    free = np.array(sorted(public_holidays(day.year - 1) | public_holidays(day.year)), dtype="datetime64[D]")
    found: date = np.busday_offset(np.datetime64(day), -days, roll="forward", holidays=free).astype(date)
    return found
