"""One run of ruin-and-recreate with its temperature and its weights, in chunks short enough to be stopped between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..bound.prices import Ascent
from ..bound.tolls import steered
from ..check.fixed import fixed_cost
from ..construct.arrays import Arrays
from ..construct.columns import MODE
from ..construct.compile_ahead import SEARCH, wait
from ..construct.insertion_failure import why
from ..construct.price import UNPLACED, rank
from ..construct.state import copy, empty, load, unload
from ..incumbent import Board
from ..plan import Plan
from ..problem import HOME_WEEKS, Problem
from ..reason import Reason
from .apart import Turn, turns
from .ceilings import adapt, calm, first_weights
from .ejection import mend
from .iteration import keep, memory
from .moves import publish_early
from .recombine import components, few, recombined
from .restricted import restore
from .ruin import begin, search, seed_rng

HOT, COLD = 1e-2, 1e-4  # temperatures as shares of the decidable cost
# From a plan at its ceilings, where heat only leads away from what holds: first a short cold run, then reheats, each
# less hot than the one before.
QUENCH, QUENCHED, REHEATS, REHEATED, FROZEN = 0.125, 3e-4, 6, 2e-3, 2e-5
WARM = 7e-4  # where districts have ceilings of their own, from which it only cools
LATE = 2e-4  # likewise of a short search from what another has found: more heat only leads away from it
WAITING = 0.3  # of home-weeks a smaller share can be decided than of euros: nobody is done in the first week
CHUNK = 100  # rounds
PATIENCE = 4_000  # rounds of making room in which nothing found any: the search may then get further
MOST_TOLLS = 20_000_000  # of larger problems they would take too much memory
TELL_EVERY, TELLING = 0.5, 10.0  # seconds between plans that are judged, and times what the last one took
RECOMBINING = 0.03  # of its time at most: of a very large problem each plan takes seconds to judge


class Anneal:
    """Starts from a plan, or constructs one. ``improved`` tells whether the last chunk found a better plan than any
    before it."""

    def __init__(self, problem: Problem, x: Arrays, plan: Plan | None, seed: int, late: bool = False) -> None:
        self.problem, self.x, self.seed, self.late = problem, x, seed, late
        self.mem = memory(x)
        self.all_works = self.mem.works
        self.best = empty(x)
        self.weights = first_weights(x)
        self.fixed, self.from_plan = fixed_cost(problem), plan is not None
        self.started = False
        seed_rng(seed)
        if plan is None:
            self.state = empty(x)
            begin(x, self.state, self.mem, calm(self.x, self.weights))
        else:
            self.state = load(x, problem, plan)
            if len(x.homes) > 1:
                publish_early(x, self.state)
        self.cost = rank(x, self.state, self.mem.out[0])
        copy(self.state, self.best)
        self.improved = plan is None
        self.without_room = int((self.state.places[:, MODE] < 0).sum())
        self.patience = PATIENCE
        self.turns: list[Turn] | None = None  # those to come
        self.turn: Turn | None = None
        self.relaxed: Ascent | None = None

    def charge(self, certificate: Mapping[str, Any]) -> None:
        """From now on put work back where its heads are worth least to others, at the prices of a certificate."""
        size = len(self.x.modes) * (self.x.horizon + 1)
        if certificate.get("kind") == "prices" and HOME_WEEKS not in self.problem.priced and size < MOST_TOLLS:
            self.relaxed = self.relaxed or Ascent(self.problem, self.x)
            self.x = steered(self.relaxed, certificate, self.seed)

    def run(self, progress: float) -> int:
        """One chunk at the temperature of ``progress`` in [0, 1]; returns its number of rounds. The first one only
        hands over the start."""
        if not self.started:
            seed_rng(self.seed)
            self.started = True
            if self.improved and self.missing() is None:
                return 0
        if self.without_room and self.patience > 0:
            self._make_room()
            return CHUNK
        wait(SEARCH)
        progress, share = self._take_turn(progress)
        decidable = max(1.0, share * float(self.cost % UNPLACED - self.fixed))
        heat = self._heat()
        if len(self.x.homes) > 1:
            decidable *= WAITING
        now, then = heat(progress) * decidable, heat(progress + 0.01) * decidable
        if then > now:  # a reheat is to come
            then = now
        before = self.cost
        self.cost = search(self.x, self.state, self.best, self.mem, CHUNK, now, then, self.weights, self.cost)
        adapt(self.x, self.state, self.mem.out[0], self.weights)
        self.improved = self.cost < before
        return CHUNK

    def _heat(self) -> Callable[[float], float]:
        """The temperature at each progress, as a share of the decidable cost."""
        if not self.from_plan or not (self.x.ceilings >= 0).any():
            return _cooling
        if not (self.x.local >= 0).any():
            return _reheated
        return _cold if self.late else _cooling_slowly

    def _take_turn(self, progress: float) -> tuple[float, float]:
        """Once there is a plan, each component of the problem has its turn, from the best plan so far: how far the turn
        is, and how much of the problem it is about."""
        if self.turns is None:
            if self.cost >= UNPLACED:
                return progress, 1.0
            self.turns = turns(self.problem, self.x, progress)
        while self.turns and progress >= self.turns[0].since:
            self.turn = self.turns.pop(0)
            restore(self.x, self.state, self.best, self.all_works)
            self.mem = self.turn.mem
            self.cost = rank(self.x, self.state, self.mem.out[0])
        if self.turn is None or not self.turns:  # all at once, at the end: it stays cold
            return progress, 1.0
        return self.turn.passed(progress), self.turn.share

    def _make_room(self) -> None:
        before = self.without_room
        self.without_room = mend(self.x, self.state, self.mem, CHUNK, calm(self.x, self.weights))
        self.patience = PATIENCE if self.without_room < before else self.patience - CHUNK
        cost = rank(self.x, self.state, self.mem.out[0])
        self.improved = cost < self.cost
        if self.improved:
            self.cost = cost
            keep(self.state, self.best, self.mem)

    def plan(self) -> Plan:
        """The best plan so far; work that found no room is missing in it."""
        return unload(self.x, self.problem, self.best)

    def missing(self) -> Reason | None:
        """What keeps the best plan from being one: work that found no room, or else a rule that it breaks; ``None``
        when nothing does."""
        return why(self.problem, self.x, load(self.x, self.problem, self.plan()))


def _cooling(progress: float) -> float:
    return float(HOT * (COLD / HOT) ** min(1.0, progress))


def _cooling_slowly(progress: float) -> float:
    return float(WARM * (FROZEN / WARM) ** min(1.0, progress))


def _cold(progress: float) -> float:
    return float(LATE * (FROZEN / LATE) ** min(1.0, progress))


def _reheated(progress: float) -> float:
    if progress < QUENCH:
        return float(QUENCHED * (FROZEN / QUENCHED) ** (progress / QUENCH))
    past = min(1.0 - 1e-9, (progress - QUENCH) / (1.0 - QUENCH))
    hot = REHEATED * (1.0 - 0.8 * past)
    return float(hot * (FROZEN / hot) ** (REHEATS * past % 1.0))


class RuinRecreate:
    """Part of the portfolio: one annealing run over its share of the time, from the board's plan or from nothing.
    ``late``: it begins when another has searched for a while."""

    def __init__(self, problem: Problem, x: Arrays, seed: int, late: bool = False) -> None:
        self.problem, self.x, self.seed, self.late = problem, x, seed, late

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Offer better plans now and then; where none is found, say what stands in the way."""
        began, next_time, better = board.seconds, 0.0, False
        anneal = Anneal(self.problem, self.x, board.plan or board.start, self.seed, self.late)
        known: Mapping[str, Any] | None = None
        while not (done() or board.settled):
            if board.prices is not None and board.prices is not known:
                known = board.prices
                anneal.charge(known)
            anneal.run((board.seconds - began) / max(1e-3, seconds))
            better = better or anneal.improved
            if better and board.seconds > next_time:
                since = board.seconds
                board.offer(anneal.plan(), "ruin and recreate")
                next_time, better = board.seconds + max(TELL_EVERY, TELLING * (board.seconds - since)), False
        if better:
            board.offer(anneal.plan(), "ruin and recreate")
        self._recombine(board, anneal.plan(), board.seconds + max(1.0, RECOMBINING * seconds))
        if board.plan is None:  # also where another part has proved that there is none: this says which rule
            board.reason = anneal.missing() or board.reason

    def _recombine(self, board: Board, plan: Plan, until: float) -> None:
        """Offer the board's plan with single components of this one, as far as there is time: another lane may have
        done better in all, and worse in some."""
        groups = few(components(self.problem))
        if len(groups) < 2:
            return
        for group in groups:
            if board.plan is not None and board.seconds < until and plan != board.plan:
                board.offer(recombined(self.problem, group, board.plan, plan), "recombined")
