"""Children of activity lists: crossovers and mutation, all of which keep precedence."""

from __future__ import annotations

import numpy as np

from ..construct.arrays import Floats, Ints
from ..construct.jit import inner
from ..construct.profile import at
from ..construct.serial import Project


@inner
def two_point(mother: Ints, father: Ints, child: Ints, used: Ints) -> None:
    """Mother's list outside two points, father's order of the rest in between."""
    n = len(mother)
    one, two = np.random.randint(0, n), np.random.randint(0, n)
    first, last = min(one, two), max(one, two)
    used[:] = 0
    for i in range(first):
        child[i] = mother[i]
        used[at(mother[i])] = 1
    for i in range(last, n):
        used[at(mother[at(i)])] = 1
    k = first
    for i in range(n):
        a = father[i]
        if used[at(a)] == 0:
            child[at(k)] = a
            k += 1
    for i in range(last, n):
        child[at(i)] = mother[at(i)]


@inner
def peak(
    j: Project, mother: Ints, start: Ints, mode: Ints, father: Ints, child: Ints, part: Ints, busy: Floats
) -> None:
    """The busiest of some windows of mother's schedule as it is; what she does before and after it in father's order
    (Debels and Vanhoucke 2007). ``start`` and ``mode`` are hers; ``part`` (A) and ``busy`` (weeks + 2) are scratch."""
    n, last = len(mother), 0
    busy[:] = 0.0
    for a in range(n):
        m = mode[a]
        heads = 0.0
        for r in range(len(j.capacity)):
            heads += j.need[m, r] / max(1, j.capacity[r])
        busy[start[a] + 1] += heads
        busy[start[a] + j.duration[m] + 1] -= heads
        last = max(last, start[a] + j.duration[m])
    for _ in range(2):
        for t in range(1, last + 1):
            busy[t] += busy[t - 1]
    length = max(1, last // 4 + np.random.randint(0, 1 + last // 2))
    first, most = 0, -1.0
    for _ in range(4):
        t = np.random.randint(0, max(1, last - length + 1))
        work = busy[min(last, t + length)] - busy[t]
        if work > most:
            first, most = t, work
    low, mid = 0, 0  # how many start before the window, and in it
    for i in range(n):
        a = mother[i]
        part[a] = 0 if start[a] < first else 1 if start[a] < first + length else 2
        low += part[a] == 0
        mid += part[a] == 1
    before, inside, behind = 0, low, low + mid
    for i in range(n):
        a = father[i]
        if part[a] == 0:
            child[before] = a
            before += 1
        elif part[a] == 2:
            child[behind] = a
            behind += 1
        if part[mother[i]] == 1:
            child[inside] = mother[i]
            inside += 1


@inner
def mutate(j: Project, order: Ints, chance: float, mark: Ints) -> None:
    """Move some activities to another place that precedence allows. ``mark`` (A) is scratch, zero before and after."""
    n = len(order)
    for i in range(n):
        if np.random.random() >= chance:
            continue
        a = order[i]
        _mark(j.before_ptr, j.before, a, mark, 1)
        _mark(j.after_ptr, j.after, a, mark, 1)
        low, high = i, i
        while low > 0 and mark[at(order[at(low - 1)])] == 0:
            low -= 1
        while high < n - 1 and mark[at(order[at(high + 1)])] == 0:
            high += 1
        _mark(j.before_ptr, j.before, a, mark, 0)
        _mark(j.after_ptr, j.after, a, mark, 0)
        to = np.random.randint(low, high + 1)
        while i < to:
            order[at(i)] = order[at(i + 1)]
            i += 1
        while i > to:
            order[at(i)] = order[at(i - 1)]
            i -= 1
        order[at(i)] = a


@inner
def _mark(ptr: Ints, linked: Ints, a: int, mark: Ints, value: int) -> None:
    for k in range(ptr[at(a)], ptr[at(a + 1)]):
        mark[at(linked[at(k)])] = value
