"""Best insertion of all digs of a street at once: which of them share an opening, and in which weeks.

One dig after the other, each where it costs least, finds no shared opening for which the first one has to leave its
cheapest week. Here a dynamic programme runs over the digs in their order, as in the bound
(:mod:`wijkplan.models.bound.relax`), with the weeks, people and open streets that the rest of the plan leaves: exact
for the street, but that its digs do not see each other's people, tails and reservoirs. They are placed one by one
afterwards, and a dig that no longer fits is inserted where it costs least."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Arrays, Floats, Ints
from .columns import (
    BEFORE,
    BURDEN,
    CLOSED_AT,
    DEMANDS,
    DIGS,
    END_ROW,
    FREE_JOIN,
    GAP,
    INTERFACE,
    INTERFACE_CASH,
    LOT,
    MODE_CASH,
    MODE_COST,
    MODES,
    MOST_BROKEN,
    MOST_BURDEN,
    MOST_CASH,
    PATTERN,
    POSITION,
    PROJECT,
    REST,
    REST_HARD,
    REST_PRICE,
    STREET_DISTRICT,
)
from .insert import (
    NOWHERE,
    cheapest_staffing,
    home_weeks,
    insert,
    last_other_end,
    street_cost,
    week_cost,
    weighs_patterns,
)
from .jit import inner, kernel
from .price import may_join, weight_in
from .start_bounds import affordable, bounds
from .state import State, place, set_joined


class StreetRoom(NamedTuple):
    """Working memory for one street; every row has the weeks of the horizon and one more."""

    leave: Floats  # digs x 2 (joined with the next one): least euros with this dig ended in a week
    leave_from: Ints  # digs x 2 x weeks x 3: its start, its mode, whether it was joined with the one before
    arrive: Floats  # digs x 2 (joined with the one before): least euros until this dig starts in a week
    arrive_from: Ints  # digs x 2 x weeks: the end of the dig before; -1 = none
    opened: Floats  # euros of the street being open in the weeks before each
    full: Ints  # weeks before each in which the district has too many streets open without this one
    chosen: Ints  # digs x 4: start, end, mode, whether joined with the next one


@kernel
def street_room(x: Arrays) -> StreetRoom:
    """Memory for the street with most digs."""
    digs, size = 1, x.horizon + 1
    for s in range(x.num_streets):
        digs = max(digs, x.streets[s + 1, DIGS] - x.streets[s, DIGS])
    return StreetRoom(
        np.zeros((digs, 2, size)),
        np.zeros((digs, 2, size, 3), np.int64),
        np.zeros((digs, 2, size)),
        np.zeros((digs, 2, size), np.int64),
        np.zeros(size),
        np.zeros(size, np.int64),
        np.zeros((digs, 4), np.int64),
    )


@inner
def _least_lag(x: Arrays, b: int, a: int) -> int:
    """Weeks that must lie between the end of dig ``b`` and the start of dig ``a``."""
    lag = 0
    for i in range(x.activities[a, BEFORE], x.activities[a + 1, BEFORE]):
        if x.before[i, 0] == b and x.before[i, 1] == 0:
            lag = max(lag, x.before[i, 2])
    return int(lag)


@inner
def _weeks_open(x: Arrays, z: State, street: int, weights: Floats, w: StreetRoom) -> None:
    """Fill ``opened`` and ``full``."""
    d = x.streets[street, STREET_DISTRICT]
    weekly, most = weight_in(x, weights, d, MOST_BURDEN) * x.streets[street, BURDEN], x.max_open[d]
    for t in range(x.horizon):
        w.opened[t + 1] = w.opened[t] + weekly
        w.full[t + 1] = w.full[t] + (1 if 0 <= most <= z.open_streets[d, t] else 0)


@inner
def _arrive(x: Arrays, z: State, street: int, i: int, weights: Floats, w: StreetRoom) -> None:
    """Fill the row of ``arrive`` of a dig from the row of ``leave`` of the dig before."""
    size, rest, hard = x.horizon + 1, x.streets[street, REST], x.streets[street, REST_HARD] == 1
    d = x.streets[street, STREET_DISTRICT]
    broken = x.streets[street, REST_PRICE] + weight_in(x, weights, d, MOST_BROKEN)
    for t in range(size):
        w.arrive[i, 0, t], w.arrive[i, 1, t] = NOWHERE, NOWHERE
        w.leave[i, 0, t], w.leave[i, 1, t] = NOWHERE, NOWHERE
    if i == 0:
        for t in range(size):
            w.arrive_from[0, 0, t] = -1
            if t - x.streets[street, CLOSED_AT] >= rest:
                w.arrive[0, 0, t] = 0.0
            elif not hard:
                w.arrive[0, 0, t] = broken
        return
    a = x.digs[x.streets[street, DIGS] + i]
    b = x.digs[x.streets[street, DIGS] + i - 1]
    lag = _least_lag(x, b, a)
    near, near_at, rested, rested_at = NOWHERE, -1, NOWHERE, -1
    for t in range(size):
        e = t - lag
        if e >= 0 and w.leave[i - 1, 0, e] < near:
            near, near_at = w.leave[i - 1, 0, e], e
        e = t - max(rest, lag)
        if e >= 0 and w.leave[i - 1, 0, e] < rested:
            rested, rested_at = w.leave[i - 1, 0, e], e
        w.arrive[i, 0, t], w.arrive_from[i, 0, t] = rested, rested_at
        if not hard and near + broken < rested:
            w.arrive[i, 0, t], w.arrive_from[i, 0, t] = near + broken, near_at
    if not may_join(x, z, b):
        return
    one_lot = z.bought[x.activities[a, PROJECT], LOT] >= 0
    one_lot = one_lot and z.bought[x.activities[a, PROJECT], LOT] == z.bought[x.activities[b, PROJECT], LOT]
    price = 0.0
    if x.activities[b, FREE_JOIN] == 2 and not one_lot:
        price = x.activities[b, INTERFACE] + weights[MOST_CASH] * x.activities[b, INTERFACE_CASH]
    for t in range(size):
        for e in range(max(0, t - x.activities[b, GAP]), t - lag + 1):
            if w.leave[i - 1, 1, e] < NOWHERE and w.full[t] == w.full[e]:
                value = w.leave[i - 1, 1, e] + w.opened[t] - w.opened[e] + price
                if value < w.arrive[i, 1, t]:
                    w.arrive[i, 1, t], w.arrive_from[i, 1, t] = value, e


@inner
def _leave(
    x: Arrays, z: State, street: int, i: int, weights: Floats, weighing: bool, w: StreetRoom, box: Ints, chosen: Ints
) -> None:
    """Fill the row of ``leave`` of a dig: every mode and week that the rest of the plan leaves, with the cheapest
    people that are there."""
    first, count = x.streets[street, DIGS], x.streets[street + 1, DIGS] - x.streets[street, DIGS]
    a = x.digs[first + i]
    bounds(x, z, a, box)
    lo_s, hi_s, lo_e, hi_e, longest = box[0], box[1], box[2], box[3], box[4]
    finish = last_other_end(x, z, a)
    awaited, toll = home_weeks(x, z, a), x.toll[0]
    joins = i + 1 < count and may_join(x, z, a)
    for m in range(x.activities[a, MODES], x.activities[a + 1, MODES]):
        before = 1 if x.modes[m, POSITION] >= 2 else 0
        after = 1 if x.modes[m, POSITION] == 1 or x.modes[m, POSITION] == 2 else 0
        if (after == 1 and not joins) or (before == 1 and i == 0):
            continue
        content = x.modes[m, MODE_COST] + weights[MOST_CASH] * x.modes[m, MODE_CASH]
        for s in range(lo_s, min(hi_s, hi_e) + 1):
            e = x.ends[x.modes[m, END_ROW], s]
            if e < 0 or e < lo_e or e > hi_e or e - s > longest or w.arrive[i, before, s] >= NOWHERE:
                continue
            if not affordable(x, z, a, s):
                continue
            if w.full[e] != w.full[s]:
                continue
            cost = w.arrive[i, before, s] + content + w.opened[e] - w.opened[s]
            cost += week_cost(x, z, a, s, e, finish, awaited)
            if toll > 0.0:
                cost += toll * x.tolls[m, s]
            least = w.leave[i, after, e]
            if cost >= least:
                continue
            cost += cheapest_staffing(x, z, a, m, s, e, weights, weighing, False, chosen, least - cost)
            if cost < least:
                w.leave[i, after, e] = cost
                w.leave_from[i, after, e, 0], w.leave_from[i, after, e, 1] = s, m
                w.leave_from[i, after, e, 2] = before


@inner
def _follow(x: Arrays, street: int, w: StreetRoom) -> bool:
    """Fill ``chosen`` backwards from the cheapest end of the last dig; whether there is one."""
    count = x.streets[street + 1, DIGS] - x.streets[street, DIGS]
    best, e = NOWHERE, -1
    for t in range(x.horizon + 1):
        if w.leave[count - 1, 0, t] < best:
            best, e = w.leave[count - 1, 0, t], t
    if e < 0:
        return False
    joined = 0
    for back in range(count):
        i = count - 1 - back
        s, m, before = w.leave_from[i, joined, e, 0], w.leave_from[i, joined, e, 1], w.leave_from[i, joined, e, 2]
        w.chosen[i, 0], w.chosen[i, 1], w.chosen[i, 2], w.chosen[i, 3] = s, e, m, joined
        e, joined = w.arrive_from[i, before, s], before
    return True


@kernel
def plan_street(x: Arrays, z: State, street: int, weights: Floats, w: StreetRoom, scratch: Ints) -> None:
    """Place all digs of a street, none of which is placed, and choose which of them share an opening.

    A dig that finds no place stays out, as with :func:`wijkplan.models.construct.insert.insert`."""
    first, count = x.streets[street, DIGS], x.streets[street + 1, DIGS] - x.streets[street, DIGS]
    weighing = weighs_patterns(x, weights)
    box, chosen = scratch[0], scratch[1]
    _weeks_open(x, z, street, weights, w)
    for i in range(count):
        _arrive(x, z, street, i, weights, w)
        _leave(x, z, street, i, weights, weighing, w, box, chosen)
    found = _follow(x, street, w)
    if found:
        for i in range(count):
            set_joined(z, x.digs[first + i], w.chosen[i, 3])
    for i in range(count):
        a = x.digs[first + i]
        if found:
            s, e, m = w.chosen[i, 0], w.chosen[i, 1], w.chosen[i, 2]
            bounds(x, z, a, box)
            if box[0] <= s <= box[1] and box[2] <= e <= box[3] and e - s <= box[4]:
                staff = NOWHERE
                if street_cost(x, z, a, s, e, weights) < NOWHERE:
                    staff = cheapest_staffing(x, z, a, m, s, e, weights, weighing, False, chosen, NOWHERE)
                if staff < NOWHERE:
                    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
                        z.places[a, PATTERN + k] = chosen[k]
                    place(x, z, a, s, e, m)
                    continue
        insert(x, z, a, weights, True, 0.0, scratch)
