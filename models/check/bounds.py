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
each of them can be charged a part of the homes that need it. Prices are integers; :mod:`.price_certificate` says which
there are.

Certificates of two other kinds need no prices: :mod:`.lateness` is re-derived from the work between a head and a tail,
:mod:`.refutation` step by step from what every plan keeps that would be better.

Raises :class:`~.refused.Refused` for a certificate that does not fit the problem or has a price below zero where none
may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..problem import Cohort, Position, Problem, Source
from .lateness import lateness
from .price_certificate import LARGEST, Ints, Prices
from .refused import Refused
from .refutation import refutation
from .resource_heads import room
from .start_costs import NEVER, StartCosts
from .window import weeks_left


def certified(problem: Problem, certificate: Mapping[str, Any]) -> int:
    """The lower bound in euros or home-weeks (rounded up: both are whole) that the certificate proves for every plan
    of the problem."""
    if certificate.get("kind") == "lateness":
        return lateness(problem, certificate)
    if certificate.get("kind") == "refutation":
        return refutation(problem, certificate)
    prices = Prices(problem, certificate)
    return -(-scaled(problem, prices) // prices.scale)


def scaled(problem: Problem, prices: Prices) -> int:
    """The bound at these prices in whole ``1 / scale`` euros or home-weeks, before it is rounded: of parts of a
    problem these add up."""
    left = weeks_left(problem)
    if left is None:
        raise Refused("an activity has no week in which it could be done: there is no plan to bound")
    costs = StartCosts(problem, prices, left)
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


def _missed(cohort: Cohort, prices: Prices) -> int:
    """What the pool that newcomers leave earns less; rounded down, because rounding down what is left there takes at
    least so much off."""
    source = -1 if cohort.source is None else cohort.source
    rows = [(1, prices.heads[source])] if source in prices.heads else []
    rows += prices.parts.get(source, {}).items()
    return sum(
        int(price) * (gone // divisor) for divisor, row in rows for price, gone in zip(row, cohort.gone, strict=True)
    )


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
        if cohort.source is not None:
            worth -= _missed(cohort, prices)
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


def street_least(p: Problem, prices: Prices, costs: StartCosts, s: int) -> int:
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
        arrive = _cross(prices, costs, s, i, leave, broken, opened)
    return 0


def _cross(
    prices: Prices, costs: StartCosts, s: int, i: int, leave: Sequence[Ints], broken: int, opened: Ints
) -> list[Ints]:
    """Cheapest way to stand before each start week of the next dig, apart from the dig before it or joined with it."""
    street, size = costs.problem.streets[s], costs.problem.horizon + 1
    apart = np.minimum.accumulate(leave[0])
    rested = np.full(size, NEVER, dtype=np.int64)
    if street.rest < size:
        rested[street.rest :] = apart[: size - street.rest]
    free = rested if street.rest_price is None else np.minimum(rested, np.where(apart < LARGEST, apart + broken, NEVER))
    together = np.full(size, NEVER, dtype=np.int64)
    price = _joining(prices, costs, s, i)
    if price is not None:
        for gap in range(min(street.joints[i].gap, size - 1) + 1):
            ended = leave[1][: size - gap]
            kept_open = opened[gap:] - opened[: size - gap]
            together[gap:] = np.minimum(together[gap:], np.where(ended < LARGEST, ended + kept_open + price, NEVER))
    return [free, together]


def _joining(prices: Prices, costs: StartCosts, s: int, i: int) -> int | None:
    """Least scaled euros of sharing the opening of digs ``i`` and ``i + 1``; ``None`` where nothing can allow it."""
    p, street = costs.problem, costs.problem.streets[s]
    one, other = (p.activities[street.digs[k]].project for k in (i, i + 1))
    if one == other or street.joints[i].own:
        return 0
    ways = []
    if p.allowed.agreed(street.joints[i]):
        ways.append(prices.euro["interface"] * street.joints[i].interface)
    if other in costs.together[one]:
        ways.append(prices.lot.get(street.digs[i], 0))
    return min(ways, default=None)
