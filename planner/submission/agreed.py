"""What stands when planning goes on: lines and tenders of the last plan that was sent round, with what was answered to
them and done since.

The core team's tools write this file (``agreed.json``) from answers and progress; it takes part in a programme like
any other file that was sent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .schema import Amount, Day, Id, Record

LineState = Literal["planned", "accepted", "pinned", "held", "asked", "window", "started", "done"]
OwnPeople = Literal["own", "own_or_hired", "own_or_lent"]
"""Whose people a line may be done with, where its owner asked for others: own ones alone, or hired ones or those of
other employers beside them."""

FIXED: frozenset[LineState] = frozenset({"accepted", "pinned", "held", "started", "done"})
"""States of lines that keep their week."""

FACTS: frozenset[LineState] = frozenset({"started", "done"})
"""States of lines that are no longer planned: they happened."""


class AgreedLine(Record):
    """A work (``activity`` as exports name it) that starts in the week of ``start``.

    ``planned`` may move, unless that week is within the notice; ``accepted`` and ``pinned`` stay, and so does ``held``,
    whose owner is to see no more changes; ``asked`` was agreed and cannot hold, so it may move even within the notice,
    and its owner is asked again; ``window`` starts
    between the weeks of ``earliest`` and ``latest``, either of which may be left out; ``started`` and ``done``
    happened. ``end`` is the last day of what is done. ``hours`` are the person-hours of all of it, all trades
    together, where they are not those of the norm. ``people`` are those that its owner asked for (left out: any)."""

    activity: Annotated[str, Field(min_length=1, max_length=200)]
    state: LineState
    start: Day
    end: Day | None = None
    earliest: Day | None = None
    latest: Day | None = None
    hours: Amount | None = None
    people: OwnPeople | None = None


class AgreedTender(Record):
    """A tender of the last plan with the day of its publication; once that lies before the status date it stays."""

    tender: Annotated[str, Field(min_length=1, max_length=200)]
    published: Day


class AgreedLeaving(Record):
    """An employer that takes no new work: what it began it finishes, the rest of its work goes back to the client. Its
    people are there until the day ``until``, and for what it finishes."""

    party: Id
    until: Day


class Agreed(Record):
    """All of it, on the ``status_date`` of a round: nothing new starts or is published before it, and nothing that may
    still move starts or moves within ``notice_weeks`` of it (left out: the setting of the reference data)."""

    kind: Literal["agreed"]
    format_version: Literal[1]
    round: Id
    status_date: Day
    notice_weeks: Annotated[int, Field(ge=0, le=104)] | None = None
    lines: tuple[AgreedLine, ...] = ()
    tenders: tuple[AgreedTender, ...] = ()
    leaving: tuple[AgreedLeaving, ...] = ()
