"""What stands in a round by what was agreed before it, and the plan that is sent round."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from wijkplan.planner.programme import monday_of
from wijkplan.planner.submission.agreed import Agreed, AgreedLeaving
from wijkplan.planner.text import say

from .files_of_round import CORE, sha256_of, until
from .lines import Line, lines, standing_of
from .progress_file import Progress
from .round_folder import (
    AGREED,
    CLOSED,
    DECISIONS,
    PLAN,
    ROUND,
    ROUNDS,
    Folder,
    RoundError,
)
from .round_types import Decision, Round
from .taking_part import leavers, paths_of

VARIANT, QUESTION = "bundled", "equal_delivery"
"""Whose plan is sent round."""

SENT_ROUND = f"{PLAN}/plan-{VARIANT}-{QUESTION}.json"


def standing(
    folder: Folder, round: Round, leaving: Mapping[str, date] | None = None
) -> tuple[dict[str, Line], Agreed | None, dict[str, Any]]:
    """What stands in a round by the one before it: the lines, the same as it is planned with, and the last plan.
    ``leaving`` are employers that leave now. Nothing (``None``) in a first round."""
    held, plan = standing_lines(folder, round)
    if plan is None:
        return {}, None, {}
    before = folder.previous(round)
    assert before is not None
    agreed = standing_of(before.id, round.status_date, round.min_notice_weeks, plan, held)
    going = {**leavers(folder, round), **(leaving or {})}
    rows = tuple(AgreedLeaving(party=party, until=day) for party, day in sorted(going.items()))
    return held, agreed.model_copy(update={"leaving": rows}), plan


def put_standing(folder: Folder, round: Round, by: str = CORE) -> dict[str, Line]:
    """Write what stands in a round as it was agreed, whether all of it can hold or not; the lines of the last plan."""
    held, agreed, _ = standing(folder, round)
    if agreed is not None:
        write_standing(folder, round, agreed, by)
    return held


def write_standing(folder: Folder, round: Round, agreed: Agreed, by: str = CORE) -> None:
    """Write what stands into the folder of a round, where it takes part in the programme."""
    raw = (agreed.model_dump_json(indent=1, exclude_none=True) + "\n").encode()
    folder.add(round.id, {AGREED: raw}, "standing", by)


def programme_in(path: Path, aside: Path) -> list[Path]:
    """The programme of a round, by its folder, or of the last one in a folder of rounds, with what stands in it, which
    is written to the folder ``aside`` where the round was not planned yet; any other path is itself. Raises
    :class:`RoundError`."""
    path = path.absolute()
    if (path / ROUNDS).is_file():
        folder, id = Folder(path), None
    elif (path / ROUND).is_file():
        folder, id = Folder(path.parent), path.name
    else:
        return [path]
    round = folder.one(id)
    paths = paths_of(folder, round)
    if folder.path(round.id, AGREED) not in paths and (agreed := standing(folder, round)[1]) is not None:
        paths.append(aside / AGREED)
        paths[-1].write_text(agreed.model_dump_json(exclude_none=True), encoding="utf-8")
    return paths


def standing_lines(folder: Folder, round: Round) -> tuple[dict[str, Line], dict[str, Any] | None]:
    """The lines of the last plan that was sent round before this round, as they stand on its status date; and that
    plan."""
    before = folder.previous(round)
    if before is None:
        return {}, None
    as_closed(folder, round)
    plan = json.loads(plan_path(folder, before).read_text("utf-8"))
    decisions = [row for _, row in said(folder, before)]
    reports = [report for one in until(folder, round) for report in reports_of(folder, one)]
    return lines(plan, decisions, reports, monday_of(round.status_date)), plan


def said(folder: Folder, round: Round) -> list[tuple[str, Decision]]:
    """What was decided about lines up to and in a round, with the round in which it was. Of a line that passed to
    another employer because its own left, what was said before binds nobody, and is nobody's to read."""
    listed = until(folder, round)
    passed: dict[str, int] = {}
    for at, one in enumerate(listed):
        names = {row.object for row in folder.log(one.id) if row.act == "leaving" and row.object.endswith(".json")}
        for path in folder.as_logged(one.id, sorted(names)):
            rows = json.loads(path.read_text("utf-8"))["lines"]
            passed |= {row["activity"]: at for row in rows if row["fate"] in ("next holder", "tendered")}
    return [
        (one.id, row)
        for at, one in enumerate(listed)
        for row in folder.read_lines(one.id, DECISIONS, Decision)
        if at >= passed.get(row.line, 0)
    ]


def as_closed(folder: Folder, round: Round) -> None:
    """Raises :class:`RoundError` where the round before one is not as it was closed: what stands follows from it."""
    before = round.previous
    if before is None:
        return
    raw = folder.path(before.round, CLOSED).read_bytes()
    changed = folder.since_closed(before.round)
    if sha256_of(raw) != before.sha256:
        changed = [CLOSED]
    if changed:
        raise changed_since(before.round, changed[0])


def changed_since(round: str, name: str) -> RoundError:
    """What is told of a file of a closed round that was changed since."""
    return RoundError(
        say(
            "{name} of round {id} was changed after that round was closed, and what stands follows from it: put it "
            "back as it was",
            name=name,
            id=round,
        )
    )


def current_lines(folder: Folder, round: Round) -> dict[str, Line]:
    """The lines of the round's own plan where it was sent round, else those of the round before; with all that was
    said of them until now."""
    if round.state not in ("published", "answered", "agreed", "closed"):
        return standing_lines(folder, round)[0]
    plan = json.loads(plan_path(folder, round).read_text("utf-8"))
    decisions = [row for _, row in said(folder, round)]
    reports = [report for one in until(folder, round) for report in reports_of(folder, one)]
    return lines(plan, decisions, reports, monday_of(round.status_date))


def plan_path(folder: Folder, round: Round) -> Path:
    """The plan of a round that is sent round. Raises :class:`RoundError` where it has none."""
    path = folder.path(round.id, SENT_ROUND)
    if not path.is_file():
        raise RoundError(
            say("round {id} has no plan; make one: wijkplan round plan {root}", id=round.id, root=folder.root)
        )
    folder.as_logged(round.id, [SENT_ROUND])
    return path


def reports_of(folder: Folder, round: Round) -> list[Progress]:
    """The progress that a round took in, in the order in which it came."""
    logged = [row.object for row in folder.log(round.id) if row.act == "progress" and row.object.endswith(".json")]
    counting = [name for name in logged if ".refused" not in name]
    return [Progress.model_validate_json(path.read_text("utf-8")) for path in folder.as_logged(round.id, counting)]
