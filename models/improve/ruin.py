"""Ruin-and-recreate on compiled kernels: take some work out of the plan, put it back where it costs least, keep what is better.

Schrimpf et al. (2000), with the acceptance of simulated annealing and the blinks of Christiaens and Vanden Berghe (2020). A round costs well
under a millisecond, so two cores make hundreds of thousands in a minute.
"""

from __future__ import annotations

import math
from typing import NamedTuple, cast

import numpy as np

from ..construct.arrays import Arrays, Ints
from ..construct.columns import (
    BEFORE,
    DEMANDS,
    EARLY,
    END,
    FOLLOWING,
    JOINED,
    MODE,
    PATTERN,
    PREPARATION,
    PREVIOUS,
    PROJECT,
    SINGLE,
    START,
    STREET,
    SUBMITTED,
    TENDER,
)
from ..construct.insert import insert
from ..construct.jit import inner, kernel
from ..construct.price import UNPLACED, may_join, price
from ..construct.state import State, choose, copy, desk_free, drop, place, set_joined, unplace
from .moves import add, chain, costly, misplaced, rivals, some_project, street, swap_tenders

NONE = cast(int, np.int64(0))  # a literal 0 would make kernels compile once more for it


class Memory(NamedTuple):
    """Room for one round, so that rounds allocate nothing."""

    gone: Ints
    mark: Ints
    key: Ints
    saved: Ints  # places before the round
    dropped: Ints  # rows (tender, week)
    chosen: Ints
    scratch: Ints
    out: Ints


def memory(x: Arrays) -> Memory:
    """Room for one round on a problem of this size."""
    n = x.num_activities
    widest = int(np.max(np.diff(x.modes[:, DEMANDS]), initial=1))
    return Memory(
        gone=np.zeros(n, np.int64),
        mark=np.zeros(n, np.int64),
        key=np.zeros(n, np.int64),
        saved=np.zeros((n, PATTERN + widest), np.int64),
        dropped=np.zeros((x.num_tenders + 1, 2), np.int64),
        chosen=np.zeros(x.num_tenders + 1, np.int64),
        scratch=np.zeros((3, max(5, widest)), np.int64),
        out=np.zeros(4, np.int64),
    )


@inner
def _order(x: Arrays, mem: Memory, count: int, noise: int) -> None:
    """Sort what is gone by its old start plus noise, streets in their order and predecessors first."""
    gone, key = mem.gone, mem.key
    for i in range(count):
        a = gone[i]
        since = mem.saved[a, START] if mem.saved[a, MODE] >= 0 else x.activities[a, EARLY]
        key[a] = 1000 * (since + (np.random.randint(-noise, noise + 1) if noise > 0 else 0))
    for _ in range(3):
        for i in range(count):
            a = gone[i]
            b = x.activities[a, PREVIOUS]
            if b >= 0 and mem.mark[b] == 1:
                key[a] = max(key[a], key[b] + 1)
            for j in range(x.activities[a, BEFORE], x.activities[a + 1, BEFORE]):
                b = x.before[j, 0]
                if mem.mark[b] == 1 and x.before[j, 2] >= 0:
                    key[a] = max(key[a], key[b] + 1)
    for i in range(1, count):
        a = gone[i]
        j = i - 1
        while j >= 0 and key[gone[j]] > key[a]:
            gone[j + 1] = gone[j]
            j -= 1
        gone[j + 1] = a


@inner
def _redraw_joints(x: Arrays, z: State, mem: Memory, count: int, eagerness: float) -> None:
    """For neighbouring digs that are both out, decide anew whether they share an opening; never where nothing allows it."""
    for i in range(count):
        a = mem.gone[i]
        b = x.activities[a, FOLLOWING]
        if b >= 0 and mem.mark[b] == 1:
            joined = may_join(x, z, a) and np.random.random() < eagerness
            set_joined(z, a, 1 if joined else 0)


@kernel
def search(
    x: Arrays, z: State, best: State, mem: Memory, rounds: int, hot: float, cold: float, burden_weight: float, best_cost: int
) -> int:
    """Run ``rounds`` rounds from ``z`` while the temperature falls geometrically from ``hot`` to ``cold`` euros.

    ``z`` is left at the current state and ``best`` at the best one (decisions only). Takes and returns the rank of ``best``.
    """
    n = x.num_activities
    current = price(x, z, mem.out)
    tendered = len(x.candidates) > 0
    gone, mark = mem.gone, mem.mark
    for r in range(rounds):
        temperature = hot * (cold / hot) ** (r / rounds)
        count, num_dropped, num_chosen = NONE, NONE, NONE
        mem.saved[:, JOINED] = z.places[:, JOINED]
        most = min(n, 2 + np.random.randint(0, 14))
        move = np.random.random()
        redraw = False
        if tendered and move < 0.12:
            tender = x.candidates[np.random.randint(0, len(x.candidates))]
            num_dropped, num_chosen = swap_tenders(x, z, tender, mem.dropped, mem.chosen)
            if num_chosen < 0:
                for i in range(num_dropped):
                    choose(x, z, mem.dropped[i, 0], mem.dropped[i, 1])
                continue
            for i in range(num_chosen):
                count = misplaced(x, z, mem.chosen[i], gone, mark, count)
            redraw = True
        elif move < 0.30 and x.num_streets > 0:
            s = np.random.randint(0, x.num_streets)
            count = street(x, s, gone, mark, count)
            redraw = True
        elif move < 0.60:
            seed = costly(x, z) if np.random.random() < 0.6 else np.random.randint(0, n)
            count = rivals(x, z, seed, gone, mark, count, most, np.random.randint(2, 40))
        elif move < 0.75:
            count = some_project(x, gone, mark, count, most)
        elif move < 0.9:
            count = chain(x, gone, mark, count, most)
        else:
            for _ in range(most):
                count = add(np.random.randint(0, n), gone, mark, count)
        extra = 0
        for a in range(n):
            if z.places[a, MODE] < 0 and extra < 12:
                count = add(a, gone, mark, count)
                extra += 1
        if redraw:
            # A joint can change only with both digs out: take joined neighbours of what is out along.
            i = 0
            while i < count:
                a = gone[i]
                if x.activities[a, STREET] >= 0:
                    if x.activities[a, FOLLOWING] >= 0 and z.places[a, JOINED] == 1:
                        count = add(x.activities[a, FOLLOWING], gone, mark, count)
                    if x.activities[a, PREVIOUS] >= 0 and z.places[x.activities[a, PREVIOUS], JOINED] == 1:
                        count = add(x.activities[a, PREVIOUS], gone, mark, count)
                i += 1
        for i in range(count):
            a = gone[i]
            mem.saved[a, START], mem.saved[a, END], mem.saved[a, MODE] = z.places[a, START], z.places[a, END], z.places[a, MODE]
            mem.saved[a, PATTERN:] = z.places[a, PATTERN:]
            if z.places[a, MODE] >= 0:
                unplace(x, z, a)
        if redraw:
            _redraw_joints(x, z, mem, count, 0.5 + 0.5 * np.random.random())
        draw = np.random.random()
        _order(x, mem, count, 0 if draw < 0.4 else (4 if draw < 0.7 else 30))
        forward = np.random.random() < 0.7
        blink = 0.0 if np.random.random() < 0.5 else 0.05
        for i in range(count):
            insert(x, z, gone[i], burden_weight, forward, blink, mem.scratch)
        cost = price(x, z, mem.out)
        sound = True
        for g in range(z.level.shape[0]):
            if z.level[g].min() < 0:
                sound = False
                break
        if sound and cost <= current - temperature * math.log(max(1e-12, np.random.random())):
            current = cost
            ranked = cost + UNPLACED if mem.out[3] > 0 else cost
            if ranked < best_cost:
                best_cost = ranked
                copy(z, best)
        else:
            for i in range(count):
                if z.places[gone[i], MODE] >= 0:
                    unplace(x, z, gone[i])
            z.places[:, JOINED] = mem.saved[:, JOINED]
            for i in range(num_chosen):
                drop(x, z, mem.chosen[i])
            for i in range(num_dropped):
                choose(x, z, mem.dropped[i, 0], mem.dropped[i, 1])
            for i in range(count):
                a = gone[i]
                if mem.saved[a, MODE] >= 0:
                    z.places[a, PATTERN:] = mem.saved[a, PATTERN:]
                    place(x, z, a, mem.saved[a, START], mem.saved[a, END], mem.saved[a, MODE])
        for i in range(count):
            mark[gone[i]] = 0
    return best_cost


@kernel
def sow(seed: int) -> None:
    """Seed this thread's random numbers."""
    np.random.seed(seed)


@kernel
def begin(x: Arrays, z: State, mem: Memory, burden_weight: float) -> None:
    """From nothing: single tenders published as early as desks allow (most urgent first), then all work in order of its window."""
    projects = x.num_projects
    urgency = np.full(projects, x.horizon)
    for a in range(x.num_activities):
        p = x.activities[a, PROJECT]
        wish = x.activities[a, SUBMITTED] if x.activities[a, SUBMITTED] >= 0 else x.activities[a, EARLY]
        urgency[p] = min(urgency[p], wish)
    for p in np.argsort(urgency):
        t = x.projects[p, SINGLE]
        if t >= 0 and z.bought[p, TENDER] < 0:
            for week in range(x.tenders[t, PREPARATION], x.horizon):
                if desk_free(x, z, t, week):
                    choose(x, z, t, week)
                    break
    count = NONE
    for a in range(x.num_activities):
        if z.places[a, MODE] < 0:
            count = add(a, mem.gone, mem.mark, count)
            mem.saved[a, MODE] = 1 if x.activities[a, SUBMITTED] >= 0 else -1
            mem.saved[a, START] = max(x.activities[a, EARLY], x.activities[a, SUBMITTED])
    _order(x, mem, count, NONE)
    for i in range(count):
        insert(x, z, mem.gone[i], burden_weight, count > 0, 0.0, mem.scratch)
        mem.mark[mem.gone[i]] = 0

