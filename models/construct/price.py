"""The objective of a state, compiled; the checker recomputes it from the plan and a difference is an error."""

from __future__ import annotations

from .arrays import Arrays, Floats, Ints
from .columns import (
    BURDEN,
    CALENDAR,
    CANDIDATES,
    CLOSED_AT,
    DELAY,
    DEMANDS,
    END,
    FOLLOWING,
    FREE_JOIN,
    INTERFACE,
    INTERFACE_CASH,
    JOINED,
    LOT,
    MEMBERS,
    MODE,
    MODE_CASH,
    MODE_COST,
    MOST_BROKEN,
    MOST_CHANGES,
    MOVED,
    NUMBER,
    PATTERN,
    PATTERN_CASH,
    PATTERN_COST,
    PATTERN_HIRED,
    PREVIOUS,
    PROJECT,
    REST,
    REST_PRICE,
    START,
    STREET,
    STREET_DISTRICT,
    SUBMITTED,
    TARGET,
    TENDER,
    TENDER_CASH,
    TENDER_COST,
    WORKS,
)
from .jit import inner, kernel
from .state import State

UNPLACED = 10_000_000_000  # euros: no plan is worth leaving work out, or a project that nobody buys
EXCESS = 1_000_000  # euros for each unit of stock too much
STANDARD = 10.0  # times the rates of ceilings: how states that are no plans are compared
# What ``price`` tells: how much is missing, penalties, how many ceilings and stocks are exceeded, what is used of each
# ceiling but changes, which the state counts itself, from USED on what is used of each non-renewable resource, then
# per district burden and broken rests.
MISSING, PENALTY, OVER, WEIGHED, BROKEN, PAID, HIRED, USED = range(8)


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
def cash_of_activity(x: Arrays, z: State, a: int) -> int:
    """Euros of cash of a placed activity: its mode and its staffing."""
    m = z.places[a, MODE]
    cash = int(x.modes[m, MODE_CASH])
    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
        cash += x.patterns[z.places[a, PATTERN + k], PATTERN_CASH]
    return cash


@inner
def hired_of_activity(x: Arrays, z: State, a: int) -> int:
    """Hundredths of a hired head x working weeks of a placed activity."""
    m, c = z.places[a, MODE], x.activities[a, CALENDAR]
    heads = 0
    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
        heads += x.patterns[z.places[a, PATTERN + k], PATTERN_HIRED]
    return int(heads * (x.open_before[c, z.places[a, END]] - x.open_before[c, z.places[a, START]]))


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
def done(x: Arrays, z: State, h: int) -> int:
    """The week by whose end homes are done, as far as their works are placed."""
    last = 0
    for j in range(x.homes[h, WORKS], x.homes[h + 1, WORKS]):
        a = x.home_works[j]
        if z.places[a, MODE] >= 0 and z.places[a, END] > last:
            last = z.places[a, END]
    return int(last)


@inner
def of_homes(x: Arrays, z: State, h: int) -> int:
    """Home-weeks until homes are done, as far as their works are placed."""
    return int(x.homes[h, NUMBER] * done(x, z, h))


@inner
def of_dig(x: Arrays, z: State, a: int) -> tuple[int, int, int, int]:
    """Of a placed dig and what lies between it and the one before: euros of interface and rest, burden, broken rests,
    cash of interface."""
    s = x.activities[a, STREET]
    cost, broken, cash, weeks = 0, 0, 0, z.places[a, END] - z.places[a, START]
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
                    cost, cash = x.activities[b, INTERFACE], x.activities[b, INTERFACE_CASH]
        elif z.places[a, START] - z.places[b, END] < x.streets[s, REST]:
            broken = 1
            cost = x.streets[s, REST_PRICE]
    return cost, weeks * x.streets[s, BURDEN], broken, cash


@inner
def excess(x: Arrays, z: State, totals: Ints, ceiling: int) -> int:
    """Units by which a state exceeds a ceiling over all, 0 where there is none or it holds. ``totals`` as
    :func:`price` tells them."""
    used = z.changes[ceiling - MOST_CHANGES] if ceiling >= MOST_CHANGES else totals[WEIGHED + ceiling]
    return int(max(0, used - x.ceilings[ceiling])) if x.ceilings[ceiling] >= 0 else 0


@inner
def excess_in(x: Arrays, totals: Ints, d: int, ceiling: int) -> int:
    """Likewise of a district's own ceiling on burden or on broken rests."""
    most = x.local[d, ceiling]
    return int(max(0, totals[USED + len(x.stock) + 2 * d + ceiling] - most)) if most >= 0 else 0


@inner
def weight_in(x: Arrays, weights: Floats, d: int, ceiling: int) -> float:
    """Euros for each unit of burden, or broken rest, in a district: what the ceilings over all and of the district
    weigh."""
    return float(weights[ceiling] + weights[len(x.ceilings) + 2 * d + ceiling])


@inner
def penalty(x: Arrays, z: State, weights: Floats, times: float, totals: Ints) -> int:
    """Euros for what keeps a state from being a plan, which ``totals`` is told: ``times`` the weight of each ceiling
    per unit too much."""
    euros, over = UNPLACED * totals[MISSING], 0
    for i in range(len(x.stock)):
        if totals[USED + i] > x.stock[i]:
            euros += EXCESS * (totals[USED + i] - x.stock[i])
            over += 1
    for k in range(len(x.ceilings)):
        more = excess(x, z, totals, k)
        if more > 0:
            euros += 1 + int(times * weights[k] * more)
            over += 1
    for d in range(x.local.shape[0]):
        for k in range(MOST_BROKEN + 1):
            more = excess_in(x, totals, d, k)
            if more > 0:
                euros += 1 + int(times * weights[len(x.ceilings) + 2 * d + k] * more)
                over += 1
    totals[PENALTY], totals[OVER] = euros, over
    return int(euros)


@kernel
def price(x: Arrays, z: State, weights: Floats, times: float, out: Ints) -> int:
    """Objective plus penalties; ``out`` receives what is listed above."""
    cost = x.constant
    for i in range(len(out)):
        out[i] = 0
    out[PAID] = x.constant_cash
    for a in range(x.num_activities):
        if z.places[a, MODE] < 0:
            out[MISSING] += 1
            continue
        cost += of_activity(x, z, a)
        out[PAID] += cash_of_activity(x, z, a)
        out[HIRED] += hired_of_activity(x, z, a)
        for i in range(len(x.stock)):
            out[USED + i] += x.consumption[z.places[a, MODE], i]
        if x.activities[a, STREET] >= 0:
            euros, weighed, rests, cash = of_dig(x, z, a)
            cost += euros
            out[WEIGHED] += weighed
            out[BROKEN] += rests
            here = USED + len(x.stock) + 2 * x.streets[x.activities[a, STREET], STREET_DISTRICT]
            out[here] += weighed
            out[here + 1] += rests
            out[PAID] += cash
    for p in range(x.num_projects):
        if z.bought[p, TENDER] < 0 and x.projects[p + 1, CANDIDATES] > x.projects[p, CANDIDATES]:
            out[MISSING] += 1
        cost += of_project(x, z, p)
    for h in range(x.homes.shape[0] - 1):
        cost += of_homes(x, z, h)
    for t in range(x.num_tenders):
        if z.week[t] >= 0:
            cost += x.tenders[t, TENDER_COST]
            out[PAID] += x.tenders[t, TENDER_CASH]
    if x.burden_priced == 1:
        cost += out[WEIGHED]
    return int(cost + penalty(x, z, weights, times, out))


@kernel
def rank(x: Arrays, z: State, out: Ints) -> int:
    """What the best state is chosen by: its price, and any state with a penalty after all without. ``out`` as in
    :func:`price`."""
    cost = price(x, z, x.rates, STANDARD, out)
    return cost + UNPLACED if out[PENALTY] > 0 else cost
