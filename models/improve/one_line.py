"""Every way to do one work in a given week while all else stands where it stands: exact, mode by mode and crew by
crew.

What others do, in which tender and which digs share an opening stays; so there are as many ways as modes times crews,
and all of them are looked at."""

from __future__ import annotations

from typing import cast

import numpy as np

from ..construct.arrays import Arrays, Floats, Ints
from ..construct.columns import (
    CALENDAR,
    DEMANDS,
    END,
    END_ROW,
    HEADS,
    LOT,
    MODE,
    MODE_COST,
    MODES,
    PARTNER,
    PATTERN,
    PATTERN_COST,
    POSITION,
    PROJECT,
    RESOURCE,
    START,
    STREET,
    SUBMITTED,
)
from ..construct.insert import NOWHERE, fits, in_lot, street_cost, wanted_position
from ..construct.jit import inner, kernel
from ..construct.price import PENALTY, penalty
from ..construct.rows import copy_row
from ..construct.start_bounds import affordable, bounds
from ..construct.state import State, place, rise, unplace
from .delta_cost import lowest, part
from .iteration import Memory, changed, take_out
from .settle import Aim, away, score, strangers

KNOWN, EUROS, CHANGES, ENDS_AT, BY_MODE, BY_PATTERN = range(6)  # columns of what is found; then one per demand
CALM, CHEAPEST, NEAREST = range(
    3
)  # rows: cheapest without more changes, cheapest, and best by the aim within the ceiling
ONE = cast(int, np.int64(1))


def ways(x: Arrays) -> Ints:
    """Room for what :func:`other_week` finds."""
    widest = int(np.max(np.diff(x.modes[:, DEMANDS]), initial=1))
    return np.zeros((3, BY_PATTERN + widest), np.int64)


@inner
def _rise(x: Arrays, z: State, a: int, s: int, e: int, m: int, chosen: Ints) -> int:
    """Changes of own heads that doing an activity so gives, in units."""
    if z.averages.shape[0] == 0:
        return 0
    c, more = x.activities[a, CALENDAR], 0
    demands = x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]
    for sign in (1, -1):
        for k in range(demands):
            for j in range(2):
                r = x.patterns[chosen[k], RESOURCE + j]
                if 0 <= r < z.averages.shape[0]:
                    step = rise(x, z, r, c, s, e, sign * x.patterns[chosen[k], HEADS + j], True)
                    if sign == 1:
                        more += step
    return int(more)


@inner
def _holds(x: Arrays, z: State, mem: Memory, weights: Floats, s: int, e: int, m: int, chosen: Ints) -> tuple[bool, int]:
    """Whether the activity taken out may be done so by all ceilings and reservoirs, and what it then costs with all
    that it touches."""
    a, tried = mem.gone[0], mem.out[1]
    copy_row(mem.out[2], tried)
    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
        z.places[a, PATTERN + k] = chosen[k]
    place(x, z, a, s, e, m)
    euros = part(x, z, mem, ONE, 1, tried)
    well = penalty(x, z, weights, 1.0, tried) == 0 and lowest(x, z, mem, ONE) == 0
    unplace(x, z, a)
    return bool(well), int(euros)


@inner
def _note(found: Ints, row: int, euros: int, changes: int, e: int, m: int, chosen: Ints, demands: int) -> None:
    found[row, KNOWN], found[row, EUROS], found[row, CHANGES], found[row, ENDS_AT], found[row, BY_MODE] = (
        1,
        euros,
        changes,
        e,
        m,
    )
    for k in range(demands):
        found[row, BY_PATTERN + k] = chosen[k]


@kernel
def other_week(
    x: Arrays, z: State, mem: Memory, aim: Aim, weights: Floats, a: int, week: int, room: int, found: Ints, taking: bool
) -> bool:
    """Fill ``found`` with the best ways to start an activity in a week, all else as it stands: rows and columns above,
    euros and changes as differences.

    ``room``: euros by which the plan may become dearer, for the last row. Where ``taking``, only that row is looked
    for and done, if it is better by the aim than what stands; whether it was done. ``mem.out[0]`` tells what the state
    uses; column ``MOVED`` of ``x`` holds the real prices."""
    for row in range(3):
        found[row, KNOWN] = 0
    totals, base = mem.out[0], mem.out[2]
    mem.gone[0] = a
    mem.mark[a] = 1
    copy_row(totals, base)
    now_euros = -part(x, z, mem, ONE, -1, base)
    now_score = score(aim, away(x, z, mem.gone, ONE), 0, strangers(x, z, aim, mem.gone, ONE))
    now_changes = z.changes[0]
    take_out(x, z, mem, ONE)
    box, chosen, pointer, spent = mem.scratch[0], mem.scratch[1], mem.scratch[2], mem.scratch[3]
    bounds(x, z, a, box)
    free = z.changes[0] - now_changes  # of changes, when the activity is out
    best_score, s = 0, week
    weeks = abs(s - x.activities[a, SUBMITTED]) if x.activities[a, SUBMITTED] >= 0 else 0
    lot, c = z.bought[x.activities[a, PROJECT], LOT], x.activities[a, CALENDAR]
    if box[0] <= s <= box[1] and affordable(x, z, a, s):
        position = wanted_position(x, z, a)
        for m in range(x.activities[a, MODES], x.activities[a + 1, MODES]):
            if x.modes[m, POSITION] != position:
                continue
            e = x.ends[x.modes[m, END_ROW], s]
            if e < 0 or e < box[2] or e > box[3] or e - s > box[4]:
                continue
            if x.activities[a, STREET] >= 0 and street_cost(x, z, a, s, e, weights) >= NOWHERE:
                continue
            demands, first = x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS], x.modes[m, DEMANDS]
            beside = -1  # euros of the place beside mode and crews; known once one way was weighed
            k = 0
            pointer[0] = x.demands[first] - 1 if demands > 0 else 0
            while k >= 0:
                if demands > 0:
                    q = pointer[k] + 1
                    if q >= x.demands[first + k + 1]:
                        k -= 1
                        continue
                    pointer[k] = q
                    spent[k] = x.patterns[q, PATTERN_COST] + (spent[k - 1] if k > 0 else x.modes[m, MODE_COST])
                    if beside >= 0:
                        least = spent[k] + beside - now_euros
                        if (taking and least > room) or (
                            not taking and found[CALM, KNOWN] == 1 and least >= found[CALM, EUROS]
                        ):
                            k -= 1  # patterns stand cheapest first
                            continue
                    partner = x.patterns[q, PARTNER]
                    if partner >= 0 and (lot < 0 or not in_lot(x, lot, partner)):
                        continue
                    if not fits(x, z, q, c, s, e, k, chosen):
                        continue
                    chosen[k] = q
                    if k < demands - 1:
                        k += 1
                        pointer[k] = x.demands[first + k] - 1
                        continue
                cost = spent[k] if demands > 0 else x.modes[m, MODE_COST]
                if beside < 0:
                    _, whole = _holds(x, z, mem, weights, s, e, m, chosen)
                    beside = whole - cost
                euros = cost + beside - now_euros
                changes = free + _rise(x, z, a, s, e, m, chosen)
                if taking:
                    strange = 0
                    for i in range(demands):
                        strange += aim.strange[chosen[i]]
                    better = score(aim, weeks, changes, strange) - now_score
                    if better < best_score and euros <= room and _holds(x, z, mem, weights, s, e, m, chosen)[0]:
                        best_score = better
                        _note(found, NEAREST, euros, changes, e, m, chosen, demands)
                else:
                    calm = changes <= 0 and (found[CALM, KNOWN] == 0 or euros < found[CALM, EUROS])
                    cheap = found[CHEAPEST, KNOWN] == 0 or euros < found[CHEAPEST, EUROS]
                    if (calm or cheap) and _holds(x, z, mem, weights, s, e, m, chosen)[0]:
                        if calm:
                            _note(found, CALM, euros, changes, e, m, chosen, demands)
                        if cheap:
                            _note(found, CHEAPEST, euros, changes, e, m, chosen, demands)
                if demands == 0:
                    k = -1
    if taking and found[NEAREST, KNOWN] == 1:
        m = found[NEAREST, BY_MODE]
        for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
            z.places[a, PATTERN + k] = found[NEAREST, BY_PATTERN + k]
        place(x, z, a, s, found[NEAREST, ENDS_AT], m)
        part(x, z, mem, ONE, 1, base)
        copy_row(base, totals)
        totals[PENALTY] = 0
        changed(mem, ONE, 0)
        mem.mark[a] = 0
        return True
    copy_row(mem.saved[a, PATTERN:], z.places[a, PATTERN:])
    place(x, z, a, mem.saved[a, START], mem.saved[a, END], mem.saved[a, MODE])
    mem.mark[a] = 0
    return False
