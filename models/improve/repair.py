"""The plan of today: submitted weeks moved as little as possible until all rules hold. A fixed procedure, so its cost
is a fact.

Work enters in order of its submitted weeks, each activity in the nearest week in which crews (own, otherwise hired)
and streets leave room; then a fixed number of ruin-and-recreate rounds with a fixed seed lowers the weeks moved, and
the cost at equal moves. Nobody plans together here: own crews and hiring, separate tenders, no street agreements."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..construct.arrays import arrays
from ..construct.compile_ahead import SEARCH, start, wait
from ..construct.insertion_failure import why
from ..construct.price import UNPLACED, rank
from ..construct.state import copy, empty, load, unload
from ..plan import Plan
from ..problem import NO_CEILINGS, Allowed, Problem
from ..reason import Reason
from ..windows import NoWindow
from .iteration import memory
from .ruin import begin, search, seed_rng

MOVED_WEIGHT = 100_000  # euros a week: any move outweighs any choice of crew
ROUNDS, CHUNK = 20_000, 500
HOT, COLD = 200_000.0, 50.0  # euros: weeks moved are settled first, then cheap crews for those weeks


def repair(problem: Problem, seed: int) -> tuple[Plan | None, Reason | None]:
    """The repaired plan, or ``None`` and the reason. The plan is without violations for every variant of the
    problem."""
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
    z, best, mem, weights = empty(x), empty(x), memory(x), np.zeros(len(x.ceilings))  # burden decides nothing here
    seed_rng(seed)
    begin(x, z, mem, weights)
    cost = rank(x, z, mem.out[0])
    copy(z, best)
    rounds = 0
    wait(SEARCH)
    while rounds < ROUNDS or (cost >= UNPLACED and rounds < 10 * ROUNDS):
        hot, cold = (HOT * (COLD / HOT) ** min(1.0, (rounds + more) / ROUNDS) for more in (0, CHUNK))
        cost = search(x, z, best, mem, CHUNK, hot, cold, weights, cost)
        rounds += CHUNK
    plan = unload(x, today, best)
    reason = why(today, x, load(x, today, plan))
    return (plan, None) if reason is None else (None, reason)
