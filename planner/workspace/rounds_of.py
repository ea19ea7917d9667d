"""The rounds of a programme: the row in the database while it collects, the folder of rounds from then on."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.rounds.lines import Line
from wijkplan.planner.rounds.round_folder import ANSWERS, DECISIONS, Folder, RoundError
from wijkplan.planner.rounds.round_types import Decision as LineDecision
from wijkplan.planner.rounds.round_types import Round as FolderRound
from wijkplan.planner.rounds.round_types import State
from wijkplan.planner.rounds.steps import Opening, open_round
from wijkplan.planner.rounds.what_stands import current_lines
from wijkplan.planner.text import Text, say

from .audit import note
from .handing_in import gather
from .jobs import queue
from .models import Job, Programme, Round
from .policy import Actor
from .where import programme_folder

PATIENCE = 15.0
"""Seconds that a page waits for another process that changes the rounds."""

STATES: Mapping[State, Text] = {
    "open": say("hand-in open"),
    "collecting": say("hand-in closed"),
    "planned": say("planned"),
    "published": say("sent round"),
    "answered": say("being answered"),
    "agreed": say("agreed"),
    "closed": say("closed"),
}
"""How far a round is, as pages say it."""

_LOCKS: dict[str, Lock] = {}


def folder_of(programme: Programme) -> Folder:
    """The folder of rounds."""
    return Folder(programme_folder(programme.slug) / "rounds")


def in_folder(round: Round) -> FolderRound | None:
    """The round in its folder; ``None`` while it is collecting."""
    if round.collecting:
        return None
    try:
        return folder_of(round.programme).one(round.name)
    except RoundError:
        return None


def state_of(round: Round) -> State:
    """How far a round is."""
    found = in_folder(round)
    return "open" if found is None else found.state


@contextmanager
def changing(programme: Programme) -> Iterator[Folder]:
    """The rounds for this thread of this process alone; others wait. Raises ``RoundError`` after a while."""
    folder, until = folder_of(programme), time.monotonic() + PATIENCE
    mine = _LOCKS.setdefault(programme.slug, Lock())
    if not mine.acquire(timeout=PATIENCE):
        raise RoundError(say("somebody else changes these rounds at the moment; try again"))
    try:
        while True:
            taken = folder.locked()
            try:
                taken.__enter__()
                break
            except RoundError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        try:
            yield folder
        finally:
            taken.__exit__(None, None, None)
    finally:
        mine.release()


def end_hand_in(round: Round, by: str) -> FolderRound:
    """Close the hand-in: the last version without errors of everybody becomes the round's submissions. Raises
    ``RoundError`` where they cannot be planned together."""
    programme = round.programme
    base = programme_folder(programme.slug) / "gathered" / round.name
    shutil.rmtree(base, ignore_errors=True)
    paths = gather(programme, base)
    loaded = load_all(paths)
    if loaded.programme is None:
        errors = [one for one in loaded.findings if one.severity == "error"]
        raise RoundError(
            say(
                "together the submissions cannot be planned: {n} errors; the first is of kind {kind}",
                n=len(errors),
                kind=errors[0].kind,
            )
        )
    with changing(programme) as folder:
        made = open_round(folder, Opening(round.name, round.status_date, round.notice), paths, loaded, by)
    Round.objects.filter(pk=round.pk).update(collecting=False)
    round.collecting = False
    return made


def ask_for_plan(actor: Actor, round: Round, seconds: int) -> Job:
    """Close the hand-in, where it is open, and ask for a plan. Raises ``RoundError``."""
    if round.collecting:
        end_hand_in(round, actor.number)
        note(actor, "close hand-in", round.name, round.programme.slug)
    state = state_of(round)
    if state not in ("open", "collecting", "planned", "published"):
        raise RoundError(say("round {id} is {state}; it is not planned again", id=round.name, state=STATES[state]))
    return queue(actor, round, "plan", {"seconds": seconds})


def plan_file(round: Round) -> Path:
    """The folder with the comparison of a round."""
    return folder_of(round.programme).path(round.name, "plan")


def lines_in(round: Round) -> dict[str, Line]:
    """The state of every line, of everybody: only for who picks out one party's."""
    found = in_folder(round)
    return {} if found is None else current_lines(folder_of(round.programme), found)


def decide(round: Round, party: str, rows: Sequence[LineDecision]) -> None:
    """What a party decided about lines of its own; it is kept as an answer too. Raises ``RoundError``."""
    with changing(round.programme) as folder:
        found = folder.one(round.name)
        if found.state not in ("published", "answered"):
            raise RoundError(
                say(
                    "round {id} is {state}; answers are taken in once a plan was sent round",
                    id=round.name,
                    state=STATES[found.state],
                )
            )
        owner = party.split("-", 1)[-1]
        raw = json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False, indent=1).encode()
        number = 1 + sum(row.object.startswith(f"{ANSWERS}/{owner}/") for row in folder.log(round.name))
        folder.add(round.name, {f"{ANSWERS}/{owner}/{number}.json": raw + b"\n"}, "answer", owner)
        folder.append(round.name, DECISIONS, rows, "decide", owner)
        folder.move_to(found, "answered", owner)


def as_values(line: Line) -> dict[str, Any]:
    """A line's state, for a page or the API."""
    return {
        "state": line.state,
        "start": line.start.isoformat(),
        "earliest": line.earliest and line.earliest.isoformat(),
        "latest": line.latest and line.latest.isoformat(),
        "reason": line.reason,
        "asked_people": line.people,
    }
