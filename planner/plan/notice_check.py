"""The independent check of notice: what was agreed for the weeks to come, against a new plan.

People know the days on which they work 28 days before (Arbeidstijdenwet 4:2(1)), unless a cao or their own consent has
it otherwise (4:2(2)): then a round states other weeks of notice. So within the notice no line gets another week, and
none comes into it, unless its owner is asked again (state *asked*) or pinned it there. Written from that sentence and
not from compile: a line that breaks it is our mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.programme import Programme, monday_of
from wijkplan.planner.submission.agreed import FACTS


@dataclass(frozen=True, slots=True)
class ShortNotice:
    """A work whose week changes too late to tell people: from ``agreed`` (``None``: it had none) to ``planned``."""

    activity: str
    agreed: date | None
    planned: date


def violations(programme: Programme, compiled: Compiled, plan: Plan) -> Iterator[ShortNotice]:
    """Every work that gets another week within the notice without being asked; none in a first plan."""
    agreed = programme.agreed
    if agreed is None:
        return
    weeks = programme.reference.settings.freeze_notice_weeks if agreed.notice_weeks is None else agreed.notice_weeks
    until = monday_of(agreed.status_date) + timedelta(weeks=weeks)
    lines = {line.activity: line for line in agreed.lines}
    for placement in plan.placements:
        id_ = compiled.names.activities[placement.activity].id
        planned = compiled.names.monday(placement.start)
        line = lines.get(id_)
        if line is None:
            pinned = compiled.problem.activities[placement.activity].pinned is not None
            if planned < until and not pinned:
                yield ShortNotice(id_, None, planned)
            continue
        if line.state in FACTS | {"asked"} or monday_of(line.start) == planned:
            continue
        if planned < until or (monday_of(line.start) < until and line.state != "window"):
            yield ShortNotice(id_, monday_of(line.start), planned)
