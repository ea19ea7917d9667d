"""Modes for individuals of a population: cheap ones by weights that are drawn, within the non-renewable resources.

After Coelho and Vanhoucke (2011), who choose modes first and schedule them then, and the knapsack in relax-and-solve of
Etminaniesfahani, Gu and Salehipour (2024); here a greedy rule makes room where little is lost."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ..bound.lateness import heads, tails
from ..construct.arrays import Floats, Ints
from ..construct.jit import inner
from ..construct.serial import Project

WHOLE = 0.3  # part of the children with modes of a pool that take all modes of a row


def urgency(j: Project) -> Floats:
    """Per activity the longest chain through it over the longest of all, every activity in its shortest mode."""
    least = np.array([j.duration[slice(*ends)].min() for ends in pairwise(j.mode_ptr.tolist())], dtype=np.int64)
    through = heads(j, least) + least + tails(j, least)
    return np.asarray(through / max(1, int(through.max(initial=0))), dtype=np.float64)


def with_work(j: Project) -> Project:
    """The same project in which the work on each renewable resource is one more non-renewable one, of which there is as
    much as all weeks have. Choices of modes for it that leave nothing lacking fit into those weeks in sum."""
    work = j.need * j.duration[:, None]
    return j._replace(use=np.hstack((j.use, work)), stock=np.append(j.stock, j.horizon * j.capacity))


@inner
def _use(j: Project, mode: Ints, used: Ints) -> None:
    """Units of each non-renewable resource that modes use."""
    used[:] = 0
    for a in range(len(mode)):
        for i in range(len(used)):
            used[i] += j.use[mode[a], i]


@inner
def _lacking(j: Project, used: Ints, old: int, new: int) -> int:
    """Units that are missing once mode ``new`` takes the place of ``old``; the same mode twice: as it is."""
    lacking = 0
    for i in range(len(used)):
        lacking += max(0, used[i] + j.use[new, i] - j.use[old, i] - j.stock[i])
    return lacking


@inner
def _change(j: Project, used: Ints, mode: Ints, a: int, new: int) -> None:
    """Give an activity another mode."""
    for i in range(len(used)):
        used[i] += j.use[new, i] - j.use[mode[a], i]
    mode[a] = new


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
    n = len(mode)
    _use(j, mode, used)
    for _ in range(4 * n):
        at, to, least = -1, 0, 0.0
        lacking = _lacking(j, used, 0, 0)
        if lacking == 0:
            break
        for a in range(n):
            for m in range(j.mode_ptr[a], j.mode_ptr[a + 1]):
                saved = lacking - _lacking(j, used, mode[a], m)
                if saved > 0:
                    rate = (score[m] - score[mode[a]]) / saved
                    if at < 0 or rate < least:
                        at, to, least = a, m, rate
        if at < 0:
            break
        _change(j, used, mode, at, to)
    first = np.random.randint(0, n)
    for k in range(n):
        a = (first + k) % n
        for m in range(j.mode_ptr[a], j.mode_ptr[a + 1]):
            if score[m] < score[mode[a]]:
                fits = True
                for i in range(len(used)):
                    more = j.use[m, i] - j.use[mode[a], i]
                    fits = fits and (more <= 0 or used[i] + more <= j.stock[i])
                if fits:
                    _change(j, used, mode, a, m)


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
def take_some(pool: Ints, mode: Ints) -> None:
    """Replace modes by those of a row of a pool, sometimes all of them."""
    row = np.random.randint(0, len(pool))
    share = 1.0 if np.random.random() < WHOLE else np.random.random()
    for a in range(len(mode)):
        if np.random.random() < share:
            mode[a] = pool[row, a]


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
    if len(j.stock) == 0:
        return
    used = np.zeros(len(j.stock), np.int64)
    _use(j, mode, used)
    lacking = _lacking(j, used, 0, 0)
    for _ in range(tries):
        if lacking == 0:
            return
        a = np.random.randint(0, len(mode))
        new = np.random.randint(j.mode_ptr[a], j.mode_ptr[a + 1])
        now = _lacking(j, used, mode[a], new)
        if now <= lacking:
            _change(j, used, mode, a, new)
            lacking = now
