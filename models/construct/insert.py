"""Best insertion of one activity into a state: the serial schedule-generation step, with cost instead of earliest start.

For every mode and every week of its window the cheapest staffing that fits is taken; the cheapest week wins. Kolisch and Hartmann (1999)
describe the serial scheme; here each insertion looks at all weeks, because crews, moves and openings have prices.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from .arrays import FAR, Arrays, Ints
from .state import State, place


@njit(cache=True, nogil=True)
def _bounds(x: Arrays, z: State, a: int, out: Ints) -> None:
    """Fill ``out`` with the first and last start and the first and last end that placed neighbours, tenders and reservoirs leave."""
    lo_s, hi_s, lo_e, hi_e = x.early[a], x.horizon, 0, x.late[a]
    if x.pinned[a] >= 0:
        lo_s, hi_s = max(lo_s, x.pinned[a]), min(hi_s, x.pinned[a])
    for i in range(x.before_ptr[a], x.before_ptr[a + 1]):
        b, link, least, most = x.before[i, 0], x.before[i, 1], x.before[i, 2], x.before[i, 3]
        if z.mode[b] >= 0:
            anchor = z.end[b] if link == 0 or link == 2 else z.start[b]
            if link == 0 or link == 1:
                lo_s, hi_s = max(lo_s, anchor + least), min(hi_s, anchor + most)
            else:
                lo_e, hi_e = max(lo_e, anchor + least), min(hi_e, anchor + most)
    for i in range(x.after_ptr[a], x.after_ptr[a + 1]):
        b, link, least, most = x.after[i, 0], x.after[i, 1], x.after[i, 2], x.after[i, 3]
        if z.mode[b] >= 0:
            anchor = z.start[b] if link == 0 or link == 1 else z.end[b]
            if link == 0 or link == 2:
                lo_e, hi_e = max(lo_e, anchor - most), min(hi_e, anchor - least)
            else:
                lo_s, hi_s = max(lo_s, anchor - most), min(hi_s, anchor - least)
    p = x.project[a]
    tender = z.tender[p]
    if tender >= 0:
        lo_s = max(lo_s, z.week[tender] + x.lead[tender])
        lot = z.lot[p]
        for i in range(x.lot_member_ptr[lot], x.lot_member_ptr[lot + 1]):
            q = x.lot_members[i]
            for j in range(x.member_ptr[q], x.member_ptr[q + 1]):
                b = x.members[j]
                if z.mode[b] >= 0:
                    lo_s = max(lo_s, z.end[b] - x.period[lot])
                    hi_e = min(hi_e, z.start[b] + x.period[lot])
    street = x.street[a]
    if street >= 0:
        b, near = x.previous[a], True
        while b >= 0 and z.mode[b] < 0:
            b, near = x.previous[b], False
        if b >= 0:
            lo_s = max(lo_s, z.end[b])
            if near and z.joined[b] == 1:
                hi_s = min(hi_s, z.end[b] + x.gap[b])
            elif near and x.rest_hard[street] == 1:
                lo_s = max(lo_s, z.end[b] + x.rest[street])
        elif near and x.previous[a] < 0 and x.rest_hard[street] == 1:
            lo_s = max(lo_s, x.closed_at[street] + x.rest[street])
        b, near = x.following[a], True
        while b >= 0 and z.mode[b] < 0:
            b, near = x.following[b], False
        if b >= 0:
            hi_e = min(hi_e, z.start[b])
            if near and z.joined[a] == 1:
                lo_e = max(lo_e, z.start[b] - x.gap[a])
            elif near and x.rest_hard[street] == 1:
                hi_e = min(hi_e, z.start[b] - x.rest[street])
    for i in range(x.load_ptr[a], x.load_ptr[a + 1]):
        g, amount = x.load_reservoir[i], x.load_amount[i]
        if amount > 0:
            t = x.horizon - 1
            while t >= lo_s and z.level[g, t] >= amount:
                t -= 1
            lo_s = max(lo_s, t + 1)
        else:
            for t in range(x.horizon):
                if z.level[g, t] < 0:
                    hi_e = min(hi_e, t)
                    break
    out[0], out[1], out[2], out[3] = lo_s, hi_s, lo_e, hi_e


@njit(cache=True, nogil=True)
def _staff(x: Arrays, z: State, a: int, m: int, s: int, e: int, chosen: Ints, limit: int) -> int:
    """Cheapest staffing of weeks [s, e): fills ``chosen``, returns its cost, or -1 when none fits or it costs ``limit`` or more."""
    cost = 0
    lot = z.lot[x.project[a]]
    c = x.calendar[a]
    for k in range(x.demand_ptr[m + 1] - x.demand_ptr[m]):
        d = x.demand_ptr[m] + k
        found = -1
        for q in range(x.pattern_ptr[d], x.pattern_ptr[d + 1]):
            if cost + x.pattern_cost[q] >= limit:
                return -1
            if x.partner[q] >= 0 and (lot < 0 or x.lot_employer[lot, x.partner[q]] == 0):
                continue
            fits = True
            for j in range(3):
                r = x.use_resource[q, j]
                if r >= 0:
                    # What an earlier demand of this very activity takes of the same resource counts too.
                    heads = x.use_heads[q, j]
                    for i in range(k):
                        for l in range(3):
                            if x.use_resource[chosen[i], l] == r:
                                heads += x.use_heads[chosen[i], l]
                    for t in range(s, e):
                        if z.residual[r, t] < heads and x.closed[c, t] == 0:
                            fits = False
                            break
                    if not fits:
                        break
            if fits:
                found = q
                break
        if found < 0:
            return -1
        chosen[k] = found
        cost += x.pattern_cost[found]
    return cost


@njit(cache=True, nogil=True)
def _street_cost(x: Arrays, z: State, a: int, s: int, e: int, weight: float) -> int:
    """Burden (weighed) and broken rests that this place of a dig adds; -1 where the district has too many streets open."""
    street = x.street[a]
    first, last = s, e
    cost = 0
    b = x.previous[a]
    if b >= 0 and z.mode[b] >= 0:
        if z.joined[b] == 1:
            first = z.end[b]
        elif s - z.end[b] < x.rest[street]:
            cost += x.rest_price[street]
    elif b < 0 and s - x.closed_at[street] < x.rest[street]:
        cost += x.rest_price[street]
    b = x.following[a]
    if b >= 0 and z.mode[b] >= 0:
        if z.joined[a] == 1:
            last = z.start[b]
        elif z.start[b] - e < x.rest[street]:
            cost += x.rest_price[street]
    most = x.max_open[x.street_district[street]]
    if most >= 0:
        d = x.street_district[street]
        for t in range(first, last):
            if z.open_streets[d, t] >= most:
                return -1
    return cost + int(weight * x.burden[street] * (last - first))


@njit(cache=True, nogil=True)
def wanted_position(x: Arrays, z: State, a: int) -> int:
    """Position in its opening that the joints of a dig ask for; 0 for anything else."""
    before = x.previous[a] >= 0 and z.joined[x.previous[a]] == 1
    after = x.following[a] >= 0 and z.joined[a] == 1
    if before:
        return 2 if after else 3
    return 1 if after else 0


@njit(cache=True, nogil=True)
def insert(x: Arrays, z: State, a: int, burden_weight: float, forward: bool, blink: float, scratch: Ints) -> bool:
    """Place an activity where it costs least; among equals the earliest (or latest) week. False when it fits nowhere.

    ``blink`` is the chance that a week is passed over (diversification, Christiaens and Vanden Berghe 2020).
    """
    box = scratch[0]
    _bounds(x, z, a, box)
    lo_s, hi_s, lo_e, hi_e = box[0], box[1], box[2], box[3]
    if lo_s > hi_s or lo_e > hi_e:
        return False
    p = x.project[a]
    finish = x.target[p]
    if x.delay[p] > 0:
        for j in range(x.member_ptr[p], x.member_ptr[p + 1]):
            b = x.members[j]
            if z.mode[b] >= 0 and z.end[b] > finish:
                finish = z.end[b]
    position = wanted_position(x, z, a)
    chosen, best_chosen = scratch[1], scratch[2]
    best, best_s, best_e, best_m = FAR, -1, -1, -1
    for m in range(x.mode_ptr[a], x.mode_ptr[a + 1]):
        if x.position[m] != position or x.mode_cost[m] >= best:
            continue
        row = x.end_row[m]
        last = min(hi_s, hi_e)
        for i in range(last - lo_s + 1):
            s = lo_s + i if forward else last - i
            e = x.ends[row, s]
            if e < 0 or e < lo_e or e > hi_e:
                if e > hi_e and forward:
                    break
                continue
            if blink > 0.0 and np.random.random() < blink:
                continue
            cost = x.mode_cost[m]
            if x.submitted[a] >= 0:
                cost += x.moved[a] * abs(s - x.submitted[a])
            cost += x.delay[p] * max(0, e + x.tail[a] - finish)
            if cost >= best:
                continue
            if x.street[a] >= 0:
                extra = _street_cost(x, z, a, s, e, burden_weight)
                if extra < 0:
                    continue
                cost += extra
            if cost >= best:
                continue
            staff = _staff(x, z, a, m, s, e, chosen, best - cost)
            if staff >= 0:
                best, best_s, best_e, best_m = cost + staff, s, e, m
                best_chosen[:] = chosen
    if best_s < 0:
        return False
    for k in range(x.demand_ptr[best_m + 1] - x.demand_ptr[best_m]):
        z.pattern[a, k] = best_chosen[k]
    place(x, z, a, best_s, best_e, best_m)
    return True
