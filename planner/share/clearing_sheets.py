"""Sheets that only the clearing party gets, and those of a client: its own projects."""

from __future__ import annotations

from functools import reduce

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Pattern, Problem, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.text import Text, say

from .gantt_rows import of_projects
from .head_weeks import HEADS
from .party_view import WHOSE
from .xlsx_writer import Table


def whole_plan(problem: Problem, names: Names, plan: Plan) -> Table:
    """Every activity with who does it and with whose people."""
    rows = []
    for placement in sorted(plan.placements, key=lambda p: (p.start, p.activity)):
        activity = problem.activities[placement.activity]
        project, name = problem.projects[activity.project], names.activities[placement.activity]
        demands = activity.modes[placement.mode].demands
        crews = [_crew(names, d.trade, d.patterns[c]) for d, c in zip(demands, placement.patterns, strict=True)]
        asked = None if activity.submitted is None else week_label(names.start, activity.submitted)
        weeks = (asked, week_label(names.start, placement.start), week_label(names.start, placement.end - 1))
        parties = (names.clients[project.client].id, names.employers[project.employer].id)
        whose = reduce(_beside, crews) if crews else None
        rows.append((name.id, names.projects[activity.project].id, *parties, name.title, name.street, *weeks, whose))
    return Table(
        say("Plan"),
        say("Complete, for the neutral party only."),
        (
            say("Line"),
            say("Project"),
            say("Client"),
            say("Employer"),
            say("Work"),
            say("Street"),
            say("Old week"),
            say("New week"),
            say("Last week"),
            say("Crews"),
        ),
        rows,
    )


def _beside(crews: Text, more: Text) -> Text:
    return say("{first}; {second}", first=crews, second=more)


def _crew(names: Names, trade: int, pattern: Pattern) -> Text:
    called = names.trades[trade].id
    own = "" if pattern.own is None else f"{pattern.own_heads / HEADS:g} {names.pools[pattern.own].id}"
    if pattern.source is Source.OVERTIME:
        heads = f"{own} + {pattern.other_heads / HEADS:g}"
        return say("{trade}: {heads} ({whose})", trade=called, heads=heads, whose=WHOSE[pattern.source])
    if pattern.other is None:
        return say("{trade}: {own}", trade=called, own=own)
    others = names.markets if pattern.source is Source.HIRED else names.pools
    other = f"{own and own + ' + '}{pattern.other_heads / HEADS:g} {others[pattern.other].id}"
    return say("{trade}: {heads} ({whose})", trade=called, heads=other, whose=WHOSE[pattern.source])


def tenders(names: Names, plan: Plan) -> Table:
    """Every tender with its week."""
    rows = [
        (t.id, ", ".join(t.projects), t.procedure, week_label(names.start, p.week))
        for p in plan.tenders
        for t in (names.tenders[p.tender],)
    ]
    return Table(
        say("Tenders"),
        say("Complete, for the neutral party only."),
        (say("Tender"), say("Projects"), say("Procedure"), say("Published in week")),
        sorted(rows, key=lambda row: (row[3], row[0])),
    )


def own_projects(problem: Problem, names: Names, plan: Plan, client: int) -> Table:
    """The projects of one client: first and last week asked for and planned, and the tender."""
    tender = {p: (names.tenders[t.tender].id, t.week) for t in plan.tenders for p in problem.tenders[t.tender].projects}
    rows = []
    for p, span in of_projects(problem, names, plan, client).items():
        project = problem.projects[p]
        bought, week = tender.get(p, (None, None))
        mine = bought if bought is None or len(_projects(names, bought)) == 1 else say("combined tender")
        weeks = (span.asked, span.start, span.end - 1, project.target - 1, week)
        told = [None if w is None else week_label(names.start, w) for w in weeks]
        rows.append(
            (
                names.projects[p].id,
                names.projects[p].title,
                names.districts[project.district].name,
                *told[:4],
                mine,
                told[4],
            )
        )
    return Table(
        say("Projects"),
        say("Your own projects in this plan."),
        (
            say("Project"),
            say("Title"),
            say("District"),
            say("Old week"),
            say("New week"),
            say("Last week"),
            say("Target week"),
            say("Tender"),
            say("Published in week"),
        ),
        rows,
    )


def _projects(names: Names, tender: str) -> tuple[str, ...]:
    return names.tenders[names.tender_index[tender]].projects
