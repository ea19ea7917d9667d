"""What goes with an employer that leaves, and what it costs whom: its work by what becomes of it, its people, and the
last plan beside the one without it. For the neutral party and the core team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.share.head_weeks import staffed
from wijkplan.planner.share.line_states import STATES
from wijkplan.planner.share.xlsx_writer import Table
from wijkplan.planner.text import Text, say

from .difference import Difference
from .lines import Line
from .round_types import RoundFile

Fate = Literal["done", "finished", "next holder", "tendered", "gone"]
FATES: Mapping[Fate, Text] = {
    "done": say("done"),
    "finished": say("it finishes it"),
    "next holder": say("goes to the next holder of the framework"),
    "tendered": say("is tendered"),
    "gone": say("is in the programme no more"),
}


class LeftLine(RoundFile):
    """A work of the party that leaves."""

    activity: str
    """Its id."""

    state: str
    """How it stood."""

    fate: Fate
    """What becomes of it."""

    before: date
    """Monday of its week in the last plan."""

    after: date | None
    """Likewise in the new one."""


class Cost(RoundFile):
    """What a client pays in cash by norm, in euros."""

    client: str
    """Who."""

    before: int
    """In the last plan."""

    after: int
    """In the new one."""


class Departure(RoundFile):
    """All of it. Head-weeks are those of the last plan from the last day on."""

    party: str
    """Who leaves."""

    until: date
    """The last day on which its people are there."""

    lines: tuple[LeftLine, ...]
    """Its works."""

    own_head_weeks: float
    """Head-weeks of its people at its own work, which others have to do or hire."""

    lent_head_weeks: float
    """Head-weeks of its people at the work of others."""

    costs: tuple[Cost, ...]
    """Per client, where that is known of both plans."""

    moved: Mapping[str, int]
    """Works of the others that stand in another week, by the id of their employer."""


def departure(
    party: str,
    until: date,
    held: Mapping[str, Line],
    last: tuple[Compiled, Plan],
    new: tuple[Compiled, Plan],
    found: Difference,
) -> Departure:
    """What goes with a party, from the last plan (``held`` are its lines) to the one without it, which differ as
    ``found`` says."""
    (before, plan), (after, _) = last, new
    index = before.names.activity_index
    mine = [name for name in sorted(held) if name in index and _employer(before, name) == party]
    week = before.names.week_of(until)
    own = lent = 0.0
    at = before.names.employer_index[party]
    for row in staffed(before.problem, plan):
        if row.supplier == at and row.pool is not None and row.week > week:
            own, lent = (own + row.heads, lent) if row.employer == at else (own, lent + row.heads)
    starts = {after.names.activities[one.activity].id: after.names.monday(one.start) for one in new[1].placements}
    moved: dict[str, int] = {}
    for line in found.moved:
        if line.activity in after.names.activity_index and line.activity not in mine:
            owner = _employer(after, line.activity)
            moved[owner] = moved.get(owner, 0) + 1
    return Departure(
        party=party,
        until=until,
        lines=tuple(
            LeftLine(
                activity=name,
                state=held[name].state,
                fate="done" if held[name].state == "done" else _fate(after, name, party),
                before=held[name].planned,
                after=starts.get(name),
            )
            for name in mine
        ),
        own_head_weeks=round(own, 2),
        lent_head_weeks=round(lent, 2),
        costs=tuple(
            Cost(client=row.client, before=row.before, after=row.after)
            for row in found.euros
            if row.before is not None and row.after is not None
        ),
        moved=dict(sorted(moved.items())),
    )


def _employer(compiled: Compiled, activity: str) -> str:
    problem, names = compiled.problem, compiled.names
    project = problem.projects[problem.activities[names.activity_index[activity]].project]
    return names.employers[project.employer].id


def _fate(after: Compiled, activity: str, party: str) -> Fate:
    if activity not in after.names.activity_index:
        return "gone"
    owner = _employer(after, activity)
    if owner == party:
        return "finished"
    return "tendered" if after.names.employers[after.names.employer_index[owner]].anonymous else "next holder"


def departure_sheets(told: Departure) -> Sequence[Table]:
    """For a workbook and a page."""

    def week(day: date | None) -> str | None:
        return None if day is None else week_label(day, 0)

    lines: list[tuple[Any, ...]] = [
        (row.activity, STATES[row.state], FATES[row.fate], week(row.before), week(row.after)) for row in told.lines
    ]
    return (
        Table(
            say("What goes with it"),
            say("What was begun is finished by who began it; the rest goes back to its client."),
            (say("Work"), say("State"), say("What becomes of it"), say("Week, before"), say("Week, after")),
            lines,
        ),
        Table(
            say("What it costs whom"),
            say("What each client pays in cash, by norm, in the last plan and in the one without the party."),
            (say("Client"), say("Before"), say("After"), say("Difference")),
            [(row.client, row.before, row.after, row.after - row.before) for row in told.costs],
        ),
        Table(
            say("Others whose work moves"),
            say(
                "Its people worked {own:g} head-weeks at its own work and {lent:g} at that of others after {day}.",
                own=told.own_head_weeks,
                lent=told.lent_head_weeks,
                day=told.until,
            ),
            (say("Employer"), say("Works in another week")),
            list(told.moved.items()),
        ),
    )
