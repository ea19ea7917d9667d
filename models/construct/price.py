"""The objective of a state, compiled; the checker recomputes it from the plan and a difference is an error."""

from __future__ import annotations

from .arrays import Arrays, Ints
from .columns import (
    BURDEN,
    CANDIDATES,
    CLOSED_AT,
    DELAY,
    DEMANDS,
    DIGS,
    END,
    FOLLOWING,
    FREE_JOIN,
    INTERFACE,
    JOINED,
    LOT,
    MEMBERS,
    MODE,
    MODE_COST,
    MOVED,
    PATTERN,
    PATTERN_COST,
    PREVIOUS,
    PROJECT,
    REST,
    REST_PRICE,
    START,
    SUBMITTED,
    TARGET,
    TENDER,
    TENDER_COST,
)
from .jit import inner, kernel
from .state import State

UNPLACED = 10_000_000_000  # euros: no plan is worth leaving work out, or a project that nobody buys
EXCESS = 1_000_000  # euros for each broken rest or unit of stock too much, and for any burden too much
EXCESS_BURDEN = 20  # for each euro of burden too much besides, to show the way back


@inner
def may_join(x: Arrays, z: State, a: int) -> bool:
    """Whether dig ``a`` and the one that follows may share an opening with the tenders now chosen."""
    b = x.activities[a, FOLLOWING]
    if b < 0:
        return False
    lot = z.bought[x.activities[a, PROJECT], LOT]
    return bool(x.activities[a, FREE_JOIN] > 0 or (lot >= 0 and lot == z.bought[x.activities[b, PROJECT], LOT]))


@kernel
def price(x: Arrays, z: State, out: Ints) -> int:
    """Objective plus penalties. ``out`` receives: activities and tenders that are missing, burden in euros, broken rests, penalties."""
    cost = x.constant
    missing = 0
    for a in range(x.num_activities):
        m = z.places[a, MODE]
        if m < 0:
            missing += 1
            continue
        cost += x.modes[m, MODE_COST]
        if x.activities[a, SUBMITTED] >= 0:
            cost += x.activities[a, MOVED] * abs(z.places[a, START] - x.activities[a, SUBMITTED])
        for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
            cost += x.patterns[z.places[a, PATTERN + k], PATTERN_COST]
    for p in range(x.num_projects):
        if z.bought[p, TENDER] < 0 and x.projects[p + 1, CANDIDATES] > x.projects[p, CANDIDATES]:
            missing += 1
        if x.projects[p, DELAY] > 0:
            finish = x.projects[p, TARGET]
            for j in range(x.projects[p, MEMBERS], x.projects[p + 1, MEMBERS]):
                a = x.members[j]
                if z.places[a, MODE] >= 0 and z.places[a, END] > finish:
                    finish = z.places[a, END]
            cost += x.projects[p, DELAY] * (finish - x.projects[p, TARGET])
    for t in range(x.num_tenders):
        if z.week[t] >= 0:
            cost += x.tenders[t, TENDER_COST]
    burden, broken = 0, 0
    for s in range(x.num_streets):
        for i in range(x.streets[s, DIGS], x.streets[s + 1, DIGS]):
            a = x.digs[i]
            if z.places[a, MODE] < 0:
                continue
            weeks = z.places[a, END] - z.places[a, START]
            b = x.activities[a, PREVIOUS]
            if b < 0:
                if z.places[a, START] - x.streets[s, CLOSED_AT] < x.streets[s, REST]:
                    broken += 1
                    cost += x.streets[s, REST_PRICE]
            elif z.places[b, MODE] >= 0:
                if z.places[b, JOINED] == 1:
                    weeks += z.places[a, START] - z.places[b, END]
                    if x.activities[b, FREE_JOIN] != 1:
                        lot = z.bought[x.activities[a, PROJECT], LOT]
                        if lot < 0 or lot != z.bought[x.activities[b, PROJECT], LOT]:
                            cost += x.activities[b, INTERFACE]
                elif z.places[a, START] - z.places[b, END] < x.streets[s, REST]:
                    broken += 1
                    cost += x.streets[s, REST_PRICE]
            burden += weeks * x.streets[s, BURDEN]
    if x.burden_priced == 1:
        cost += burden
    penalty = UNPLACED * missing
    for i in range(len(x.stock)):
        used = 0
        for a in range(x.num_activities):
            if z.places[a, MODE] >= 0:
                used += x.consumption[z.places[a, MODE], i]
        penalty += EXCESS * max(0, used - x.stock[i])
    if x.max_burden >= 0 and burden > x.max_burden:
        penalty += EXCESS + EXCESS_BURDEN * (burden - x.max_burden)
    if x.max_broken >= 0 and broken > x.max_broken:
        penalty += EXCESS * (broken - x.max_broken)
    out[0], out[1], out[2], out[3] = missing, burden, broken, penalty
    return cost + penalty


@kernel
def rank(x: Arrays, z: State, out: Ints) -> int:
    """What the best state is chosen by: its price, and any state with a penalty after all without. ``out`` as in :func:`price`."""
    cost = price(x, z, out)
    return cost + UNPLACED if out[3] > 0 else cost
