"""The plan of today: submitted weeks moved as little as possible until all rules hold. A fixed procedure, so its cost
is a fact.

Work enters in order of its submitted weeks, each activity in the nearest week in which crews (own, otherwise hired)
and streets leave room; then a fixed number of ruin-and-recreate rounds with a fixed seed lowers the weeks moved, and
the cost at equal moves. Nobody plans together here: own crews and hiring, separate tenders, no street agreements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from ..check import judge
from ..construct.arrays import Arrays, arrays
from ..construct.columns import MODE
from ..construct.compile_ahead import LOAD, SEARCH, compiling, start, wait
from ..construct.insertion_failure import why
from ..construct.jit import interpreted
from ..construct.price import UNPLACED, rank
from ..construct.state import State, copy, empty, load, unload
from ..plan import Plan
from ..problem import NO_CEILINGS, Allowed, Problem
from ..reason import Reason
from ..windows import NoWindow
from .ejection import mend
from .iteration import memory
from .ruin import begin, search, seed_rng

MOVED_WEIGHT = 100_000  # euros a week: any move outweighs any choice of crew
ROUNDS, CHUNK = 20_000, 500
HOT, COLD = 200_000.0, 50.0  # euros: weeks moved are settled first, then cheap crews for those weeks
LOOK, LOOKS = 10, 100  # rounds of making room for the first plan, and how often at most
INTERPRETED = 3000  # activities: from here on plain Python takes longer than to compile
F = TypeVar("F", bound=Callable[..., Any])


def repair(
    problem: Problem, seed: int, first: Callable[[Plan], None] | None = None
) -> tuple[Plan | None, Reason | None]:
    """The repaired plan, or ``None`` and the reason. The plan is without violations for every variant of the problem.

    ``first`` is given a plan to begin with, if there soon is one: it has no part in what is returned."""
    today = replace(
        problem,
        allowed=Allowed(),
        **NO_CEILINGS,
    )
    try:
        x = arrays(today, moved_weight=MOVED_WEIGHT)
    except NoWindow as error:
        return None, error.reason
    start()
    z, best, mem, weights = empty(x), empty(x), memory(x), np.zeros(len(x.rates))  # burden decides nothing here
    _soonest(begin, x)(x, z, mem, weights)
    if first is not None:
        plan = _looked(today, x, z, seed)
        if plan is not None:
            first(plan)
    wait(LOAD)
    cost = rank(x, z, mem.out[0])
    copy(z, best)
    rounds = 0
    wait(SEARCH)
    seed_rng(seed)
    while rounds < ROUNDS or (cost >= UNPLACED and rounds < 10 * ROUNDS):
        hot, cold = (HOT * (COLD / HOT) ** min(1.0, (rounds + more) / ROUNDS) for more in (0, CHUNK))
        cost = search(x, z, best, mem, CHUNK, hot, cold, weights, cost)
        rounds += CHUNK
    plan = unload(x, today, best)
    reason = why(today, x, load(x, today, plan))
    return (plan, None) if reason is None else (None, reason)


def _looked(problem: Problem, x: Arrays, begun: State, seed: int) -> Plan | None:
    """The plan that a state comes to with few rounds of making room; ``None`` where some work has none then, or
    a rule is broken."""
    z, mem, weights = State(*(field.copy() for field in begun)), memory(x), np.zeros(len(x.rates))
    left = int((z.places[:, MODE] < 0).sum())
    if left:
        drawn = np.random.get_state()  # plain Python draws from the random numbers of whoever called
        _soonest(seed_rng, x)(seed)
        for _ in range(LOOKS):
            left = _soonest(mend, x)(x, z, mem, LOOK, weights)
            if not left:
                break
        np.random.set_state(drawn)
    plan = unload(x, problem, z)
    return plan if not left and judge(problem, plan).feasible else None


def _soonest(kernel: F, x: Arrays) -> F:
    """The kernel compiled, or as plain Python where it is still to be compiled and the problem is small enough."""
    if x.num_activities < INTERPRETED and compiling(LOAD):
        return interpreted(kernel)
    wait(LOAD)
    return kernel
