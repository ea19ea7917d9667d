"""Moves towards where the relaxation would have a street: take out what stands there.

At the prices of a certificate every street, and every other work, has cheapest weeks. A few streets stand in a plan
far from theirs, because what is now in those weeks is better off only a little: to find that out, both have to leave at
once. How far from its cheapest a unit stands, in euros at those prices, says whom to ask first (reduced costs as in
relaxation-induced neighbourhoods: Danna, Rothberg, Le Pape 2005)."""

from __future__ import annotations

import numpy as np

from ..construct.arrays import Arrays, Ints
from ..construct.columns import (
    AFTER,
    BEFORE,
    DEMANDS,
    DIGS,
    END,
    HEADS,
    MODE,
    MOST_BURDEN,
    PATTERN,
    RESOURCE,
    START,
    STREET,
    STREET_DISTRICT,
)
from ..construct.jit import inner
from ..construct.state import State
from .ceilings import used_in
from .iteration import Memory
from .moves import add, street

LOOKS = 8  # units of which the one furthest from its cheapest is taken
MOST_REMOVED = 40  # activities


@inner
def above_cheapest(x: Arrays, z: State, a: int) -> float:
    """Euros at the prices of the certificate by which an activity, with all digs of its street, is dearer than at its
    cheapest; nothing where some of it is not placed."""
    s = x.activities[a, STREET]
    if s < 0:
        if z.places[a, MODE] < 0:
            return 0.0
        return float(x.aim_cost[z.places[a, MODE], z.places[a, START]] - x.aim_least[a])
    cost = x.aim_burden[x.streets[s, STREET_DISTRICT]] * used_in(x, z, s, MOST_BURDEN)
    cost -= x.aim_least[x.digs[x.streets[s, DIGS]]]
    for i in range(x.streets[s, DIGS], x.streets[s + 1, DIGS]):
        b = x.digs[i]
        if z.places[b, MODE] < 0:
            return 0.0
        cost += x.aim_cost[z.places[b, MODE], z.places[b, START]]
    return float(cost)


@inner
def aimed(x: Arrays, z: State, mem: Memory, count: int) -> int:
    """A unit far from its cheapest weeks, whoever uses the heads that it would take there, and what has to come before
    or after it."""
    furthest, found = 0.0, -1
    for _ in range(LOOKS):
        a = mem.works[np.random.randint(0, len(mem.works))]
        dearer = above_cheapest(x, z, a)
        if dearer > furthest:
            furthest, found = dearer, a
    if found < 0:
        return count
    gone, mark = mem.gone, mem.mark
    s = x.activities[found, STREET]
    count = add(found, gone, mark, count) if s < 0 else street(x, s, gone, mark, count)
    k, unit = np.random.randint(0, x.aims.shape[0]), count
    for i in range(unit):
        a = gone[i]
        since, until, m = x.aims[k, a, 0], x.aims[k, a, 1], x.aims[k, a, 2]
        count = _in_order(x, z, a, since, until, gone, mark, count)
        for d in range(x.modes[m, DEMANDS], x.modes[m + 1, DEMANDS]):
            if x.demands[d + 1] > x.demands[d]:
                q = x.demands[d]
                count = _room(x, z, mem, x.patterns[q, RESOURCE], x.patterns[q, HEADS], since, until, count)
    return count


@inner
def _in_order(x: Arrays, z: State, a: int, since: int, until: int, gone: Ints, mark: Ints, count: int) -> int:
    """What would have to end before, or to begin after, an activity in these weeks."""
    for j in range(x.activities[a, BEFORE], x.activities[a + 1, BEFORE]):
        b = x.before[j, 0]
        late = z.places[b, MODE] >= 0 and x.before[j, 1] == 0 and z.places[b, END] + x.before[j, 2] > since
        if late and count < MOST_REMOVED:
            count = add(b, gone, mark, count)
    for j in range(x.activities[a, AFTER], x.activities[a + 1, AFTER]):
        b = x.after[j, 0]
        early = z.places[b, MODE] >= 0 and x.after[j, 1] == 0 and z.places[b, START] < until + x.after[j, 2]
        if early and count < MOST_REMOVED:
            count = add(b, gone, mark, count)
    return count


@inner
def _room(x: Arrays, z: State, mem: Memory, r: int, heads: int, since: int, until: int, count: int) -> int:
    """Users of a resource, from a random one on, until it has so many heads left in these weeks."""
    if r < 0:
        return count
    lack, short = mem.lack, 0
    for t in range(since, until):
        lack[t] = heads - z.residual[r, t]
        short += 1 if lack[t] > 0 else 0
    n = x.num_activities
    offset = np.random.randint(0, n)
    for i in range(n):
        if short == 0 or count >= MOST_REMOVED:
            break
        b = (i + offset) % n
        m = z.places[b, MODE]
        if m < 0 or z.places[b, START] >= until or z.places[b, END] <= since:
            continue
        used = 0
        for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
            q = z.places[b, PATTERN + k]
            for j in range(2):
                if x.patterns[q, RESOURCE + j] == r:
                    used += x.patterns[q, HEADS + j]
        if used == 0:
            continue
        helps = False
        for t in range(max(since, z.places[b, START]), min(until, z.places[b, END])):
            helps = helps or lack[t] > 0
        if helps and mem.mark[b] < 2:
            count = add(b, mem.gone, mem.mark, count)
            for t in range(max(since, z.places[b, START]), min(until, z.places[b, END])):
                short -= 1 if 0 < lack[t] <= used else 0
                lack[t] -= used
    return count
