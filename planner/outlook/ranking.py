"""Which districts next: by the people they need, by what they save, by what is learned for others.

Each of the three is a place among the districts of the region, so no unit is weighed against another; how much each
counts is for the steering group (data)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.planner.reference.outlook import figures

from .districts import OutlookDistrict, hours_per_home


@dataclass(frozen=True, slots=True)
class Ranked:
    """A district's place. ``scarcest``: trade of which it takes the largest part of what the region has in a year."""

    rank: int
    score: int
    capacity: int
    benefit: int
    learning: int
    scarcest: str


def ranked(some: Sequence[OutlookDistrict], room: dict[str, int]) -> dict[str, Ranked]:
    """The districts of one region by code; ``room`` are hours per trade of the first year.

    *capacity*: hours of the scarcest trade per home over what there is of it: less is better. *benefit*: gas saved
    per person-hour. *learning*: homes of other districts in the municipality and the region with the same solution,
    to which crews can go on, those of the municipality counted twice. Small districts come after the others."""
    same: dict[tuple[str, str], int] = {}
    for d in some:
        for key in (("", d.solution), (d.municipality, d.solution)):
            same[key] = same.get(key, 0) + d.taking_part
    loads, gains, followers, scarce = [], [], [], []
    for d in some:
        per_home = hours_per_home(d.solution)
        shares = {trade: h / max(1, room.get(trade, 0)) for trade, h in per_home.items()}
        scarcest = max(sorted(shares), key=lambda trade: shares[trade])
        scarce.append(scarcest)
        loads.append(-shares[scarcest])
        gains.append((d.gas_m3 or 0) / sum(per_home.values()))
        followers.append(same["", d.solution] + same[d.municipality, d.solution] - 2 * d.taking_part)
    places = [_places(values) for values in (loads, gains, followers)]
    weights = [figures()[f"ranking.{name}_weight"].value for name in ("capacity", "benefit", "learning")]
    total = sum(weights) or 1.0
    scores = [sum(w * p[i] for w, p in zip(weights, places, strict=True)) / total for i in range(len(some))]
    least = figures()["ranking.least_homes"].value
    order = sorted(range(len(some)), key=lambda i: (some[i].homes < least, -scores[i], some[i].code))
    rank = {i: n for n, i in enumerate(order, 1)}
    return {
        d.code: Ranked(rank[i], round(scores[i]), places[0][i], places[1][i], places[2][i], scarce[i])
        for i, d in enumerate(some)
    }


def _places(values: Sequence[float]) -> list[int]:
    """Per value the percentage of all that are no better."""
    row = sorted(values)
    return [round(100 * bisect_right(row, value) / len(row)) for value in values]
