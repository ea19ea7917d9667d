"""Serial schedule generation and forward-backward improvement for plain project scheduling, compiled.

For problems with finish-to-start precedence and one way to staff each mode: RCPSP, its multi-mode and multi-project
forms. A schedule is a vector of starts; an order of activities (a list compatible with precedence) generates it
(Kolisch 1996). Forward-backward improvement shifts everything as late and then as early as it can (Tormos and Lova
2001; "double justification" of Valls, Ballestin and Quintanilla 2005)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..problem import Link, Problem
from .arrays import Ints
from .jit import inner
from .mode_arrays import allowed_patterns
from .record import record


@record
class Project(NamedTuple):
    """A plain scheduling problem as flat arrays. A = activities, M = modes, R = renewable, N = non-renewable
    resources."""

    horizon: int
    release: Ints  # A
    mode_ptr: Ints  # A + 1
    duration: Ints  # M
    need: Ints  # M x R
    use: Ints  # M x N
    capacity: Ints  # R
    stock: Ints  # N
    before_ptr: Ints  # A + 1
    before: Ints
    after_ptr: Ints
    after: Ints
    group: Ints  # A: project
    target: Ints  # projects
    price: Ints  # projects, euros per week late


def plain(problem: Problem) -> Project | None:
    """The problem as a plain one, or ``None`` when it has anything that the kernels here do not know."""
    p = problem
    simple = (
        not (p.streets or p.reservoirs or p.tenders)
        and p.priced <= {"delay"}
        and all(set(c.percent) == {100} for c in p.calendars)
        and all(len(set(pool.heads)) == 1 and not pool.added for pool in p.pools)
        and not p.cohorts
        and all(q.link is Link.FINISH_START and q.min_lag == 0 and q.max_lag is None for q in p.precedences)
        and all(a.pinned is None and a.deadline is None and a.willing is None for a in p.activities)
        and all(d.due is None for d in p.districts)
        and all(q.due is None for q in p.projects)
    )
    if not simple:
        return None
    capacity = np.array([pool.usable(0) for pool in p.pools], dtype=np.int64)
    modes = [(a, mode) for a, activity in enumerate(p.activities) for mode in activity.modes]
    need = np.zeros((len(modes), len(p.pools)), dtype=np.int64)
    for m, (a, mode) in enumerate(modes):
        for demand in mode.demands:
            ways = allowed_patterns(p, a, mode, demand)
            if len(ways) != 1 or ways[0][1].own is None or ways[0][1].other is not None:
                return None
            need[m, ways[0][1].own] += demand.heads
    before: list[list[int]] = [[] for _ in p.activities]
    after: list[list[int]] = [[] for _ in p.activities]
    for q in p.precedences:
        before[q.successor].append(q.predecessor)
        after[q.predecessor].append(q.successor)

    def ragged(rows: list[list[int]]) -> tuple[Ints, Ints]:
        return np.cumsum([0, *map(len, rows)], dtype=np.int64), np.array(
            [x for row in rows for x in row], dtype=np.int64
        )

    before_ptr, before_rows = ragged(before)
    after_ptr, after_rows = ragged(after)
    return Project(
        horizon=p.horizon,
        release=np.array([max(0, a.release, a.ready) for a in p.activities], dtype=np.int64),
        mode_ptr=np.cumsum([0, *(len(a.modes) for a in p.activities)], dtype=np.int64),
        duration=np.array([m.duration for _, m in modes], dtype=np.int64),
        need=need,
        use=np.array([m.consumption or (0,) * len(p.nonrenewables) for _, m in modes], dtype=np.int64).reshape(
            len(modes), -1
        ),
        capacity=capacity,
        stock=np.array(p.nonrenewables, dtype=np.int64),
        before_ptr=before_ptr,
        before=before_rows,
        after_ptr=after_ptr,
        after=after_rows,
        group=np.array([a.project for a in p.activities], dtype=np.int64),
        target=np.array([q.target for q in p.projects], dtype=np.int64),
        price=np.array([q.delay_price for q in p.projects], dtype=np.int64),
    )


@inner
def cost(j: Project, start: Ints, mode: Ints) -> int:
    """Euros late over projects; with one project of target 0 and price 1 the makespan."""
    total = 0
    last = np.zeros(len(j.target), np.int64)
    for a in range(len(start)):
        last[j.group[a]] = max(last[j.group[a]], start[a] + j.duration[mode[a]])
    for p in range(len(j.target)):
        total += j.price[p] * max(0, last[p] - j.target[p])
    return total


@inner
def excess(j: Project, mode: Ints) -> int:
    """Units of non-renewable resources used beyond what there is."""
    total = 0
    for i in range(len(j.stock)):
        used = 0
        for a in range(len(mode)):
            used += j.use[mode[a], i]
        total += max(0, used - j.stock[i])
    return total


@inner
def forward(j: Project, order: Ints, mode: Ints, free: Ints, start: Ints) -> int:
    """Each activity of ``order`` in the first weeks that leave room; returns the last end, -1 beyond the horizon.
    ``free``: weeks x R, scratch."""
    resources = len(j.capacity)
    for t in range(free.shape[0]):
        for r in range(resources):
            free[t, r] = j.capacity[r]
    last = 0
    for i in range(len(order)):
        a = order[i]
        m = mode[a]
        d = j.duration[m]
        t = j.release[a]
        for k in range(j.before_ptr[a], j.before_ptr[a + 1]):
            b = j.before[k]
            t = max(t, start[b] + j.duration[mode[b]])
        u = t + d - 1
        while u >= t:  # from the end back: the last week without room says where to try next
            if u >= free.shape[0]:
                return -1
            room = True
            for r in range(resources):
                if free[u, r] < j.need[m, r]:
                    room = False
                    break
            if room:
                u -= 1
            else:
                t = u + 1
                u = t + d - 1
        for u in range(t, t + d):
            for r in range(resources):
                free[u, r] -= j.need[m, r]
        start[a] = t
        last = max(last, t + d)
    return last


@inner
def choose_modes(j: Project, order: Ints, mode: Ints, free: Ints, start: Ints) -> None:
    """Generate once more, each activity in the mode that ends first (after Van Peteghem and Vanhoucke 2010); the
    non-renewable excess never grows.

    Only ``mode`` is meant to be kept; where the horizon is too short the rest keep their modes.
    """
    resources, stocks = len(j.capacity), len(j.stock)
    used = np.zeros(stocks, np.int64)
    for a in range(len(mode)):
        for i in range(stocks):
            used[i] += j.use[mode[a], i]
    for t in range(free.shape[0]):
        for r in range(resources):
            free[t, r] = j.capacity[r]
    for k in range(len(order)):
        a = order[k]
        since = j.release[a]
        for b in range(j.before_ptr[a], j.before_ptr[a + 1]):
            since = max(since, start[j.before[b]] + j.duration[mode[j.before[b]]])
        best, at = -1, 0
        for m in range(j.mode_ptr[a], j.mode_ptr[a + 1]):
            allowed = True
            for i in range(stocks):
                more = j.use[m, i] - j.use[mode[a], i]
                allowed = allowed and (more <= 0 or used[i] + more <= j.stock[i])
            if allowed or m == mode[a]:
                t = _first_fit(j, free, m, since)
                end = t + j.duration[m]
                if t >= 0 and (
                    best < 0 or end < at + j.duration[best] or (end == at + j.duration[best] and m == mode[a])
                ):
                    best, at = m, t
        if best < 0:
            return
        for i in range(stocks):
            used[i] += j.use[best, i] - j.use[mode[a], i]
        mode[a], start[a] = best, at
        for t in range(at, at + j.duration[best]):
            for r in range(resources):
                free[t, r] -= j.need[best, r]


@inner
def _first_fit(j: Project, free: Ints, m: int, since: int) -> int:
    """First start from ``since`` with room for a mode, -1 where the horizon has none."""
    t, d = since, j.duration[m]
    u = t + d - 1
    while u >= t:
        if t + d > free.shape[0]:
            return -1
        room = True
        for r in range(len(j.capacity)):
            room = room and free[u, r] >= j.need[m, r]
        if room:
            u -= 1
        else:
            t = u + 1
            u = t + d - 1
    return t


@inner
def backward(j: Project, order: Ints, mode: Ints, free: Ints, start: Ints, last: int) -> None:
    """Each activity, in reverse of ``order``, in the last weeks before ``last`` that leave room; ``start`` may come
    out above zero everywhere."""
    resources = len(j.capacity)
    for t in range(last):
        for r in range(resources):
            free[t, r] = j.capacity[r]
    for i in range(len(order) - 1, -1, -1):
        a = order[i]
        m = mode[a]
        d = j.duration[m]
        e = last
        for k in range(j.after_ptr[a], j.after_ptr[a + 1]):
            e = min(e, start[j.after[k]])
        u = e - d
        while u < e:
            room = True
            for r in range(resources):
                if free[u, r] < j.need[m, r]:
                    room = False
                    break
            if room:
                u += 1
            else:
                e = u
                u = e - d
        for u in range(e - d, e):
            for r in range(resources):
                free[u, r] -= j.need[m, r]
        start[a] = e - d


@inner
def sort_by(key: Ints, order: Ints) -> None:
    """Sort ``order`` by ``key``, stably: activities that start together keep their order. Counts where keys lie close
    together."""
    n, least, most = len(order), key.min(), key.max()
    if most - least > 50 * n:
        order[:] = order[np.argsort(key[order], kind="mergesort")]
        return
    place, before = np.zeros(most - least + 1, np.int64), order.copy()
    for a in range(n):
        place[key[a] - least] += 1
    total = 0
    for k in range(len(place)):
        place[k], total = total, total + place[k]
    for i in range(n):
        a = before[i]
        order[place[key[a] - least]] = a
        place[key[a] - least] += 1


@inner
def improve(j: Project, order: Ints, mode: Ints, free: Ints, start: Ints, keys: Ints, limit: Ints, passed: Ints) -> int:
    """Generate, then justify to the right and to the left while that shortens the schedule. ``order`` comes out sorted
    by starts.

    Not beyond a schedule that is longer than ``limit[0]`` as generated or ``limit[1]`` after one round; ``passed``
    tells how long it was at both. ``keys`` comes out with the starts of the last schedule shifted to the right, where
    there is one."""
    last = forward(j, order, mode, free, start)
    passed[:], keys[:] = last, start
    if last < 0 or last > limit[0]:
        return last
    first = True
    while True:
        for a in range(len(start)):
            keys[a] = start[a] + j.duration[mode[a]]
        sort_by(keys, order)
        backward(j, order, mode, free, start, last)
        sort_by(start, order)
        keys[:] = start
        shorter = forward(j, order, mode, free, start)
        sort_by(start, order)
        if first:
            passed[1] = shorter
        if shorter >= last or shorter < 0 or (first and shorter > limit[1]):
            return shorter
        first, last = False, shorter
