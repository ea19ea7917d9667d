"""Activities: each work with its modes, its weeks, and what pins it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkplan.models.problem import Activity, Precedence
from wijkplan.planner.programme import Programme
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .modes import modes
from .patterns import Staffing
from .project_totals import Portfolio
from .requested_weeks import Flow
from .rounding import euros_nearest
from .streets import Joinable, positions_possible
from .supply import Supply
from .time_windows import pins, ready_week
from .used_calendars import Calendars
from .work_breakdown import Work


@dataclass(frozen=True)
class Conditions:
    """What was decided before activities are made: order of work, who does each project, with whom they may share a
    lot."""

    arcs: Sequence[Precedence]
    flow: Flow
    orders: Mapping[str, Sequence[int]]
    joinable: Joinable
    employer_of: Sequence[int]
    partners: Mapping[int, frozenset[int]]


def activities(
    asked: Portfolio, given: Conditions, supply: Supply, calendars: Calendars, notes: Notebook
) -> tuple[Activity, ...]:
    """One activity per work, in the order of the works."""
    programme, works = asked.programme, asked.works
    staffing = Staffing(programme, supply)
    joined = positions_possible(given.orders, given.joinable)
    calendar_of = [calendars(work.package.calendar, work.task.district.school_region) for work in works]
    submitted = given.flow.submitted(asked.spans, calendars.made, calendar_of)
    pinned = _pinned(asked, given, submitted, notes)
    made: list[Activity] = []
    for a, work in enumerate(works):
        project = work.task.index
        span = asked.spans[project]
        employer, partners = given.employer_of[project], given.partners.get(project, frozenset())
        made.append(
            Activity(
                project=project,
                modes=modes(
                    programme, staffing, supply, work, employer, partners, joined.get(a, (False, False)), notes
                ),
                calendar=calendar_of[a],
                release=min(span.release, pinned.get(a, programme.weeks)),
                ready=0 if a in pinned else ready_week(programme, work),
                deadline=span.deadline,
                submitted=pinned.get(a, submitted[a]),
                moved_price=euros_nearest(programme.reference.prices.moved_per_week),
                pinned=pinned.get(a),
            )
        )
    return tuple(made)


def _pinned(asked: Portfolio, given: Conditions, submitted: Sequence[int], notes: Notebook) -> dict[int, int]:
    """Starts that stay: what senders pin, and work under contract that is asked for within the notice weeks and waits
    for no other project and no prerequisite."""
    programme = asked.programme
    found: dict[int, int] = {}
    for task in asked.tasks:
        found |= pins(programme, task, asked.works, asked.members[task.index], notes)
    followed = [(p.predecessor, p.successor) for p in given.arcs] + list(given.joinable)
    waiting = {b for a, b in followed if asked.works[a].task is not asked.works[b].task}
    for a, work in enumerate(asked.works):
        near = submitted[a] < programme.reference.settings.freeze_notice_weeks
        if near and not work.task.tendered and a not in found and a not in waiting:
            possible = max(ready_week(programme, work), asked.spans[work.task.index].release)
            if possible <= submitted[a]:
                found[a] = submitted[a]
                _note(programme, work, submitted[a], notes)
    return found


def _note(programme: Programme, work: Work, start: int, notes: Notebook) -> None:
    notes.hint(
        "frozen",
        f"projects.{work.task.asked.id}",
        work.task.sender,
        work.local_id,
        say(
            "This starts within the notice of {weeks} weeks and stays in the week of {day}.",
            weeks=programme.reference.settings.freeze_notice_weeks,
            day=programme.monday(start),
        ),
        say("Ask for later weeks if it may still move."),
    )
