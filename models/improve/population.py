"""Population search for plain project scheduling: a steady-state genetic algorithm over activity lists, every child
improved by justification unless it begins too badly.

After Hartmann (1998, 2001) and Valls, Ballestin and Quintanilla (2008): two-point crossover of activity lists, shifts
as mutation, forward-backward improvement of each child. With several modes half of the children keep a busy window of
their mother's schedule instead (after Debels and Vanhoucke 2007); with one mode that came to rest too soon.

In the second half of its time a population shrinks, the worst leaving (linear population size reduction: Tanabe and
Fukunaga 2014), so that it can begin large and yet come to rest.

With several modes most schedules of a population are soon equally long. Of two such the better one has fewer
activities that cannot be late (:func:`_better`), and modes are made to fit into the weeks that a shorter plan would
have (:func:`with_work`, :mod:`.mode_pool`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ..construct.arrays import Floats, Ints
from ..construct.jit import inner, kernel
from ..construct.profile import Words
from ..construct.record import record
from ..construct.serial import Project, choose_modes, cost, excess, improve, sort_by
from ..incumbent import Board
from .crossover import mutate, peak, two_point
from .hopeless import Hopeless, hopeless, learn, look
from .islands import Ferry
from .mode_choice import drawn_modes, favour, random_modes, repair_modes, take_some, urgency, with_work
from .mode_pool import VECTORS, ModePool
from .ruin import seed_rng
from .translate import plan_of

SMALLEST, LARGEST = 40, 10_000  # individuals
GENERATIONS = 200, 450  # children per individual that fit into the time: one mode per activity, several
SPARED = 0.4, 1.0  # time of a child by that of a first individual, likewise: most with one mode are not justified
LARGE_UNTIL = 0.5  # part of the time in which a population stays as large as it is; then it shrinks
LEFT = 0.1  # to this part of its size,
AT_A_TIME = 20  # so many individuals or more leaving at a time
CHILDREN = 200  # between two looks at the clock
APART = 2000  # children between two exchanges with other populations
REST = 60  # generations without a better best individual, after which the others are sampled anew
CHOOSING = 0.2  # part of the children of which every activity takes the mode that ends first
DRAWN = 0.7  # part of the first individuals whose modes are cheap by weights that are drawn
FAVOURED = 0.1  # part of the children in which those of some activities become so
POOLED = 0.6  # part of the first individuals with modes of the pool, where it is full
FED = 0.2  # part of the children that take modes of a full pool, all or some
RENEWED = 0.05  # part of the time in which the pool is filled, each time
STALE = 30  # generations without a better best individual, after which the pool is renewed
PEAKS = 0.5  # part of the children with several modes that keep a busy window of their mother
BEYOND = 1 << 50  # value of what does not fit in the horizon
MISSING_UNIT = 100_000  # euros per unit of a non-renewable resource that is not there


@record
class Population(NamedTuple):
    """Individuals as rows. ``order`` is an activity list, ``mode`` indexes modes over all activities."""

    order: Ints  # size x A
    mode: Ints
    start: Ints
    value: Ints  # size
    critical: Ints  # size: activities that cannot move while it is as long as it is
    spread: Ints  # size: sum of starts, tells twins apart


def population(j: Project, size: int) -> Population:
    """Room for ``size`` individuals."""
    n = len(j.release)

    def rows() -> Ints:
        return np.zeros((size, n), np.int64)

    return Population(rows(), rows(), rows(), *(np.zeros(size, np.int64) for _ in range(3)))


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
def _judge(j: Project, p: Population, i: int, free: Words, keys: Ints, limit: Ints, passed: Ints) -> None:
    """Improve individual ``i``, unless it is longer than ``limit``, and value it."""
    last, p.critical[i] = improve(j, p.order[i], p.mode[i], free, p.start[i], keys, limit, passed)
    if last < 0:
        p.value[i] = BEYOND
        return
    p.value[i] = cost(j, p.start[i], p.mode[i]) + MISSING_UNIT * excess(j, p.mode[i])
    p.spread[i] = p.start[i].sum()


@inner
def _better(p: Population, i: int, k: int) -> bool:
    """Whether row ``i`` costs less than row ``k`` or, where they cost the same, fewer of its activities are critical:
    of schedules that are equally long the one in which more can move is nearer to a shorter one."""
    return bool(p.value[i] < p.value[k] or (p.value[i] == p.value[k] and p.critical[i] < p.critical[k]))


@inner
def _twin(p: Population, size: int, i: int) -> bool:
    """Whether one of the first rows is like row ``i``: as dear, as many critical activities, the same sum of starts.

    With cost and sum alone a thousand schedules of equal length have a twin each, and on J120 new ones are turned away;
    told apart by all their starts they differ by little, and on RG300 a population comes to rest too soon."""
    for k in range(size):
        if p.value[k] == p.value[i] and p.spread[k] == p.spread[i] and p.critical[k] == p.critical[i]:
            return True
    return False


@kernel
def adopt(j: Project, p: Population, i: int, start: Ints, mode: Ints, free: Words, keys: Ints) -> None:
    """Row ``i`` becomes a schedule that was found elsewhere."""
    for a in range(len(start)):
        p.order[i, a] = a
    sort_by(start, p.order[i])
    p.mode[i] = mode
    _judge(j, p, i, free, keys, np.full(2, j.horizon), np.zeros(2, np.int64))


@kernel
def seed_population(
    j: Project,
    tight: Project,
    p: Population,
    first: int,
    last: int,
    urgent: Floats,
    pool: Ints,
    free: Words,
    keys: Ints,
) -> None:
    """Fill rows [first, last) with sampled and improved individuals. ``tight``: what modes are drawn for
    (:func:`with_work`); ``pool``: modes to take (:class:`ModePool`)."""
    n, rule = len(j.release), np.zeros(len(j.release), np.int64)
    score, stock_used = np.zeros(len(j.duration)), np.zeros(len(tight.stock), np.int64)
    limit, passed = np.full(2, j.horizon), np.zeros(2, np.int64)
    for i in range(first, last):
        if len(j.duration) > n:
            if np.random.random() * VECTORS < POOLED * len(pool):
                p.mode[i] = pool[np.random.randint(0, len(pool))]
            elif np.random.random() < DRAWN:
                drawn_modes(tight, urgent, score, stock_used, p.mode[i])
            else:
                random_modes(tight, p.mode[i])
        else:
            p.mode[i] = j.mode_ptr[:-1]
        _latest(j, p.mode[i], rule)
        _random_order(j, rule, np.random.random(), p.order[i])
        _judge(j, p, i, free, keys, limit, passed)


@kernel
def evolve(
    j: Project,
    tight: Project,
    p: Population,
    size: int,
    children: int,
    urgent: Floats,
    pool: Ints,
    h: Hopeless,
    free: Words,
    keys: Ints,
) -> int:
    """Make ``children`` one after the other; each takes the place of its worse parent if it is as good and no twin.
    Returns the best row. ``tight`` and ``pool`` as in :func:`seed_population`."""
    n, child = len(j.release), len(p.value) - 1  # the last row is the child
    used = np.zeros(n, np.int64)
    multi, busy = len(j.duration) > n, np.zeros(j.horizon + 2)
    score, stock_used = np.zeros(len(j.duration)), np.zeros(len(tight.stock), np.int64)
    limit, passed = np.zeros(2, np.int64), np.zeros(2, np.int64)
    for _ in range(children):
        a, b = np.random.randint(0, size), np.random.randint(0, size)
        c = np.random.randint(0, size)
        if _better(p, c, a):
            a = c
        if a == b:
            continue
        if multi and p.value[a] < BEYOND and np.random.random() < PEAKS:
            peak(j, p.order[a], p.start[a], p.mode[a], p.order[b], p.order[child], used, busy)
        else:
            two_point(p.order[a], p.order[b], p.order[child], used)
        used[:] = 0
        mutate(j, p.order[child], 0.03 if np.random.random() < 0.5 else 0.005, used)
        p.mode[child] = p.mode[a]
        if multi:
            for k in range(n):
                draw = np.random.random()
                if draw < 0.4:
                    p.mode[child, k] = p.mode[b, k]
                elif draw < 0.4 + 2.0 / n:
                    p.mode[child, k] = np.random.randint(j.mode_ptr[k], j.mode_ptr[k + 1])
            if np.random.random() * VECTORS < FED * len(pool):
                take_some(pool, p.mode[child])
            elif np.random.random() < FAVOURED:
                favour(tight, urgent, score, stock_used, p.start[a], p.mode[child])
            repair_modes(tight, p.mode[child], 2 * n)
            if np.random.random() < CHOOSING:
                choose_modes(tight, p.order[child], p.mode[child], free, keys)
        worse = b if _better(p, a, b) else a
        whole, last = look(h, j, p.start[worse], p.mode[worse], limit)
        _judge(j, p, child, free, keys, limit, passed)
        if not _better(p, worse, child):
            if whole:
                learn(h, passed, last)
            twin = _twin(p, size, child)
            if not twin:
                p.order[worse] = p.order[child]
                p.mode[worse] = p.mode[child]
                p.start[worse] = p.start[child]
                p.value[worse], p.spread[worse] = p.value[child], p.spread[child]
                p.critical[worse] = p.critical[child]
    best = 0
    for i in range(1, size):
        if _better(p, i, best):
            best = i
    return best


class PopulationSearch:
    """Part of the portfolio for plain problems: one population, which starts anew around its best when that has not
    become better for long.

    ``elite`` are schedules of others (value and starts, one mode per activity) to begin with, looked at when the part
    begins to run. ``ferry`` takes individuals to the populations of other lanes and theirs to this one."""

    def __init__(
        self, j: Project, seed: int, elite: Sequence[tuple[int, Ints]] = (), ferry: Ferry | None = None
    ) -> None:
        self.j, self.seed, self.elite, self.ferry = j, seed, elite, ferry
        self.random = np.random.default_rng(seed)
        self.p, self.filled = population(j, LARGEST + 1), 0
        self.urgent, self.hopeless = urgency(j), hopeless()
        self.pool = ModePool(j, seed)
        self.tight = with_work(j) if self.pool.useful else j
        multi = len(j.duration) > len(j.release)
        self.generations, self.spared = GENERATIONS[multi], SPARED[multi]
        self.leader, self.resting = (BEYOND, 0), 0  # value and critical activities of the best; children since
        self.free, self.keys = np.zeros((j.horizon, len(j.full)), np.uint64), np.zeros(len(j.release), np.int64)

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Evolve until ``done``; offer every better plan."""
        seed_rng(self.seed)
        self._sample(1)  # compiles, where no cache has it
        began = board.seconds
        self._sample(SMALLEST)
        each = max(1e-6, (board.seconds - began) / (SMALLEST - 1))
        size = max(SMALLEST, min(LARGEST, int(seconds / (self.spared * each * self.generations))))
        self._renew(board, seconds)
        while self.filled < size and not done():
            self._sample(min(size, self.filled + 20))
            self._tell(board, int(np.argmin(self.p.value[: self.filled])))
        children, first, since = 0, self.filled, board.seconds
        while not (done() or board.settled):
            self._tell(board, self._evolve(CHILDREN))
            self._shrink(first, (board.seconds - since) / max(1e-6, began + seconds - since))
            if self.resting > STALE * self.filled:
                self._renew(board, seconds)
            children += CHILDREN
            if self.ferry is not None and children % APART == 0:
                self.ferry.call(self.p, self.filled, self.random)

    def work(self, board: Board, children: int) -> None:
        """A fixed number of children, the first ones among them: the same seed gives the same plans."""
        seed_rng(self.seed)
        self._sample(max(SMALLEST, min(LARGEST, children // self.generations)))
        first, all_children = self.filled, children - self.filled
        for left in range(all_children, 0, -CHILDREN):
            self._tell(board, self._evolve(min(CHILDREN, left)))
            self._shrink(first, 1.0 - left / all_children)

    def _sample(self, last: int) -> None:
        """Fill rows up to ``last``, the first ones with what others found."""
        j, p = self.j, self.p
        for row, (_, start) in enumerate(self.elite[self.filled : last], self.filled):
            adopt(j, p, row, start, j.mode_ptr[:-1], self.free, self.keys)
            self.filled = row + 1
        self._aim()
        self._seed(self.filled, last)
        self.filled = max(self.filled, last)

    def _evolve(self, children: int) -> int:
        """So many children; returns the best row. Once none of them has been better for long, the best stays and the
        others are sampled anew."""
        p, size = self.p, self.filled
        self._aim()
        best = int(
            evolve(
                self.j,
                self.tight,
                p,
                size,
                children,
                self.urgent,
                self.pool.rows,
                self.hopeless,
                self.free,
                self.keys,
            )
        )
        leader = int(p.value[best]), int(p.critical[best])
        self.resting = self.resting + children if leader >= self.leader else 0
        self.leader = min(leader, self.leader)
        if self.resting < REST * size:
            return best
        for column in p:
            column[0] = column[best]
        self._seed(1, size)
        self.resting = 0
        return 0

    def _shrink(self, first: int, passed: float) -> None:
        """The worst individuals leave, so that of ``first`` as many are left as there shall be once this part of the
        time has passed."""
        p, size = self.p, self.filled
        late = min(1.0, max(0.0, passed - LARGE_UNTIL) / (1.0 - LARGE_UNTIL))
        wanted = max(SMALLEST, round(first * (1.0 - late * (1.0 - LEFT))))
        if wanted > size - AT_A_TIME:
            return
        staying = np.lexsort((p.critical[:size], p.value[:size]))[:wanted]
        for column in p:
            column[:wanted] = column[staying]
        self.filled = wanted

    def _seed(self, first: int, last: int) -> None:
        seed_population(self.j, self.tight, self.p, first, last, self.urgent, self.pool.rows, self.free, self.keys)

    def _aim(self) -> None:
        """Modes shall fit into the weeks that a plan better than the best individual has."""
        best = int(self.p.value[: self.filled].min(initial=BEYOND))
        if self.pool.useful and best < BEYOND:
            self.tight.stock[len(self.j.stock) :] = self.pool.week(best) * self.j.capacity

    def _renew(self, board: Board, seconds: float) -> None:
        """Modes of plans that are better than the best, where there is a pool."""
        if self.pool.useful:
            self._tell(board, int(np.argmin(self.p.value[: self.filled])))
            best = self.p.value[: self.filled].min() if board.objective is None else board.objective
            self.pool.renew(board, int(best), RENEWED * seconds)

    def _tell(self, board: Board, best: int) -> None:
        p = self.p
        if p.value[best] < MISSING_UNIT and (board.objective is None or p.value[best] < board.objective):
            board.offer(plan_of(self.j, board.problem, p.start[best], p.mode[best]), "population")
