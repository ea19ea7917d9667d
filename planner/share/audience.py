"""Who an export is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wijkplan.planner.compile import Names
from wijkplan.planner.findings.finding import suggestion
from wijkplan.planner.text import Text, say

Kind = Literal[
    "employer", "client", "municipality", "core-team", "steering-group", "clearing", "school", "uwv", "union", "public"
]
WITHOUT_ID: tuple[Kind, ...] = ("core-team", "steering-group", "clearing", "school", "uwv", "union", "public")
WITH_ID: tuple[Kind, ...] = ("employer", "client", "municipality")


class UnknownAudience(ValueError):
    """No such party takes part; the message says which do."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of reader; ``id`` is that of the employer or client, the CBS code of the municipality, empty for all
    others."""

    kind: Kind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind

    @property
    def file_name(self) -> str:
        """As part of a file name."""
        return str(self).replace(":", "-")


KINDS: Mapping[str, Text] = {
    "employer": say("employer"),
    "client": say("client"),
    "municipality": say("municipality"),
}


def audience(text: str, names: Names) -> Audience:
    """The audience that is written as ``employer:ID``, ``client:ID``, ``municipality:ID`` (its CBS code), or the name
    of one of the others. An anonymous firm is nobody's.

    Raises :class:`UnknownAudience`.
    """
    kind, _, name = text.partition(":")
    for one in WITHOUT_ID:
        if text == one:
            return Audience(one)
    parties = {
        "employer": [e.id for e in names.employers if not e.anonymous],
        "client": [c.id for c in names.clients],
        "municipality": sorted(set(names.municipalities.values())),
    }
    if kind not in parties or not name:
        raise UnknownAudience(
            say(
                "{text!r} is no audience: use employer:ID, client:ID, municipality:ID, core-team, steering-group, "
                "clearing, school, uwv, union or public",
                text=text,
            )
        )
    if name not in parties[kind]:
        raise UnknownAudience(
            say(
                "there is no {kind} {name!r} in this programme. {suggestion}",
                kind=KINDS[kind],
                name=name,
                suggestion=suggestion(name, parties[kind]),
            )
        )
    return Audience(next(one for one in WITH_ID if one == kind), name)
