"""What differs between two plans of one programme: lines, people, tenders, openings and euros per client.

Plans are compared by the names in their files, so that two rounds, whose programmes differ, can be held side by side
too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from wijkplan.planner.record.part import Part

Values = Mapping[str, Any]
"""A plan file as JSON values."""


class LineMoved(Part):
    """A work that stands in both plans, in other weeks. ``weeks`` are those that its start moves, later above 0."""

    activity: str
    """Its id."""

    start_before: int
    """Its first week in the first plan, counted from the start of the programme."""

    start_after: int
    """Its first week in the second plan."""

    end_before: int
    """The week after its last one in the first plan."""

    end_after: int
    """The week after its last one in the second plan."""

    weeks: int
    """Weeks that its start moves."""


class Crew(Part):
    """Who staffs one trade of a work: own heads, and of one other source."""

    own: str | None = None
    """The pool of its employer."""

    own_heads: float = 0
    """Heads of it."""

    source: str | None = None
    """Where the others are from: hired, lent or consortium; ``None`` where there are none."""

    other: str | None = None
    """Whose the others are."""

    other_heads: float = 0
    """Heads of them."""


class PeopleChanged(Part):
    """A trade of a work that others staff, or in other numbers; ``None`` where the work asks none of that trade."""

    activity: str
    """The work."""

    trade: str
    """The trade."""

    before: Crew | None
    """In the first plan."""

    after: Crew | None
    """In the second plan."""


class TenderChanged(Part):
    """A procedure that only one of the plans chose, or that is published in another week."""

    tender: str
    """Its id."""

    published_before: int | None
    """Week of publication in the first plan; ``None``: not chosen there."""

    published_after: int | None
    """Likewise in the second plan."""


class OpeningChanged(Part):
    """Two digs that share an opening of their street in one of the plans only."""

    street: str
    """The street."""

    joined: tuple[str, str]
    """The digs, the deeper one first."""

    joined_after: bool
    """Whether it is the second plan in which they do."""


class EurosChanged(Part):
    """What a client pays, in euros of cash by norm."""

    client: str
    """The client."""

    before: int | None
    """In the first plan; ``None``: it takes no part there."""

    after: int | None
    """In the second plan."""


class Difference(Part):
    """Everything that differs between two plans; all lists are empty for a plan and itself."""

    moved: tuple[LineMoved, ...]
    """Works in other weeks."""

    people: tuple[PeopleChanged, ...]
    """Works with other people."""

    tenders: tuple[TenderChanged, ...]
    """Other procedures, or other weeks for them."""

    openings: tuple[OpeningChanged, ...]
    """Digs that share an opening in one of them."""

    euros: tuple[EurosChanged, ...]
    """What clients pay more or less."""

    added: tuple[str, ...]
    """Works that only the second plan has."""

    gone: tuple[str, ...]
    """Works that only the first plan has."""

    not_compared: tuple[str, ...] = ()
    """Which of these lists is empty because it could not be made."""

    @property
    def empty(self) -> bool:
        """Whether nothing differs, of all that could be compared."""
        return not any((self.moved, self.people, self.tenders, self.openings, self.euros, self.added, self.gone))


def difference(before: Values, after: Values, euros: tuple[Mapping[str, int], Mapping[str, int]] | None) -> Difference:
    """From one plan file to another; ``euros`` are what each client pays in either, ``None`` where that is not
    known."""
    was, now = _works(before), _works(after)
    both = sorted(was.keys() & now.keys())
    return Difference(
        moved=tuple(line for name in both if (line := _moved(name, was[name], now[name])) is not None),
        people=tuple(row for name in both for row in _people(name, was[name], now[name])),
        tenders=tuple(_tenders(before, after)),
        openings=tuple(_openings(before, after)),
        euros=() if euros is None else tuple(_euros(*euros)),
        added=tuple(sorted(now.keys() - was.keys())),
        gone=tuple(sorted(was.keys() - now.keys())),
        not_compared=("euros",) if euros is None else (),
    )


def narrowed(found: Difference, own: Callable[[str], bool], tenders: frozenset[str], client: str | None) -> Difference:
    """What one party may see of it: its works (``own``) without whose the people of others are and with whom it shares
    an opening, the procedures in which it has work, and what it pays itself."""
    return Difference(
        moved=tuple(line for line in found.moved if own(line.activity)),
        people=tuple(
            row.model_copy(update={"before": _unnamed(row.before), "after": _unnamed(row.after)})
            for row in found.people
            if own(row.activity) and (row.trade, _unnamed(row.before)) != (row.trade, _unnamed(row.after))
        ),
        tenders=tuple(row for row in found.tenders if row.tender in tenders),
        openings=tuple(row for row in found.openings if all(map(own, row.joined))),
        euros=tuple(row for row in found.euros if row.client == client),
        added=tuple(filter(own, found.added)),
        gone=tuple(filter(own, found.gone)),
        not_compared=found.not_compared,
    )


def _unnamed(crew: Crew | None) -> Crew | None:
    return None if crew is None else crew.model_copy(update={"other": None})


def _works(plan: Values) -> dict[str, Values]:
    return {row["activity"]: row for row in plan["activities"]}


def _moved(name: str, was: Values, now: Values) -> LineMoved | None:
    weeks = [(row["start_week"], row["end_week"]) for row in (was, now)]
    if weeks[0] == weeks[1]:
        return None
    (start, end), (later, last) = weeks
    return LineMoved(
        activity=name, start_before=start, start_after=later, end_before=end, end_after=last, weeks=later - start
    )


def _people(name: str, was: Values, now: Values) -> Iterator[PeopleChanged]:
    before, after = ({row["trade"]: _crew(row) for row in side["staffing"]} for side in (was, now))
    for trade in sorted(before.keys() | after.keys()):
        if before.get(trade) != after.get(trade):
            yield PeopleChanged(activity=name, trade=trade, before=before.get(trade), after=after.get(trade))


def _crew(row: Values) -> Crew:
    return Crew(**{key: row[key] for key in Crew.model_fields if key in row})


def _tenders(before: Values, after: Values) -> Iterator[TenderChanged]:
    was, now = ({row["tender"]: row["published_week"] for row in plan["tenders"]} for plan in (before, after))
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield TenderChanged(tender=name, published_before=was.get(name), published_after=now.get(name))


def _openings(before: Values, after: Values) -> Iterator[OpeningChanged]:
    was, now = ({(row["street"], *row["joined"]) for row in plan["openings"]} for plan in (before, after))
    for street, first, second in sorted(was ^ now):
        yield OpeningChanged(street=street, joined=(first, second), joined_after=(street, first, second) in now)


def _euros(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[EurosChanged]:
    for client in sorted(before.keys() | after.keys()):
        if before.get(client) != after.get(client):
            yield EurosChanged(client=client, before=before.get(client), after=after.get(client))
