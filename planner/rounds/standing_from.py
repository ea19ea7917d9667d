"""What stands by answers, a status date and an earlier plan, where no folder of rounds is kept: the same
``agreed.json`` as rounds make."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.programme import Programme, monday_of
from wijkplan.planner.share.consent_files import Answers
from wijkplan.planner.submission.agreed import Agreed

from .hold import as_it_stands
from .lines import lines, standing_of
from .round_folder import PLAN, Folder, now
from .round_types import Decided, Decision
from .solving import Solving
from .steps import decision_of
from .what_stands import QUESTION, VARIANT, reports_of

EMPTY: dict[str, Any] = {"activities": [], "tenders": []}
"""A plan of nothing: without an earlier plan only what is pinned stands."""


def standing_from(compiled: Compiled, answers: Sequence[Answers], status: date | None, earlier: Path | None) -> Agreed:
    """What stands on ``status`` (left out: the first day of the programme): the lines of an earlier plan (a round, an
    output folder or a plan file), and what employers pinned or accepted since."""
    plan, name, reports, decisions = EMPTY, "answers", [], []
    if earlier is not None:
        plan, name = json.loads(_plan_file(earlier).read_text("utf-8")), earlier.name
        if (earlier / "round.json").is_file():
            folder = Folder(earlier.parent)
            reports = reports_of(folder, folder.one(earlier.name))
            decisions = folder.read_lines(earlier.name, "decisions.jsonl", Decision)
    known = {row["activity"]: row["start"] for row in plan["activities"]}
    said = [decision for one in answers for decision in _decisions(compiled, one, known)]
    extra = [{"activity": row.line, "start": row.weeks[0]} for row in said if row.line not in known and row.weeks]
    plan = plan | {"activities": [*plan["activities"], *extra]}
    day = compiled.names.start if status is None else status
    held = lines(plan, [*decisions, *said], reports, monday_of(day))
    return standing_of(name, day, None, plan, held)


def goes_on_from(programme: Programme, earlier: Path, settings: Settings, stop: Callable[[], bool]) -> Plan | None:
    """The plan of ``earlier`` with what stands in it, mended; ``None`` where that was not found."""
    last = json.loads(_plan_file(earlier).read_text("utf-8"))
    return as_it_stands(programme, last, Solving(real_engine(), settings, stop))


def _plan_file(earlier: Path) -> Path:
    """The plan file of a round, of an output folder, or the file itself."""
    if not earlier.is_dir():
        return earlier
    inside = earlier / PLAN if (earlier / "round.json").is_file() else earlier
    return inside / f"plan-{VARIANT}-{QUESTION}.json"


def _decisions(compiled: Compiled, one: Answers, planned: Mapping[str, str]) -> Iterator[Decision]:
    """What an employer decided; ``planned`` are the first days of the works in the earlier plan. An answer to another
    week than it has is none."""
    names = compiled.names
    for a, kind in sorted(one.given.items()):
        line = names.activities[a].id
        if kind == "pin" and a in one.pins:
            day = names.monday(one.pins[a]).isoformat()
            yield Decision(at=now(), by=one.employer, line=line, decision="pinned", weeks=(day, day))
        elif kind in ("window", "people") and a in one.counters and line in planned:
            yield decision_of(one, names, a, kind, names.week_of(date.fromisoformat(planned[line])))
        elif kind in ("accept", "refuse") and line in planned:
            day = planned[line]
            if one.told[a] == week_label(names.start, names.week_of(date.fromisoformat(day))):
                decided: Decided = "accepted" if kind == "accept" else "refused"
                yield Decision(at=now(), by=one.employer, line=line, decision=decided, weeks=(day, day))
