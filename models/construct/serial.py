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
from .profile import Words, at, clear, first_fit, last_fit, lay_out, take
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
    word: Words  # M x W: ``need`` side by side (:mod:`.profile`)
    full: Words  # W: ``capacity`` likewise
    guard: Words  # W


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
    layout = lay_out(need, capacity)
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
        word=layout.word,
        full=layout.full,
        guard=layout.guard,
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
def forward(j: Project, order: Ints, mode: Ints, free: Words, start: Ints, end: Ints) -> tuple[int, int]:
    """Each activity of ``order`` in the first weeks that leave room; returns the last end, -1 beyond the horizon, and
    how many start when ``start`` said before. ``free``: weeks x W, scratch."""
    clear(j, free, len(free))
    last, kept = 0, 0
    for i in range(len(order)):
        a = order[at(i)]
        m = mode[at(a)]
        t = j.release[at(a)]
        for k in range(j.before_ptr[at(a)], j.before_ptr[at(a + 1)]):
            t = max(t, end[at(j.before[at(k)])])
        d = j.duration[at(m)]
        t = first_fit(j, free, m, d, t)
        if t < 0:
            return -1, 0
        take(j, free, m, t, t + d)
        if start[at(a)] == t:
            kept += 1
        start[at(a)] = t
        end[at(a)] = t + d
        last = max(last, t + d)
    return last, kept


@inner
def choose_modes(j: Project, order: Ints, mode: Ints, free: Words, end: Ints) -> None:
    """Generate once more, each activity in the mode that ends first (after Van Peteghem and Vanhoucke 2010); the
    non-renewable excess never grows.

    Only ``mode`` is meant to be kept; where the horizon is too short the rest keep their modes.
    """
    stocks = len(j.stock)
    used = np.zeros(stocks, np.int64)
    for a in range(len(mode)):
        for i in range(stocks):
            used[i] += j.use[at(mode[a]), i]
    clear(j, free, len(free))
    for k in range(len(order)):
        a = order[at(k)]
        since = j.release[at(a)]
        for b in range(j.before_ptr[at(a)], j.before_ptr[at(a + 1)]):
            since = max(since, end[at(j.before[at(b)])])
        old, best, start = mode[at(a)], -1, 0
        for m in range(j.mode_ptr[at(a)], j.mode_ptr[at(a + 1)]):
            allowed = True
            for i in range(stocks):
                more = j.use[at(m), i] - j.use[at(old), i]
                allowed = allowed and (more <= 0 or used[i] + more <= j.stock[i])
            if allowed or m == old:
                d = j.duration[at(m)]
                t = first_fit(j, free, m, d, since)
                if t >= 0 and (best < 0 or t + d < end[at(a)] or (t + d == end[at(a)] and m == old)):
                    best, start, end[at(a)] = m, t, t + d
        if best < 0:
            return
        for i in range(stocks):
            used[i] += j.use[at(best), i] - j.use[at(old), i]
        mode[at(a)] = best
        take(j, free, best, start, end[at(a)])


@inner
def backward(j: Project, order: Ints, mode: Ints, free: Words, start: Ints, last: int) -> None:
    """Each activity, in reverse of ``order``, in the last weeks before ``last`` that leave room; ``start`` may come
    out above zero everywhere."""
    clear(j, free, last)
    for i in range(len(order) - 1, -1, -1):
        a = order[at(i)]
        m = mode[at(a)]
        d = j.duration[at(m)]
        e = last
        for k in range(j.after_ptr[at(a)], j.after_ptr[at(a + 1)]):
            e = min(e, start[at(j.after[at(k)])])
        t = last_fit(j, free, m, d, e)
        take(j, free, m, t, t + d)
        start[at(a)] = t


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
        place[at(key[a] - least)] += 1
    total = 0
    for k in range(len(place)):
        place[k], total = total, total + place[k]
    for i in range(n):
        a = before[i]
        slot = key[at(a)] - least
        order[at(place[at(slot)])] = a
        place[at(slot)] += 1


@inner
def improve(
    j: Project, order: Ints, mode: Ints, free: Words, start: Ints, end: Ints, limit: Ints, passed: Ints
) -> tuple[int, int]:
    """Generate, then justify to the right and to the left while that shortens the schedule. ``order`` comes out sorted
    by starts.

    Returns how long it is and how many activities are critical: they start in the same week when everything is as late
    as it can be and when everything is as early as it can be. Not beyond a schedule that is longer than ``limit[0]`` as
    generated or ``limit[1]`` after one round, of which all count as critical; ``passed`` tells how long it was at
    both."""
    last, _ = forward(j, order, mode, free, start, end)
    passed[:] = last
    if last < 0 or last > limit[0]:
        return last, len(order)
    first = True
    while True:
        sort_by(end, order)
        backward(j, order, mode, free, start, last)
        sort_by(start, order)
        shorter, critical = forward(j, order, mode, free, start, end)
        sort_by(start, order)
        if first:
            passed[1] = shorter
        if shorter == last:
            return shorter, critical
        if shorter < 0 or (first and shorter > limit[1]):
            return shorter, len(order)
        first, last = False, shorter
