"""Population search for plain project scheduling: a steady-state genetic algorithm over activity lists, every child
improved by justification.

After Hartmann (1998, 2001) and Valls, Ballestin and Quintanilla (2008): two-point crossover of activity lists, shifts
as mutation, forward-backward improvement of each child.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ..construct.arrays import Ints
from ..construct.jit import inner, kernel
from ..construct.record import record
from ..construct.serial import Project, choose_modes, cost, excess, improve, sort_by
from ..incumbent import Board
from .ruin import seed_rng
from .translate import plan_of

SMALLEST, LARGEST = 40, 2500  # individuals
GENERATIONS = 450  # about as many children per individual should fit into the time
CHILDREN = 200  # between two looks at the clock
CHOOSING = 0.2  # part of the children of which every activity takes the mode that ends first
MISSING_UNIT = 100_000  # euros per unit of a non-renewable resource that is not there


@record
class Population(NamedTuple):
    """Individuals as rows. ``order`` is an activity list, ``mode`` indexes modes over all activities."""

    order: Ints  # size x A
    mode: Ints
    start: Ints
    value: Ints  # size
    spread: Ints  # size: sum of starts, tells twins apart


def population(j: Project, size: int) -> Population:
    """Room for ``size`` individuals."""
    n = len(j.release)

    def rows() -> Ints:
        return np.zeros((size, n), np.int64)

    return Population(rows(), rows(), rows(), np.zeros(size, np.int64), np.zeros(size, np.int64))


@inner
def _random_order(j: Project, keys: Ints, tilt: float, order: Ints) -> None:
    """A list compatible with precedence; ``tilt`` in [0, 1] leans from pure chance towards small ``keys`` (regret-free
    sampling)."""
    n = len(j.release)
    waiting = np.zeros(n, np.int64)
    ready = np.zeros(n, np.int64)
    count = 0
    for a in range(n):
        waiting[a] = j.before_ptr[a + 1] - j.before_ptr[a]
        if waiting[a] == 0:
            ready[count] = a
            count += 1
    for i in range(n):
        best = np.random.randint(0, count)
        if np.random.random() < tilt:
            for k in range(count):
                if keys[ready[k]] < keys[ready[best]]:
                    best = k
        a = ready[best]
        count -= 1
        ready[best] = ready[count]
        order[i] = a
        for k in range(j.after_ptr[a], j.after_ptr[a + 1]):
            b = j.after[k]
            waiting[b] -= 1
            if waiting[b] == 0:
                ready[count] = b
                count += 1


@inner
def _latest(j: Project, mode: Ints, keys: Ints) -> None:
    """Latest starts against an arbitrary end: the priority values of the LST rule (small = urgent)."""
    n = len(j.release)
    keys[:] = 0
    for _ in range(n):
        moved = False
        for a in range(n):
            least = 0
            for k in range(j.after_ptr[a], j.after_ptr[a + 1]):
                least = min(least, keys[j.after[k]])
            if least - j.duration[mode[a]] < keys[a]:
                keys[a] = least - j.duration[mode[a]]
                moved = True
        if not moved:
            break


@inner
def _random_modes(j: Project, mode: Ints) -> None:
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
    lacking = excess(j, mode)
    for _ in range(tries):
        if lacking == 0:
            return
        a = np.random.randint(0, len(mode))
        old = mode[a]
        mode[a] = np.random.randint(j.mode_ptr[a], j.mode_ptr[a + 1])
        now = excess(j, mode)
        if now <= lacking:
            lacking = now
        else:
            mode[a] = old


@inner
def _judge(j: Project, p: Population, i: int, free: Ints, keys: Ints) -> None:
    """Improve individual ``i`` and value it."""
    last = improve(j, p.order[i], p.mode[i], free, p.start[i], keys)
    if last < 0:
        p.value[i] = 1 << 50
        return
    p.value[i] = cost(j, p.start[i], p.mode[i]) + MISSING_UNIT * excess(j, p.mode[i])
    p.spread[i] = p.start[i].sum()


@kernel
def adopt(j: Project, p: Population, i: int, start: Ints, mode: Ints, free: Ints, keys: Ints) -> None:
    """Row ``i`` becomes a schedule that was found elsewhere."""
    for a in range(len(start)):
        p.order[i, a] = a
    sort_by(start, p.order[i])
    p.mode[i] = mode
    _judge(j, p, i, free, keys)


@kernel
def seed_population(j: Project, p: Population, first: int, last: int, free: Ints, keys: Ints) -> None:
    """Fill rows [first, last) with sampled and improved individuals."""
    rule = np.zeros(len(j.release), np.int64)
    for i in range(first, last):
        if len(j.duration) > len(j.release):
            _random_modes(j, p.mode[i])
        else:
            p.mode[i] = j.mode_ptr[:-1]
        _latest(j, p.mode[i], rule)
        _random_order(j, rule, np.random.random(), p.order[i])
        _judge(j, p, i, free, keys)


@inner
def _two_point(mother: Ints, father: Ints, child: Ints, used: Ints) -> None:
    """Mother's list outside two points, father's order of the rest in between."""
    n = len(mother)
    one, two = np.random.randint(0, n), np.random.randint(0, n)
    first, last = min(one, two), max(one, two)
    used[:] = 0
    for i in range(first):
        child[i] = mother[i]
        used[mother[i]] = 1
    for i in range(last, n):
        used[mother[i]] = 1
    k = first
    for i in range(n):
        a = father[i]
        if used[a] == 0:
            child[k] = a
            k += 1
    for i in range(last, n):
        child[i] = mother[i]


@inner
def _mutate(j: Project, order: Ints, chance: float) -> None:
    """Move some activities to another place that precedence allows."""
    n = len(order)
    for i in range(n):
        if np.random.random() >= chance:
            continue
        a = order[i]
        low, high = i, i
        while low > 0 and not _linked(j, order[low - 1], a):
            low -= 1
        while high < n - 1 and not _linked(j, a, order[high + 1]):
            high += 1
        to = np.random.randint(low, high + 1)
        while i < to:
            order[i] = order[i + 1]
            i += 1
        while i > to:
            order[i] = order[i - 1]
            i -= 1
        order[i] = a


@inner
def _linked(j: Project, a: int, b: int) -> bool:
    found = False
    for k in range(j.after_ptr[a], j.after_ptr[a + 1]):
        found = found or j.after[k] == b
    return found


@kernel
def evolve(j: Project, p: Population, size: int, children: int, free: Ints, keys: Ints) -> int:
    """Make ``children`` one after the other; each takes the place of its worse parent if it is as good and no twin.
    Returns the best row."""
    n, child = len(j.release), len(p.value) - 1  # the last row is the child
    used = np.zeros(n, np.int64)
    multi = len(j.duration) > n
    for _ in range(children):
        a, b = np.random.randint(0, size), np.random.randint(0, size)
        c = np.random.randint(0, size)
        if p.value[c] < p.value[a]:
            a = c
        if a == b:
            continue
        _two_point(p.order[a], p.order[b], p.order[child], used)
        _mutate(j, p.order[child], 0.03 if np.random.random() < 0.5 else 0.005)
        p.mode[child] = p.mode[a]
        if multi:
            for k in range(n):
                draw = np.random.random()
                if draw < 0.4:
                    p.mode[child, k] = p.mode[b, k]
                elif draw < 0.4 + 2.0 / n:
                    p.mode[child, k] = np.random.randint(j.mode_ptr[k], j.mode_ptr[k + 1])
            repair_modes(j, p.mode[child], 2 * n)
            if np.random.random() < CHOOSING:
                choose_modes(j, p.order[child], p.mode[child], free, p.start[child])
        _judge(j, p, child, free, keys)
        worse = a if p.value[a] >= p.value[b] else b
        if p.value[child] <= p.value[worse]:
            twin = False
            for i in range(size):
                if p.value[i] == p.value[child] and p.spread[i] == p.spread[child]:
                    twin = True
                    break
            if not twin:
                p.order[worse] = p.order[child]
                p.mode[worse] = p.mode[child]
                p.start[worse] = p.start[child]
                p.value[worse], p.spread[worse] = p.value[child], p.spread[child]
    return int(np.argmin(p.value[:size]))


class PopulationSearch:
    """Part of the portfolio for plain problems: one population, which starts anew around its best when it no longer
    differs.

    ``elite`` are schedules of others (value and starts, one mode per activity) to begin with, looked at when the part
    begins to run."""

    def __init__(self, j: Project, seed: int, elite: Sequence[tuple[int, Ints]] = ()) -> None:
        self.j, self.seed, self.elite = j, seed, elite
        self.p, self.filled = population(j, LARGEST + 1), 0
        self.free, self.keys = np.zeros((j.horizon, len(j.capacity)), np.int64), np.zeros(len(j.release), np.int64)

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Evolve until ``done``; offer every better plan."""
        seed_rng(self.seed)
        self._sample(1)  # compiles, where no cache has it
        began = board.seconds
        self._sample(SMALLEST)
        each = max(1e-6, (board.seconds - began) / (SMALLEST - 1))
        size = max(SMALLEST, min(LARGEST, int(seconds / each / GENERATIONS)))
        while self.filled < size and not done():
            self._sample(min(size, self.filled + 20))
            self._tell(board, int(np.argmin(self.p.value[: self.filled])))
        while not (done() or board.settled):
            self._tell(board, self._evolve(CHILDREN))

    def work(self, board: Board, children: int) -> None:
        """A fixed number of children, the first ones among them: the same seed gives the same plans."""
        seed_rng(self.seed)
        self._sample(max(SMALLEST, min(LARGEST, children // GENERATIONS)))
        for left in range(children - self.filled, 0, -CHILDREN):
            self._tell(board, self._evolve(min(CHILDREN, left)))

    def _sample(self, last: int) -> None:
        """Fill rows up to ``last``, the first ones with what others found."""
        j, p = self.j, self.p
        for row, (_, start) in enumerate(self.elite[self.filled : last], self.filled):
            adopt(j, p, row, start, j.mode_ptr[:-1], self.free, self.keys)
            self.filled = row + 1
        seed_population(j, p, self.filled, last, self.free, self.keys)
        self.filled = max(self.filled, last)

    def _evolve(self, children: int) -> int:
        """So many children; returns the best row. When all are equally good, the best stays and the others are sampled
        anew."""
        p, size = self.p, self.filled
        best = int(evolve(self.j, p, size, children, self.free, self.keys))
        if p.value[:size].max() > p.value[:size].min():
            return best
        for row in (p.order, p.mode, p.start):
            row[0] = row[best]
        p.value[0], p.spread[0] = p.value[best], p.spread[best]
        seed_population(self.j, p, 1, size, self.free, self.keys)
        return 0

    def _tell(self, board: Board, best: int) -> None:
        p = self.p
        if p.value[best] < MISSING_UNIT and (board.objective is None or p.value[best] < board.objective):
            board.offer(plan_of(self.j, board.problem, p.start[best], p.mode[best]), "population")
