"""Who takes part in a round, from when, and until when its people are there."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Literal

from wijkplan.planner.text import say

from .files_of_round import CORE, counting, received, until
from .round_folder import (
    AGREED,
    PARTIES,
    SUBMISSIONS,
    Folder,
    RoundError,
)
from .round_types import Leaving, Round

NOTICE_MONTHS = 2
"""With which an employer leaves."""


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


def check_party(folder: Folder, round: Round, party: str, kind: Literal["employer", "client"] = "employer") -> None:
    """Raises :class:`RoundError` where no such employer or client takes part in a round."""
    known = [row.party for row in counting(folder, round) if row.read_as == kind and row.party is not None]
    if party in known:
        return
    fields = {"party": party, "id": round.id, "listed": ", ".join(sorted(known))}
    if kind == "employer":
        raise RoundError(say("no employer {party!r} takes part in round {id}: {listed}", **fields))
    raise RoundError(say("no client {party!r} takes part in round {id}: {listed}", **fields))


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
