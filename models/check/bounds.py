"""Certified lower bounds: a bound is re-derived here from prices alone, in exact integer arithmetic.

A certificate is a vector of prices (Lagrange multipliers) for the constraints that tie activities together: heads of
pools, lending shares and markets per week, precedence, the districts' open streets, one tender per project, one lot
per shared opening, and at equal delivery the ceilings on burden and broken rests. Whoever breaks such a constraint
pays its price, whoever leaves room earns it. With the ties priced instead of required, every street and every other
activity can be optimised on its own, and the sum is at most the cost of any plan without violations (Lagrangian
relaxation: Fisher 1981; for project scheduling with prices per resource and period: Mohring, Schulz, Stork, Uetz
2003). Any prices give a valid bound; good ones give a strong one. Where they come from does not matter: nothing is
taken over but the numbers.

Where home-weeks are asked for instead of euros, homes are done no sooner than any mix of the ends of their works, so
each of them can be charged a part of the homes that need it. Prices are integers in ``1 / scale`` euros, or then
home-weeks. Keys of a certificate, all but ``kind`` and ``scale`` optional:

* ``heads``: {resource: price per hundredth of a head for each week}, resources numbered pools, lending shares of
  pools, markets;
* ``parts``: {resource: {divisor: price per week of each time that the divisor goes whole into the heads of a work}}:
  what is counted so goes at most as often into all heads that there are (rounding down after adding up is never less),
  so that two works of 60 pay twice where 100 are there;
* ``precedence``: {precedence: price per week by which its least lag is missed};
* ``order``: {precedence: price of each week in which its successor is there too soon}, earned back by every week of
  slack;
* ``delay``: {activity: part of its project's delay price that its own end is charged};
* ``homes``: {homes: {activity: part of their number that its own end is charged}}, where home-weeks are asked for;
* ``open``: {district: price per open street for each week};
* ``project``: {project: price of being in a tender}, of any sign;
* ``lot``: {dig: price of sharing an opening with the next dig because of one lot};
* ``partner``: {activity: price of using a consortium partner in one demand};
* ``burden`` (per euro) and ``rest`` (per broken rest): prices of the ceilings of equal delivery, ``district_burden``
  and ``district_rest`` {district: price} of those of single districts;
* ``places`` {places: price of each} and ``guides`` and ``learners`` {guidance: price for each week, per hundredth of a
  percent of a head that can guide and per learner (hundredths)}: what newcomers pay for seats, candidates and guidance.
  Each cohort is a column: what the heads that its newcomers add earn, less what they cost and pay, counts for as many
  as it takes where that is more than nothing;
* ``cash`` (per euro of any cash term) and ``hired`` (per hundredth of a hired head and working week): prices of the
  means that there are.

A certificate of another kind, :mod:`.lateness`, needs no prices: it is re-derived from the work between a head and a
tail.

Raises :class:`~.refused.Refused` for a certificate that does not fit the problem or has a price below zero where none
may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..problem import CASH, HOME_WEEKS, TERMS, Activity, Demand, Link, Position, Problem, Source
from .keys import index
from .lateness import lateness
from .refused import Refused
from .window import weeks_left

Ints = NDArray[np.int64]
NEVER = 1 << 60
ALL_CASH = frozenset(CASH)
LARGEST = 1 << 58  # no sum may come near the end of 64 bits


PRICED = (
    "heads",
    "parts",
    "precedence",
    "order",
    "delay",
    "homes",
    "open",
    "project",
    "lot",
    "partner",
    "burden",
    "rest",
    "district_burden",
    "district_rest",
    "places",
    "guides",
    "learners",
    "cash",
    "hired",
)


class Prices:
    """A certificate, read strictly."""

    def __init__(self, problem: Problem, certificate: Mapping[str, Any]) -> None:
        p, known = problem, {"kind", "scale", *PRICED}
        if certificate.get("kind") != "prices" or set(certificate) - known:
            raise Refused(f"kind {certificate.get('kind')!r} or keys {sorted(set(certificate) - known)} are unknown")
        self.scale = _integer(certificate.get("scale"), "scale", least=1)
        resources, activities = 2 * len(p.pools) + len(p.markets), len(p.activities)
        self.heads = _rows(certificate, "heads", resources, p.horizon)
        self.parts = _parts(certificate, resources, p.horizon)
        self.order = _rows(certificate, "order", len(p.precedences), p.horizon)
        self.open = _rows(certificate, "open", len(p.districts), p.horizon)
        self.precedence = _numbers(certificate, "precedence", len(p.precedences))
        self.delay = _numbers(certificate, "delay", activities)
        self.awaited = _awaited(p, certificate, self.scale)
        self.lot = _numbers(certificate, "lot", activities)
        self.partner = _numbers(certificate, "partner", activities)
        self.project = _numbers(certificate, "project", len(p.projects), least=None)
        self.burden = _integer(certificate.get("burden", 0), "burden")
        self.rest = _integer(certificate.get("rest", 0), "rest")
        self.district_burden = _numbers(certificate, "district_burden", len(p.districts))
        self.district_rest = _numbers(certificate, "district_rest", len(p.districts))
        self.cash = _integer(certificate.get("cash", 0), "cash")
        self.hired = _integer(certificate.get("hired", 0), "hired")
        self.places = _numbers(certificate, "places", len(p.places))
        self.guides = _rows(certificate, "guides", len(p.guidance), p.horizon)
        self.learners = _rows(certificate, "learners", len(p.guidance), p.horizon)
        self.euro = {
            term: self.scale * (term in p.priced) + self.cash * (term in CASH) for term in TERMS
        }  # what a euro of each counts for
        for q, project in enumerate(p.projects):
            priced = project.delay_price * self.scale if "delay" in p.priced else 0
            if sum(self.delay.get(a, 0) for a in p.members[q]) > priced:
                raise Refused(f"project {q}: its activities are charged more than its delay price")
        for d in self.open:
            if p.districts[d].max_open is None:
                raise Refused(f"district {d} has no agreed number of open streets to price")
        priced_ceilings = [
            (self.burden, p.max_burden),
            (self.rest, p.max_broken_rests),
            (self.cash, p.max_cash),
            (self.hired, p.max_hired),
        ]
        priced_ceilings += [(price, p.districts[d].max_burden) for d, price in self.district_burden.items()]
        priced_ceilings += [(price, p.districts[d].max_broken_rests) for d, price in self.district_rest.items()]
        if any(price and ceiling is None for price, ceiling in priced_ceilings):
            raise Refused("a ceiling is priced that the problem does not have")
        if _magnitude(p, self) > LARGEST:
            raise Refused("prices are too large for exact arithmetic")


def _awaited(p: Problem, certificate: Mapping[str, Any], scale: int) -> dict[int, int]:
    """Per activity what each week of its end costs for all homes that need it."""
    found: dict[int, int] = {}
    for name, row in _mapping(certificate, "homes").items():
        homes = p.homes[index(name, len(p.homes), "homes")]
        if not isinstance(row, Mapping):
            raise Refused(f"homes {name} is not a table of prices")
        parts = _numbers({"homes": row}, "homes", len(p.activities))
        if not set(parts) <= set(homes.works):
            raise Refused(f"homes {name}: work is charged that they do not need")
        if sum(parts.values()) > (homes.number * scale if HOME_WEEKS in p.priced else 0):
            raise Refused(f"homes {name}: their works are charged more than the number of them")
        for a, price in parts.items():
            found[a] = found.get(a, 0) + price
    return found


def _magnitude(p: Problem, prices: Prices) -> int:
    """More scaled euros than any sum below can reach in either direction: everything at its dearest and for the whole
    horizon, added up."""
    weeks, scale, digs = p.horizon + 1, prices.scale, len(p.street_of)
    modes = [mode for a in p.activities for mode in a.modes]
    demands = [d for mode in modes for d in mode.demands]
    euros = sum(mode.labour + mode.opening + mode.standby for mode in modes) + sum(
        q.cost for d in demands for q in d.patterns
    )
    euros += sum(a.moved_price * (weeks + abs(a.submitted or 0)) for a in p.activities)
    euros += sum(
        digs * (street.rest_price or 0) + sum(joint.interface for joint in street.joints) for street in p.streets
    )
    euros += sum(t.procurement + t.mobilisation for t in p.tenders) + sum(q.mobilisation for q in p.projects)
    total = (scale + prices.cash) * euros + prices.cash * (p.max_cash or 0) + prices.hired * (p.max_hired or 0)
    burden, rest = (
        prices.burden + sum(prices.district_burden.values()),
        prices.rest + sum(prices.district_rest.values()),
    )
    total += weeks * digs * (scale + burden) * sum(street.burden for street in p.streets) + digs * rest
    total += sum(price * (weeks + abs(p.projects[p.activities[a].project].target)) for a, price in prices.delay.items())
    total += 2 * (weeks * sum(prices.precedence.values()) + sum(int(v) for row in prices.order.values() for v in row))
    total += sum(prices.lot.values()) + len(demands) * sum(prices.partner.values())
    total += weeks * sum(prices.awaited.values())
    # Lent heads are counted twice: in the pool and in its lending share.
    heads = 2 * sum(max((q.own_heads + q.other_heads for q in d.patterns), default=0) for d in demands) + 1
    paid, opened = (sum(int(v) for row in rows.values() for v in row) for rows in (prices.heads, prices.open))
    paid += sum(int(v) for rows in prices.parts.values() for row in rows.values() for v in row)
    for cohort in p.cohorts:
        most = max(abs(heads) for heads in cohort.heads) + sum(cohort.learners) + sum(cohort.guides)
        heads += cohort.most * (most + 1)
        total += cohort.most * (scale + prices.cash) * cohort.cost
    guided = [int(v) for rows in (prices.guides, prices.learners) for row in rows.values() for v in row]
    number = sum(cohort.most for cohort in p.cohorts)
    widest = max((max((g.ratio, *g.guides, *g.most)) for g in p.guidance), default=0)
    total += sum(prices.places.values()) * (number + max((q.most for q in p.places), default=0))
    total += sum(guided) * (widest + 1) * (widest + 1 + 200 * number)
    return total + heads * (paid + weeks * prices.hired) + (digs + 1) * opened


def certified(problem: Problem, certificate: Mapping[str, Any]) -> int:
    """The lower bound in euros or home-weeks (rounded up: both are whole) that the certificate proves for every plan
    of the problem."""
    if certificate.get("kind") == "lateness":
        return lateness(problem, certificate)
    prices = Prices(problem, certificate)
    return -(-scaled(problem, prices) // prices.scale)


def scaled(problem: Problem, prices: Prices) -> int:
    """The bound at these prices in whole ``1 / scale`` euros or home-weeks, before it is rounded: of parts of a
    problem these add up."""
    left = weeks_left(problem)
    if left is None:
        raise Refused("an activity has no week in which it could be done: there is no plan to bound")
    costs = Costs(problem, prices, left)
    total = 0
    in_street = problem.street_of
    for a in range(len(problem.activities)):
        if a not in in_street:
            total += costs.cheapest(a)
    for s in range(len(problem.streets)):
        total += street_least(problem, prices, costs, s)
    total += tenders_least(problem, prices)
    total -= _capacities(problem, prices)
    total -= newcomers_earn(problem, prices)
    return total + prices.euro["mobilisation"] * sum(q.mobilisation for q in problem.projects if not q.tendered)


def _capacities(p: Problem, prices: Prices) -> int:
    """What the prices pay out for room that is there, whether it is used or not; for whole people only where others
    come whole (rule ``crew``)."""
    total = 0
    for r, row in prices.heads.items():
        total += sum(int(price) * heads for price, heads in zip(row, room(p, r), strict=True))
    for r, rows in prices.parts.items():
        there = room(p, r)
        total += sum(
            int(price) * (heads // divisor)
            for divisor, row in rows.items()
            for price, heads in zip(row, there, strict=True)
        )
    for d, row in prices.open.items():
        total += int(row.sum()) * (p.districts[d].max_open or 0)
    for i, price in prices.precedence.items():
        total -= price * p.precedences[i].min_lag
    total += prices.burden * (p.max_burden or 0) + prices.rest * (p.max_broken_rests or 0)
    total += sum(price * (p.districts[d].max_burden or 0) for d, price in prices.district_burden.items())
    total += sum(price * (p.districts[d].max_broken_rests or 0) for d, price in prices.district_rest.items())
    return total + prices.cash * (p.max_cash or 0) + prices.hired * (p.max_hired or 0)


def newcomers_earn(p: Problem, prices: Prices) -> int:
    """What newcomers can earn at most: each cohort at its most where it earns more than it pays, and what is paid for
    the places and the guidance that there are."""
    total = sum(price * p.places[i].most for i, price in prices.places.items())
    for g, row in prices.guides.items():
        guidance = p.guidance[g]
        total += sum(int(price) * guidance.ratio * guides for price, guides in zip(row, guidance.guides, strict=True))
    for g, row in prices.learners.items():
        total += sum(int(price) * most for price, most in zip(row, p.guidance[g].most, strict=True))
    for c, cohort in enumerate(p.cohorts):
        worth = -prices.euro["training"] * cohort.cost
        if cohort.pool in prices.heads:
            worth += sum(
                int(price) * heads for price, heads in zip(prices.heads[cohort.pool], cohort.heads, strict=True)
            )
        for divisor, row in prices.parts.get(cohort.pool, {}).items():
            # Rounded up, also below nothing: rounding down a sum is never more than that of its first part and this.
            worth += sum(int(price) * -(-heads // divisor) for price, heads in zip(row, cohort.heads, strict=True))
        worth -= sum(price for i, price in prices.places.items() if c in p.places[i].cohorts)
        for g, guidance in enumerate(p.guidance):
            if guidance.pool != cohort.pool:
                continue
            if g in prices.guides:
                taken = [100 * a - guidance.ratio * b for a, b in zip(cohort.learners, cohort.guides, strict=True)]
                worth -= sum(int(price) * heads for price, heads in zip(prices.guides[g], taken, strict=True))
            if g in prices.learners:
                worth -= sum(int(price) * a for price, a in zip(prices.learners[g], cohort.learners, strict=True))
        total += cohort.most * max(0, worth)
    return total


def _most_room(p: Problem, r: int) -> list[int]:
    """Heads of a resource per week with every newcomer who could come and nobody's time taken to guide them."""
    there_is = room(p, r)
    for cohort in p.cohorts:
        if cohort.pool == r:
            there_is = [
                there + cohort.most * max(0, heads) for there, heads in zip(there_is, cohort.heads, strict=True)
            ]
    return there_is


def room(p: Problem, r: int) -> list[int]:
    """Heads of a resource that there are per week (rules ``capacity``, ``lending`` and ``hire``), without newcomers of
    whom the number is open."""
    if r >= 2 * len(p.pools):
        market = p.markets[r - 2 * len(p.pools)]
        return _whole(p, market.trade, market.heads)
    pool = p.pools[r % len(p.pools)]
    own = [heads * (100 - pool.reserve) // 100 for heads in pool.heads]
    if r < len(p.pools):
        return [there + more for there, more in zip(own, pool.added, strict=True)] if pool.added else own
    return _whole(p, pool.trade, [heads * pool.lendable // 100 for heads in own])


def _whole(p: Problem, trade: int, heads: Sequence[int]) -> list[int]:
    part = p.persons.part(trade)
    return [one // part * part for one in heads]


def tenders_least(p: Problem, prices: Prices) -> int:
    """At most one of each tender, each project priced once: sum of project prices plus every tender that is worth less
    than its members' prices."""
    total = sum(price for q, price in prices.project.items() if p.projects[q].tendered)
    if any(not p.projects[q].tendered for q in prices.project):
        raise Refused("a project is priced that is not tendered")
    priced: dict[int, list[tuple[int, frozenset[int]]]] = {}
    for a in prices.partner:
        priced.setdefault(p.activities[a].project, []).append((a, partners(p, a)))
    together: dict[tuple[int, int], int] = {}  # per pair of projects the prices of their shared openings
    for a, price in prices.lot.items():
        s, i = p.street_of[a]
        pair = p.activities[a].project, p.activities[p.streets[s].digs[i + 1]].project
        together[pair] = together.get(pair, 0) + price
    for tender in p.tenders:
        if not p.may_choose(tender):
            continue
        value = prices.euro["procurement"] * tender.procurement + prices.euro["mobilisation"] * tender.mobilisation
        value -= sum(prices.project.get(q, 0) for q in tender.projects)
        for lot in tender.lots:
            employers = {p.projects[q].employer for q in lot.projects}
            for q in lot.projects:
                value -= sum(prices.partner[a] * _demands(p, a) for a, those in priced.get(q, ()) if those & employers)
                value -= sum(together.get((q, other), 0) for other in lot.projects)
        total += min(0, value)
    return total


def partners(p: Problem, a: int) -> frozenset[int]:
    return frozenset(
        p.pools[q.other].employer
        for m in p.activities[a].modes
        for d in m.demands
        for q in d.patterns
        if q.source is Source.CONSORTIUM and q.other is not None
    )


def _demands(p: Problem, a: int) -> int:
    """Most demands of one mode: so many partner prices can an activity pay."""
    return max(len(m.demands) for m in p.activities[a].modes)


class Costs:
    """Per activity and mode the scaled euros of every start, ``NEVER`` where it cannot start."""

    def __init__(self, problem: Problem, prices: Prices, left: Sequence[tuple[int, int]]) -> None:
        self.problem, self.prices, self.left = problem, prices, left
        self._sums: dict[tuple[int, int, int], Ints] = {}
        self._lacking: dict[tuple[int, int, int], Ints] = {}
        self._rooms: dict[int, Ints] = {}
        self._works = [np.array([percent > 0 for percent in calendar.percent]) for calendar in problem.calendars]
        self._of_end: dict[int, int] = {}
        self._of_start: dict[int, int] = {}
        self._by_end: dict[int, Ints] = {}
        self._by_start: dict[int, Ints] = {}
        for i, price in prices.precedence.items():
            link = problem.precedences[i]
            first = self._of_end if link.link in (Link.FINISH_START, Link.FINISH_FINISH) else self._of_start
            second = self._of_end if link.link in (Link.FINISH_FINISH, Link.START_FINISH) else self._of_start
            first[link.predecessor] = first.get(link.predecessor, 0) + price
            second[link.successor] = second.get(link.successor, 0) - price
        self._charge_order()
        self._joinable = _employers_together(problem)

    def _charge_order(self) -> None:
        """A successor pays for the weeks from its own on, and its predecessor earns those from when it leaves room on:
        more than nothing only where the successor is too soon."""
        p, last = self.problem, self.problem.horizon
        for i, row in self.prices.order.items():
            link = p.precedences[i]
            later = np.concatenate([np.cumsum(row[::-1])[::-1], [0]]).astype(np.int64)
            first = self._by_end if link.link in (Link.FINISH_START, Link.FINISH_FINISH) else self._by_start
            second = self._by_end if link.link in (Link.FINISH_FINISH, Link.START_FINISH) else self._by_start
            nothing = np.zeros(last + 1, dtype=np.int64)
            earned = later[np.clip(np.arange(last + 1) + link.min_lag, 0, last)]
            first[link.predecessor] = first.get(link.predecessor, nothing) - earned
            second[link.successor] = second.get(link.successor, nothing) + later

    def cheapest(self, a: int) -> int:
        """Least scaled euros of an activity by itself, over modes and starts."""
        rows = [
            self.of(a, m)[0].min()
            for m, mode in enumerate(self.problem.activities[a].modes)
            if mode.position is Position.ALONE
        ]
        best = int(min(rows, default=NEVER))
        if best >= LARGEST:
            raise Refused(f"activity {a} has no start")
        return best

    def of(self, a: int, m: int) -> tuple[Ints, Ints]:
        """Scaled euros per start week and the end of each, for one mode; arrays over weeks 0..horizon."""
        p, prices = self.problem, self.prices
        activity, mode = p.activities[a], p.activities[a].modes[m]
        early, late = self.left[a]
        starts = np.array(
            [s for s in range(early, p.horizon + 1) if (e := p.end(a, m, s)) is not None and e <= late], dtype=np.int64
        )
        if activity.pinned is not None:
            starts = starts[starts == activity.pinned]
        if activity.willing is not None:
            starts = starts[starts <= activity.willing[1]]
        row = np.full(p.horizon + 1, NEVER, dtype=np.int64)
        finish = np.zeros(p.horizon + 1, dtype=np.int64)
        if not len(starts):
            return row, finish
        ends = np.array([p.end(a, m, int(s)) for s in starts], dtype=np.int64)
        content = prices.scale * mode.euros(p.priced) + prices.cash * mode.euros(ALL_CASH)
        cost = np.full(len(starts), content, dtype=np.int64)
        if "moved" in p.priced and activity.submitted is not None:
            cost += prices.scale * activity.moved_price * np.abs(starts - activity.submitted)
        cost += prices.awaited.get(a, 0) * ends
        cost += prices.delay.get(a, 0) * np.maximum(0, ends - p.projects[activity.project].target)
        cost += self._of_start.get(a, 0) * starts + self._of_end.get(a, 0) * ends
        if a in self._by_start:
            cost += self._by_start[a][starts]
        if a in self._by_end:
            cost += self._by_end[a][ends]
        possible = np.ones(len(starts), dtype=np.bool_)
        for demand in mode.demands:
            staffed = self._staffing(a, activity, demand, starts, ends)
            if staffed is None:
                return row, finish
            possible &= staffed < NEVER
            cost += np.where(staffed < NEVER, staffed, 0)
        row[starts], finish[starts] = np.where(possible, cost, NEVER), ends
        return row, finish

    def _staffing(self, a: int, activity: Activity, demand: Demand, starts: Ints, ends: Ints) -> Ints | None:
        """Cheapest pattern per start, ``NEVER`` where each alone takes more heads than there are; ``None`` where
        nobody may supply the demand."""
        p, prices = self.problem, self.prices
        best: Ints | None = None
        for q in demand.patterns:
            if not p.allowed.source(q.source):
                continue
            cost = prices.scale * q.euros(p.priced) + prices.cash * q.euros(ALL_CASH)
            uses = [] if q.own is None else [(q.own, q.own_heads)]
            if q.other is not None and q.source is Source.HIRED:
                uses.append((2 * len(p.pools) + q.other, q.other_heads))
            elif q.other is not None:
                uses.append((q.other, q.other_heads))
                if q.source is Source.LENT:
                    uses.append((len(p.pools) + q.other, q.other_heads))
                elif p.pools[q.other].employer not in self._joinable[activity.project]:
                    continue
                else:
                    cost += prices.partner.get(a, 0)
            here = np.full(len(starts), cost, dtype=np.int64)
            if q.source is Source.HIRED and prices.hired:
                working = self._working(activity.calendar)
                here += prices.hired * q.other_heads * (working[ends] - working[starts])
            for resource, heads in uses:
                if resource in prices.heads or resource in prices.parts:
                    paid = self._sum(resource, activity.calendar, heads)
                    here += paid[ends] - paid[starts]
                lacking = self._weeks_lacking(resource, activity.calendar, heads)
                here[lacking[ends] > lacking[starts]] = NEVER
            best = here if best is None else np.minimum(best, here)
        return best

    def _working(self, calendar: int) -> Ints:
        """Weeks before each week in which the calendar is open."""
        works = [percent > 0 for percent in self.problem.calendars[calendar].percent]
        return np.concatenate([[0], np.cumsum(works)]).astype(np.int64)

    def _sum(self, resource: int, calendar: int, heads: int) -> Ints:
        """What so many heads of a resource pay, added up over the weeks before each week in which the calendar is
        open."""
        key = (resource, calendar, heads)
        if key not in self._sums:
            works = self._works[calendar]
            paid = heads * self.prices.heads.get(resource, np.zeros(len(works), dtype=np.int64))
            for divisor, row in self.prices.parts.get(resource, {}).items():
                paid = paid + heads // divisor * row
            self._sums[key] = np.concatenate([[0], np.cumsum(np.where(works, paid, 0))]).astype(np.int64)
        return self._sums[key]

    def _weeks_lacking(self, resource: int, calendar: int, heads: int) -> Ints:
        """Weeks before each week in which the calendar is open and the resource has fewer heads than that."""
        key = (resource, calendar, heads)
        if key not in self._lacking:
            if resource not in self._rooms:
                self._rooms[resource] = np.array(_most_room(self.problem, resource), dtype=np.int64)
            short = self._works[calendar] & (self._rooms[resource] < heads)
            self._lacking[key] = np.concatenate([[0], np.cumsum(short)]).astype(np.int64)
        return self._lacking[key]


def _employers_together(p: Problem) -> list[set[int]]:
    """Per project the employers with whom some allowed tender puts it in one lot."""
    rows: list[set[int]] = [set() for _ in p.projects]
    for _, _, lot in p.lots():
        for q in lot.projects:
            rows[q] |= {p.projects[other].employer for other in lot.projects if other != q}
    return rows


def street_least(p: Problem, prices: Prices, costs: Costs, s: int) -> int:
    """Least scaled euros of a street's digs together: dynamic programme over their fixed order, weeks and joints."""
    street = p.streets[s]
    if not street.digs:
        return 0
    size = p.horizon + 1
    weeks = np.arange(size)
    weekly = street.burden * (
        prices.scale * ("burden" in p.priced) + prices.burden + prices.district_burden.get(street.district, 0)
    )
    broken = (
        prices.rest
        + prices.district_rest.get(street.district, 0)
        + (prices.scale * (street.rest_price or 0) if "rest" in p.priced else 0)
    )
    per_week = np.full(size, weekly, dtype=np.int64)
    if street.district in prices.open:
        per_week[: p.horizon] += prices.open[street.district]
    opened = np.concatenate([[0], np.cumsum(per_week)])[:size]  # price of being open in the weeks before each week
    reach = {
        (False, False): Position.ALONE,
        (False, True): Position.FIRST,
        (True, True): Position.MIDDLE,
        (True, False): Position.LAST,
    }
    arrive = [
        np.zeros(size, dtype=np.int64),
        np.full(size, NEVER, dtype=np.int64),
    ]  # not joined, joined with the dig before
    if street.closed is not None:
        early = weeks - street.closed < street.rest
        arrive[0] = np.where(early, NEVER if street.rest_price is None else broken, arrive[0])
    for i, dig in enumerate(street.digs):
        last = i + 1 == len(street.digs)
        leave = [np.full(size, NEVER, dtype=np.int64) for _ in range(2)]
        for m, mode in enumerate(p.activities[dig].modes):
            for (before, after), position in reach.items():
                if mode.position is not position or (after and last):
                    continue
                row, finish = costs.of(dig, m)
                total = np.where(
                    (row < NEVER) & (arrive[before] < LARGEST), row + arrive[before] + opened[finish] - opened, NEVER
                )
                np.minimum.at(leave[after], finish[total < NEVER], total[total < NEVER])
        if last:
            best = int(leave[0].min())
            if best >= LARGEST:
                raise Refused(f"street {s}: its digs fit no order")
            return best
        arrive = _cross(p, prices, s, i, leave, broken, opened)
    return 0


def _cross(p: Problem, prices: Prices, s: int, i: int, leave: Sequence[Ints], broken: int, opened: Ints) -> list[Ints]:
    """Cheapest way to stand before each start week of the next dig, apart from the dig before it or joined with it."""
    street, size = p.streets[s], p.horizon + 1
    apart = np.minimum.accumulate(leave[0])
    rested = np.full(size, NEVER, dtype=np.int64)
    if street.rest < size:
        rested[street.rest :] = apart[: size - street.rest]
    free = rested if street.rest_price is None else np.minimum(rested, np.where(apart < LARGEST, apart + broken, NEVER))
    together = np.full(size, NEVER, dtype=np.int64)
    price = _joining(p, prices, s, i)
    if price is not None:
        for gap in range(min(street.joints[i].gap, size - 1) + 1):
            ended = leave[1][: size - gap]
            kept_open = opened[gap:] - opened[: size - gap]
            together[gap:] = np.minimum(together[gap:], np.where(ended < LARGEST, ended + kept_open + price, NEVER))
    return [free, together]


def _joining(p: Problem, prices: Prices, s: int, i: int) -> int | None:
    """Least scaled euros of sharing the opening of digs ``i`` and ``i + 1``; ``None`` where nothing can allow it."""
    street = p.streets[s]
    one, other = (p.activities[street.digs[k]].project for k in (i, i + 1))
    if one == other or street.joints[i].own:
        return 0
    ways = []
    if p.allowed.agreed(street.joints[i]):
        ways.append(prices.euro["interface"] * street.joints[i].interface)
    if any(one in lot.projects and other in lot.projects for _, _, lot in p.lots()):
        ways.append(prices.lot.get(street.digs[i], 0))
    return min(ways, default=None)


def _integer(value: Any, name: str, least: int | None = 0) -> int:
    if type(value) is not int or abs(value) > LARGEST or (least is not None and value < least):
        raise Refused(f"{name} = {value!r} is not a whole number of {least} or more")
    return value


def _mapping(certificate: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    rows = certificate.get(key, {})
    if not isinstance(rows, Mapping):
        raise Refused(f"{key} is not a table of prices")
    return rows


def _numbers(certificate: Mapping[str, Any], key: str, size: int, least: int | None = 0) -> dict[int, int]:
    numbers: dict[int, int] = {}
    for name, value in _mapping(certificate, key).items():
        numbers[index(name, size, key)] = _integer(value, f"{key} {name}", least)
    return numbers


def _parts(certificate: Mapping[str, Any], resources: int, length: int) -> dict[int, dict[int, Ints]]:
    found: dict[int, dict[int, Ints]] = {}
    for name in _mapping(certificate, "parts"):
        rows = _rows(certificate["parts"], name, LARGEST, length)
        if 0 in rows:
            raise Refused(f"parts {name}: nothing is divided by 0")
        found[index(name, resources, "parts")] = rows
    return found


def _rows(certificate: Mapping[str, Any], key: str, size: int, length: int) -> dict[int, Ints]:
    rows: dict[int, Ints] = {}
    for name, values in _mapping(certificate, key).items():
        if not isinstance(values, list) or len(values) != length:
            raise Refused(f"{key} {name}: not a list of {length} prices")
        rows[index(name, size, key)] = np.array([_integer(value, f"{key} {name}") for value in values], dtype=np.int64)
    return rows
