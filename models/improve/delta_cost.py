"""What a round changes of the price, from what it touches alone: the same sums as
:func:`wijkplan.models.construct.price.price`."""

from __future__ import annotations

from ..construct.arrays import Arrays, Ints
from ..construct.columns import (
    CANDIDATES,
    FOLLOWING,
    HOMES,
    LOADS,
    LOT_MEMBERS,
    LOTS,
    MODE,
    MOST_CASH,
    MOST_HIRED,
    PROJECT,
    STREET,
    STREET_DISTRICT,
    TENDER,
    TENDER_CASH,
    TENDER_COST,
)
from ..construct.jit import inner
from ..construct.price import (
    BROKEN,
    HIRED,
    MISSING,
    PAID,
    USED,
    WEIGHED,
    cash_of_activity,
    hired_of_activity,
    of_activity,
    of_dig,
    of_homes,
    of_project,
)
from ..construct.rows import least
from ..construct.state import State
from .iteration import Memory


@inner
def part(x: Arrays, z: State, mem: Memory, count: int, sign: int, out: Ints) -> int:
    """Cost (times ``sign``) of the first ``count`` activities of ``gone``, of their projects and homes, and of the
    digs after them; ``out`` gets the rest added."""
    cost, burden = 0, 0
    for i in range(count):
        a = mem.gone[i]
        m = z.places[a, MODE]
        if m < 0:
            out[MISSING] += sign
        else:
            cost += of_activity(x, z, a)
            if x.ceilings[MOST_CASH] >= 0:
                out[PAID] += sign * cash_of_activity(x, z, a)
            if x.ceilings[MOST_HIRED] >= 0:
                out[HIRED] += sign * hired_of_activity(x, z, a)
            for k in range(len(x.stock)):
                out[USED + k] += sign * x.consumption[m, k]
        if x.activities[a, STREET] >= 0:
            for dig in (a, x.activities[a, FOLLOWING]):
                if dig >= 0 and (dig == a or mem.mark[dig] != 1) and z.places[dig, MODE] >= 0:
                    euros, weighed, rests, cash = of_dig(x, z, dig)
                    cost, burden = cost + euros, burden + weighed
                    out[BROKEN] += sign * rests
                    here = USED + len(x.stock) + 2 * x.streets[x.activities[dig, STREET], STREET_DISTRICT]
                    out[here] += sign * weighed
                    out[here + 1] += sign * rests
                    out[PAID] += sign * cash
        p, first = x.activities[a, PROJECT], True
        for j in range(i):
            if x.activities[mem.gone[j], PROJECT] == p:
                first = False
                break
        if first:
            cost += of_project(x, z, p)
        for j in range(x.activities[a, HOMES], x.activities[a + 1, HOMES]):
            h = x.waiting[j, 0]
            if mem.counted[h] == 0:
                mem.counted[h] = 1
                cost += of_homes(x, z, h)
    for i in range(count):
        for j in range(x.activities[mem.gone[i], HOMES], x.activities[mem.gone[i] + 1, HOMES]):
            mem.counted[x.waiting[j, 0]] = 0
    out[WEIGHED] += sign * burden
    if x.burden_priced == 1:
        cost += burden
    return sign * cost


@inner
def tender_part(x: Arrays, z: State, tenders: Ints, count: int) -> tuple[int, int, int]:
    """Euros and cash of the first tenders (rows of tender and week), and how many of their projects nobody buys as the
    state stands."""
    cost, cash, missing = 0, 0, 0
    for i in range(count):
        t = tenders[i, 0]
        cost += x.tenders[t, TENDER_COST]
        cash += x.tenders[t, TENDER_CASH]
        for lot in range(x.tenders[t, LOTS], x.tenders[t + 1, LOTS]):
            for j in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
                p = x.lot_members[j]
                if z.bought[p, TENDER] < 0 and x.projects[p + 1, CANDIDATES] > x.projects[p, CANDIDATES]:
                    missing += 1
    return cost, cash, missing


@inner
def lowest(x: Arrays, z: State, mem: Memory, count: int) -> int:
    """The lowest level of the reservoirs that the first activities of ``gone`` touch, at most 0."""
    level = 0
    for i in range(count):
        for j in range(x.activities[mem.gone[i], LOADS], x.activities[mem.gone[i] + 1, LOADS]):
            level = least(z.level[x.loads[j, 0]], level)
    return level
