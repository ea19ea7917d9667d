"""The files of a folder of rounds, but for those that are as they were received or sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from wijkplan.planner.submission.agreed import OwnPeople
from wijkplan.planner.text import Text, say

State = Literal["open", "collecting", "planned", "published", "answered", "agreed", "closed"]
"""How far a round is. It goes forward only, but for ``published`` to ``planned``: then there is a new publication, and
the old one stays."""

STATES: tuple[State, ...] = ("open", "collecting", "planned", "published", "answered", "agreed", "closed")

STATE_NAMES: Mapping[State, Text] = {
    "open": say("open"),
    "collecting": say("open for submissions"),
    "planned": say("planned"),
    "published": say("published"),
    "answered": say("answered"),
    "agreed": say("agreed"),
    "closed": say("closed"),
}
"""What they are called."""

Decided = Literal["accepted", "refused", "pinned", "window", "people", "asked", "withdrawn"]
"""``window``: other weeks are asked for; ``people``: other people. ``asked`` is decided by nobody: a week that was
agreed can no longer hold, and its owner is asked again."""


class RoundFile(BaseModel):
    """A file of ours in the folder: no keys but those that are written down."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Reference(RoundFile):
    """A round, and the hash of what it held when it was closed."""

    round: str
    """Its id."""

    sha256: str
    """Of its ``closed.json``."""


class Rounds(RoundFile):
    """``rounds.json``."""

    format_version: Literal[1]
    """Of this file."""

    programme: str
    """Name of the programme."""

    baseline: Reference | None = None
    """The first round that was closed: what is saved is counted from its baseline."""


class Round(RoundFile):
    """``round.json`` of one round."""

    id: str
    """Its name, also of its folder."""

    opened: str
    """When it was opened, ISO 8601."""

    status_date: date
    """Before it everything stands as it was done."""

    state: State
    """How far it is."""

    previous: Reference | None = None
    """The round before it."""

    threshold_eur: int | None = None
    """An accepted line is asked about again only if moving it pays more than this; ``null``: accepted lines stay
    whatever it pays."""

    min_notice_weeks: int = 4
    """What may still move is not put within so many weeks of the status date."""

    @property
    def called(self) -> Text:
        """How far it is, in words."""
        return STATE_NAMES[self.state]


class Received(RoundFile):
    """A line of ``submissions/manifest.json``."""

    party: str | None
    """Who sent it, ``None`` where the file does not say."""

    file: str
    """Its name in the folder."""

    sha256: str
    """Of its bytes."""

    received: str
    """When, ISO 8601."""

    read_as: str
    """Kind of submission, or what it was taken for."""

    replaces: str | None = None
    """The file in whose place it came; that one is kept and counts no more."""


class Sent(RoundFile):
    """A line of ``published/manifest.json``."""

    audience: str
    """To whom."""

    number: int
    """Which publication of the round, from 1."""

    file: str
    """Its name under ``published``."""

    sha256: str
    """Of its bytes."""

    sent: str
    """When, ISO 8601."""


class Decision(RoundFile):
    """A line of ``decisions.jsonl``: what was decided about a work. A later line about the same work counts before an
    earlier one."""

    at: str
    """When, ISO 8601."""

    by: str
    """The party."""

    line: str
    """The work."""

    decision: Decided
    """What."""

    weeks: tuple[str | None, str | None] | None = None
    """Mondays of the first and the last week in which it may start, either ``null`` where any is right; the same twice
    of what is accepted, pinned or refused."""

    people: OwnPeople | None = None
    """Whose people may do it, where its owner asks for others."""

    reason: str | None = None
    """Why, in the words of who decided."""


class Logged(RoundFile):
    """A line of ``log.jsonl``; ``prev`` is the hash of the line before, so that no line can be taken away or changed
    unseen."""

    seq: int
    """From 1."""

    at: str
    """When, ISO 8601."""

    by: str
    """Who."""

    act: str
    """What was done."""

    object: str
    """To what: a file of the round, or the round itself."""

    sha256: str | None
    """Of the file."""

    prev: str
    """SHA-256 of the line before, empty in the first."""


class Leaving(RoundFile):
    """A line of ``parties.jsonl``: a party that takes part in some rounds only."""

    party: str
    """Its id."""

    from_round: str | None
    """The first round with it; ``None``: from the beginning."""

    until_round: str | None
    """The last round with it; ``None``: it has not left."""

    until: date | None = None
    """The last day on which its people are there, where it is an employer that leaves."""

    reason: str
    """Why."""
