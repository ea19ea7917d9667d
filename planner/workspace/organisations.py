"""Who takes part in a programme: added one by one or as a list, and invited all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wijkplan.planner.text import Text, say

from .audit import note
from .members import invite
from .models import Organisation, Programme
from .policy import Actor

CORE = "core-team"
ROLE_NAMES: Mapping[str, Text] = {
    "employer": say("employer"),
    "client": say("client"),
    "school": say("school or UWV"),
    "union": say("union"),
    "reader": say("reader"),
    CORE: say("core team"),
}
"""Roles of who takes part in a programme."""

MOST = 2_000
"""Rows of one list."""


class WrongRow(ValueError):
    """A row of a list that is no organisation; ``why`` is said to who sent it."""

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation as it is typed: ``id`` as its submissions say it, ``number`` that of the trade register."""

    role: str
    id: str
    name: str
    number: str = ""

    @property
    def whole(self) -> bool:
        """Whether all is said that has to be."""
        return self.role in ROLE_NAMES and bool(self.name) and (self.role == CORE or bool(self.id))

    @property
    def party(self) -> str:
        """How the workspace names it."""
        return CORE if self.role == CORE else f"{self.role}-{self.id}"[:90]


def read_rows(text: str) -> list[Row]:
    """Lines ``role;id;name;number``, as they come from a sheet too (with tabs). Raises :class:`WrongRow`."""
    found, lines = [], text.splitlines()
    if len(lines) > MOST:
        why = say("A list has {most} lines at most, this one {n}. Nothing was added.", most=MOST, n=len(lines))
        raise WrongRow(why)
    for number, line in enumerate(lines, 1):
        if line.strip():
            cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
            row = Row(*(cells + [""] * 4)[:4])
            if not row.whole:
                known = ", ".join(ROLE_NAMES)
                raise WrongRow(
                    say(
                        "Line {number} says {line!r}: write role;id;name, with role one of {known}. Nothing was added.",
                        number=number,
                        line=line[:80],
                        known=known,
                    )
                )
            found.append(row)
    return found


def add_organisation(actor: Actor, programme: Programme, row: Row) -> bool:
    """Add it; whether it was not there yet."""
    values = {"role": row.role, "name": row.name[:200], "number": row.number[:40]}
    _, new = Organisation.objects.get_or_create(programme=programme, party=row.party, defaults=values)
    if new:
        note(actor, "add organisation", row.party, programme.slug, row.party)
    return new


def invite_all(actor: Actor, programme: Programme) -> list[tuple[Organisation, str]]:
    """A secret for the planner-in-chief of every organisation without members."""
    empty = Organisation.objects.filter(programme=programme, membership=None).order_by("party")
    return [(one, invite(actor, one, chief=True)) for one in empty.select_related("programme")]
