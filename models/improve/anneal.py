"""One run of ruin-and-recreate with its temperature and its weights, in chunks short enough to be stopped between."""

from __future__ import annotations

from collections.abc import Callable

from ..check.fixed import fixed_cost
from ..construct.arrays import Arrays
from ..construct.columns import MODE
from ..construct.compile_ahead import SEARCH, wait
from ..construct.insertion_failure import why
from ..construct.price import UNPLACED, rank
from ..construct.state import copy, empty, load, unload
from ..incumbent import Board
from ..plan import Plan
from ..problem import Problem
from ..reason import Reason
from .ceilings import adapt, calm, first_weights
from .ejection import mend
from .iteration import keep, memory
from .moves import publish_early
from .recombine import components, few, recombined
from .ruin import begin, search, seed_rng

HOT, COLD = 1e-2, 1e-4  # temperatures as shares of the decidable cost
# From a plan at its ceilings, where heat only leads away from what holds: first a short cold run, then reheats, each
# less hot than the one before.
QUENCH, QUENCHED, REHEATS, REHEATED, FROZEN = 0.125, 3e-4, 6, 2e-3, 2e-5
WAITING = 0.3  # of home-weeks a smaller share can be decided than of euros: nobody is done in the first week
CHUNK = 100  # rounds
PATIENCE = 4_000  # rounds of making room in which nothing found any: the search may then get further
TELL_EVERY = 0.5  # seconds: judging a plan takes longer than a hundred rounds


class Anneal:
    """Starts from a plan, or constructs one. ``improved`` tells whether the last chunk found a better plan than any
    before it."""

    def __init__(self, problem: Problem, x: Arrays, plan: Plan | None, seed: int) -> None:
        self.problem, self.x, self.seed = problem, x, seed
        self.mem = memory(x)
        self.best = empty(x)
        self.weights = first_weights(x)
        self.fixed, self.from_plan = fixed_cost(problem), plan is not None
        self.started = False
        seed_rng(seed)
        if plan is None:
            self.state = empty(x)
            begin(x, self.state, self.mem, calm(self.weights))
        else:
            self.state = load(x, problem, plan)
            if len(x.homes) > 1:
                publish_early(x, self.state)
        self.cost = rank(x, self.state, self.mem.out[0])
        copy(self.state, self.best)
        self.improved = plan is None
        self.without_room = int((self.state.places[:, MODE] < 0).sum())
        self.patience = PATIENCE

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
        decidable = max(1.0, float(self.cost % UNPLACED - self.fixed))
        heat = _reheated if self.from_plan and (self.x.ceilings >= 0).any() else _cooling
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

    def _make_room(self) -> None:
        before = self.without_room
        self.without_room = mend(self.x, self.state, self.mem, CHUNK, calm(self.weights))
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


def _reheated(progress: float) -> float:
    if progress < QUENCH:
        return float(QUENCHED * (FROZEN / QUENCHED) ** (progress / QUENCH))
    past = min(1.0 - 1e-9, (progress - QUENCH) / (1.0 - QUENCH))
    hot = REHEATED * (1.0 - 0.8 * past)
    return float(hot * (FROZEN / hot) ** (REHEATS * past % 1.0))


class RuinRecreate:
    """Part of the portfolio: one annealing run over its share of the time, from the board's plan or from nothing."""

    def __init__(self, problem: Problem, x: Arrays, seed: int) -> None:
        self.problem, self.x, self.seed = problem, x, seed

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Offer better plans now and then; where none is found, say what stands in the way."""
        began, told, better = board.seconds, -1.0, False
        anneal = Anneal(self.problem, self.x, board.plan, self.seed)
        while not (done() or board.settled):
            anneal.run((board.seconds - began) / max(1e-3, seconds))
            better = better or anneal.improved
            if better and board.seconds > told + TELL_EVERY:
                board.offer(anneal.plan(), "ruin and recreate")
                told, better = board.seconds, False
        if better:
            board.offer(anneal.plan(), "ruin and recreate")
        self._recombine(board, anneal.plan())
        if board.plan is None:  # also where another part has proved that there is none: this says which rule
            board.reason = anneal.missing() or board.reason

    def _recombine(self, board: Board, plan: Plan) -> None:
        """Offer the board's plan with single components of this one: another lane may have done better in all, and
        worse in some."""
        groups = few(components(self.problem))
        if len(groups) < 2:
            return
        for group in groups:
            if board.plan is not None and plan != board.plan:
                board.offer(recombined(self.problem, group, board.plan, plan), "recombined")
