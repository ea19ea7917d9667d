"""A certificate of prices, read strictly: keys are canonical, prices whole, and small enough for exact arithmetic.

Prices are integers in ``1 / scale`` euros, or then
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

Raises :class:`~.refused.Refused` for a certificate that does not fit the problem or has a price below zero where none
may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..problem import CASH, HOME_WEEKS, TERMS, Problem
from .keys import index
from .refused import Refused

Ints = NDArray[np.int64]
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
        self.scale = whole_number(certificate.get("scale"), "scale", least=1)
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
        self.burden = whole_number(certificate.get("burden", 0), "burden")
        self.rest = whole_number(certificate.get("rest", 0), "rest")
        self.district_burden = _numbers(certificate, "district_burden", len(p.districts))
        self.district_rest = _numbers(certificate, "district_rest", len(p.districts))
        self.cash = whole_number(certificate.get("cash", 0), "cash")
        self.hired = whole_number(certificate.get("hired", 0), "hired")
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
        if none := self.lot.keys() - {a for street in p.streets for a in street.digs[:-1]}:
            raise Refused(f"activity {min(none)} is priced for sharing an opening with a next dig, and there is none")
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
        most = max(abs(heads) for heads in cohort.heads) + max(cohort.gone, default=0)
        most += sum(cohort.learners) + sum(cohort.guides)
        heads += cohort.most * (most + 1)
        total += cohort.most * (scale + prices.cash) * cohort.cost
    guided = [int(v) for rows in (prices.guides, prices.learners) for row in rows.values() for v in row]
    number = sum(cohort.most for cohort in p.cohorts)
    widest = max((max((g.ratio, *g.guides, *g.most)) for g in p.guidance), default=0)
    total += sum(prices.places.values()) * (number + max((q.most for q in p.places), default=0))
    total += sum(guided) * (widest + 1) * (widest + 1 + 200 * number)
    return total + heads * (paid + weeks * prices.hired) + (digs + 1) * opened


def whole_number(value: Any, name: str, least: int | None = 0) -> int:
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
        numbers[index(name, size, key)] = whole_number(value, f"{key} {name}", least)
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
        rows[index(name, size, key)] = np.array(
            [whole_number(value, f"{key} {name}") for value in values], dtype=np.int64
        )
    return rows
