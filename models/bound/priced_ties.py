"""Which ties of a problem have a price, and what one of each kind is typically worth."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ..construct.arrays import Arrays, Ints
from ..construct.columns import (
    CALENDAR,
    DEMANDS,
    EARLY,
    HEADS,
    LAST,
    LATE,
    MODES,
    RESOURCE,
)
from ..problem import Problem
from .relax_arrays import Prices

DIVISORS = 4  # how many ways of counting the works that fit at a time have a price


def uses_of(x: Arrays, most: Ints) -> tuple[Ints, Ints, NDArray[np.bool_], Ints]:
    """Who takes how many heads by which calendar, each once, which of them each pattern is, and when there are too few
    of the ``most`` (:class:`Links`)."""
    places: dict[tuple[int, int, int], int] = {}
    weeks: list[tuple[int, int]] = []
    used = np.full((len(x.patterns), 3), -1, np.int64)
    for a in range(x.num_activities):
        begin, end = (int(x.demands[x.modes[x.activities[i, MODES], DEMANDS]]) for i in (a, a + 1))
        for q in range(begin, end):
            for j in range(3):
                resource, heads = int(x.patterns[q, RESOURCE + j]), int(x.patterns[q, HEADS + j])
                if resource >= 0:
                    u = used[q, j] = places.setdefault((resource, int(x.activities[a, CALENDAR]), heads), len(places))
                    first, until = (int(x.activities[a, column]) for column in (EARLY, LATE))
                    if u < len(weeks):
                        first, until = min(first, weeks[u][0]), max(until, weeks[u][1])
                        weeks[u] = first, until
                    else:
                        weeks.append((first, until))
    uses = np.asarray([(*key, *span) for key, span in zip(places, weeks, strict=True)], dtype=np.int64).reshape(-1, 5)
    lacking = (most[uses[:, 0]] < uses[:, 2, None]) & (x.closed[uses[:, 1]] == 0)
    return uses, used, lacking, lacking.any(axis=1).astype(np.int64)


def divisors_of_heads(x: Arrays) -> tuple[Ints, Ints]:
    """Per resource the least heads of which only one, two, ... fit at a time, where some pattern takes that many; and
    offsets per resource."""
    most = x.capacity.max(axis=1, initial=0)
    taken = np.zeros(len(most), np.int64)
    for j in range(3):
        there = x.patterns[:, RESOURCE + j] >= 0
        np.maximum.at(taken, x.patterns[there, RESOURCE + j], x.patterns[there, HEADS + j])
    rows = [
        sorted(
            {
                int(top) // (k + 2) + 1
                for k in range(DIVISORS)
                if 1 < int(top) // (k + 2) + 1 <= min(int(top), int(heads))
            }
        )
        for top, heads in zip(most, taken, strict=True)
    ]
    return np.asarray([one for row in rows for one in row], dtype=np.int64), np.cumsum([0, *map(len, rows)])


def order_weeks(x: Arrays, rows: Ints) -> Ints:
    """Per precedence the first week in which its successor can be there too soon, and the offset of its weeks among
    all; one row more at the end."""
    weeks = np.zeros((len(rows) + 1, 2), np.int64)
    for i, (a, b, link, lag) in enumerate(rows):
        first = max(0, int(x.activities[b, EARLY]))
        until = min(x.horizon, int(x.activities[a, LATE if link in (0, 2) else LAST]) + int(lag))
        weeks[i, 0] = first
        weeks[i + 1, 1] = weeks[i, 1] + max(0, until - first)
    return weeks


def typical_prices(p: Problem) -> Prices:
    """What prices of each kind are typically worth in euros (per hundredth of a head, per week, ...), so that one step
    suits all."""

    def typical(values: Iterable[float], otherwise: float) -> float:
        positive = [v for v in values if v > 0]
        return float(np.median(positive)) if positive else otherwise

    premiums = [
        (q.cost / (q.other_heads * max(1, mode.duration)), q.cost)
        for a in p.activities
        for mode in a.modes
        for d in mode.demands
        for q in d.patterns
        if q.cost > 0 and q.other_heads > 0
    ]
    week = typical([q.delay_price for q in p.projects] if "delay" in p.priced else [], 10.0)
    head = typical((row[0] for row in premiums), week / 100)
    opening = typical((mode.opening for a in p.activities for mode in a.modes), 1000 * head)
    joint = typical((joint.interface for street in p.streets for joint in street.joints), opening / 3)
    rest = typical((street.rest_price or 0 for street in p.streets), joint)
    opened = typical((street.burden for street in p.streets), joint)
    return Prices(
        heads=np.asarray(head),
        parts=np.asarray(50 * head),
        precedence=np.asarray(week),
        order=np.asarray(week if "delay" in p.priced else joint / 25),
        delay=np.asarray(0.0),  # shared out on a simplex instead
        lot=np.asarray(joint),
        partner=np.asarray(typical((row[1] for row in premiums), joint)),
        open_streets=np.asarray(opened),
        ceilings=np.asarray([0.1, rest]),
        local=np.asarray([0.1, rest]),
    )
