"""The mutable state of construction and of neighbourhood search, with compiled place and unplace.

A state holds for every activity where it stands (or ``mode = -1``: not placed), what that uses of every resource, and the tenders and joints
chosen. ``residual`` and ``level`` are kept up to date by :func:`place` and :func:`unplace`; nothing else writes them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from ..plan import Placement, Plan, Publication
from ..problem import Problem
from .arrays import Arrays, Ints, pattern_indices


class State(NamedTuple):
    """See the module. ``pattern`` is activities x demands (index into the patterns of :class:`Arrays`)."""

    start: Ints
    end: Ints
    mode: Ints  # index into the modes of Arrays, -1 = not placed
    pattern: Ints
    joined: Ints  # 1 = shares its opening with the dig that follows
    residual: Ints  # resources x H
    level: Ints  # reservoirs x H
    open_streets: Ints  # districts x H
    tender: Ints  # per project, -1 = none
    lot: Ints  # per project, number over all lots, -1 = none
    week: Ints  # publication per tender, -1 = not chosen
    desk_used: Ints  # clients x H


def empty(x: Arrays) -> State:
    """Nothing placed, no tender chosen."""
    activities, projects = len(x.project), len(x.target)
    widest = int(np.max(np.diff(x.demand_ptr), initial=0))
    return State(
        start=np.zeros(activities, np.int64),
        end=np.zeros(activities, np.int64),
        mode=np.full(activities, -1, np.int64),
        pattern=np.full((activities, max(1, widest)), -1, np.int64),
        joined=np.zeros(activities, np.int64),
        residual=x.capacity.copy(),
        level=x.supply.copy(),
        open_streets=np.zeros((len(x.max_open), x.horizon), np.int64),
        tender=np.full(projects, -1, np.int64),
        lot=np.full(projects, -1, np.int64),
        week=np.full(len(x.lead), -1, np.int64),
        desk_used=np.zeros((len(x.desk), x.horizon), np.int64),
    )


@njit(cache=True, nogil=True)
def _use(x: Arrays, z: State, a: int, sign: int) -> None:
    """Take (sign -1) or give back (+1) what a placed activity uses of resources and reservoirs."""
    s, e, m = z.start[a], z.end[a], z.mode[a]
    c = x.calendar[a]
    for k in range(x.demand_ptr[m + 1] - x.demand_ptr[m]):
        q = z.pattern[a, k]
        for j in range(3):
            r = x.use_resource[q, j]
            if r >= 0:
                heads = sign * x.use_heads[q, j]
                for t in range(s, e):
                    if x.closed[c, t] == 0:
                        z.residual[r, t] += heads
    for i in range(x.load_ptr[a], x.load_ptr[a + 1]):
        g, amount = x.load_reservoir[i], x.load_amount[i]
        since = s if amount > 0 else e
        for t in range(since, x.horizon):
            z.level[g, t] += sign * amount


@njit(cache=True, nogil=True)
def _cover(x: Arrays, z: State, a: int, sign: int) -> None:
    """Add (+1) or remove (-1) the weeks that a dig keeps its district's street open, gaps to joined neighbours that are placed included."""
    street = x.street[a]
    if street < 0:
        return
    first, last = z.start[a], z.end[a]
    b = x.previous[a]
    if b >= 0 and z.joined[b] == 1 and z.mode[b] >= 0:
        first = min(first, z.end[b])
    b = x.following[a]
    if b >= 0 and z.joined[a] == 1 and z.mode[b] >= 0:
        last = max(last, z.start[b])
    d = x.street_district[street]
    for t in range(first, last):
        z.open_streets[d, t] += sign


@njit(cache=True, nogil=True)
def place(x: Arrays, z: State, a: int, s: int, e: int, m: int) -> None:
    """Place an activity whose patterns are already in ``z.pattern``."""
    z.start[a], z.end[a], z.mode[a] = s, e, m
    _use(x, z, a, -1)
    _cover(x, z, a, 1)


@njit(cache=True, nogil=True)
def unplace(x: Arrays, z: State, a: int) -> None:
    """Take a placed activity out."""
    _use(x, z, a, 1)
    _cover(x, z, a, -1)
    z.mode[a] = -1


@njit(cache=True, nogil=True)
def set_joined(x: Arrays, z: State, a: int, value: int) -> None:
    """Change whether dig ``a`` shares its opening with the next one; only while neither of the two is placed."""
    z.joined[a] = value


@njit(cache=True, nogil=True)
def choose(x: Arrays, z: State, tender: int, week: int) -> None:
    """Choose a tender, published in ``week``."""
    z.week[tender] = week
    for lot in range(x.lot_ptr[tender], x.lot_ptr[tender + 1]):
        for i in range(x.lot_member_ptr[lot], x.lot_member_ptr[lot + 1]):
            p = x.lot_members[i]
            z.tender[p], z.lot[p] = tender, lot
    _desk(x, z, tender, 1)


@njit(cache=True, nogil=True)
def drop(x: Arrays, z: State, tender: int) -> None:
    """Take a chosen tender back."""
    _desk(x, z, tender, -1)
    z.week[tender] = -1
    for lot in range(x.lot_ptr[tender], x.lot_ptr[tender + 1]):
        for i in range(x.lot_member_ptr[lot], x.lot_member_ptr[lot + 1]):
            p = x.lot_members[i]
            z.tender[p], z.lot[p] = -1, -1


@njit(cache=True, nogil=True)
def _desk(x: Arrays, z: State, tender: int, sign: int) -> None:
    for i in range(x.client_ptr[tender], x.client_ptr[tender + 1]):
        for t in range(z.week[tender] - x.preparation[tender], z.week[tender]):
            z.desk_used[x.tender_clients[i], t] += sign


@njit(cache=True, nogil=True)
def desk_free(x: Arrays, z: State, tender: int, week: int) -> bool:
    """Whether every client of the tender has a desk place from its preparation to publication in ``week``."""
    for i in range(x.client_ptr[tender], x.client_ptr[tender + 1]):
        c = x.tender_clients[i]
        for t in range(week - x.preparation[tender], week):
            if z.desk_used[c, t] >= x.desk[c]:
                return False
    return True


def load(x: Arrays, problem: Problem, plan: Plan) -> State:
    """The state of a plan. Patterns that the variant forbids leave their activity unplaced."""
    z = empty(x)
    index: dict[tuple[int, int], int] = {}
    originals = pattern_indices(problem)
    for d in range(len(x.pattern_ptr) - 1):
        for q in range(x.pattern_ptr[d], x.pattern_ptr[d + 1]):
            index[d, originals[q]] = q
    for publication in plan.tenders:
        choose(x, z, publication.tender, publication.week)
    for street, i in plan.joined:
        set_joined(x, z, problem.streets[street].digs[i], 1)
    for placement in plan.placements:
        a = placement.activity
        m = int(x.mode_ptr[a]) + placement.mode
        first = int(x.demand_ptr[m])
        chosen = [index.get((first + k, pattern), -1) for k, pattern in enumerate(placement.patterns)]
        if min(chosen, default=0) >= 0:
            z.pattern[a, : len(chosen)] = chosen
            place(x, z, a, placement.start, placement.end, m)
    return z


def unload(x: Arrays, problem: Problem, z: State) -> Plan:
    """The plan of a state; activities that are not placed are missing in it."""
    originals = pattern_indices(problem)
    placements = []
    for a in range(len(x.project)):
        m = int(z.mode[a])
        if m >= 0:
            count = int(x.demand_ptr[m + 1] - x.demand_ptr[m])
            patterns = tuple(originals[int(q)] for q in z.pattern[a, :count])
            placements.append(Placement(a, int(z.start[a]), int(z.end[a]), m - int(x.mode_ptr[a]), patterns))
    tenders = tuple(Publication(t, int(week)) for t, week in enumerate(z.week) if week >= 0)
    street_of = problem.street_of
    joined = frozenset(street_of[a] for a in range(len(x.project)) if z.joined[a])
    return Plan(tuple(placements), tenders, joined)
