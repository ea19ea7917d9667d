"""The state of an employer's lines over the rounds, as a sheet and a table of its page: what was agreed, what it said
itself in earlier rounds, and what it is asked again, with what that is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.submission.agreed import OwnPeople
from wijkplan.planner.text import Language, Text, say, translated

from .xlsx_writer import Table

STATES: Mapping[str, Text] = {
    "proposed": say("proposed"),
    "accepted": say("accepted"),
    "refused": say("refused"),
    "pinned": say("pinned"),
    "countered": say("asked otherwise"),
    "asked again": say("asked again"),
    "started": say("started"),
    "done": say("done"),
    "withdrawn": say("withdrawn"),
}
WHOSE: Mapping[OwnPeople, Text] = {
    "own": say("own"),
    "own_or_hired": say("own or hired"),
    "own_or_lent": say("own or borrowed"),
}
"""Whose people a line may be done with, where its owner asks for others."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said of a line in a round: ``decision`` as in its log, with Mondays of the weeks, whose people, and
    why."""

    round: str
    decision: str
    first: date | None
    last: date | None
    people: OwnPeople | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class LineState:
    """A line by its id: its state, the Monday it stands agreed for (``None``: nothing is agreed), that of the plan,
    and all that was said of it. ``asked`` is a week to which its owner is asked to move it, because that saves at
    least ``asked_eur`` euros."""

    activity: str
    state: str
    agreed: date | None
    planned: date
    said: tuple[Utterance, ...] = ()
    asked: date | None = None
    asked_eur: int | None = None


def line_states(names: Names, rows: Iterable[LineState], language: Language) -> Table:
    """The sheet; weeks as in the other sheets of the workbook."""

    def week(day: date | None) -> str:
        return "-" if day is None else week_label(day, 0)

    def told(one: Utterance) -> str:
        text = translated(_utterance(one, week(one.first), week(one.last)), language)
        return f"{text} ({one.reason})" if one.reason else text

    return Table(
        title=say("State of your lines"),
        note=say(
            "What was agreed stays. Where you are asked to move a line, it stays in its week until you say so: pin it "
            "in "
            "the week that is asked for."
        ),
        headings=(
            say("Line"),
            say("Work"),
            say("State"),
            say("Agreed week"),
            say("New week"),
            say("What was said"),
            say("You are asked for week"),
            say("That saves at least"),
        ),
        rows=[
            (
                row.activity,
                names.activities[names.activity_index[row.activity]].title,
                STATES[row.state],
                None if row.agreed is None else week(row.agreed),
                week(row.planned),
                "; ".join(told(one) for one in row.said) or None,
                None if row.asked is None else week(row.asked),
                row.asked_eur,
            )
            for row in rows
        ],
    )


def _utterance(one: Utterance, first: str, last: str) -> Text:
    words = {
        "accepted": say("{round}: accepted {first}", round=one.round, first=first),
        "refused": say("{round}: refused {first}", round=one.round, first=first),
        "pinned": say("{round}: pinned {first}", round=one.round, first=first),
        "window": say("{round}: other weeks, {first} to {last}", round=one.round, first=first, last=last),
        "people": say(
            "{round}: other people, {people}", round=one.round, people="-" if one.people is None else WHOSE[one.people]
        ),
        "asked": say("{round}: asked again, {first} cannot hold", round=one.round, first=first),
        "withdrawn": say("{round}: withdrawn", round=one.round),
    }
    return words[one.decision]
