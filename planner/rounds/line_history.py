"""How the lines of a plan stand over the rounds, for their owners' pages and workbooks."""

from __future__ import annotations

import json
from datetime import date

from wijkplan.planner.programme import monday_of
from wijkplan.planner.share.line_states import LineState, Utterance

from .files_of_round import until
from .lines import lines
from .round_folder import Folder
from .round_types import Decision, Round
from .steps import least_change
from .what_stands import plan_path, reports_of, said

AGREED_STATES = frozenset({"accepted", "pinned", "started", "done", "asked again"})
"""States in which a week was agreed to."""


def line_history(folder: Folder, round: Round) -> dict[str, LineState]:
    """Per line of the plan of a round its state with all that was said of it in this round and those before; nothing of
    a first round in which nothing was said yet. Raises :class:`~.round_folder.RoundError` where it has no plan."""
    plan = json.loads(plan_path(folder, round).read_text("utf-8"))
    spoken = said(folder, round)
    reports = [report for one in until(folder, round) for report in reports_of(folder, one)]
    if not spoken and not reports:
        return {}
    requests = {one.activity: one for one in least_change(folder, round).requests}
    found = lines(plan, [row for _, row in spoken], reports, monday_of(round.status_date))
    told: dict[str, list[Utterance]] = {}
    for id, row in spoken:
        told.setdefault(row.line, []).append(_utterance(id, row))
    return {
        name: LineState(
            activity=name,
            state=line.state,
            agreed=line.start if line.state in AGREED_STATES else None,
            planned=line.planned,
            said=tuple(told.get(name, ())),
            asked=requests[name].asked if name in requests else None,
            asked_eur=requests[name].alone_eur if name in requests else None,
        )
        for name, line in found.items()
    }


def _utterance(round: str, row: Decision) -> Utterance:
    first, last = (None if day is None else date.fromisoformat(day) for day in row.weeks or (None, None))
    return Utterance(round, row.decision, first, last, row.people, row.reason)
