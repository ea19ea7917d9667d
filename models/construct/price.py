"""The objective of a state, compiled; the checker recomputes it from the plan and a difference is an error."""

from __future__ import annotations

from numba import njit

from .arrays import Arrays, Ints
from .state import State

UNPLACED = 100_000_000  # euros: no plan is worth leaving work out
EXCESS_REST = 1_000_000
EXCESS_BURDEN = 20


@njit(cache=True, nogil=True)
def may_join(x: Arrays, z: State, a: int) -> bool:
    """Whether dig ``a`` and the one that follows may share an opening with the tenders now chosen."""
    b = x.following[a]
    if b < 0:
        return False
    lot = z.lot[x.project[a]]
    return x.free_join[a] > 0 or (lot >= 0 and lot == z.lot[x.project[b]])


@njit(cache=True, nogil=True)
def price(x: Arrays, z: State, out: Ints) -> int:
    """Objective plus penalties. ``out`` receives: activities not placed, burden in euros, broken rests, penalties."""
    cost = x.constant
    missing = 0
    for a in range(len(x.project)):
        m = z.mode[a]
        if m < 0:
            missing += 1
            continue
        cost += x.mode_cost[m]
        if x.submitted[a] >= 0:
            cost += x.moved[a] * abs(z.start[a] - x.submitted[a])
        for k in range(x.demand_ptr[m + 1] - x.demand_ptr[m]):
            cost += x.pattern_cost[z.pattern[a, k]]
    for p in range(len(x.target)):
        if x.delay[p] > 0:
            finish = x.target[p]
            for j in range(x.member_ptr[p], x.member_ptr[p + 1]):
                a = x.members[j]
                if z.mode[a] >= 0 and z.end[a] > finish:
                    finish = z.end[a]
            cost += x.delay[p] * (finish - x.target[p])
    for t in range(len(x.lead)):
        if z.week[t] >= 0:
            cost += x.tender_cost[t]
    burden, broken = 0, 0
    for s in range(len(x.burden)):
        for i in range(x.dig_ptr[s], x.dig_ptr[s + 1]):
            a = x.digs[i]
            if z.mode[a] < 0:
                continue
            weeks = z.end[a] - z.start[a]
            b = x.previous[a]
            if b < 0:
                if z.start[a] - x.closed_at[s] < x.rest[s]:
                    broken += 1
                    cost += x.rest_price[s]
            elif z.mode[b] >= 0:
                if z.joined[b] == 1:
                    weeks += z.start[a] - z.end[b]
                    if x.free_join[b] != 1:
                        lot = z.lot[x.project[a]]
                        if lot < 0 or lot != z.lot[x.project[b]]:
                            cost += x.interface[b]
                elif z.start[a] - z.end[b] < x.rest[s]:
                    broken += 1
                    cost += x.rest_price[s]
            burden += weeks * x.burden[s]
    if x.burden_priced == 1:
        cost += burden
    penalty = UNPLACED * missing
    if x.max_burden >= 0 and burden > x.max_burden:
        penalty += EXCESS_BURDEN * (burden - x.max_burden) + 1
    if x.max_broken >= 0 and broken > x.max_broken:
        penalty += EXCESS_REST * (broken - x.max_broken)
    out[0], out[1], out[2], out[3] = missing, burden, broken, penalty
    return cost + penalty
