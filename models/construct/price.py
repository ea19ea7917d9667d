"""The objective of a state, compiled; the checker recomputes it from the plan and a difference is an error."""

from __future__ import annotations

from .arrays import Arrays, Ints
from .columns import (
    BURDEN,
    CANDIDATES,
    CLOSED_AT,
    DELAY,
    DEMANDS,
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
    STREET,
    SUBMITTED,
    TARGET,
    TENDER,
    TENDER_COST,
)
from .jit import inner, kernel
from .state import State

UNPLACED = 10_000_000_000  # euros: no plan is worth leaving work out, or a project that nobody buys
EXCESS = 1_000_000  # euros for each broken rest or unit of stock too much, and for any burden too much
MISSING, WEIGHED, BROKEN, PENALTY, USED = range(5)  # what ``price`` tells; from USED on per non-renewable resource
EXCESS_BURDEN = 20  # for each euro of burden too much besides, to show the way back


@inner
def may_join(x: Arrays, z: State, a: int) -> bool:
    """Whether dig ``a`` and the one that follows may share an opening with the tenders now chosen."""
    b = x.activities[a, FOLLOWING]
    if b < 0:
        return False
    lot = z.bought[x.activities[a, PROJECT], LOT]
    return bool(x.activities[a, FREE_JOIN] > 0 or (lot >= 0 and lot == z.bought[x.activities[b, PROJECT], LOT]))


@inner
def of_activity(x: Arrays, z: State, a: int) -> int:
    """Euros of a placed activity: its mode, its staffing and the weeks that it is moved."""
    m = z.places[a, MODE]
    cost = int(x.modes[m, MODE_COST])
    if x.activities[a, SUBMITTED] >= 0:
        cost += x.activities[a, MOVED] * abs(z.places[a, START] - x.activities[a, SUBMITTED])
    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
        cost += x.patterns[z.places[a, PATTERN + k], PATTERN_COST]
    return cost


@inner
def of_project(x: Arrays, z: State, p: int) -> int:
    """Euros of a project's delay, as far as it is placed."""
    if x.projects[p, DELAY] == 0:
        return 0
    finish = x.projects[p, TARGET]
    for j in range(x.projects[p, MEMBERS], x.projects[p + 1, MEMBERS]):
        a = x.members[j]
        if z.places[a, MODE] >= 0 and z.places[a, END] > finish:
            finish = z.places[a, END]
    return int(x.projects[p, DELAY] * (finish - x.projects[p, TARGET]))


@inner
def of_dig(x: Arrays, z: State, a: int) -> tuple[int, int, int]:
    """Of a placed dig and what lies between it and the one before: euros of interface and rest, burden, broken rests."""
    s = x.activities[a, STREET]
    cost, broken, weeks = 0, 0, z.places[a, END] - z.places[a, START]
    b = x.activities[a, PREVIOUS]
    if b < 0:
        if z.places[a, START] - x.streets[s, CLOSED_AT] < x.streets[s, REST]:
            broken = 1
            cost = x.streets[s, REST_PRICE]
    elif z.places[b, MODE] >= 0:
        if z.places[b, JOINED] == 1:
            weeks += z.places[a, START] - z.places[b, END]
            if x.activities[b, FREE_JOIN] != 1:
                lot = z.bought[x.activities[a, PROJECT], LOT]
                if lot < 0 or lot != z.bought[x.activities[b, PROJECT], LOT]:
                    cost = x.activities[b, INTERFACE]
        elif z.places[a, START] - z.places[b, END] < x.streets[s, REST]:
            broken = 1
            cost = x.streets[s, REST_PRICE]
    return cost, weeks * x.streets[s, BURDEN], broken


@inner
def penalty(x: Arrays, missing: int, burden: int, broken: int, used: Ints) -> int:
    """Euros for what keeps a state from being a plan; ``used`` is per non-renewable resource."""
    euros = UNPLACED * missing
    for i in range(len(x.stock)):
        euros += EXCESS * max(0, used[i] - x.stock[i])
    if x.max_burden >= 0 and burden > x.max_burden:
        euros += EXCESS + EXCESS_BURDEN * (burden - x.max_burden)
    if x.max_broken >= 0 and broken > x.max_broken:
        euros += EXCESS * (broken - x.max_broken)
    return euros


@kernel
def price(x: Arrays, z: State, out: Ints) -> int:
    """Objective plus penalties. ``out`` receives: activities and tenders that are missing, burden in euros, broken rests, penalties, and what is
    used of each non-renewable resource."""
    cost, missing, burden, broken = x.constant, 0, 0, 0
    for i in range(len(x.stock)):
        out[USED + i] = 0
    for a in range(x.num_activities):
        if z.places[a, MODE] < 0:
            missing += 1
            continue
        cost += of_activity(x, z, a)
        for i in range(len(x.stock)):
            out[USED + i] += x.consumption[z.places[a, MODE], i]
        if x.activities[a, STREET] >= 0:
            euros, weighed, rests = of_dig(x, z, a)
            cost, burden, broken = cost + euros, burden + weighed, broken + rests
    for p in range(x.num_projects):
        if z.bought[p, TENDER] < 0 and x.projects[p + 1, CANDIDATES] > x.projects[p, CANDIDATES]:
            missing += 1
        cost += of_project(x, z, p)
    for t in range(x.num_tenders):
        if z.week[t] >= 0:
            cost += x.tenders[t, TENDER_COST]
    if x.burden_priced == 1:
        cost += burden
    euros = penalty(x, missing, burden, broken, out[USED:])
    out[MISSING], out[WEIGHED], out[BROKEN], out[PENALTY] = missing, burden, broken, euros
    return cost + euros


@kernel
def rank(x: Arrays, z: State, out: Ints) -> int:
    """What the best state is chosen by: its price, and any state with a penalty after all without. ``out`` as in :func:`price`."""
    cost = price(x, z, out)
    return cost + UNPLACED if out[PENALTY] > 0 else cost
