"""What is done with a round, step by step: open, plan, publish, take in answers and progress, close. Each step writes
whole files and logs them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.folder.stored_comparison import Folder as Stored
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.decode import find
from wijkplan.planner.intake.read_programme import Loaded
from wijkplan.planner.programme import Programme
from wijkplan.planner.share.audience import Audience, audience
from wijkplan.planner.share.consent_files import Answers, read_answers
from wijkplan.planner.share.export import Export, Subject
from wijkplan.planner.share.export import export as exported
from wijkplan.planner.share.export import log as disclosed
from wijkplan.planner.share.party_sheets import Kind
from wijkplan.planner.share.saving_at_risk import leave_out_other_plans, lines_of
from wijkplan.planner.text import Language, say

from .change_types import Budget, LeastChange
from .files_of_round import (
    CORE,
    counting,
    manifest_of,
    next_number,
    own_names,
    owners,
    received_as,
    sent,
    sha256_of,
    until,
)
from .round_folder import (
    ANSWERS,
    BUDGETS,
    CHANGES,
    DECISIONS,
    MANIFEST,
    PLAN,
    PUBLISHED,
    SUBMISSIONS,
    Folder,
    RoundError,
    now,
)
from .round_types import STATES, Decided, Decision, Reference, Round, Sent
from .taking_part import check_party, paths_of
from .what_stands import QUESTION, VARIANT, changed_since, plan_path

DECIDED: Mapping[Kind, Decided] = {
    "accept": "accepted",
    "refuse": "refused",
    "pin": "pinned",
    "window": "window",
    "people": "people",
}
"""What an answer decides."""

NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"
"""Of a round, which is that of a folder too."""


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
    if not re.fullmatch(NAME, asked.id):
        raise RoundError(
            say("round {id!r} needs a name of letters, digits, dots and hyphens, such as 2027-Q1", id=asked.id)
        )
    begun = next((one for one in known if one.id == asked.id), None)
    if begun is not None and begun.state != "open":  # an opening that was cut short goes on
        raise RoundError(say("there is a round {id} already", id=asked.id))
    before = next((one for one in reversed(known) if one.id != asked.id), None)
    if before is not None and before.state != "closed":
        raise RoundError(
            say(
                "round {id} is {state}; close it first: wijkplan round close {root}",
                id=before.id,
                state=before.called,
                root=folder.root,
            )
        )
    if before is not None and not folder.ended(before.id):
        raise RoundError(
            say(
                "closing round {id} was cut short; close it again: wijkplan round close {root} --round {id}",
                id=before.id,
                root=folder.root,
            )
        )
    if before is not None and asked.status_date < before.status_date:
        raise RoundError(
            say(
                "status date {day} lies before that of round {id}, {before}: what was done until then stands",
                day=asked.status_date,
                id=before.id,
                before=before.status_date,
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
    if before is not None and (changed := folder.since_closed(before.id)):
        raise changed_since(before.id, changed[0])
    previous = (
        None
        if before is None
        else Reference(round=before.id, sha256=sha256_of(folder.path(before.id, "closed.json").read_bytes()))
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
    subject = to_send(folder, round, programme, compiled, key, by)
    return send(folder, round, subject, exports(subject, compiled, language), by)


def to_send(
    folder: Folder, round: Round, programme: Programme, compiled: Compiled, key: bytes, by: str = CORE
) -> Subject:
    """What a publication is about; what the plan could not keep is asked again. Raises :class:`RoundError` where there
    is no plan to send."""
    _may_send(round)
    plan_path(folder, round)
    from .line_history import line_history  # late: it reads what is kept here

    stored = _stored(folder, round, compiled)
    folder.append(round.id, DECISIONS, _asked_again(folder, round), "ask again", by)
    return Subject(programme, compiled, stored, QUESTION, VARIANT, key, line_history(folder, round))


def exports(subject: Subject, compiled: Compiled, language: Language) -> list[tuple[Audience, Export]]:
    """What everybody that a plan is sent to may see of it. It takes as long as there are parties and changes
    nothing."""
    return [(who, exported(subject, who, language)) for who in audiences(compiled)]


def send(
    folder: Folder, round: Round, subject: Subject, results: Sequence[tuple[Audience, Export]], by: str = CORE
) -> list[Sent]:
    """Write a publication. Raises :class:`RoundError` where a plan is not sent round any more."""
    _may_send(round)
    manifest = sent(folder, round)
    number = _free_number(folder, round, manifest, results)
    made: list[Sent] = []
    for who, result in results:
        files = _published(who, number, result)
        disclosed(folder.path(round.id, PLAN), subject, who, result)
        folder.add(round.id, {f"{PUBLISHED}/{name}": raw for name, raw in files.items()}, "publish", by)
        made += [
            Sent(audience=str(who), number=number, file=name, sha256=sha256_of(raw), sent=now())
            for name, raw in files.items()
        ]
    folder.add(round.id, {f"{PUBLISHED}/{MANIFEST}": manifest_of([*manifest, *made])}, "publish", by)
    folder.move_to(round, "published", by)
    return made


def _may_send(round: Round) -> None:
    if round.state not in ("planned", "published"):
        raise RoundError(
            say("round {id} is {state}; a plan is sent round once it is planned", id=round.id, state=round.called)
        )


def _published(who: Audience, number: int, result: Export) -> dict[str, bytes]:
    """The files of a publication by their names in its folder."""
    base = who.file_name if number == 1 else f"{who.file_name}/{number}"
    return {f"{base}/{name}": raw for name, raw in result.files.items()}


def _free_number(
    folder: Folder, round: Round, manifest: Sequence[Sent], results: Sequence[tuple[Audience, Export]]
) -> int:
    """The number of the next publication. One that was cut short goes on where it is still the same; otherwise it
    stays as far as it came, and this is the next."""
    logged = {row.object: row.sha256 for row in folder.log(round.id)}
    number = 1 + max((row.number for row in manifest), default=0)
    while any(
        logged.get(f"{PUBLISHED}/{name}", digest) != digest
        for who, result in results
        for name, digest in ((name, sha256_of(raw)) for name, raw in _published(who, number, result).items())
    ):
        number += 1
    return number


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
    """Promise an employer that it sees no more changes than so many; it holds from this round on until another is
    stated. Raises :class:`RoundError` where no such employer takes part."""
    check_party(folder, round, budget.party)
    folder.append(round.id, BUDGETS, [budget], "budget", by)


def take_answers(folder: Folder, round: Round, files: Sequence[Path], compiled: Compiled) -> list[Answers]:
    """Keep answers as they were received, and what they decide; those with errors are kept and decide nothing. All
    answers are given back, with their findings."""
    if round.state not in ("published", "answered"):
        early = STATES.index(round.state) < STATES.index("published")
        told = (
            say("answers are taken in once a plan was sent round")
            if early
            else say("answers belong to the plan of the next round")
        )
        raise RoundError(say("round {id} is {state}; {told}", id=round.id, state=round.called, told=told))
    plan = _stored(folder, round, compiled).plans[QUESTION, VARIANT]
    found = [read_answers(path, compiled, round.id) for path in files]
    leave_out_other_plans(compiled, plan, found)
    placed, names = plan.by_activity(), compiled.names
    for path, one in zip(files, found, strict=True):
        party = one.employer if one.employer in names.employer_index else "unknown"
        number = next_number(folder, round, f"{ANSWERS}/{party}")
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


def close(folder: Folder, round: Round, by: str = CORE) -> Reference:
    """End a round; what stands in it is the beginning of the next. What was cut short is done to its end."""
    plan_path(folder, round)
    cut_short = round.state == "closed" and not folder.ended(round.id)
    if round.state == "closed" and not cut_short:
        raise RoundError(say("round {id} is closed already", id=round.id))
    if round.state not in ("published", "answered", "agreed") and not cut_short:
        raise RoundError(
            say(
                "round {id} is {state}; a round is closed once its plan was sent round", id=round.id, state=round.called
            )
        )
    if not cut_short:
        round = folder.move_to(folder.move_to(round, "agreed", by), "closed", by)
    return folder.close(round, by)


def _stored(folder: Folder, round: Round, compiled: Compiled) -> Stored:
    return read_folder(plan_path(folder, round).parent, compiled, paths_of(folder, round))


def audiences(compiled: Compiled) -> list[Audience]:
    """Everybody that a plan is sent to: employers with work, clients, and the core team."""
    names = compiled.names
    works = lines_of(compiled)
    parties = [f"employer:{one.id}" for one in names.employers if one.id in works] + [
        f"client:{one.id}" for one in names.clients
    ]
    return [audience(text, names) for text in (*parties, CORE)]
