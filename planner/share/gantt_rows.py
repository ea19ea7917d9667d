"""Weeks of a party's own work, as it was asked for and as it is planned: what the chart of its page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names

from .party_view import Line


@dataclass(frozen=True, slots=True)
class Span:
    """Work in the weeks ``[start, end)``; ``asked`` is the first week asked for, ``None`` where none was."""

    label: str
    asked: int | None
    start: int
    end: int


def of_lines(names: Names, lines: Iterable[Line]) -> list[Span]:
    """Those of an employer's lines."""
    return [Span(names.activities[line.activity].id, line.moved.asked, line.moved.planned, line.end) for line in lines]


def of_projects(problem: Problem, names: Names, plan: Plan, client: int) -> dict[int, Span]:
    """Those of a client's projects, from the first work of each to the last, by project."""
    placed, found = plan.by_activity(), {}
    for p, project in enumerate(problem.projects):
        work = [placed[a] for a in problem.members[p] if a in placed]
        if project.client == client and work:
            asked = [s for a in problem.members[p] if (s := problem.activities[a].submitted) is not None]
            found[p] = Span(
                names.projects[p].id, min(asked, default=None), min(w.start for w in work), max(w.end for w in work)
            )
    return found
