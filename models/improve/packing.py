"""Sampling of filled schedules: many passes of the filling parallel scheme with priority rules that adapt, each
improved by justification.

A rule weighs the length of the chain that still follows an activity against its size. Good rules, and which sets are
worth comparing, differ from instance to instance: half of the draws are variations of the best so far, and time goes
to the ways that brought the best schedules.

With many activities most of the time goes to several schedules beside each other
(:mod:`wijkplan.models.construct.beam`), more of them as time goes by, half of which begin as the best one so far."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from ..construct.arrays import Floats, Ints
from ..construct.beam import Beam, beam, fill_beside
from ..construct.jit import kernel
from ..construct.parallel import Rule, fill, room
from ..construct.profile import Words
from ..construct.serial import Project, cost, improve, sort_by
from ..incumbent import Board
from .ruin import seed_rng
from .translate import plan_of

NEGLIGIBLE = 0.01  # a resource whose unit is worth less than this part of the dearest does not count as idle


@dataclass(frozen=True, slots=True)
class Draw:
    """A priority rule in numbers: weights of chain and size, the power of size, and noise."""

    chain: float
    size: float
    power: float
    noise: float

    @staticmethod
    def fresh(random: Random) -> Draw:
        """Any rule."""
        u = random.random
        return Draw(3 * u() ** 2, 2 * u(), 2 * u(), 2 * u() ** 2 if u() < 0.7 else 0.0)

    def varied(self, random: Random) -> Draw:
        """A rule near this one."""

        def near(x: float) -> float:
            return x * math.exp(random.gauss(0.0, 0.4))

        return Draw(near(self.chain), near(self.size), near(self.power), near(self.noise))


@dataclass(slots=True)
class Arm:
    """A way to make schedules, and how it did: which sets a decision compares, and in which direction time runs."""

    knapsack: bool
    fills: int
    backwards: bool
    leader: Draw | None = None
    best: int = 1 << 62
    spent: float = 0.0

    @property
    def effort(self) -> float:
        """Of one pass."""
        return self.fills + KNAPSACK * self.knapsack

    def draw(self, random: Random) -> Draw:
        """A rule to try: half of them near the best so far."""
        return self.leader.varied(random) if self.leader is not None and random.random() < 0.5 else Draw.fresh(random)

    def learn(self, draw: Draw, value: int) -> None:
        """What a rule brought."""
        if value <= self.best:
            self.leader, self.best = draw, value


JUSTIFYING, KNAPSACK = (
    3.5,
    3.0,
)  # effort of each in greedy sets, as measured on 1,440 activities; not in seconds, so that runs can be repeated
WAYS = ((False, 1), (False, 5), (False, 30), (True, 0), (True, 1), (True, 5))
BESIDE = ((False, 2), (False, 8))  # ways to make several schedules beside each other
NARROWEST, WIDEST = 8, 128  # of which so many go on,
TRIES, STEP = 4, 2  # each with so many continuations of so many weeks
WIDENING = 7  # passes of a width that fit into the effort that all before have taken
FIRST = 400.0  # effort for schedules by themselves before any others
ALONE = 0.1  # part of the effort for schedules by themselves
FITTING = 0.7  # part of the time left that a pass may take, as far as earlier ones tell
AGAIN = 0.5  # part of the passes that keep the beginning of the best schedule


@kernel
def _finish(j: Project, mode: Ints, order: Ints, free: Words, start: Ints, keys: Ints) -> int:
    """Justify the schedule in ``start``; returns its cost, -1 where it left the horizon."""
    for i in range(len(order)):
        order[i] = i
    sort_by(start, order)
    limit, passed = np.full(2, j.horizon), np.zeros(2, np.int64)
    return cost(j, start, mode) if improve(j, order, mode, free, start, keys, limit, passed)[0] >= 0 else -1


class Packing:
    """Part of the portfolio for plain problems with one mode per activity. ``elite``: its best schedules, for a
    population to begin with."""

    SIZE = 20

    def __init__(self, j: Project, seed: int, many: bool = False) -> None:
        """``many``: so many activities that schedules beside each other pay."""
        self.j, self.seed, self.random = j, seed, Random(seed)
        self.elite: list[tuple[int, Ints]] = []
        self.mode = j.mode_ptr[:-1].copy()
        self.worth = _worth(j)
        back = j._replace(before_ptr=j.after_ptr, before=j.after, after_ptr=j.before_ptr, after=j.before)
        self.ways = tuple((k, _chain(k.duration, k.before_ptr, k.before, k.after_ptr)) for k in (j, back))
        self.size: Floats = (j.need * self.worth).sum(1)
        self.size /= max(1e-9, self.size.max(initial=0.0))
        directions = (
            (False,) if j.release.any() else (False, True)
        )  # without releases as good a problem when time runs backwards
        self.arms = [Arm(*way, backwards) for backwards in directions for way in WAYS]
        self.beside = [Arm(*way, backwards) for backwards in directions for way in BESIDE] if many else []
        self.beam: Beam | None = None
        self.left = math.inf  # effort that still fits into the time
        n = len(j.release)
        self.scratch, self.start, self.order, self.keys = (
            room(j),
            np.zeros(n, np.int64),
            np.zeros(n, np.int64),
            np.zeros(n, np.int64),
        )
        self.free = np.zeros((j.horizon, len(j.full)), np.uint64)

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Sample until ``done``, about ``seconds`` from now; offer every better plan."""
        seed_rng(self.seed)
        began = board.seconds
        while not (done() or board.settled):
            self.step(board)
            used = max(1e-6, board.seconds - began)
            self.left = FITTING * self.spent * max(0.0, seconds - used) / used

    @property
    def spent(self) -> float:
        """Effort of all schedules until now."""
        return sum(arm.spent for arm in (*self.arms, *self.beside))

    def step(self, board: Board) -> None:
        """One schedule."""
        j, start = self.j, self.start
        alone = sum(arm.spent for arm in self.arms)
        wide = bool(self.beside) and alone > FIRST and alone > ALONE * self.spent
        arm = _next(self.beside if wide else self.arms)
        draw = arm.draw(self.random)
        last = self._fill_beside(arm, draw) if wide else self._fill(arm, draw)
        if last < 0:
            return
        if arm.backwards:
            start[:] = last - start - j.duration
        value = int(_finish(j, self.mode, self.order, self.free, start, self.keys))
        if value < 0:
            return
        arm.learn(draw, value)
        self._keep(value, start)
        if board.objective is None or value < board.objective:
            board.offer(plan_of(j, board.problem, start, self.mode), "packing")

    def _fill(self, arm: Arm, draw: Draw) -> int:
        """One pass; the last end of its schedule, in ``start``, -1 where it does not fit in the horizon."""
        arm.spent += JUSTIFYING + arm.effort
        return int(fill(self.ways[arm.backwards][0], self.mode, self._rule(arm, draw), self.scratch, self.start))

    def _fill_beside(self, arm: Arm, draw: Draw) -> int:
        """The same of several beside each other: more of them where more effort went before, if that still fits into
        the time."""
        j, each, width = self.ways[arm.backwards][0], TRIES * arm.effort, NARROWEST
        while width < WIDEST and 2 * width * each < min(self.spent / WIDENING, self.left):
            width *= 2
        if self.beam is None or len(self.beam.now) < 2 * width:
            self.beam = beam(j, width)
        since, whole = 0, 1
        if self.elite and self.random.random() < AGAIN:
            whole, best = self.elite[0]
            whole = int((best + j.duration).max())
            self.order[:] = whole - best - j.duration if arm.backwards else best
            since = int(whole * self.random.random())
        arm.spent += JUSTIFYING + width * each * (1 - since / whole)
        rule, ways = self._rule(arm, draw), np.array([width, TRIES, STEP])
        return int(fill_beside(j, self.mode, rule, ways, since, self.scratch, self.beam, self.order, self.start))

    def _rule(self, arm: Arm, draw: Draw) -> Rule:
        j, chain = self.ways[arm.backwards]
        priority = draw.chain * chain / max(1, chain.max()) + draw.size * self.size**draw.power
        main = int(np.argmax(self.worth * j.capacity)) if arm.knapsack else -1
        return Rule(priority, self.worth, draw.noise, arm.fills, main)

    def _keep(self, value: int, start: Ints) -> None:
        if len(self.elite) == self.SIZE and value >= self.elite[-1][0]:
            return
        if not any(value == v and np.array_equal(start, s) for v, s in self.elite):
            self.elite[:] = sorted([*self.elite, (value, start.copy())], key=lambda row: row[0])[: self.SIZE]


def _worth(j: Project) -> Floats:
    """Per resource what an idle unit of it costs: steeply more for the resource whose work fills most of its
    capacity."""
    load = (j.need * j.duration[:, None]).sum(0) / np.maximum(1, j.capacity)
    worth: Floats = (load / max(1e-9, load.max(initial=0.0))) ** 4 / np.maximum(1, j.capacity)
    worth[worth * j.capacity < NEGLIGIBLE] = 0.0
    return worth


@kernel
def _chain(duration: Ints, before_ptr: Ints, before: Ints, after_ptr: Ints) -> Ints:
    """Per activity the longest chain from its start to the end, for one mode per activity."""
    n = len(duration)
    longest, left, stack = duration.copy(), np.zeros(n, np.int64), np.zeros(n, np.int64)
    count = 0
    for a in range(n):
        left[a] = after_ptr[a + 1] - after_ptr[a]
        if left[a] == 0:
            stack[count] = a
            count += 1
    while count > 0:
        count -= 1
        b = stack[count]
        for k in range(before_ptr[b], before_ptr[b + 1]):
            a = before[k]
            longest[a] = max(longest[a], duration[a] + longest[b])
            left[a] -= 1
            if left[a] == 0:
                stack[count] = a
                count += 1
    return longest


def _next(arms: list[Arm]) -> Arm:
    """Effort is shared by rank: each arm gets 0.7 of what the next better one gets."""
    ranked = sorted(arms, key=lambda arm: arm.best)
    return min(enumerate(ranked), key=lambda row: row[1].spent / 0.7 ** row[0])[1]
