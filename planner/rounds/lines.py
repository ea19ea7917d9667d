"""The state of every line over rounds: what was last planned, decided and done; and from it what stands when planning
goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from wijkplan.planner.submission.agreed import Agreed, AgreedLine, AgreedTender, LineState, OwnPeople

from .progress_file import Progress, ProgressRow
from .round_types import Decision

Shown = Literal["proposed", "accepted", "refused", "pinned", "countered", "asked again", "done", "started", "withdrawn"]
"""How a line's owner reads its state."""


@dataclass(frozen=True, slots=True)
class Line:
    """A work of the last plan: its week there, its state, and what was said of it. ``start`` is the Monday in which it
    stands, ``end`` the last day of what is done; ``earliest`` and ``latest`` bound a counter-proposal, ``people`` are
    those that it asks for; ``hours`` are those of all of it, where they are reported."""

    activity: str
    planned: date
    state: Shown
    start: date
    end: date | None = None
    earliest: date | None = None
    latest: date | None = None
    hours: float | None = None
    reason: str | None = None
    people: OwnPeople | None = None


def lines(
    plan: Mapping[str, Any], decisions: Sequence[Decision], reports: Iterable[Progress], status: date
) -> dict[str, Line]:
    """The lines of a plan file, by work, as they stand on the Monday ``status``. Later decisions and reports count
    before earlier ones; what is done counts before what was decided. What was agreed for a week that has passed, and
    has not begun, is asked again."""
    found = {
        row["activity"]: Line(row["activity"], day, "proposed", day)
        for row in plan["activities"]
        for day in (date.fromisoformat(row["start"]),)
    }
    for decision in decisions:
        if decision.line in found:
            found[decision.line] = _decided(found[decision.line], decision)
    told = {row.activity: row for report in sorted(reports, key=lambda one: one.until) for row in report.rows}
    for name, row in told.items():
        if name in found:
            found[name] = _reported(found[name], row)
    return {name: _late(line, status) for name, line in found.items()}


def standing_of(
    round: str, status: date, notice: int | None, plan: Mapping[str, Any], held: Mapping[str, Line]
) -> Agreed:
    """``agreed.json`` of the next round: the lines of a plan, and its tenders."""
    return Agreed(
        kind="agreed",
        format_version=1,
        round=round,
        status_date=status,
        notice_weeks=notice,
        lines=tuple(_agreed(line) for _, line in sorted(held.items())),
        tenders=tuple(
            AgreedTender(tender=row["tender"], published=date.fromisoformat(row["published"]))
            for row in plan["tenders"]
        ),
    )


def _decided(line: Line, decision: Decision) -> Line:
    """The line after a decision. Weeks and people that were asked for stay asked for until the owner says otherwise; a
    week that was refused, or agreed to, and is no longer the planned one is a new question."""
    weeks = [None if day is None else date.fromisoformat(day) for day in decision.weeks or (None, None)]
    line = replace(line, reason=decision.reason, start=line.planned)
    if decision.decision in ("accepted", "pinned"):
        start = weeks[0] or line.planned
        state: Shown = "accepted" if decision.decision == "accepted" else "pinned"
        return replace(
            line, state=state, start=start, earliest=None, latest=None, people=decision.people or line.people
        )
    if decision.decision in ("window", "people"):
        if decision.decision == "people":
            weeks = [weeks[0] or line.earliest, weeks[1] or line.latest]
        people = decision.people or line.people
        return replace(line, state="countered", earliest=weeks[0], latest=weeks[1], people=people)
    if decision.decision == "asked":
        return replace(line, state="asked again", start=weeks[0] or line.planned, earliest=None, latest=None)
    if decision.decision == "withdrawn":
        return replace(line, state="withdrawn", earliest=None, latest=None, people=None)
    other = weeks[0] is not None and weeks[0] != line.planned
    return replace(line, state="proposed" if other else "refused", earliest=None, latest=None)


def _reported(line: Line, row: ProgressRow) -> Line:
    if row.started is None:
        return line
    spent = None if row.hours_spent is None or (row.ended is None and row.remaining_hours is None) else row.hours_spent
    hours = None if spent is None else spent + (row.remaining_hours or 0)
    state: Shown = "started" if row.ended is None else "done"
    return replace(line, state=state, start=row.started, end=row.ended, earliest=None, latest=None, hours=hours or None)


def _late(line: Line, status: date) -> Line:
    """What was to begin before the status date and has not, and what its owner refused, may be in any week after
    it."""
    if line.state in ("started", "done") or (line.start >= status and line.state != "refused"):
        return line
    state: Shown = "asked again" if line.state in ("accepted", "pinned") else line.state
    latest = None if line.latest is None or line.latest < status else line.latest  # weeks that passed bind nobody
    return replace(line, state=state, earliest=max(status, line.earliest or status), latest=latest)


def _agreed(line: Line) -> AgreedLine:
    state: LineState = "planned"
    if line.state in ("accepted", "pinned", "started", "done"):
        state = line.state
    elif line.earliest is not None or line.latest is not None or line.state in ("countered", "refused"):
        state = "window"
    return AgreedLine(
        activity=line.activity,
        state=state,
        start=line.start,
        end=line.end,
        earliest=line.earliest,
        latest=line.latest,
        hours=line.hours,
        people=line.people,
    )
