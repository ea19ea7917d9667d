"""Certified high ends of what combining tenders saves, from taking every combined tender of a plan apart again.

Take any plan of the wide problem. Where each combined tender in it can be replaced by separate ones without moving any
work, the plan that results is one of the narrow problem, which costs more by at most what those tenders can add. No
project is in two of them, so whatever the wide optimum is, the narrow one is above it by at most the dearest set of
disjoint combined tenders: a set packing. Its linear relaxation is bounded by prices per project: where the prices of a
tender's projects add up to at least what taking it apart can cost, for every combined tender, all prices together are
a high end (weak duality; set packing: de Vries, Vohra 2003).

A tender can be taken apart in every plan when each of its projects has a separate tender for which

* (``lead``) its first publication and its lead end no later than those of the combined one, or than the project's
  first week in any plan. Its preparation needs a place at the desks of its clients. Either that desk has one for each
  project that could want it; or all separate tenders of the client can be prepared one after the other in time for the
  first week of each; or they take in turn the place that the combined tender had, whichever week that was published
  in;
* (``contract``) the contract is as long as that of the project's lot, or as the project can take in any plan;
* (``opening``, ``interface``) digs joined inside a lot may stay joined by a street agreement, at its interface cost;
* (``crew``, ``hire``) partners inside a lot can be replaced by hired heads, and the market has enough for everyone who
  could hire in that week.

Placements, joined digs, and so street order, rest, burden, delivery, grid and all pools stay as they are, or get
emptier.

Keys of a certificate: ``kind`` = "dissolution"; ``prices``: {project: euros}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from heapq import heapify, heapreplace
from itertools import pairwise
from typing import Any

from ..problem import Demand, Joint, Lot, Pattern, Position, Problem, Source, Tender
from .keys import index
from .publications import euros as euros_of
from .refused import Refused
from .window import weeks_left

Weeks = list[tuple[int, int]]


def dissolved(narrow: Problem, wide: Problem, certificate: Mapping[str, Any]) -> int:
    """Euros that the optimum of ``narrow`` is at most above that of ``wide``: the same problem, but in ``wide``
    tenders may be combined.

    Raises :class:`~wijkplan.models.check.refused.Refused` where a combined tender cannot be taken apart in every plan,
    or costs more than its prices."""
    prices = _prices(wide, certificate)
    for t, effect in effects(narrow, wide).items():
        if isinstance(effect, str):
            raise Refused(f"tender {t} cannot be taken apart in every plan: {effect}")
        paid = sum(prices.get(q, 0) for q in wide.tenders[t].projects)
        if paid < effect:
            raise Refused(f"taking tender {t} apart can cost {effect} euros, its projects are priced {paid}")
    return sum(prices.values())


def effects(narrow: Problem, wide: Problem) -> dict[int, int | str]:
    """Per combined tender that may be chosen the euros that taking it apart costs at most, or why some plan could not
    do without it.

    Raises :class:`~wijkplan.models.check.refused.Refused` where the problems are not two such variants, or no plan can
    be compared."""
    if replace(narrow, allowed=wide.allowed) != wide or narrow.allowed.combined or not wide.allowed.combined:
        raise Refused("a dissolution is from a variant with separate tenders to the same problem with combined ones")
    streets = ((allowed.agreements, allowed.existing) for allowed in (narrow.allowed, wide.allowed))
    if narrow.allowed.lent != wide.allowed.lent or len(set(streets)) > 1:
        raise Refused("a dissolution is between variants with the same lending and street agreements")
    if (wide.max_cash, wide.max_hired) != (None, None):
        raise Refused("taking tenders apart can take more cash or hired people than there are")
    left = weeks_left(wide)
    if left is None:
        raise Refused("an activity has no week in which it could be done: there is no plan")
    parts = _Parts(narrow, wide, left)
    return {
        t: parts.effect(tender) for t, tender in enumerate(wide.tenders) if tender.combined and wide.may_choose(tender)
    }


def _prices(p: Problem, certificate: Mapping[str, Any]) -> dict[int, int]:
    rows = certificate.get("prices")
    if (
        certificate.get("kind") != "dissolution"
        or set(certificate) != {"kind", "prices"}
        or not isinstance(rows, Mapping)
    ):
        raise Refused("a certificate of a dissolution has the keys kind and prices")
    prices: dict[int, int] = {}
    for key, euros in rows.items():
        q = index(key, len(p.projects), "project")
        if type(euros) is not int or euros < 0:
            raise Refused(f"project {q}: {euros!r} is no price, a whole number of zero or more")
        prices[q] = euros
    return prices


class _Parts:
    """What combined tenders fall apart into."""

    def __init__(self, narrow: Problem, wide: Problem, left: Weeks) -> None:
        self.wide, self.left = wide, left
        self.singles: dict[int, list[Tender]] = {q: [] for q, project in enumerate(wide.projects) if project.tendered}
        for tender in narrow.tenders:
            if narrow.may_choose(tender):
                self.singles[tender.projects[0]].append(tender)
        for rows in self.singles.values():
            rows.sort(key=lambda tender: euros_of(wide, tender))
        self.users = [
            [q for q, rows in self.singles.items() if any(c in one.clients for one in rows)]
            for c in range(len(wide.clients))
        ]
        self.joints = _joints(wide)
        self.enough: dict[int, bool] = {}

    def effect(self, tender: Tender) -> int | str:
        """Euros, or what stands in the way."""
        total = -euros_of(self.wide, tender)
        tight = {
            c for q in tender.projects for one in self.singles[q] for c in one.clients if not self._room(c, tender)
        }
        weeks = [week for week in range(tender.preparation, self.wide.horizon) if week not in tender.closed]
        busy = {
            c: [week - tender.preparation for week in weeks] for c in tender.clients
        }  # per week of publication: till when its place is taken
        for lot in tender.lots:
            for q in lot.projects:
                single = self._single(q, tender, lot, tight, weeks, busy)
                if single is None:
                    return f"no separate tender of project {q} fits in every plan"
                total += euros_of(self.wide, single)
            for agreed, interface in (
                row for pair, rows in self.joints.items() if pair <= set(lot.projects) for row in rows
            ):
                if not agreed:
                    return "digs of two of its projects may be joined only inside a lot"
                total += interface
            partners = self._partners(lot)
            if partners is None:
                return "partners could do work for which there may be nobody to hire"
            total += partners
        return total

    def _room(self, client: int, tender: Tender) -> bool:
        """Whether a desk cannot be in the way when this tender is taken apart, wherever the client's other projects
        are bought: it has room for all at once, or for all in turn, the one first that must be ready first."""
        p, users = self.wide, self.users[client]
        desk = p.clients[client].least
        if len(users) <= desk:
            return True
        if desk <= 0 or any(one.clients != (client,) for q in users for one in self.singles[q]):
            return False
        jobs = []
        for q in users:
            first = max(self._first(q), tender.earliest if q in tender.projects else 0)
            jobs += [(first - max(one.lead for one in self.singles[q]), q)]
        free = [0] * desk
        heapify(free)
        for deadline, q in sorted(jobs):
            published = free[0] + max(one.preparation for one in self.singles[q])
            while any(published in one.closed for one in self.singles[q]):
                published += 1
            if published > deadline:
                return False
            heapreplace(free, published)
        return True

    def _first(self, q: int) -> int:
        """The first week in which any plan could begin a project."""
        return min((self.left[a][0] for a in self.wide.members[q]), default=self.wide.horizon)

    def _single(
        self, q: int, tender: Tender, lot: Lot, tight: set[int], weeks: list[int], busy: dict[int, list[int]]
    ) -> Tender | None:
        """The cheapest separate tender that is ready in time for this project, whichever of ``weeks`` the combined one
        is published in; a preparation in the place that this one had is noted in ``busy``."""
        first = self._first(q)
        needed = min(lot.period, max((self.left[a][1] for a in self.wide.members[q]), default=first) - first)
        for single in self.singles[q]:
            desks = [c for c in single.clients if c in tight] if single.preparation else []
            if any(own.period < needed for own in single.lots) or any(c not in busy for c in desks):
                continue
            if not desks:
                if single.earliest <= max(tender.earliest, first):
                    return single
                continue
            until = [
                single.open_week(max(row) + single.preparation) for row in zip(*(busy[c] for c in desks), strict=True)
            ]
            if all(
                end <= week and end + single.lead <= week + tender.lead for end, week in zip(until, weeks, strict=True)
            ):
                busy.update((c, until) for c in desks)
                return single
        return None

    def _partners(self, lot: Lot) -> int | None:
        """Most euros that hired heads cost above the partners that they replace; ``None`` where they might not be
        found."""
        p, total = self.wide, 0
        if not p.allowed.consortium:
            return 0
        for q in lot.projects:
            employers = {p.projects[other].employer for other in lot.projects if other != q}
            for a in p.members[q]:
                modes = [
                    [self._dearest(a, mode.duration, demand, employers) for demand in mode.demands]
                    for mode in p.activities[a].modes
                ]
                if any(extra is None for mode in modes for extra in mode):
                    return None
                total += max((sum(extra or 0 for extra in mode) for mode in modes), default=0)
        return total

    def _dearest(self, a: int, duration: int, demand: Demand, employers: set[int]) -> int | None:
        p, most = self.wide, 0
        for pattern in demand.patterns:
            if self._may_be_partner(duration, demand, pattern, employers):
                if p.max_changes is not None or p.max_employer_changes or p.max_hired is not None:
                    return None  # hired heads in the place of partners may be more than a ceiling allows
                instead = [
                    other.euros(p.priced)
                    for other in demand.patterns
                    if self._can_replace(a, duration, demand, pattern, other)
                ]
                if not instead:
                    return None
                most = max(most, min(instead) - pattern.euros(p.priced))
        return most

    def _may_be_partner(self, duration: int, demand: Demand, pattern: Pattern, employers: set[int]) -> bool:
        """Whether some plan could use whole people of one of these employers here, as partners in a lot."""
        p = self.wide
        if (
            pattern.source is not Source.CONSORTIUM
            or pattern.other is None
            or not p.persons.fits(demand.trade, duration, pattern)
        ):
            return False
        return p.pools[pattern.other].employer in employers

    def _can_replace(self, a: int, duration: int, demand: Demand, pattern: Pattern, other: Pattern) -> bool:
        """Whether hired heads can do what the partner does, with no more own heads of the same pool."""
        p = self.wide
        if other.source is not Source.HIRED or other.other is None or not p.persons.fits(demand.trade, duration, other):
            return False
        market = p.markets[other.other]
        own = other.own_heads == 0 or (other.own == pattern.own and other.own_heads <= pattern.own_heads)
        return own and (market.trade, market.region) == (demand.trade, p.region(a)) and self._enough(other.other)

    def _enough(self, market: int) -> bool:
        """Whether a market has enough heads in each week for all that could hire in it."""
        if market not in self.enough:
            p = self.wide
            load = [0] * p.horizon
            for a, (early, late) in enumerate(self.left):
                most = max((sum(_hired(d, market) for d in mode.demands) for mode in p.activities[a].modes), default=0)
                for week in range(early, late):
                    load[week] += most
            self.enough[market] = all(need <= heads for need, heads in zip(load, p.markets[market].heads, strict=True))
        return self.enough[market]


def _hired(demand: Demand, market: int) -> int:
    """Most heads of a demand that a market could be asked for."""
    return max(
        (row.other_heads for row in demand.patterns if row.source is Source.HIRED and row.other == market), default=0
    )


def _joints(p: Problem) -> dict[frozenset[int], list[tuple[bool, int]]]:
    """Per two projects their joints that a plan could use: whether a street agreement allows it, and at what cost."""
    found: dict[frozenset[int], list[tuple[bool, int]]] = {}
    for before, after, joint in _neighbours(p):
        if before != after and not joint.own:
            cost = joint.interface if "interface" in p.priced else 0
            found.setdefault(frozenset((before, after)), []).append((p.allowed.agreed(joint), cost))
    return found


def _neighbours(p: Problem) -> Iterator[tuple[int, int, Joint]]:
    for street in p.streets:
        for (before, after), joint in zip(pairwise(street.digs), street.joints, strict=True):
            one, other = p.activities[before], p.activities[after]
            opens = any(mode.position in (Position.FIRST, Position.MIDDLE) for mode in one.modes)
            closes = any(mode.position in (Position.LAST, Position.MIDDLE) for mode in other.modes)
            if opens and closes:
                yield one.project, other.project, joint
