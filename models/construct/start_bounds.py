"""What the rest of a state leaves to one activity: when it may start and end, and how long it may stay."""

from __future__ import annotations

from .arrays import Arrays, Ints
from .columns import (
    AFTER,
    BEFORE,
    CANDIDATES,
    CLOSED_AT,
    EARLY,
    END,
    FOLLOWING,
    GAP,
    JOINED,
    LAST,
    LATE,
    LEAD,
    LOADS,
    LOT,
    LOT_MEMBERS,
    MEMBERS,
    MODE,
    PERIOD,
    PREVIOUS,
    PROJECT,
    REST,
    REST_HARD,
    START,
    STREET,
    TENDER,
)
from .jit import inner
from .state import State


@inner
def _there(x: Arrays, z: State, g: int, amount: int, s: int) -> bool:
    """Whether a reservoir has so much from a week on until it is renewed."""
    there = True
    for t in range(s, x.until[g, s]):
        there = there and z.level[g, t] >= amount
    return bool(there)


@inner
def affordable(x: Arrays, z: State, a: int, s: int) -> bool:
    """Whether reservoirs that are renewed have what an activity takes where it starts in a week; what :func:`bounds`
    cannot say, because there can be room before and after a year that has none."""
    for i in range(x.activities[a, LOADS], x.activities[a + 1, LOADS]):
        g, amount = x.loads[i, 0], x.loads[i, 1]
        if amount > 0 and s < x.horizon and x.until[g, 0] < x.horizon and not _there(x, z, g, amount, s):
            return False
    return True


@inner
def bounds(x: Arrays, z: State, a: int, out: Ints) -> None:
    """Fill ``out`` with the first and last start, first and last end and longest stay that neighbours, tenders and
    reservoirs leave."""
    lo_s, hi_s, lo_e, hi_e = x.activities[a, EARLY], x.activities[a, LAST], 0, x.activities[a, LATE]
    for i in range(x.activities[a, BEFORE], x.activities[a + 1, BEFORE]):
        b, link, least, most = x.before[i, 0], x.before[i, 1], x.before[i, 2], x.before[i, 3]
        if z.places[b, MODE] >= 0:
            anchor = z.places[b, END] if link == 0 or link == 2 else z.places[b, START]
            if link == 0 or link == 1:
                lo_s, hi_s = max(lo_s, anchor + least), min(hi_s, anchor + most)
            else:
                lo_e, hi_e = max(lo_e, anchor + least), min(hi_e, anchor + most)
    for i in range(x.activities[a, AFTER], x.activities[a + 1, AFTER]):
        b, link, least, most = x.after[i, 0], x.after[i, 1], x.after[i, 2], x.after[i, 3]
        if z.places[b, MODE] >= 0:
            anchor = z.places[b, START] if link == 0 or link == 1 else z.places[b, END]
            if link == 0 or link == 2:
                lo_e, hi_e = max(lo_e, anchor - most), min(hi_e, anchor - least)
            else:
                lo_s, hi_s = max(lo_s, anchor - most), min(hi_s, anchor - least)
    p = x.activities[a, PROJECT]
    tender = z.bought[p, TENDER]
    longest = x.horizon
    if tender < 0 and x.projects[p + 1, CANDIDATES] > x.projects[p, CANDIDATES]:
        hi_s = -1  # nobody may start work that is not bought
    if tender >= 0:
        lo_s = max(lo_s, z.week[tender] + x.tenders[tender, LEAD])
        lot = z.bought[p, LOT]
        longest = x.lots[lot, PERIOD]
        for i in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
            q = x.lot_members[i]
            for j in range(x.projects[q, MEMBERS], x.projects[q + 1, MEMBERS]):
                b = x.members[j]
                if z.places[b, MODE] >= 0:
                    lo_s = max(lo_s, z.places[b, END] - x.lots[lot, PERIOD])
                    hi_e = min(hi_e, z.places[b, START] + x.lots[lot, PERIOD])
    street = x.activities[a, STREET]
    if street >= 0:
        b, near = x.activities[a, PREVIOUS], True
        while b >= 0 and z.places[b, MODE] < 0:
            b, near = x.activities[b, PREVIOUS], False
        if b >= 0:
            lo_s = max(lo_s, z.places[b, END])
            if near and z.places[b, JOINED] == 1:
                hi_s = min(hi_s, z.places[b, END] + x.activities[b, GAP])
            elif near and x.streets[street, REST_HARD] == 1:
                lo_s = max(lo_s, z.places[b, END] + x.streets[street, REST])
        elif near and x.activities[a, PREVIOUS] < 0 and x.streets[street, REST_HARD] == 1:
            lo_s = max(lo_s, x.streets[street, CLOSED_AT] + x.streets[street, REST])
        b, near = x.activities[a, FOLLOWING], True
        while b >= 0 and z.places[b, MODE] < 0:
            b, near = x.activities[b, FOLLOWING], False
        if b >= 0:
            hi_e = min(hi_e, z.places[b, START])
            if near and z.places[a, JOINED] == 1:
                lo_e = max(lo_e, z.places[b, START] - x.activities[a, GAP])
            elif near and x.streets[street, REST_HARD] == 1:
                hi_e = min(hi_e, z.places[b, START] - x.streets[street, REST])
    for i in range(x.activities[a, LOADS], x.activities[a + 1, LOADS]):
        g, amount = x.loads[i, 0], x.loads[i, 1]
        if amount > 0 and x.until[g, 0] < x.horizon:
            while lo_s <= hi_s and lo_s < x.horizon and not _there(x, z, g, amount, lo_s):
                lo_s += 1
            while hi_s >= lo_s and hi_s < x.horizon and not _there(x, z, g, amount, hi_s):
                hi_s -= 1
        elif amount > 0:
            t = x.horizon - 1
            while t >= lo_s and z.level[g, t] >= amount:
                t -= 1
            lo_s = max(lo_s, t + 1)
        else:
            for t in range(x.horizon):
                if z.level[g, t] < 0:
                    hi_e = min(hi_e, t)
                    break
    out[0], out[1], out[2], out[3], out[4] = lo_s, hi_s, lo_e, hi_e, longest
