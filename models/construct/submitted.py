"""What was asked for, as a plan that may break every rule: submitted weeks, own crews, separate tenders, no shared
openings."""

from __future__ import annotations

from ..plan import Placement, Plan, Publication
from ..problem import Mode, Position, Problem, Source


def submitted(problem: Problem) -> Plan:
    """The submitted plan; activities without a submitted week stand at their release. Only its violations are of
    interest."""
    placements = []
    first: dict[int, int] = {}
    for a, activity in enumerate(problem.activities):
        wish = max(0, activity.submitted if activity.submitted is not None else activity.release)
        mode = next((m for m, row in enumerate(activity.modes) if row.position is Position.ALONE), 0)
        start, end = _first_open(problem, a, mode, wish)
        placements.append(Placement(a, start, end, mode, _own(activity.modes[mode])))
        first[activity.project] = min(first.get(activity.project, start), start)
    tenders = []
    for t, tender in enumerate(problem.tenders):
        if not tender.combined:
            asked = max(tender.preparation, first.get(tender.projects[0], problem.horizon) - tender.lead)
            sooner = (week for week in range(asked, tender.preparation - 1, -1) if week not in tender.closed)
            tenders.append(Publication(t, next(sooner, tender.open_week(asked))))
    return Plan(tuple(placements), tuple(tenders))


def _own(mode: Mode) -> tuple[int, ...]:
    """Per demand the pattern with most heads of the project's own employer."""
    return tuple(
        -max(((one.source is Source.OWN, one.own_heads, -i) for i, one in enumerate(demand.patterns)), default=(0,))[-1]
        for demand in mode.demands
    )


def _first_open(problem: Problem, a: int, mode: int, wish: int) -> tuple[int, int]:
    """The wished week, or the first open week after it, or the last that still ends within the horizon."""
    for week in [*range(wish, problem.horizon), *range(min(wish, problem.horizon - 1), -1, -1)]:
        end = problem.end(a, mode, week)
        if end is not None:
            return week, end
    return wish, wish + problem.activities[a].modes[mode].duration
