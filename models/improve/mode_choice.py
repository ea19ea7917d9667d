"""Modes for individuals of a population: cheap ones by weights that are drawn, within the non-renewable resources.

After Coelho and Vanhoucke (2011), who choose modes first and schedule them then, and the knapsack in relax-and-solve of
Etminaniesfahani, Gu and Salehipour (2024); here a greedy rule makes room where little is lost."""

from __future__ import annotations

import numpy as np

from ..construct.arrays import Floats, Ints
from ..construct.jit import inner
from ..construct.serial import Project


@inner
def urgency(j: Project, urgent: Floats) -> None:
    """Per activity the longest chain through it over the longest of all, every activity in its shortest mode."""
    n = len(j.release)
    least, head, tail = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for a in range(n):
        least[a] = j.duration[j.mode_ptr[a] : j.mode_ptr[a + 1]].min()
    for _ in range(n):
        moved = False
        for a in range(n):
            for k in range(j.after_ptr[a], j.after_ptr[a + 1]):
                b = j.after[k]
                if head[a] + least[a] > head[b]:
                    head[b], moved = head[a] + least[a], True
                if tail[b] + least[b] > tail[a]:
                    tail[a], moved = tail[b] + least[b], True
        if not moved:
            break
    most = 1
    for a in range(n):
        most = max(most, head[a] + least[a] + tail[a])
    for a in range(n):
        urgent[a] = (head[a] + least[a] + tail[a]) / most


@inner
def _weigh(j: Project, urgent: Floats, score: Floats) -> None:
    """Per mode what its time and its work would cost, by weights that are drawn."""
    power, work = 4.0 * np.random.random(), 4.0 * np.random.random() ** 2
    for a in range(len(urgent)):
        weight = urgent[a] ** power * (0.5 + np.random.random())
        for m in range(j.mode_ptr[a], j.mode_ptr[a + 1]):
            heads = 0.0
            for r in range(len(j.capacity)):
                heads += j.need[m, r] / max(1, j.capacity[r])
            score[m] = j.duration[m] * (weight + work * heads)


@inner
def _cheapest(j: Project, score: Floats, a: int) -> int:
    """The mode of an activity with the least score."""
    return int(j.mode_ptr[a] + np.argmin(score[j.mode_ptr[a] : j.mode_ptr[a + 1]]))


@inner
def _balance(j: Project, mode: Ints, score: Floats, used: Ints) -> None:
    """Single changes of mode that cost least per unit of what non-renewable resources lack, until there is none; then
    the cheapest modes that what is left allows."""
    n, stocks = len(mode), len(j.stock)
    used[:] = 0
    for a in range(n):
        for i in range(stocks):
            used[i] += j.use[mode[a], i]
    for _ in range(4 * n):
        at, to, least = -1, 0, 0.0
        lacking = 0
        for i in range(stocks):
            lacking += max(0, used[i] - j.stock[i])
        if lacking == 0:
            break
        for a in range(n):
            for m in range(j.mode_ptr[a], j.mode_ptr[a + 1]):
                saved = lacking
                for i in range(stocks):
                    saved -= max(0, used[i] + j.use[m, i] - j.use[mode[a], i] - j.stock[i])
                if saved > 0:
                    rate = (score[m] - score[mode[a]]) / saved
                    if at < 0 or rate < least:
                        at, to, least = a, m, rate
        if at < 0:
            break
        for i in range(stocks):
            used[i] += j.use[to, i] - j.use[mode[at], i]
        mode[at] = to
    first = np.random.randint(0, n)
    for k in range(n):
        a = (first + k) % n
        for m in range(j.mode_ptr[a], j.mode_ptr[a + 1]):
            if score[m] < score[mode[a]]:
                fits = True
                for i in range(stocks):
                    more = j.use[m, i] - j.use[mode[a], i]
                    fits = fits and (more <= 0 or used[i] + more <= j.stock[i])
                if fits:
                    for i in range(stocks):
                        used[i] += j.use[m, i] - j.use[mode[a], i]
                    mode[a] = m


@inner
def drawn_modes(j: Project, urgent: Floats, score: Floats, used: Ints, mode: Ints) -> None:
    """Modes that are cheap by weights that are drawn."""
    _weigh(j, urgent, score)
    for a in range(len(mode)):
        mode[a] = _cheapest(j, score, a)
    _balance(j, mode, score, used)


@inner
def favour(j: Project, urgent: Floats, score: Floats, used: Ints, start: Ints, mode: Ints) -> None:
    """What starts in some weeks of a schedule gets its cheapest modes by weights that are drawn, and others make room
    for that."""
    _weigh(j, urgent, score)
    since = start[np.random.randint(0, len(start))]
    until = since + 1 + np.random.randint(0, 1 + start.max() // 6)
    for a in range(len(mode)):
        if since <= start[a] and start[a] < until:
            mode[a] = _cheapest(j, score, a)
    _balance(j, mode, score, used)


@inner
def random_modes(j: Project, mode: Ints) -> None:
    """Random modes, then single changes that lower what non-renewable resources lack."""
    n = len(mode)
    for a in range(n):
        mode[a] = np.random.randint(j.mode_ptr[a], j.mode_ptr[a + 1])
    repair_modes(j, mode, 4 * n)


@inner
def repair_modes(j: Project, mode: Ints, tries: int) -> None:
    """Random single mode changes, kept when they do not raise the excess, until there is none."""
    stocks = len(j.stock)
    if stocks == 0:
        return
    used = np.zeros(stocks, np.int64)
    for a in range(len(mode)):
        for i in range(stocks):
            used[i] += j.use[mode[a], i]
    lacking = 0
    for i in range(stocks):
        lacking += max(0, used[i] - j.stock[i])
    for _ in range(tries):
        if lacking == 0:
            return
        a = np.random.randint(0, len(mode))
        old, new = mode[a], np.random.randint(j.mode_ptr[a], j.mode_ptr[a + 1])
        now = 0
        for i in range(stocks):
            now += max(0, used[i] + j.use[new, i] - j.use[old, i] - j.stock[i])
        if now <= lacking:
            for i in range(stocks):
                used[i] += j.use[new, i] - j.use[old, i]
            mode[a], lacking = new, now
