"""The priced relaxation, compiled: for given prices the cheapest choice of every street and of every other activity,
and what it uses.

The same relaxation as :mod:`wijkplan.models.check.bounds` derives exactly; here in floating point and fast, to find
good prices. Its value is never
reported: only what the checker makes of the prices is.
"""

from __future__ import annotations

import numpy as np

from ..construct.arrays import Arrays, Floats, Ints
from ..construct.columns import (
    BURDEN,
    CLOSED_AT,
    DEMANDS,
    DIGS,
    EARLY,
    END_ROW,
    FREE_JOIN,
    GAP,
    INTERFACE,
    LAST,
    LATE,
    MODE_COST,
    MODES,
    MOVED,
    PARTNER,
    PATTERN_COST,
    POSITION,
    PROJECT,
    REST,
    REST_HARD,
    REST_PRICE,
    STREET,
    STREET_DISTRICT,
    SUBMITTED,
    TARGET,
)
from ..construct.jit import inner, kernel
from .relax_arrays import Links, Prices, Room

BIG = 1e15
# Euros of a week in which there are too few heads: more than any cost, and little enough for sums to stay exact
LACK = 1e9


@inner
def _pattern_cost(x: Arrays, y: Prices, links: Links, w: Room, a: int, q: int, s: int, e: int) -> float:
    cost = float(x.patterns[q, PATTERN_COST])
    if x.patterns[q, PARTNER] >= 0:
        cost += y.partner[a]
    for j in range(3):
        u = links.used[q, j]
        if u >= 0 and w.priced[u] == 1:
            cost += w.sums[u, e] - w.sums[u, s]
    return cost


@inner
def _staff(x: Arrays, y: Prices, links: Links, w: Room, a: int, m: int, s: int, e: int) -> float:
    """Cheapest staffing of weeks [s, e) at these prices; fills ``w.choice``."""
    total = 0.0
    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
        d = x.modes[m, DEMANDS] + k
        best, found = BIG, -1
        for q in range(x.demands[d], x.demands[d + 1]):
            if x.patterns[q, PATTERN_COST] >= best:
                break
            if x.patterns[q, PARTNER] >= 0 and links.partners[a, x.patterns[q, PARTNER]] == 0:
                continue
            cost = _pattern_cost(x, y, links, w, a, q, s, e)
            if cost < best:
                best, found = cost, q
        w.choice[k] = found
        total += best
    return float(total)


@inner
def _mode_row(x: Arrays, y: Prices, links: Links, w: Room, a: int, m: int) -> None:
    """Euros of a mode for every start; BIG where it cannot start."""
    row = w.row[m]
    row[:] = BIG
    p = x.activities[a, PROJECT]
    target, submitted, moved = x.projects[p, TARGET], x.activities[a, SUBMITTED], x.activities[a, MOVED]
    late = x.activities[a, LATE]
    ends = x.ends[x.modes[m, END_ROW]]
    first, last = x.activities[a, EARLY], x.activities[a, LAST]
    while last > first and (ends[last] < 0 or ends[last] > late):
        last -= 1
    for s in range(first, last + 1):
        e = ends[s]
        if 0 <= e <= late:
            cost = x.modes[m, MODE_COST] + w.on_start[a, s] + w.on_end[a, e]
            if submitted >= 0:
                cost += moved * abs(s - submitted)
            row[s] = cost + y.delay[a] * max(0, e - target)
    best = w.best
    for d in range(x.modes[m, DEMANDS], x.modes[m + 1, DEMANDS]):
        best[first : last + 1] = BIG
        certain = BIG  # cost of the cheapest pattern that pays for no heads and never lacks any
        for q in range(x.demands[d], x.demands[d + 1]):
            base = float(x.patterns[q, PATTERN_COST])
            if base >= certain:
                break
            partner = x.patterns[q, PARTNER]
            if partner >= 0:
                if links.partners[a, partner] == 0:
                    continue
                base += y.partner[a]
            one, two, three = -1, -1, -1
            for j in range(3):
                u = links.used[q, j]
                if u >= 0 and w.priced[u] == 1:
                    if one < 0:
                        one = u
                    elif two < 0:
                        two = u
                    else:
                        three = u
            if one < 0:
                certain = min(certain, base)
                continue
            sums = w.sums[one]
            if two < 0:
                for s in range(first, last + 1):
                    if ends[s] >= 0:
                        best[s] = min(best[s], base + (sums[ends[s]] - sums[s]))
                continue
            sums2 = w.sums[two]
            if three < 0:
                for s in range(first, last + 1):
                    e = ends[s]
                    if e >= 0:
                        best[s] = min(best[s], base + (sums[e] - sums[s]) + (sums2[e] - sums2[s]))
                continue
            sums3 = w.sums[three]
            for s in range(first, last + 1):
                e = ends[s]
                if e >= 0:
                    best[s] = min(best[s], base + (sums[e] - sums[s]) + (sums2[e] - sums2[s]) + (sums3[e] - sums3[s]))
        for s in range(first, last + 1):
            cost = min(best[s], certain)
            row[s] = BIG if cost >= LACK / 2 else min(BIG, row[s] + cost)


@inner
def _count(
    x: Arrays, y: Prices, links: Links, w: Room, g: Prices, at: Ints, a: int, m: int, s: int, weight: float
) -> None:
    """Add to the subgradient what an activity uses in its chosen mode and week."""
    e = x.ends[x.modes[m, END_ROW], s]
    at[a, 0], at[a, 1], at[a, 2] = s, e, m
    _staff(x, y, links, w, a, m, s, e)
    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
        q = w.choice[k]
        if q < 0:
            continue
        if x.patterns[q, PARTNER] >= 0:
            g.partner[a] += weight
        for j in range(3):
            u = links.used[q, j]
            if u >= 0:
                r, c, heads = links.uses[u, 0], links.uses[u, 1], links.uses[u, 2]
                for t in range(s, e):
                    if x.closed[c, t] == 0:
                        g.heads[r, t] += weight * heads
                        for i in range(links.divisors_of[r], links.divisors_of[r + 1]):
                            g.parts[i, t] += weight * (heads // links.divisors[i])
    if e > x.projects[x.activities[a, PROJECT], TARGET]:
        g.delay[a] += weight * (e - x.projects[x.activities[a, PROJECT], TARGET])


@inner
def _street(x: Arrays, y: Prices, links: Links, w: Room, g: Prices, at: Ints, s0: int, weekly_open: Floats) -> float:
    """Dynamic programme over the digs of one street; the numba twin of the checker's ``_street``."""
    first, count, size = x.streets[s0, DIGS], x.streets[s0 + 1, DIGS] - x.streets[s0, DIGS], x.horizon + 1
    if count == 0:
        return 0.0
    d = x.streets[s0, STREET_DISTRICT]
    rest, broken = x.streets[s0, REST], x.streets[s0, REST_PRICE] + y.ceilings[1] + y.local[d, 1]
    for i in range(count):
        a = x.digs[first + i]
        for m in range(x.activities[a, MODES], x.activities[a + 1, MODES]):
            _mode_row(x, y, links, w, a, m)
        for t in range(size):
            w.arrive[i, 0, t], w.arrive[i, 1, t] = BIG, BIG
            w.leave[i, 0, t], w.leave[i, 1, t] = BIG, BIG
        if i == 0:
            for t in range(size):
                price = 0.0
                if t - x.streets[s0, CLOSED_AT] < rest:
                    price = BIG if x.streets[s0, REST_HARD] == 1 else broken
                w.arrive[0, 0, t], w.arrive_from[0, 0, t] = price, -1
        else:
            b = x.digs[first + i - 1]
            near, near_at, rested, rested_at = BIG, -1, BIG, -1
            for t in range(size):
                if w.leave[i - 1, 0, t] < near:
                    near, near_at = w.leave[i - 1, 0, t], t
                if t - rest >= 0 and w.leave[i - 1, 0, t - rest] < rested:
                    rested, rested_at = w.leave[i - 1, 0, t - rest], t - rest
                w.arrive[i, 0, t], w.arrive_from[i, 0, t] = rested, rested_at
                if x.streets[s0, REST_HARD] == 0 and near + broken < rested:
                    w.arrive[i, 0, t], w.arrive_from[i, 0, t] = near + broken, near_at
            price = BIG
            if x.activities[b, FREE_JOIN] == 1:
                price = 0.0
            elif x.activities[b, FREE_JOIN] == 2:
                price = float(x.activities[b, INTERFACE])
            if x.activities[b, FREE_JOIN] != 1 and links.by_lot[b] == 1:
                price = min(price, y.lot[b])
            if price < BIG:
                for t in range(size):
                    for e in range(max(0, t - x.activities[b, GAP]), t + 1):
                        value = w.leave[i - 1, 1, e] + weekly_open[t] - weekly_open[e] + price
                        if value < w.arrive[i, 1, t]:
                            w.arrive[i, 1, t], w.arrive_from[i, 1, t] = value, e
        for m in range(x.activities[a, MODES], x.activities[a + 1, MODES]):
            before = 1 if x.modes[m, POSITION] >= 2 else 0
            after = 1 if x.modes[m, POSITION] == 1 or x.modes[m, POSITION] == 2 else 0
            for s in range(x.activities[a, EARLY], size):
                if w.row[m, s] >= BIG or w.arrive[i, before, s] >= BIG:
                    continue
                e = x.ends[x.modes[m, END_ROW], s]
                value = w.arrive[i, before, s] + w.row[m, s] + weekly_open[e] - weekly_open[s]
                if value < w.leave[i, after, e]:
                    w.leave[i, after, e] = value
                    w.leave_from[i, after, e, 0], w.leave_from[i, after, e, 1], w.leave_from[i, after, e, 2] = (
                        s,
                        m,
                        before,
                    )
    last = int(np.argmin(w.leave[count - 1, 0]))
    best = w.leave[count - 1, 0, last]
    if best >= BIG:
        return BIG
    flag, e = 0, last
    for back in range(count):
        i = count - 1 - back
        a = x.digs[first + i]
        s, m, before = w.leave_from[i, flag, e, 0], w.leave_from[i, flag, e, 1], w.leave_from[i, flag, e, 2]
        _count(x, y, links, w, g, at, a, m, s, 1.0)
        came = w.arrive_from[i, before, s]
        open_from = s
        if before == 1:
            open_from = came
            b = x.digs[first + i - 1]
            agreed = x.activities[b, FREE_JOIN] == 2 and x.activities[b, INTERFACE] <= y.lot[b]
            if x.activities[b, FREE_JOIN] != 1 and links.by_lot[b] == 1 and not agreed:
                g.lot[b] += 1.0
        elif i > 0:
            if s - came < rest:
                g.local[d, 1] += 1.0
        elif s - x.streets[s0, CLOSED_AT] < rest:
            g.local[d, 1] += 1.0
        g.local[d, 0] += x.streets[s0, BURDEN] * (e - open_from)
        for t in range(open_from, min(e, x.horizon)):
            g.open_streets[d, t] += 1.0
        e, flag = came, before
    return float(best)


@inner
def _price_uses(x: Arrays, y: Prices, links: Links, w: Room) -> None:
    """Add up over the weeks what each use of heads pays, and what it pays besides for the parts that it takes."""
    for r in range(x.capacity.shape[0]):
        w.dear[r] = 0
        for t in range(x.horizon):
            if y.heads[r, t] > 0.0:
                w.dear[r] = 1
                break
        for k in range(links.divisors_of[r], links.divisors_of[r + 1]):
            if w.dear[r] == 1:
                break
            for t in range(x.horizon):
                if y.parts[k, t] > 0.0:
                    w.dear[r] = 1
                    break
    for u in range(len(links.uses)):
        r, c, heads = links.uses[u, 0], links.uses[u, 1], links.uses[u, 2]
        w.priced[u] = max(w.dear[r], links.scarce[u])
        if w.priced[u] == 0:
            continue
        row, first, until = w.sums[u], links.uses[u, 3], links.uses[u, 4]
        for t in range(first, until):
            row[t + 1] = heads * y.heads[r, t] + (LACK if links.lacking[u, t] else 0.0)
        for k in range(links.divisors_of[r], links.divisors_of[r + 1]):
            times = heads // links.divisors[k]
            if times > 0:
                for t in range(first, until):
                    row[t + 1] += times * y.parts[k, t]
        paid = 0.0
        row[first] = 0.0
        for t in range(first, until):
            if x.closed[c, t] == 0:
                paid += row[t + 1]
            row[t + 1] = paid


@inner
def _charge_order(x: Arrays, y: Prices, links: Links, w: Room) -> None:
    """What every start and every end is charged for being too soon or too late for its precedences."""
    w.on_start[:], w.on_end[:] = 0.0, 0.0
    for i in range(links.rows.shape[0]):
        a, b, link, lag = links.rows[i, 0], links.rows[i, 1], links.rows[i, 2], links.rows[i, 3]
        first, offset = links.order_weeks[i, 0], links.order_weeks[i, 1]
        count = links.order_weeks[i + 1, 1] - offset
        before = w.on_end[a] if link == 0 or link == 2 else w.on_start[a]
        after = w.on_start[b] if link == 0 or link == 1 else w.on_end[b]
        slope = y.precedence[i]
        if slope > 0.0:
            for t in range(x.horizon + 1):
                before[t] += slope * t
                after[t] -= slope * t
        if count == 0:
            continue
        later = w.later
        paid = 0.0
        for t in range(x.horizon, -1, -1):
            if first <= t < first + count:
                paid += y.order[offset + t - first]
            later[t] = paid
        if paid > 0.0:
            for t in range(x.horizon + 1):
                before[t] -= later[min(x.horizon, max(0, t + lag))]
                after[t] += later[t]


@kernel
def evaluate(x: Arrays, y: Prices, links: Links, w: Room, g: Prices, at: Ints) -> float:
    """Value of the relaxation without tenders and without the payments for room; fills the subgradient ``g`` with use.

    ``at``: activities x 3, start, end and mode chosen. BIG when some activity has no start at all.
    """
    g.heads[:], g.parts[:], g.precedence[:], g.order[:], g.delay[:] = 0.0, 0.0, 0.0, 0.0, 0.0
    g.lot[:], g.partner[:], g.open_streets[:], g.ceilings[:], g.local[:] = 0.0, 0.0, 0.0, 0.0, 0.0
    _price_uses(x, y, links, w)
    _charge_order(x, y, links, w)
    total = 0.0
    weekly_open = np.zeros(x.horizon + 1)
    for s in range(x.num_streets):
        d = x.streets[s, STREET_DISTRICT]
        weekly = x.streets[s, BURDEN] * (x.burden_priced + y.ceilings[0] + y.local[d, 0])
        for t in range(x.horizon):
            weekly_open[t + 1] = weekly_open[t] + weekly + y.open_streets[d, t]
        total += _street(x, y, links, w, g, at, s, weekly_open)
    for a in range(x.num_activities):
        if x.activities[a, STREET] >= 0:
            continue
        best, best_m, best_s = BIG, -1, -1
        for m in range(x.activities[a, MODES], x.activities[a + 1, MODES]):
            if x.modes[m, POSITION] != 0:
                continue
            _mode_row(x, y, links, w, a, m)
            s = int(np.argmin(w.row[m]))
            if w.row[m, s] < best:
                best, best_m, best_s = w.row[m, s], m, s
        if best_m < 0:
            return BIG
        _count(x, y, links, w, g, at, a, best_m, best_s, 1.0)
        total += best
    for k in range(len(g.ceilings)):
        g.ceilings[k] = g.local[:, k].sum()
    for i in range(links.rows.shape[0]):
        a, b, link = links.rows[i, 0], links.rows[i, 1], links.rows[i, 2]
        first = at[a, 1] if link == 0 or link == 2 else at[a, 0]
        second = at[b, 0] if link == 0 or link == 1 else at[b, 1]
        g.precedence[i] = links.rows[i, 3] + first - second
        ready, since, offset = first + links.rows[i, 3], links.order_weeks[i, 0], links.order_weeks[i, 1]
        until = since + links.order_weeks[i + 1, 1] - offset
        for t in range(max(since, min(ready, second)), min(until, max(ready, second))):
            g.order[offset + t - since] = 1.0 if second < ready else -1.0
    return float(total)
