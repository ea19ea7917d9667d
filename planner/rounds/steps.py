"""What is done with a round, step by step: open, plan, publish, take in answers and progress, close. Each step writes
whole files and logs them."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.folder.stored_comparison import Folder as Stored
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.decode import find
from wijkplan.planner.intake.read_programme import Loaded
from wijkplan.planner.programme import Programme, monday_of
from wijkplan.planner.share.audience import Audience, audience
from wijkplan.planner.share.consent_files import Answers, Kind, read_answers
from wijkplan.planner.share.export import Subject
from wijkplan.planner.share.export import export as exported
from wijkplan.planner.share.export import log as disclosed
from wijkplan.planner.share.saving_at_risk import leave_out_other_plans, lines_of
from wijkplan.planner.submission.agreed import Agreed, AgreedLeaving
from wijkplan.planner.text import Language, say

from .change_types import Budget, LeastChange
from .lines import Line, lines, standing_of
from .progress_file import Expected, Progress, expected_works, read_progress
from .round_folder import (
    AGREED,
    ANSWERS,
    BUDGETS,
    CHANGES,
    DECISIONS,
    MANIFEST,
    PARTIES,
    PLAN,
    PROGRESS,
    PUBLISHED,
    SUBMISSIONS,
    Folder,
    RoundError,
    now,
)
from .round_types import Decided, Decision, Leaving, Received, Reference, Round, Sent

VARIANT, QUESTION = "bundled", "equal_delivery"
"""Whose plan is sent round."""

CORE = "core-team"
NOTICE_MONTHS = 2
"""With which an employer leaves."""

DECIDED: Mapping[Kind, Decided] = {
    "accept": "accepted",
    "refuse": "refused",
    "pin": "pinned",
    "window": "window",
    "people": "people",
}
"""What an answer decides."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a round is opened; an agreed line is asked about only if moving it pays more than ``threshold_eur``."""

    id: str
    status_date: date
    min_notice_weeks: int
    threshold_eur: int | None = None


def open_round(folder: Folder, asked: Opening, paths: Sequence[Path], loaded: Loaded | None, by: str = CORE) -> Round:
    """A new round with copies of the submissions; without any, with those of the round before it.

    An opening that was cut short is begun again.

    Raises:
        RoundError: there is such a round, the one before it is not closed, or there is nothing to begin with.
    """
    known = folder.rounds() if (folder.root / "rounds.json").is_file() else []
    begun = next((one for one in known if one.id == asked.id), None)
    if begun is not None and begun.state != "open":  # an opening that was cut short goes on
        raise RoundError(say("there is a round {id} already", id=asked.id))
    before = next((one for one in reversed(known) if one.id != asked.id), None)
    if before is not None and before.state != "closed":
        raise RoundError(
            say(
                "round {id} is {state}; close it first: wijkplan round close {root}",
                id=before.id,
                state=before.state,
                root=folder.root,
            )
        )
    if before is None and not paths:
        raise RoundError(say("the first round needs a programme: name the folder with the submissions"))
    kept = {} if before is None else {folder.path(before.id, SUBMISSIONS, r.file): r for r in counting(folder, before)}
    listed = find(paths)[0] if paths else list(kept)
    names = own_names(listed)
    files = {names[path]: path.read_bytes() for path in listed}
    handed = {names[path]: (row.party, row.read_as) for path, row in kept.items() if path in names}
    senders = handed if loaded is None else owners(loaded, names)
    previous = (
        None
        if before is None
        else Reference(round=before.id, sha256=_hash(folder.path(before.id, "closed.json").read_bytes()))
    )
    made = Round(
        id=asked.id,
        opened=now(),
        status_date=asked.status_date,
        state="open",
        previous=previous,
        min_notice_weeks=asked.min_notice_weeks,
        threshold_eur=asked.threshold_eur,
    )
    name = loaded.programme.name if loaded is not None and loaded.programme is not None else folder.about.programme
    folder.begin(made, name)
    manifest = [received_as(name, raw, senders) for name, raw in sorted(files.items())]
    folder.add(made.id, {f"{SUBMISSIONS}/{name}": raw for name, raw in files.items()}, "receive", by)
    folder.add(made.id, {f"{SUBMISSIONS}/{MANIFEST}": manifest_of(manifest)}, "receive", by)
    return folder.move_to(made, "collecting", by)


def paths_of(folder: Folder, round: Round, leaving: frozenset[str] = frozenset()) -> list[Path]:
    """The programme of a round: its submissions less those of parties that left or are ``leaving``, and what
    stands."""
    gone = left(folder, round) | leaving
    files = [folder.path(round.id, SUBMISSIONS, row.file) for row in counting(folder, round) if row.party not in gone]
    agreed = folder.path(round.id, AGREED)
    return [*files, agreed] if agreed.is_file() else files


def left(folder: Folder, round: Round) -> frozenset[str]:
    """Clients that no longer take part in a round: their submissions count no more."""
    return frozenset(id for id, row in _gone(folder, round).items() if row.until is None)


def leavers(folder: Folder, round: Round) -> dict[str, date]:
    """Employers that leave, or have left, with the last day on which their people are there."""
    return {id: row.until for id, row in _gone(folder, round).items() if row.until is not None}


def _gone(folder: Folder, round: Round) -> dict[str, Leaving]:
    found: dict[str, Leaving] = {}
    listed = [one.id for one in folder.rounds()]
    for at in listed[: listed.index(round.id) + 1]:
        for row in folder.read_lines(at, PARTIES, Leaving):
            ended = row.until_round is not None and listed.index(row.until_round) < listed.index(round.id)
            found.pop(row.party, None)
            if ended:
                found[row.party] = row
    return found


def notice_ends(day: date, months: int = NOTICE_MONTHS) -> date:
    """The day some calendar months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def parties(folder: Folder, round: Round) -> list[Leaving]:
    """Every party of a round: from which round on it takes part, and until when."""
    found: dict[str, Leaving] = {}
    for at in until(folder, round):
        senders = {row.party for row in received(folder, at) if row.party is not None and row.read_as != "programme"}
        for party in sorted(senders):
            found.setdefault(party, Leaving(party=party, from_round=at.id, until_round=None, reason="handed in"))
        for row in folder.read_lines(at.id, PARTIES, Leaving):
            since = found[row.party].from_round if row.party in found else row.from_round
            found[row.party] = row.model_copy(update={"from_round": row.from_round or since})
    return list(found.values())


def leave(folder: Folder, round: Round, party: str, reason: str, last_day: date | None, by: str = CORE) -> None:
    """A party leaves: a client takes no part from this round on; an employer takes no new work, finishes what it began,
    and has its people until ``last_day``. Raises :class:`RoundError` in a first round."""
    before = round.previous
    if before is None:
        raise RoundError(
            say("in a first round a party leaves by not handing in: take its file away before it is opened")
        )
    row = Leaving(party=party, from_round=None, until_round=before.round, reason=reason, until=last_day)
    folder.append(round.id, PARTIES, [row], "leave", by)


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


def standing_lines(folder: Folder, round: Round) -> tuple[dict[str, Line], dict[str, Any] | None]:
    """The lines of the last plan that was sent round before this round, as they stand on its status date; and that
    plan."""
    before = folder.previous(round)
    if before is None:
        return {}, None
    plan = json.loads(plan_path(folder, before).read_text("utf-8"))
    decisions = [row for one in until(folder, before) for row in folder.read_lines(one.id, DECISIONS, Decision)]
    reports = [report for one in until(folder, round) for report in reports_of(folder, one)]
    return lines(plan, decisions, reports, monday_of(round.status_date)), plan


def current_lines(folder: Folder, round: Round) -> dict[str, Line]:
    """The lines of the round's own plan where it was sent round, else those of the round before; with all that was
    said of them until now."""
    if round.state not in ("published", "answered", "agreed", "closed"):
        return standing_lines(folder, round)[0]
    plan = json.loads(plan_path(folder, round).read_text("utf-8"))
    decisions = [row for one in until(folder, round) for row in folder.read_lines(one.id, DECISIONS, Decision)]
    reports = [report for one in until(folder, round) for report in reports_of(folder, one)]
    return lines(plan, decisions, reports, monday_of(round.status_date))


def plan_path(folder: Folder, round: Round) -> Path:
    """The plan of a round that is sent round. Raises :class:`RoundError` where it has none."""
    path = folder.path(round.id, PLAN, f"plan-{VARIANT}-{QUESTION}.json")
    if not path.is_file():
        raise RoundError(
            say("round {id} has no plan; make one: wijkplan round plan {root}", id=round.id, root=folder.root)
        )
    return path


def publish(
    folder: Folder,
    round: Round,
    programme: Programme,
    compiled: Compiled,
    key: bytes,
    language: Language,
    by: str = CORE,
) -> list[Sent]:
    """Write what each party may see of the plan; again, as the next publication, where there is one already. Every
    employer reads how its lines stand over rounds. Returns what was written now."""
    if round.state not in ("planned", "published"):
        raise RoundError(
            say("round {id} is {state}; a plan is sent round once it is planned", id=round.id, state=round.state)
        )
    plan_path(folder, round)
    from .line_history import line_history  # late: it reads what is kept here

    stored = _stored(folder, round, compiled)
    folder.append(round.id, DECISIONS, _asked_again(folder, round), "ask again", by)
    subject = Subject(programme, compiled, stored, QUESTION, VARIANT, key, line_history(folder, round))
    manifest = sent(folder, round)
    number = 1 + max((row.number for row in manifest), default=0)
    made: list[Sent] = []
    for who in audiences(compiled):
        result = exported(subject, who, language)
        base = who.file_name if number == 1 else f"{who.file_name}/{number}"
        files = {f"{PUBLISHED}/{base}/{name}": raw for name, raw in result.files.items()}
        disclosed(folder.path(round.id, PLAN), subject, who, result)
        folder.add(round.id, files, "publish", by)
        made += [
            Sent(audience=str(who), number=number, file=f"{base}/{name}", sha256=_hash(raw), sent=now())
            for name, raw in result.files.items()
        ]
    folder.add(round.id, {f"{PUBLISHED}/{MANIFEST}": manifest_of([*manifest, *made])}, "publish", by)
    folder.move_to(round, "published", by)
    return made


def _asked_again(folder: Folder, round: Round) -> list[Decision]:
    """What the plan could not keep of what was agreed, as it is sent round; each week once."""
    known = {
        (row.line, row.weeks) for row in folder.read_lines(round.id, DECISIONS, Decision) if row.decision == "asked"
    }
    rows = []
    for one in least_change(folder, round).asked_again:
        day = one.agreed.isoformat()
        if (one.activity, (day, day)) not in known:
            rows.append(Decision(at=now(), by=CORE, line=one.activity, decision="asked", weeks=(day, day)))
    return rows


def least_change(folder: Folder, round: Round) -> LeastChange:
    """What changes in the plan of a round, and what is asked of whom; nothing where it was not planned yet."""
    path = folder.path(round.id, CHANGES)
    return LeastChange.model_validate_json(path.read_text("utf-8")) if path.is_file() else LeastChange()


def budgets_of(folder: Folder, round: Round) -> list[Budget]:
    """The change budgets that hold in a round, of each party the last one that was stated."""
    rows = [row for one in until(folder, round) for row in folder.read_lines(one.id, BUDGETS, Budget)]
    return list({row.party: row for row in rows}.values())


def set_budget(folder: Folder, round: Round, budget: Budget, by: str = CORE) -> None:
    """Promise a party that it sees no more changes than so many; it holds from this round on until another is
    stated."""
    folder.append(round.id, BUDGETS, [budget], "budget", by)


def sent(folder: Folder, round: Round) -> list[Sent]:
    """All that was sent in a round."""
    path = folder.path(round.id, PUBLISHED, MANIFEST)
    return [Sent.model_validate(row) for row in json.loads(path.read_text("utf-8"))] if path.is_file() else []


def take_answers(folder: Folder, round: Round, files: Sequence[Path], compiled: Compiled) -> list[Answers]:
    """Keep answers as they were received, and what they decide; those with errors are kept and decide nothing. All
    answers are given back, with their findings."""
    if round.state not in ("published", "answered"):
        raise RoundError(
            say(
                "round {id} is {state}; answers are taken in once a plan was sent round", id=round.id, state=round.state
            )
        )
    plan = _stored(folder, round, compiled).plans[QUESTION, VARIANT]
    found = [read_answers(path, compiled) for path in files]
    leave_out_other_plans(compiled, plan, found)
    placed, names = plan.by_activity(), compiled.names
    for path, one in zip(files, found, strict=True):
        party = one.employer if one.employer in names.employer_index else "unknown"
        number = _next(folder, round, f"{ANSWERS}/{party}")
        folder.add(round.id, {f"{ANSWERS}/{party}/{number}{path.suffix}": path.read_bytes()}, "answer", party)
        if any(finding.severity == "error" for finding in one.findings):
            continue
        rows = [
            decision_of(one, names, a, kind, placed[a].start)
            for a, kind in sorted(one.given.items())
            if kind is not None and a in placed
        ]
        folder.append(round.id, DECISIONS, rows, "decide", party)
    folder.move_to(round, "answered", CORE)
    return found


def decision_of(one: Answers, names: Names, activity: int, kind: Kind, planned: int) -> Decision:
    """What an answer decides about a work that is planned in a week."""

    def monday(week: int | None) -> str | None:
        return None if week is None else names.monday(week).isoformat()

    at = monday(one.pins.get(activity, planned))
    asked = one.counters.get(activity)
    return Decision(
        at=now(),
        by=one.employer,
        line=names.activities[activity].id,
        decision=DECIDED[kind],
        weeks=(at, at) if asked is None else (monday(asked.earliest), monday(asked.latest)),
        people=None if asked is None else asked.people,
        reason=one.reasons.get(activity),
    )


def take_progress(
    folder: Folder, round: Round, files: Sequence[Path], compiled: Compiled
) -> list[tuple[str, Progress | None, list[Finding]]]:
    """Keep progress as it was received; what has errors is kept aside and counts for nothing. Per file who sent it,
    what it says, and what is wrong with it."""
    last = round if round.state in ("published", "answered", "agreed") else folder.previous(round)
    if last is None:
        raise RoundError(
            say("round {id} has no plan that was sent round yet; there is nothing to report about", id=round.id)
        )
    values = json.loads(plan_path(folder, last).read_text("utf-8"))
    works, told = lines_of(compiled), []
    for path in files:
        party, expected = _party(path, compiled, values, works)
        older = next(
            reversed(
                [report for one in until(folder, round) for report in reports_of(folder, one) if report.party == party]
            ),
            None,
        )
        made, findings = read_progress(path, expected, older)
        number = _next(folder, round, f"{PROGRESS}/{party}")
        suffix = path.suffix if made is not None else f".refused{path.suffix}"
        kept = {f"{PROGRESS}/{party}/{number}{suffix}": path.read_bytes()}
        if made is not None and path.suffix != ".json":
            kept[f"{PROGRESS}/{party}/{number}.json"] = (made.model_dump_json(indent=1) + "\n").encode()
        folder.add(round.id, kept, "progress", party)
        told.append((party, made, findings))
    return told


def reports_of(folder: Folder, round: Round) -> list[Progress]:
    """The progress that a round took in, in the order in which it came."""
    logged = [row.object for row in folder.log(round.id) if row.act == "progress" and row.object.endswith(".json")]
    return [
        Progress.model_validate_json(folder.path(round.id, name).read_text("utf-8"))
        for name in logged
        if ".refused" not in name
    ]


def close(folder: Folder, round: Round, by: str = CORE) -> Reference:
    """End a round; what stands in it is the beginning of the next."""
    plan_path(folder, round)
    if round.state not in ("published", "answered", "agreed"):
        raise RoundError(
            say("round {id} is {state}; a round is closed once its plan was sent round", id=round.id, state=round.state)
        )
    round = folder.move_to(folder.move_to(round, "agreed", by), "closed", by)
    return folder.close(round, by)


def until(folder: Folder, round: Round) -> list[Round]:
    """The rounds up to one, in order, itself the last."""
    listed = folder.rounds()
    return listed[: [one.id for one in listed].index(round.id) + 1]


def counting(folder: Folder, round: Round) -> list[Received]:
    """The files of the submissions of a round that count: those in the log whose place no later one took."""
    logged = {row.object for row in folder.log(round.id)}
    rows = received(folder, round)
    replaced = {row.replaces for row in rows}
    return [row for row in rows if row.file not in replaced and f"{SUBMISSIONS}/{row.file}" in logged]


def received(folder: Folder, round: Round) -> list[Received]:
    """All files that were handed in for a round, with who sent them."""
    path = folder.path(round.id, SUBMISSIONS, MANIFEST)
    return [Received.model_validate(row) for row in json.loads(path.read_text("utf-8"))] if path.is_file() else []


def _stored(folder: Folder, round: Round, compiled: Compiled) -> Stored:
    return read_folder(folder.path(round.id, PLAN), compiled, paths_of(folder, round))


def audiences(compiled: Compiled) -> list[Audience]:
    """Everybody that a plan is sent to: employers with work, clients, and the core team."""
    names = compiled.names
    works = lines_of(compiled)
    parties = [f"employer:{one.id}" for one in names.employers if one.id in works] + [
        f"client:{one.id}" for one in names.clients
    ]
    return [audience(text, names) for text in (*parties, CORE)]


def _party(
    path: Path, compiled: Compiled, values: Mapping[str, Any], works: Mapping[str, Sequence[int]]
) -> tuple[str, dict[str, Expected]]:
    """Whose progress a file is, and what the plan says of its works."""
    from .progress_values import values_of

    stated = values_of(path)[0] or {}
    party = str(stated.get("party", "unknown"))
    party = party if party in works else "unknown"
    names, arcs = compiled.names, compiled.problem.precedences
    ids = [names.activities[a].id for a in works.get(party, ())]
    before: dict[str, list[str]] = {}
    for arc in arcs:
        before.setdefault(names.activities[arc.successor].id, []).append(names.activities[arc.predecessor].id)
    return party, expected_works(values, ids, before)


def _next(folder: Folder, round: Round, base: str) -> int:
    logged = [row.object for row in folder.log(round.id) if row.object.startswith(f"{base}/")]
    numbers = [int(name.removeprefix(f"{base}/").split(".")[0]) for name in logged]
    return 1 + max(numbers, default=0)


def own_names(paths: Sequence[Path]) -> dict[Path, str]:
    """Names in one folder: as they are, and where two are the same with the folder they are from."""
    taken = [path.name for path in paths]
    return {path: path.name if taken.count(path.name) == 1 else f"{path.parent.name}-{path.name}" for path in paths}


def owners(loaded: Loaded, names: Mapping[Path, str]) -> dict[str, tuple[str | None, str]]:
    """Who sent each file, by its name in the folder, and as what it was read."""
    return {names[Path(one.file)]: (one.owner, one.record.kind) for one in loaded.submitted if Path(one.file) in names}


def received_as(name: str, raw: bytes, senders: Mapping[str, tuple[str | None, str]]) -> Received:
    party, kind = senders.get(name, (None, "not read"))
    return Received(party=party, file=name, sha256=_hash(raw), received=now(), read_as=kind)


def manifest_of(rows: Sequence[Received | Sent]) -> bytes:
    return (json.dumps([row.model_dump() for row in rows], indent=1, ensure_ascii=False) + "\n").encode()


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()
