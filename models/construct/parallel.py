"""Parallel schedule generation that fills: at every decision time the set of activities is started that leaves the
least of the crews idle.

The parallel scheme (Kelley 1963; Kolisch 1996) walks through time and starts what can start, in order of priority.
Where many projects compete for few resources the makespan is little more than the work on the scarcest of them over
its capacity, and what counts is that nothing of it stays idle. So a decision compares several sets: one that fills the
scarcest resource exactly where that is possible (a knapsack by dynamic programming over its free units), and greedy
ones by randomised priorities. What is idle is weighed per resource.

For problems in which each activity has one given mode.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Floats, Ints
from .jit import inner, kernel
from .profile import at
from .record import record
from .serial import Project


@record
class Rule(NamedTuple):
    """How sets are made and compared."""

    priority: Floats  # A: larger first
    worth: Floats  # R: of one unit that is not idle
    noise: float  # random addition to priorities, from 0 to this
    fills: int  # greedy sets that are compared
    main: int  # resource that a knapsack fills, -1 for none


@record
class Room(NamedTuple):
    """Scratch arrays of one pass, so that passes allocate nothing."""

    free: Ints  # R: now
    left: Ints  # R: within a set that is being made
    waiting: Ints  # A: predecessors still to end
    ready: Ints  # A: activities whose predecessors have ended
    fitting: Ints  # A: places in ``ready``
    mark: Ints  # likewise: 1 where picked
    picked: Ints
    best: Ints
    first: Ints  # per time the first activity that ends then, -1 for none
    following: Ints  # A: the next one that ends at the same time
    key: Floats  # A
    value: Floats  # units of the main resource: best sum of priorities that uses exactly so many
    take: Ints  # (A, units) flattened: whether the activity is in that set
    now: Ints  # TIME, READY, DONE, LAST, DUE
    idle: Floats  # 2: of all resources until now, by worth; a sum over starts that tells twins apart


TIME, READY, DONE, LAST, DUE = range(5)  # week of the next decision, activities that are ready, those that have
# started, the last end, and whether a decision is due even where nothing ends


def room(j: Project) -> Room:
    """Room for passes on a problem of this size."""
    n, resources, units = len(j.release), len(j.capacity), int(j.capacity.max(initial=0)) + 1

    def row(size: int) -> Ints:
        return np.zeros(size, np.int64)

    return Room(
        row(resources), row(resources), row(n), row(n), row(n), row(n), row(n), row(n), row(j.horizon + 1), row(n),
        np.zeros(n), np.zeros(units), row(n * units), row(5), np.zeros(2),
    )  # fmt: skip


@inner
def _fits(j: Project, free: Ints, m: int) -> bool:
    fits = True
    for r in range(len(free)):
        fits = fits and j.need[at(m), r] <= free[r]
    return fits


@inner
def _greedy(j: Project, mode: Ints, rule: Rule, x: Room, count: int, taken: int) -> int:
    """Add to the first ``taken`` of ``picked`` what fits of the first ``count`` ready ones, by priority with noise;
    returns how many those are."""
    fitting = 0
    x.mark[:count] = 0
    for k in range(taken):
        x.mark[at(x.picked[k])] = 1
    for i in range(count):
        a = x.ready[i]
        if x.mark[i] == 0 and _fits(j, x.left, mode[at(a)]):
            x.fitting[at(fitting)] = i
            x.key[i] = rule.priority[at(a)] + rule.noise * np.random.random()
            fitting += 1
    while fitting > 0:
        best = 0
        for k in range(1, fitting):
            if x.key[at(x.fitting[at(k)])] > x.key[at(x.fitting[at(best)])]:
                best = k
        i = x.fitting[at(best)]
        x.picked[at(taken)] = i
        taken += 1
        m = mode[at(x.ready[at(i)])]
        for r in range(len(x.left)):
            x.left[r] -= j.need[at(m), r]
        x.fitting[at(best)] = x.fitting[at(fitting - 1)]
        fitting -= 1
        kept = 0
        for k in range(fitting):
            if _fits(j, x.left, mode[at(x.ready[at(x.fitting[k])])]):
                x.fitting[at(kept)] = x.fitting[k]
                kept += 1
        fitting = kept
    return taken


@inner
def _knapsack(j: Project, mode: Ints, rule: Rule, x: Room, count: int) -> int:
    """Pick the set that uses most of the main resource, among those the one of highest priority; as far as the other
    resources allow."""
    units, width = x.free[rule.main], len(x.value)
    x.value[: units + 1] = -1.0
    x.value[0] = 0.0
    for i in range(count):
        a = x.ready[i]
        need = j.need[mode[a], rule.main]
        for u in range(units + 1):
            x.take[i * width + u] = 0
        if need == 0 or not _fits(j, x.free, mode[a]):
            continue
        worth = rule.priority[a] + rule.noise * np.random.random() + 1e-3
        for u in range(units, need - 1, -1):
            if x.value[u - need] >= 0.0 and x.value[u - need] + worth > x.value[u]:
                x.value[u] = x.value[u - need] + worth
                x.take[i * width + u] = 1
    used = units
    while x.value[used] < 0.0:
        used -= 1
    taken = 0
    for i in range(count - 1, -1, -1):
        if used > 0 and x.take[i * width + used] == 1:
            used -= j.need[mode[x.ready[i]], rule.main]
            if _fits(j, x.left, mode[x.ready[i]]):
                for r in range(len(x.left)):
                    x.left[r] -= j.need[mode[x.ready[i]], r]
                x.picked[taken] = i
                taken += 1
    return taken


@inner
def _choose(j: Project, mode: Ints, rule: Rule, x: Room, count: int) -> int:
    """The set that leaves least idle, in ``best``; returns its size."""
    most, size = -1.0, 0
    for k in range(rule.fills + 1):
        x.left[:] = x.free
        if k > 0:
            taken = _greedy(j, mode, rule, x, count, 0)
        elif rule.main >= 0:
            taken = _greedy(j, mode, rule, x, count, _knapsack(j, mode, rule, x, count))
        else:
            continue
        busy, idle = 0.0, False
        for r in range(len(x.left)):
            busy += rule.worth[r] * (x.free[r] - x.left[r])
            idle = idle or (x.left[r] > 0 and rule.worth[r] > 0.0)
        for i in range(taken):
            busy += 1e-6 * rule.priority[at(x.ready[at(x.picked[i])])]
        if busy > most:
            most, size = busy, taken
            x.best[:taken] = x.picked[:taken]
        if not idle:
            break
    return size


@inner
def _end(j: Project, mode: Ints, x: Room, a: int, count: int) -> int:
    """An activity ends: its resources are free again, successors may become ready. Returns how many are ready now."""
    for r in range(len(x.free)):
        x.free[r] += j.need[at(mode[at(a)]), r]
    for k in range(j.after_ptr[at(a)], j.after_ptr[at(a + 1)]):
        b = j.after[at(k)]
        x.waiting[at(b)] -= 1
        if x.waiting[at(b)] == 0:
            x.ready[at(count)] = b
            count += 1
    return count


@inner
def resume(j: Project, mode: Ints, x: Room, start: Ints, since: int) -> None:
    """What starts before the week ``since`` stays as it is in ``start``; the rest has not started."""
    x.free[:] = j.capacity
    x.first[:] = -1
    x.waiting[:] = 0
    x.now[:] = 0
    count = 0
    for a in range(len(start)):
        end = start[a] + j.duration[mode[a]]
        if 0 <= start[a] < since:
            x.now[DONE] += 1
            x.now[LAST] = max(x.now[LAST], end)
            if end >= since:
                x.following[a], x.first[end] = x.first[end], a
                for r in range(len(x.free)):
                    x.free[r] -= j.need[mode[a], r]
            continue
        start[a] = -1
        for k in range(j.before_ptr[a], j.before_ptr[a + 1]):
            b = j.before[k]
            if not (0 <= start[b] < since and start[b] + j.duration[mode[b]] < since):
                x.waiting[a] += 1
        if x.waiting[a] == 0:
            x.ready[count] = a
            count += 1
    x.now[TIME], x.now[READY], x.now[DUE] = since, count, 1
    x.idle[:] = 0.0


@inner
def advance(j: Project, mode: Ints, rule: Rule, x: Room, start: Ints, until: int) -> bool:
    """Decide from where it stands to before the week ``until``, or to the last start; whether all fits in the
    horizon."""
    n, count, done, last, decide = len(mode), x.now[READY], x.now[DONE], x.now[LAST], x.now[DUE] == 1
    t = x.now[TIME]
    while t < until and done < n:
        a = x.first[at(t)]
        while a >= 0:
            count = _end(j, mode, x, a, count)
            a = x.following[at(a)]
            decide = True
        if decide:
            # What is not released yet waits behind the rest, and asks for a decision in the next week again.
            able = 0
            for i in range(count):
                a = x.ready[i]
                if j.release[at(a)] <= t:
                    x.ready[i], x.ready[at(able)] = x.ready[at(able)], a
                    able += 1
            decide = able < count
            for i in range(_choose(j, mode, rule, x, able)):
                a = x.ready[x.best[i]]
                end = t + j.duration[mode[a]]
                if end > j.horizon:
                    return False
                start[a] = t
                x.idle[1] += (a + 1.0) * (t + 1.0)
                last = max(last, end)
                x.following[a], x.first[end] = x.first[end], a
                x.ready[x.best[i]] = -1
                for r in range(len(x.free)):
                    x.free[r] -= j.need[mode[a], r]
                done += 1
            kept = 0
            for i in range(count):
                if x.ready[i] >= 0:
                    x.ready[kept] = x.ready[i]
                    kept += 1
            count = kept
        for r in range(len(x.free)):
            x.idle[0] += rule.worth[r] * x.free[r]
        t += 1
    x.now[TIME], x.now[READY], x.now[DONE], x.now[LAST], x.now[DUE] = t, count, done, last, int(decide)
    return bool(done == n or t < j.horizon)


@kernel
def fill(j: Project, mode: Ints, rule: Rule, x: Room, start: Ints) -> int:
    """A schedule in ``start``; returns its last end, -1 where it does not fit in the horizon."""
    resume(j, mode, x, start, 0)
    return x.now[LAST] if advance(j, mode, rule, x, start, j.horizon) else -1
