"""The work of a project as the norms see it, as far as checks need it: pieces, their hours, the shortest time they can take."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.reference import Reference
from planner.submission import Project


@dataclass(frozen=True, slots=True)
class Piece:
    """Work of one package in one place. ``amount`` is in units of the package (0 for work the project states itself); ``hours``
    are person-hours per trade; ``weeks`` the duration with the largest crew and no closed weeks, so a lower bound, ``long_weeks``
    that with the smallest crew; ``path`` leads to where the project states it."""

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
    per_week = reference.settings.hours_per_head_week
    share = project.participation_percent / 100 if project.work_type == "retrofit" else 1.0
    stated = {(own.package, own.place) for own in project.activities}
    found: list[Piece] = []
    for i, place in enumerate(project.places):
        for package in reference.of_work_type(project.work_type):
            amount = getattr(place, package.quantity) * share
            if amount <= 0 or (package.id, place.id) in stated:
                continue
            hours = {trade: amount * h for trade, h in package.hours.items()}
            short, long = (_weeks(hours, heads * per_week) for heads in (max(package.crews), min(package.crews)))
            path, name = f"places[{i}].{package.quantity}", f"{package.id}:{place.id}"
            found.append(Piece(package.id, place.id, amount, hours, short, long, package.opens_street, path, id=name))
    for i, own in enumerate(project.activities):
        hours = {h.trade: h.hours for h in own.hours}
        weeks = _weeks(hours, own.crew_heads * per_week)
        path = f"activities[{i}]"
        found.append(Piece(own.package, own.place, 0, hours, weeks, weeks, own.opens_street, path, own.after, own.id))
    return found


def _weeks(hours: Mapping[str, float], hours_per_week: float) -> int:
    return max(1, math.ceil(sum(hours.values()) / hours_per_week))


def shortest(project: Project, reference: Reference) -> int:
    """Weeks from the first start to the last end if every piece starts as soon as the order of its packages allows."""
    work = pieces(project, reference)
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
                if order.scope == "project" or work[i].place == work[j].place:
                    least = {"FS": work[i].weeks, "SS": 0, "FF": work[i].weeks - work[j].weeks}[order.link]
                    yield i, j, least + order.lag_weeks
    index = {piece.id: i for i, piece in enumerate(work)}
    for j, piece in enumerate(work):
        yield from ((index[before], j, work[index[before]].weeks) for before in piece.after if before in index)


def value_eur(project: Project, reference: Reference) -> float:
    """Norm value of the contract: by quantity, and by hours for what the project states itself."""
    share = project.participation_percent / 100 if project.work_type == "retrofit" else 1.0
    stated = {(own.package, own.place) for own in project.activities}
    by_norm: float = sum(
        getattr(place, package.quantity) * share * package.value_eur
        for place in project.places
        for package in reference.of_work_type(project.work_type)
        if (package.id, place.id) not in stated
    )
    rates = reference.trades
    by_hours = sum(h.hours * rates[h.trade].rate_eur for own in project.activities for h in own.hours if h.trade in rates)
    return by_norm + by_hours
