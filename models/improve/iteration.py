"""What every round on a state has in common: work is taken out in an order that can be undone, and put back one by
one."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, cast

import numpy as np

from ..construct.arrays import Arrays, Floats, Ints
from ..construct.columns import (
    BEFORE,
    DEMANDS,
    EARLY,
    END,
    FOLLOWING,
    JOINED,
    MODE,
    PATTERN,
    PREVIOUS,
    PROJECT,
    START,
    STREET,
)
from ..construct.jit import inner, kernel
from ..construct.price import USED, may_join
from ..construct.record import record
from ..construct.rows import copy_row, copy_rows, sort_by
from ..construct.state import State, choose, copy, drop, place, set_joined, unplace
from .moves import add

NONE = cast(int, np.int64(0))  # a literal 0 would make kernels compile once more for it


@record
class Memory(NamedTuple):
    """Room for one round, so that rounds allocate nothing, and what a run of rounds remembers."""

    gone: Ints
    mark: Ints  # per activity: 1 = out, HELD = no round takes it out
    key: Ints
    spare: Ints  # to sort with
    waiting: Ints
    saved: Ints  # places before the round
    dropped: Ints  # rows (tender, week)
    chosen: Ints  # likewise
    scratch: Ints
    out: (
        Ints  # what price() tells: of the current state, of the one that is tried, and of the one with a work taken out
    )
    stale: Ints  # activities that stand elsewhere in the best state, and 1 for each that is among them
    counts: Ints  # columns below
    works: Ints  # what rounds may take out: activities, and projects, streets and candidates that have some
    projects: Ints
    streets: Ints
    candidates: Ints
    counted: Ints  # per homes: 1 = its weeks are in the sum that is being made
    lack: Ints  # per week the heads that are not there
    calm: Floats  # weights of ceilings without those on changes
    prices: Floats  # weights of ceilings with what else has a price


HELD = 2  # of ``mark``
NUM_STALE, TENDERS_STALE, ALL_STALE = range(3)  # of ``counts``


def memory(x: Arrays) -> Memory:
    """Room for one round on a problem of this size."""
    n = x.num_activities
    widest = int(np.max(np.diff(x.modes[:, DEMANDS]), initial=1))
    return Memory(
        gone=np.zeros(n, np.int64),
        mark=np.zeros(n, np.int64),
        key=np.zeros(n, np.int64),
        spare=np.zeros(n, np.int64),
        waiting=np.zeros(n, np.int64),
        saved=np.zeros((n, PATTERN + widest), np.int64),
        dropped=np.zeros((x.num_tenders + 1, 2), np.int64),
        chosen=np.zeros((x.num_tenders + 1, 2), np.int64),
        scratch=np.zeros((4, max(5, widest)), np.int64),
        out=np.zeros((3, USED + len(x.stock) + 2 * len(x.local)), np.int64),
        stale=np.zeros((2, n), np.int64),
        counts=np.array([0, 0, 1]),
        works=np.arange(n),
        projects=np.arange(x.num_projects),
        streets=np.arange(x.num_streets),
        candidates=x.candidates,
        counted=np.zeros(len(x.homes) - 1, np.int64),
        lack=np.zeros(x.horizon + 1, np.int64),
        calm=np.zeros(len(x.rates)),
        prices=np.zeros(len(x.rates)),
    )


def held(x: Arrays, works: Collection[int], tenders: Collection[int]) -> Memory:
    """Room for rounds that may take out only these activities and put only these tenders in the place of others; all
    else stays."""
    mem, free = memory(x), np.array(sorted(works), dtype=np.int64)
    mem.mark[:] = HELD
    mem.mark[free] = 0
    streets = x.activities[free, STREET]
    return mem._replace(
        works=free,
        projects=np.unique(x.activities[free, PROJECT]),
        streets=np.unique(streets[streets >= 0]),
        candidates=x.candidates[np.isin(x.candidates, sorted(tenders))],
    )


@inner
def order(x: Arrays, mem: Memory, count: int, noise: int) -> None:
    """Sort what is gone by its old start plus noise, streets in their order and predecessors first."""
    gone, key = mem.gone, mem.key
    for i in range(count):
        a = gone[i]
        since = mem.saved[a, START] if mem.saved[a, MODE] >= 0 else x.activities[a, EARLY]
        key[a] = 1000 * (since + (np.random.randint(-noise, noise + 1) if noise > 0 else 0))
    in_sequence(x, mem, count)


@inner
def in_sequence(x: Arrays, mem: Memory, count: int) -> None:
    """Sort what is gone by ``key``, streets in their order and predecessors first all the same."""
    gone, key = mem.gone, mem.key
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
    sort_by(key, gone, count, mem.spare)


@inner
def with_joined(x: Arrays, z: State, gone: Ints, mark: Ints, count: int) -> int:
    """A joint can change only with both digs out: take joined neighbours of what is out along."""
    i = 0
    while i < count:
        a = gone[i]
        if x.activities[a, STREET] >= 0:
            if x.activities[a, FOLLOWING] >= 0 and z.places[a, JOINED] == 1:
                count = add(x.activities[a, FOLLOWING], gone, mark, count)
            if x.activities[a, PREVIOUS] >= 0 and z.places[x.activities[a, PREVIOUS], JOINED] == 1:
                count = add(x.activities[a, PREVIOUS], gone, mark, count)
        i += 1
    return count


@inner
def redraw_joints(x: Arrays, z: State, mem: Memory, count: int, eagerness: float) -> None:
    """For neighbouring digs that are both out, decide anew whether they share an opening; never where nothing allows
    it."""
    for i in range(count):
        a = mem.gone[i]
        b = x.activities[a, FOLLOWING]
        if b >= 0 and mem.mark[b] == 1:
            joined = may_join(x, z, a) and np.random.random() < eagerness
            set_joined(z, a, 1 if joined else 0)


@inner
def take_out(x: Arrays, z: State, mem: Memory, count: int) -> None:
    """Take the first ``count`` activities of ``gone`` out of the state, and remember where they stood and their
    joints."""
    for i in range(count):
        a = mem.gone[i]
        copy_row(z.places[a], mem.saved[a])
        if z.places[a, MODE] >= 0:
            unplace(x, z, a)


@inner
def undo(x: Arrays, z: State, mem: Memory, count: int, num_dropped: int, num_chosen: int) -> None:
    """Put everything back: tenders chosen in this round are dropped, those dropped are chosen, and activities stand
    where they stood."""
    for i in range(count):
        if z.places[mem.gone[i], MODE] >= 0:
            unplace(x, z, mem.gone[i])
    for i in range(count):
        z.places[mem.gone[i], JOINED] = mem.saved[mem.gone[i], JOINED]
    exchange(x, z, mem.chosen, num_chosen, mem.dropped, num_dropped)
    for i in range(count):
        a = mem.gone[i]
        if mem.saved[a, MODE] >= 0:
            copy_row(mem.saved[a, PATTERN:], z.places[a, PATTERN:])
            place(x, z, a, mem.saved[a, START], mem.saved[a, END], mem.saved[a, MODE])


@inner
def exchange(x: Arrays, z: State, out: Ints, num_out: int, back: Ints, num_back: int) -> None:
    """Drop the tenders of ``out`` and choose those of ``back``, in the weeks that they had: rows (tender, week)."""
    for i in range(num_out):
        drop(x, z, out[i, 0])
    for i in range(num_back):
        choose(x, z, back[i, 0], back[i, 1])


@inner
def changed(mem: Memory, count: int, num_chosen: int) -> None:
    """The first ``count`` of ``gone`` and some tenders now differ from the best state."""
    for i in range(count):
        a = mem.gone[i]
        if mem.stale[1, a] == 0:
            mem.stale[0, mem.counts[NUM_STALE]] = a
            mem.stale[1, a] = 1
            mem.counts[NUM_STALE] += 1
    if num_chosen > 0:
        mem.counts[TENDERS_STALE] = 1


@kernel
def keep(z: State, best: State, mem: Memory) -> None:
    """Make ``best`` the current state: of a large one only what differs is copied."""
    if mem.counts[ALL_STALE] == 1:
        copy(z, best)
    else:
        for i in range(mem.counts[NUM_STALE]):
            copy_row(z.places[mem.stale[0, i]], best.places[mem.stale[0, i]])
        if mem.counts[TENDERS_STALE] == 1:
            copy_rows(z.bought, best.bought)
            copy_row(z.week, best.week)
    for i in range(mem.counts[NUM_STALE]):
        mem.stale[1, mem.stale[0, i]] = 0
    for i in range(len(mem.counts)):
        mem.counts[i] = 0
