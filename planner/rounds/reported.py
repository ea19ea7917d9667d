"""Progress taken in: kept as it was received, and read with findings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from wijkplan.planner.compile import Compiled
from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.share.saving_at_risk import lines_of, nobodys
from wijkplan.planner.text import say

from .files_of_round import CORE, next_number, sha256_of, until
from .progress_file import Expected, Progress, expected_works, read_progress
from .progress_values import values_of
from .round_folder import PROGRESS, Folder, RoundError
from .round_types import Round
from .what_stands import plan_path, reports_of


def take_progress(
    folder: Folder, round: Round, files: Sequence[Path], compiled: Compiled
) -> list[tuple[str, Progress | None, list[Finding]]]:
    """Keep progress as it was received; what has errors is kept aside and counts for nothing. Per file who sent it,
    what it says, and what is wrong with it."""
    if round.state == "closed":
        raise RoundError(say("round {id} is closed; progress is reported in the next one", id=round.id))
    last = round if round.state in ("published", "answered", "agreed") else folder.previous(round)
    if last is None:
        raise RoundError(
            say("round {id} has no plan that was sent round yet; there is nothing to report about", id=round.id)
        )
    values = json.loads(plan_path(folder, last).read_text("utf-8"))
    works, told = lines_of(compiled) | {CORE: nobodys(compiled)}, []
    earlier = {
        row.sha256: one.id
        for one in until(folder, round)[:-1]
        for row in folder.log(one.id)
        if row.act == "progress" and ".refused" not in row.object
    }
    before = round.status_date - timedelta(days=1) if last is not round else None
    for path in files:
        party, expected = _party(path, compiled, values, works)
        older = next(
            reversed(
                [report for one in until(folder, round) for report in reports_of(folder, one) if report.party == party]
            ),
            None,
        )
        made, findings = read_progress(path, expected, older, round.id, before)
        if (sent_in := earlier.get(sha256_of(path.read_bytes()))) is not None:
            what = say(
                "This very file was taken in for round {round}: it says nothing of what was done since.", round=sent_in
            )
            remedy = say("Send a report of now; where nothing changed, say so in a note.")
            made, findings = None, [*findings, error("sent-before", str(path), "", party, None, what, remedy)]
        number = next_number(folder, round, f"{PROGRESS}/{party}")
        suffix = path.suffix if made is not None else f".refused{path.suffix}"
        kept = {f"{PROGRESS}/{party}/{number}{suffix}": path.read_bytes()}
        if made is not None and path.suffix != ".json":
            kept[f"{PROGRESS}/{party}/{number}.json"] = (made.model_dump_json(indent=1) + "\n").encode()
        folder.add(round.id, kept, "progress", party)
        told.append((party, made, findings))
    return told


def _party(
    path: Path, compiled: Compiled, values: Mapping[str, Any], works: Mapping[str, Sequence[int]]
) -> tuple[str, dict[str, Expected]]:
    """Whose progress a file is, and what the plan says of its works."""
    stated = values_of(path)[0] or {}
    party = str(stated.get("party", "unknown"))
    party = party if party in works else "unknown"
    names, arcs = compiled.names, compiled.problem.precedences
    ids = [names.activities[a].id for a in works.get(party, ())]
    before: dict[str, list[str]] = {}
    for arc in arcs:
        before.setdefault(names.activities[arc.successor].id, []).append(names.activities[arc.predecessor].id)
    return party, expected_works(values, ids, before)
