"""What is safe to commit to, for one audience: its own weeks and the promises of its own places; to all else the
promises of streets. No euros, works or people of others."""

from __future__ import annotations

from collections.abc import Collection

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.record.robust import Robust
from wijkplan.planner.share.audience import Audience
from wijkplan.planner.share.robust_sheets import SHARES, VERDICTS, percents, promises_table
from wijkplan.planner.share.xlsx_writer import Table
from wijkplan.planner.text import say

from .draws import block


class OtherPlan(ValueError):
    """The chances are those of another plan."""


def own_tables(told: Robust, problem: Problem, names: Names, plan: Plan, who: Audience) -> list[Table]:
    """The tables of an audience; nothing for whom it is not meant. Raises :class:`OtherPlan`."""
    placed = plan.by_activity()
    for row in told.lines:
        a = names.activity_index.get(row.activity)
        if a not in placed or week_label(names.start, placed[a].start) != row.week:
            raise OtherPlan(say("it says {week} of {work}, and the plan does not", week=row.week, work=row.activity))
    if who.kind in ("core-team", "public"):
        return [promises_table(told, [row for row in told.promises if row.kind == "street"], names)]
    if who.kind not in ("employer", "client"):
        return []
    mine = [a for a in placed if _is_of(problem, names, a, who)]
    places = {names.streets[problem.street_of[a][0]].id for a in mine if a in problem.street_of}
    places |= {block(names, problem, a) for a in mine if a not in problem.street_of}
    rows = [row for row in told.promises if row.place in places]
    return [_weeks(told, {names.activities[a].id for a in mine}, names), promises_table(told, rows, names)]


def _is_of(problem: Problem, names: Names, activity: int, who: Audience) -> bool:
    project = problem.projects[problem.activities[activity].project]
    if who.kind == "employer":
        return project.employer == names.employer_index[who.id]
    return project.client == names.client_index[who.id]


def _weeks(told: Robust, works: Collection[str], names: Names) -> Table:
    held = {row.id: row for row in told.held if row.kind == "week"}
    return Table(
        say("Safe to commit to"),
        say(
            "Whether a week is the same in all plans about as good as this one, and how often it keeps when things go "
            "wrong: in {draws} draws of frost, sickness, court cases and what comes late, in which nobody plans again.",
            draws=told.draws,
        ),
        (
            say("Work"),
            say("Week"),
            say("In all plans"),
            *SHARES,
            say("Ends in time (percent)"),
            say("Weeks late at most"),
        ),
        [
            (
                names.work_name(row.activity),
                row.week,
                VERDICTS[held[row.activity].verdict if row.activity in held else "open"],
                *percents(row.begins),
                round(100 * row.ends.share, 1),
                row.late_weeks,
            )
            for row in told.lines
            if row.activity in works
        ],
    )
