"""The same thing twice: work sent by two parties, a line of leave or a street that was copied, more homes than a
street has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from wijkplan.planner.findings.finding import Finding, warning
from wijkplan.planner.submission.schema import Employer, Place, Project
from wijkplan.planner.text import say

from .context import At, Context


def check(context: Context) -> Iterator[Finding]:
    """Everything that may count twice."""
    yield from _leave(context)
    yield from _streets(context)
    yield from _sent_twice(context)
    yield from _homes(context)


def _leave(context: Context) -> Iterator[Finding]:
    """Lines of leave of one crew with the same days and heads: two people, or a copy."""
    for at, sender in context.senders:
        for i, crew in enumerate(sender.crews if isinstance(sender, Employer) else ()):
            first: dict[object, int] = {}
            for k, leave in enumerate(crew.leave):
                same = first.setdefault((leave.start, leave.end, leave.heads), k)
                if same != k:
                    spot = context.spot(at.down(f"crews[{i}].leave[{same}]"))
                    what = say(
                        "The same leave of crew {id} stands at {spot}: same days, same heads.", id=crew.id, spot=spot
                    )
                    remedy = say("Remove one if it is a copy; both count now.")
                    yield warning(
                        "duplicate-row", *at.down(f"crews[{i}].leave[{k}].heads").place, leave.heads, what, remedy
                    )


def _streets(context: Context) -> Iterator[Finding]:
    """A street that stands twice in one project with the same amounts."""
    for at, project in context.projects:
        first: dict[object, int] = {}
        for i, place in enumerate(project.places):
            amounts = _amounts(place)
            if place.street is None or not amounts:
                continue
            same = first.setdefault((place.street, tuple(sorted(amounts.items()))), i)
            if same != i:
                spot = context.spot(at.down(f"places[{same}]"))
                what = say(
                    "Street {street} stands in this project already, with the same amounts ({spot}).",
                    street=place.street,
                    spot=spot,
                )
                remedy = say("Remove one if it is a copy; both count now.")
                yield warning("duplicate-row", *at.down(f"places[{i}].street").place, place.street, what, remedy)


def _amounts(place: Place) -> dict[str, float]:
    """What is to be done in a place, by quantity; homes that are only there are none of it."""
    return {name: value for name, value in place if name != "homes" and isinstance(value, int | float) and value}


def _sent_twice(context: Context) -> Iterator[Finding]:
    """Work of one kind and amount in one street, or in one district where it has no street, that two parties sent.
    Whose the other is stays untold."""
    works: dict[object, list[tuple[At, Project, str]]] = defaultdict(list)
    for at, project in context.projects:
        for i, place in enumerate(project.places):
            for quantity, amount in _amounts(place).items():
                where = place.street or (project.district, place.id)
                works[where, project.work_type, quantity, amount].append(
                    (at.down(f"places[{i}].{quantity}"), project, at.owner)
                )
    told: dict[tuple[str, str], None] = {}
    for same in works.values():
        for (at, project, owner), (other_at, other, other_owner) in combinations(same, 2):
            if owner == other_owner or not _may_be_one(project, other):
                continue
            for here, mine, there in ((at, project, other_at), (other_at, other, at)):
                key = (here.file, mine.id)
                if key not in told and there.file != here.file:
                    told[key] = None
                    what = say("Another party sent the same work: the same kind and amount in the same place.")
                    remedy = say("Agree who sends it, client or contractor; both count now.")
                    yield warning("sent-twice", *here.place, mine.id, what, remedy)


def _may_be_one(a: Project, b: Project) -> bool:
    """Whether two projects can be one: nothing that both say differs, and one of them is work in hand."""
    clients = a.client is None or b.client is None or a.client == b.client
    employers = a.employer is None or b.employer is None or a.employer == b.employer
    return clients and employers


def _homes(context: Context) -> Iterator[Finding]:
    """Streets with more homes than they have, in one place or by one package in all projects together: one finding per
    street, of the worst."""
    parts: dict[tuple[str, str], list[tuple[At, float]]] = defaultdict(list)
    for at, project in context.projects:
        for i, place in enumerate(project.places):
            street = context.streets.get(place.street or "")
            if street is not None and street.homes:
                for name, value in place:
                    if name.endswith("homes") and isinstance(value, int) and value:
                        key = (
                            name if name != "homes" else f"{at.path}[{i}]{at.file}"
                        )  # homes that are there are not added up
                        parts[street.id, key].append((at.down(f"places[{i}].{name}"), value))
    worst: dict[str, list[tuple[At, float]]] = {}
    for (street_id, _), places in parts.items():
        if sum(value for _, value in places) > max(
            context.streets[street_id].homes, sum(value for _, value in worst.get(street_id, ()))
        ):
            worst[street_id] = places
    for street_id, places in worst.items():
        total, (at, value) = sum(value for _, value in places), max(places, key=lambda part: part[1])
        what = say(
            "Street {street} has {homes} homes; {total} are asked for.",
            street=street_id,
            homes=context.streets[street_id].homes,
            total=total,
        )
        if len(places) > 1:
            what = say("{what} That is of {count} projects together.", what=what, count=len(places))
        remedy = say("Correct the numbers here or of the street, or remove what counts twice.")
        yield warning("more-homes-than-street", *at.place, value, what, remedy)
