"""A plan people can accept: of all plans that cost no more than a ceiling the one nearest to the weeks that were asked
for, and what keeping those weeks would cost in it.

First rounds of :mod:`.settle` at a price per week that follows the ceiling, then every work that is moved is put back
exactly (:mod:`.one_line`) for as long as one can go. So at the end no single work can go back to its week for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from ..construct.arrays import Arrays, Ints, arrays
from ..construct.columns import DEMANDS, END, MODE, MOVED, PATTERN, START, SUBMITTED
from ..construct.compile_ahead import NEAREST, wait
from ..construct.jit import interpreted
from ..construct.mode_arrays import pattern_indices
from ..construct.price import price
from ..construct.state import copy, empty, load, unload
from ..outcome import Settings
from ..plan import Plan
from ..problem import Pattern, Problem, Source
from ..week_price import Near, WeekPrice
from .ceilings import adapt, first_weights
from .iteration import memory
from .lanes import beside_each_other
from .one_line import (
    BY_MODE,
    BY_PATTERN,
    CALM,
    CHANGES,
    CHEAPEST,
    ENDS_AT,
    EUROS,
    KNOWN,
    other_week,
    ways,
)
from .restricted import restore
from .ruin import seed_rng
from .settle import Aim, score, settle

CHUNK = 200  # rounds
HOT, COLD, REHEATS = (
    8.0,
    0.5,
    3,
)  # temperatures, as weeks at their price, and how often it falls from one to the other
CALMER = 0.7  # likewise after each time that a search got lost
DEARER, CHEAPER = 1.15, 0.8  # price of a week after a chunk that ends below the ceiling, or above it
FIRST = 0.2  # share of the weeks moved that the first price would bring back, if all cost the same
MOST_WORTH = 20_000  # euros a week
NO_CEILING = 10**15


class Nearest:
    """A plan that comes nearer to what was asked for, for at most ``ceiling`` euros. Of plans that are equally near
    that one counts in which fewer crews differ from those of ``before``.

    Raises ``ValueError`` where the plan to start from is not one of the problem, or costs more than the ceiling.
    """

    def __init__(self, problem: Problem, plan: Plan, ceiling: int, before: Plan | None = None, seed: int = 1) -> None:
        counted = (
            problem
            if problem.max_changes is not None or not problem.quarters
            else replace(problem, max_changes=NO_CEILING)
        )
        self.problem, self.seed, self.x = problem, seed, arrays(counted)
        self.state, self.best, self.mem = load(self.x, problem, plan), empty(self.x), memory(self.x)
        copy(self.state, self.best)
        self.weights, self.found = first_weights(self.x), ways(self.x)
        self.moved: Ints = self.x.activities[:, MOVED].copy()
        self.aim = Aim(
            ceiling,
            100 * problem.changes_unit,
            problem.head_weeks,
            len(self.x.demands),
            _strange(self.x, problem, before or plan),
        )
        self.cost = int(price(self.x, self.state, self.x.rates, 1.0, self.mem.out[0]))
        if self.cost > ceiling:
            raise ValueError(
                f"the plan to start from costs {self.cost} euros, penalties included; the ceiling is {ceiling}"
            )
        weeks = max(1, self.weeks())
        self.worth = int(min(MOST_WORTH, max(1.0, (ceiling - self.cost) / (FIRST * weeks))))
        wait(NEAREST)
        self.score = self._settle(0, 0, 1.0, 1.0, self.distance())  # compiled before the clock runs

    def weeks(self) -> int:
        """Weeks that work is moved, all together."""
        asked = self.x.activities[:-1, SUBMITTED]
        return int(np.abs(self.state.places[:, START] - asked)[asked >= 0].sum())

    def run(self, done: Callable[[], bool], progress: Callable[[], float]) -> None:
        """Rounds until ``done()``; ``progress`` tells how far that is, in [0, 1]. Then :meth:`polish`."""
        seed_rng(self.seed)
        first, heat = self.worth, HOT
        while not done():
            cooling = progress() * REHEATS % 1.0
            hot = self.worth * heat * (COLD / heat) ** cooling
            self.score = self._settle(CHUNK, self.worth, hot, hot, self.score)
            adapt(self.x, self.state, self.mem.out[0], self.weights)
            spent = self._euros()
            self.worth = int(
                min(
                    MOST_WORTH,
                    max(1.0, self.worth * CHEAPER if spent > self.aim.ceiling else self.worth * DEARER + 1),
                )
            )
            if spent > self.aim.ceiling and self.worth == 1:  # lost: no price leads back from here
                restore(self.x, self.state, self.best, self.mem.works)
                self.weights[:], self.worth, heat = first_weights(self.x), first, max(COLD, heat * CALMER)
        self.polish()

    def _settle(self, rounds: int, worth: int, hot: float, cold: float, score: int) -> int:
        asked = self.x.activities[:, SUBMITTED] >= 0
        self.x.activities[:, MOVED] = self.moved + worth * asked
        found = settle(self.x, self.state, self.best, self.mem, self.aim, rounds, worth, hot, cold, self.weights, score)
        self.x.activities[:, MOVED] = self.moved
        return int(found)

    def _euros(self) -> int:
        return int(price(self.x, self.state, np.zeros(len(self.weights)), 1.0, self.mem.out[0]))

    def polish(self) -> None:
        """Put single works of the best state back into their week, the furthest first, until none can go; then others
        have their crews changed where that makes own people's work steadier, or who did it before does it again."""
        restore(self.x, self.state, self.best, self.mem.works)
        moving = True
        while moving:
            moving = sum(self._do(a, self.x.activities[a, SUBMITTED]) for a in self._moved()) > 0
            moving = moving or sum(self._do(a, self.state.places[a, START]) for a in range(self.x.num_activities)) > 0
        copy(self.state, self.best)

    def _do(self, activity: int, week: int) -> bool:
        """Do a work in a week in the best way by the aim, if that is better than how it is done; whether it was."""
        spent = int(price(self.x, self.state, self.x.rates, 1.0, self.mem.out[0]))
        room = self.aim.ceiling - spent
        return bool(
            other_week(self.x, self.state, self.mem, self.aim, self.x.rates, activity, week, room, self.found, True)
        )

    def _moved(self) -> Ints:
        asked = self.x.activities[:-1, SUBMITTED]
        weeks = np.where(asked >= 0, np.abs(self.state.places[:, START] - asked), 0)
        order = np.argsort(-weeks, kind="stable")
        return np.asarray(order[: int((weeks > 0).sum())], dtype=np.int64)

    def back(self, activity: int) -> Plan | None:
        """The best state with one work in the week that was asked for, all else in place: without more changes of own
        heads where that can be, for the least euros; ``None`` where it cannot be there."""
        restore(self.x, self.state, self.best, self.mem.works)
        price(self.x, self.state, self.x.rates, 1.0, self.mem.out[0])
        week, found = int(self.x.activities[activity, SUBMITTED]), self.found
        other_week(self.x, self.state, self.mem, self.aim, self.x.rates, activity, week, NO_CEILING, found, False)
        row = next((found[k] for k in (CALM, CHEAPEST) if found[k, KNOWN]), None)
        if row is None:
            return None
        place = self.state.places[activity].copy()
        m = int(row[BY_MODE])
        demands = int(self.x.modes[m + 1, DEMANDS] - self.x.modes[m, DEMANDS])
        self.state.places[activity, [START, END, MODE]] = week, row[ENDS_AT], m
        self.state.places[activity, PATTERN : PATTERN + demands] = row[BY_PATTERN : BY_PATTERN + demands]
        plan = unload(self.x, self.problem, self.state)
        self.state.places[activity] = place
        return plan

    def distance(self) -> int:
        """What the state has of what is minimised: weeks moved and changes, then others than before. Once polished it
        is the best state."""
        places, asked = self.state.places, self.x.activities[:-1, SUBMITTED]
        weeks = np.where(asked >= 0, np.abs(places[:, START] - asked), 0).sum()
        demands = np.diff(self.x.modes[:, DEMANDS])[places[:, MODE]]
        columns = np.arange(places.shape[1] - PATTERN) < demands[:, None]
        strange = self.aim.strange[places[:, PATTERN:][columns]].sum()
        return interpreted(score)(self.aim, int(weeks), int(self.state.changes[0]), int(strange))

    def plan(self) -> Plan:
        """The nearest plan so far."""
        return unload(self.x, self.problem, self.best)

    def prices(self) -> tuple[WeekPrice, ...]:
        """What each work of the best state that is moved would cost in its week."""
        restore(self.x, self.state, self.best, self.mem.works)
        price(self.x, self.state, self.x.rates, 1.0, self.mem.out[0])
        told, found = [], self.found
        for a in sorted(map(int, self._moved())):
            week = self.x.activities[a, SUBMITTED]
            other_week(self.x, self.state, self.mem, self.aim, self.x.rates, a, week, NO_CEILING, found, False)
            calm, cheapest = (int(row[EUROS]) if row[KNOWN] else None for row in (found[CALM], found[CHEAPEST]))
            told.append(WeekPrice(a, calm, cheapest, int(found[CHEAPEST, CHANGES])))
        return tuple(told)


def nearest(
    problem: Problem,
    plan: Plan,
    ceiling: int,
    before: Plan | None,
    settings: Settings,
    done: Callable[[], bool],
    progress: Callable[[], float],
) -> Near:
    """The nearest plan that costs at most ``ceiling`` euros: until ``done()``, with a search per worker from a seed of
    its own; or one search of ``settings.work`` rounds, which depends on nothing but the seed. Near is counted from the
    week that was last agreed, where there is one and weeks moved have no price of their own."""
    last, rounds = _last_agreed(problem), settings.work
    workers = 1 if rounds is not None else max(1, settings.workers)
    searches = [Nearest(last, plan, ceiling, before, seed=settings.seed + lane) for lane in range(workers)]

    def run(search: Nearest) -> None:
        spent = 0

        def over() -> bool:
            nonlocal spent
            spent += CHUNK
            return done() or (rounds is not None and spent > rounds)

        search.run(over, progress if rounds is None else lambda: min(1.0, spent / max(1, rounds)))

    beside_each_other([partial(run, search) for search in searches])
    search = min(searches, key=Nearest.distance)
    found = search.plan()
    return Near(found, search.prices() if last is problem else week_prices(problem, found))


def _last_agreed(problem: Problem) -> Problem:
    if "moved" in problem.priced or all(one.agreed is None for one in problem.activities):
        return problem
    anchored = tuple(one if one.agreed is None else replace(one, submitted=one.agreed) for one in problem.activities)
    return replace(problem, activities=anchored)


def week_prices(problem: Problem, plan: Plan) -> tuple[WeekPrice, ...]:
    """What each moved work of a plan would cost in the week that was asked for. Raises ``ValueError`` where it is no
    plan of the problem."""
    return Nearest(problem, plan, NO_CEILING).prices()


def in_its_week(problem: Problem, plan: Plan, activity: int) -> Plan | None:
    """The plan with one work in the week that was asked for, as :func:`week_prices` prices it; ``None`` where it
    cannot be there. Raises ``ValueError`` where it is no plan of the problem."""
    return Nearest(problem, plan, NO_CEILING).back(activity)


def _strange(x: Arrays, problem: Problem, before: Plan) -> Ints:
    """Per pattern 1 where others supply that trade of that activity than in a plan, in whatever mode; 0 where it asked
    no such trade there."""
    known: dict[tuple[int, int], frozenset[tuple[str, int]]] = {}
    for placement in before.placements:
        demands = problem.activities[placement.activity].modes[placement.mode].demands
        for demand, chosen in zip(demands, placement.patterns, strict=True):
            known[placement.activity, demand.trade] = _suppliers(demand.patterns[chosen])
    rows = [
        (a, demand)
        for a, activity in enumerate(problem.activities)
        for mode in activity.modes
        for demand in mode.demands
    ]
    originals, strange = pattern_indices(problem), np.zeros(int(x.demands[-1]), np.int64)
    for d, (a, demand) in enumerate(rows):
        was = known.get((a, demand.trade))
        for q in range(x.demands[d], x.demands[d + 1]):
            strange[q] = was is not None and _suppliers(demand.patterns[originals[q]]) != was
    return strange


def _suppliers(pattern: Pattern) -> frozenset[tuple[str, int]]:
    """Pools and markets that a pattern takes people of."""
    own = () if pattern.own is None else (("pool", pattern.own),)
    other = () if pattern.other is None else (("market" if pattern.source is Source.HIRED else "pool", pattern.other),)
    return frozenset((*own, *other))
