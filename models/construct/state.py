"""The mutable state of construction and of neighbourhood search, with compiled place and unplace.

A state holds for every activity where it stands (``MODE`` -1: not placed), what that uses of every resource, and the
tenders and joints chosen. ``residual``, ``level``, ``averages`` and ``changes`` are kept up to date by :func:`place`
and :func:`unplace`; nothing else writes them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..plan import Placement, Plan, Publication
from ..problem import Problem
from .arrays import Arrays, Ints
from .columns import (
    BEGINS,
    CALENDAR,
    CLIENTS,
    DEMANDS,
    END,
    ENDS,
    FOLLOWING,
    HEADS,
    JOINED,
    LOADS,
    LOT,
    LOT_MEMBERS,
    LOTS,
    MODE,
    MODES,
    MOST_CHANGES,
    PATTERN,
    PREPARATION,
    PREVIOUS,
    RESOURCE,
    START,
    STREET,
    STREET_DISTRICT,
    TENDER,
    UNITS,
)
from .compile_ahead import LOAD, wait
from .jit import inner, kernel
from .mode_arrays import pattern_indices
from .record import record
from .rows import copy_row, copy_rows


@record
class State(NamedTuple):
    """See the module; columns in :mod:`wijkplan.models.construct.columns`."""

    places: Ints  # activities x (4 + most demands of a mode)
    residual: Ints  # resources x H
    level: Ints  # reservoirs x H
    open_streets: Ints  # districts x H
    bought: Ints  # projects x 2: tender, number of the lot over all lots; -1 = none
    week: Ints  # publication per tender, -1 = not chosen
    desk_used: Ints  # clients x H
    # Pools x (quarters + 2): average heads at work in units of changes, nothing before the first quarter and after the
    # last
    averages: Ints
    changes: Ints  # of all, then of single employers with a ceiling
    later: Ints  # room for an insertion: per week the home-weeks that an end in it adds


def empty(x: Arrays) -> State:
    """Nothing placed, no tender chosen."""
    widest = int(np.max(np.diff(x.modes[:, DEMANDS]), initial=1))
    places = np.full((x.num_activities, PATTERN + widest), -1, np.int64)
    places[:, JOINED] = 0
    return State(
        places=places,
        residual=x.capacity.copy(),
        level=x.supply.copy(),
        open_streets=np.zeros((len(x.max_open), x.horizon), np.int64),
        bought=np.full((x.num_projects, 2), -1, np.int64),
        week=np.full(x.num_tenders, -1, np.int64),
        desk_used=x.desk_taken.copy(),
        averages=np.zeros((len(x.owner) if len(x.quarters) else 0, len(x.quarters) + 2), np.int64),
        changes=np.zeros(len(x.ceilings) - MOST_CHANGES, np.int64),
        later=np.zeros(x.horizon + 2, np.int64),
    )


@inner
def rise(x: Arrays, z: State, pool: int, c: int, s: int, e: int, heads: int, keep: bool) -> int:
    """Changes that a pool gets from so many more heads (fewer: negative) in the open weeks of calendar ``c`` in [s,
    e); ``keep`` counts them in."""
    if e <= s:
        return 0
    row, more = z.averages[pool], 0
    first, last = x.quarter[s], x.quarter[e - 1]
    was = row[first - 1]
    now = was
    for q in range(first, last + 2):
        old = row[q]
        new = old
        if q <= last:
            begin, end = max(s, x.quarters[q - 1, BEGINS]), min(e, x.quarters[q - 1, ENDS])
            new = old + heads * x.quarters[q - 1, UNITS] * (x.open_before[c, end] - x.open_before[c, begin])
            if keep:
                row[q] = new
        more += abs(new - now) - abs(old - was)
        was, now = old, new
    return int(more)


@inner
def _use(x: Arrays, z: State, a: int, sign: int) -> None:
    """Take (sign -1) or give back (+1) what a placed activity uses of resources and reservoirs."""
    s, e, m = z.places[a, START], z.places[a, END], z.places[a, MODE]
    c = x.activities[a, CALENDAR]
    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
        q = z.places[a, PATTERN + k]
        for j in range(3):
            r = x.patterns[q, RESOURCE + j]
            if r >= 0:
                heads = sign * x.patterns[q, HEADS + j]
                for t in range(s, e):
                    if x.closed[c, t] == 0:
                        z.residual[r, t] += heads
                if r < z.averages.shape[0]:
                    more = rise(x, z, r, c, s, e, -heads, True)
                    z.changes[0] += more
                    if x.owner[r] >= 0:
                        z.changes[x.owner[r] - MOST_CHANGES] += more
    for i in range(x.activities[a, LOADS], x.activities[a + 1, LOADS]):
        g, amount = x.loads[i, 0], x.loads[i, 1]
        since = s if amount > 0 else e
        last = x.until[g, min(since, x.horizon - 1)] if amount > 0 else x.horizon
        for t in range(since, last):
            z.level[g, t] += sign * amount


@inner
def _cover(x: Arrays, z: State, a: int, sign: int) -> None:
    """Add (+1) or remove (-1) the weeks that a dig keeps its district's street open, gaps to joined neighbours that
    are placed included."""
    street = x.activities[a, STREET]
    if street < 0:
        return
    first, last = z.places[a, START], z.places[a, END]
    b = x.activities[a, PREVIOUS]
    if b >= 0 and z.places[b, JOINED] == 1 and z.places[b, MODE] >= 0:
        first = min(first, z.places[b, END])
    b = x.activities[a, FOLLOWING]
    if b >= 0 and z.places[a, JOINED] == 1 and z.places[b, MODE] >= 0:
        last = max(last, z.places[b, START])
    d = x.streets[street, STREET_DISTRICT]
    for t in range(first, last):
        z.open_streets[d, t] += sign


@kernel
def place(x: Arrays, z: State, a: int, s: int, e: int, m: int) -> None:
    """Place an activity whose patterns are already in ``z.pattern``."""
    z.places[a, START], z.places[a, END], z.places[a, MODE] = s, e, m
    _use(x, z, a, -1)
    _cover(x, z, a, 1)


@kernel
def unplace(x: Arrays, z: State, a: int) -> None:
    """Take a placed activity out."""
    _use(x, z, a, 1)
    _cover(x, z, a, -1)
    z.places[a, MODE] = -1


@kernel
def set_joined(z: State, a: int, value: int) -> None:
    """Change whether dig ``a`` shares its opening with the next one; only while neither of the two is placed."""
    z.places[a, JOINED] = value


@kernel
def choose(x: Arrays, z: State, tender: int, week: int) -> None:
    """Choose a tender, published in ``week``."""
    z.week[tender] = week
    for lot in range(x.tenders[tender, LOTS], x.tenders[tender + 1, LOTS]):
        for i in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
            p = x.lot_members[i]
            z.bought[p, TENDER], z.bought[p, LOT] = tender, lot
    _desk(x, z, tender, 1)


@kernel
def drop(x: Arrays, z: State, tender: int) -> None:
    """Take a chosen tender back."""
    _desk(x, z, tender, -1)
    z.week[tender] = -1
    for lot in range(x.tenders[tender, LOTS], x.tenders[tender + 1, LOTS]):
        for i in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
            p = x.lot_members[i]
            z.bought[p, TENDER], z.bought[p, LOT] = -1, -1


@inner
def _desk(x: Arrays, z: State, tender: int, sign: int) -> None:
    for i in range(x.tenders[tender, CLIENTS], x.tenders[tender + 1, CLIENTS]):
        for t in range(z.week[tender] - x.tenders[tender, PREPARATION], z.week[tender]):
            z.desk_used[x.tender_clients[i], t] += sign


@inner
def desk_free(x: Arrays, z: State, tender: int, week: int) -> bool:
    """Whether the tender may be published in ``week`` and every client has a desk place for it from its preparation
    on."""
    if x.no_publication[tender, week]:
        return False
    for i in range(x.tenders[tender, CLIENTS], x.tenders[tender + 1, CLIENTS]):
        c = x.tender_clients[i]
        for t in range(week - x.tenders[tender, PREPARATION], week):
            if z.desk_used[c, t] >= x.desk[c]:
                return False
    return True


@kernel
def copy(source: State, target: State) -> None:
    """Copy the decisions of a state (not what they use)."""
    copy_rows(source.places, target.places)
    copy_rows(source.bought, target.bought)
    copy_row(source.week, target.week)


def load(x: Arrays, problem: Problem, plan: Plan) -> State:
    """The state of a plan. Patterns that the variant forbids leave their activity unplaced."""
    z = empty(x)
    wait(LOAD)
    index: dict[tuple[int, int], int] = {}
    originals = pattern_indices(problem)
    for d in range(len(x.demands) - 1):
        for q in range(x.demands[d], x.demands[d + 1]):
            index[d, originals[q]] = q
    for publication in plan.tenders:
        choose(x, z, publication.tender, publication.week)
    for street, i in plan.joined:
        set_joined(z, problem.streets[street].digs[i], 1)
    for placement in plan.placements:
        a = placement.activity
        m = int(x.activities[a, MODES]) + placement.mode
        first = int(x.modes[m, DEMANDS])
        chosen = [index.get((first + k, pattern), -1) for k, pattern in enumerate(placement.patterns)]
        if min(chosen, default=0) >= 0:
            z.places[a, PATTERN : PATTERN + len(chosen)] = chosen
            place(x, z, a, placement.start, placement.end, m)
    return z


def unload(x: Arrays, problem: Problem, z: State) -> Plan:
    """The plan of a state; activities that are not placed are missing in it."""
    originals = pattern_indices(problem)
    placements = []
    for a in range(x.num_activities):
        m = int(z.places[a, MODE])
        if m >= 0:
            count = int(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS])
            patterns = tuple(originals[int(q)] for q in z.places[a, PATTERN : PATTERN + count])
            placements.append(
                Placement(a, int(z.places[a, START]), int(z.places[a, END]), m - int(x.activities[a, MODES]), patterns)
            )
    tenders = tuple(Publication(t, int(week)) for t, week in enumerate(z.week) if week >= 0)
    street_of = problem.street_of
    joined = frozenset(street_of[a] for a in range(x.num_activities) if z.places[a, JOINED])
    return Plan(tuple(placements), tenders, joined)
