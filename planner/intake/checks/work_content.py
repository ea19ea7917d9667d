"""The work of a project as the norms see it, as far as checks need it: pieces, their hours, the shortest time they can
take."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.schema import Project

SLACK = 1e-9  # what floating point may add to a number that is whole on paper


@dataclass(frozen=True, slots=True)
class Piece:
    """Work of one package in one place. ``amount`` is in units of the package (0 for work the project states itself);
    ``hours`` are person-hours per trade; ``weeks`` the duration with the largest crew and no closed weeks, so a lower
    bound, ``long_weeks`` that with the smallest crew; ``path`` leads to where the project states it."""

    package: str
    place: str
    amount: float
    hours: Mapping[str, float]
    weeks: int
    long_weeks: int
    opens_street: bool
    path: str
    after: tuple[str, ...] = ()
    id: str = ""


def pieces(project: Project, reference: Reference) -> list[Piece]:
    """All work of a project; what the project states itself replaces the norm of the same package and place."""
    stated = {(own.package, own.place) for own in project.activities}
    found: list[Piece] = []
    for i, place in enumerate(project.places):
        for package in reference.packages_of(project):
            amount = _taking_part(project, place.amount(package.quantity))
            if amount <= 0 or (package.id, place.id) in stated:
                continue
            hours = {trade: amount * h for trade, h in package.hours.items()}
            durations = _durations(
                reference.weeks_of_one(hours), package.crews, reference.settings.longest_activity_weeks
            )
            short, long = min(durations), max(durations)
            path, name = f"places[{i}].{package.quantity}", f"{package.id}:{place.id}"
            found.append(Piece(package.id, place.id, amount, hours, short, long, package.opens_street, path, id=name))
    for i, own in enumerate(project.activities):
        hours = {h.trade: h.hours for h in own.hours}
        weeks = _up(reference.weeks_of_one(hours) / own.crew_heads)
        path = f"activities[{i}]"
        found.append(Piece(own.package, own.place, 0, hours, weeks, weeks, own.opens_street, path, own.after, own.id))
    return found


def _taking_part(project: Project, quantity: float) -> float:
    """The homes of a retrofit that take part, in whole homes."""
    return (
        math.ceil(quantity * project.participation_percent / 100 - SLACK)
        if project.work_type == "retrofit"
        else quantity
    )


def _durations(weeks_of_one: float, crews: Sequence[int], longest: int) -> list[int]:
    """Weeks per crew size; sizes that take longer than the longest activity are not used, more crews side by side
    are."""
    side_by_side = max(crews) * _up(weeks_of_one / max(crews) / longest)
    return [_up(weeks_of_one / heads) for heads in (*crews, side_by_side) if weeks_of_one / heads <= longest]


def _up(weeks: float) -> int:
    return max(1, math.ceil(weeks - SLACK))


def shortest(work: list[Piece], reference: Reference) -> int:
    """Weeks from the first start to the last end if every piece of a project starts as soon as the order of its
    packages allows."""
    lags = list(_lags(work, reference))
    start = [0] * len(work)
    for _ in work:  # longest path by relaxation; a cycle is a finding of its own, so the rounds are limited
        later = [(j, start[i] + lag) for i, j, lag in lags if start[i] + lag > start[j]]
        if not later:
            break
        for j, week in later:
            start[j] = max(start[j], week)
    return max((s + piece.weeks for s, piece in zip(start, work, strict=True)), default=0)


def _lags(work: list[Piece], reference: Reference) -> Iterator[tuple[int, int, int]]:
    """(first, then, least weeks from start to start) of all pieces that have an order."""
    by_package: dict[str, list[int]] = {}
    for i, piece in enumerate(work):
        by_package.setdefault(piece.package, []).append(i)
    for order in reference.orders:
        for i in by_package.get(order.first, ()):
            for j in by_package.get(order.then, ()):
                if order.scope != "place" or work[i].place == work[j].place:
                    least = {"FS": work[i].weeks, "SS": 0, "FF": work[i].weeks - work[j].weeks}[order.link]
                    yield i, j, least + order.lag_weeks
    index = {piece.id: i for i, piece in enumerate(work)}
    for j, piece in enumerate(work):
        yield from ((index[before], j, work[index[before]].weeks) for before in piece.after if before in index)


def value_eur(project: Project, reference: Reference) -> float:
    """Norm value of the contract: by quantity, and by hours for what the project states itself."""
    stated = {(own.package, own.place) for own in project.activities}
    by_norm: float = sum(
        _taking_part(project, place.amount(package.quantity)) * package.value_eur
        for place in project.places
        for package in reference.of_work_type(project.work_type)
        if (package.id, place.id) not in stated
    )
    rates = reference.trades
    by_hours = sum(
        h.hours * rates[h.trade].rate_eur for own in project.activities for h in own.hours if h.trade in rates
    )
    return by_norm + by_hours
