"""A plan mended: as much as possible stays where it stands, and only what has to be is put elsewhere.

Some work is taken out and put back near its week (any week away outweighs any choice of crew) while all else is held.
Where that leaves work out, or breaks a rule, what stands in its way joins it: what comes before and after, the same
street, at last who uses the same people in the same weeks. So the number of lines that may move grows no further than
it must."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from ..check import judge
from ..construct.arrays import Arrays, arrays
from ..construct.columns import MODE
from ..construct.compile_ahead import SEARCH, start, wait
from ..construct.price import UNPLACED, rank
from ..construct.state import State, copy, empty, load, unload
from ..plan import Plan
from ..problem import Problem
from .ceilings import first_weights
from .iteration import held
from .ruin import search, seed_rng

MOVED_WEIGHT = 100_000  # euros a week: any move outweighs any choice of crew
ROUNDS, LEAST = 40, 400  # per work that may move, and at all
HOT, COLD = 200_000.0, 50.0  # euros: weeks moved are settled first, then cheap crews for those weeks
WIDENINGS = 12
CLOSE = 4  # weeks around a work in which others use the same people


def mend(
    problem: Problem,
    plan: Plan,
    works: Collection[int],
    seed: int,
    stop: Callable[[], bool] = lambda: False,
    widenings: int = WIDENINGS,
) -> tuple[Plan | None, frozenset[int]]:
    """A plan without violations in which little moves from its submitted week, and the works that were let move.
    ``plan`` may lack work, and what it has may stand where it no longer can: ``works`` do, and all that it lacks.
    ``None`` where none was found after so many ``widenings`` of what may move."""
    x = arrays(problem, moved_weight=MOVED_WEIGHT)
    start()
    placed = plan.by_activity()
    free = set(works) | {a for a in range(len(problem.activities)) if a not in placed}
    wait(SEARCH)
    for widening in range(widenings):
        rest = Plan(tuple(one for one in plan.placements if one.activity not in free), plan.tenders, plan.joined)
        found = _again(x, problem, rest, free, seed)
        missing = {a for a in range(x.num_activities) if found.places[a, MODE] < 0}
        made = unload(x, problem, found)
        if not missing:
            verdict = judge(problem, made)
            if verdict.feasible:
                return made, frozenset(free)
            named = {v.index for v in verdict.violations if v.kind == "activity" and v.index is not None}
            missing = named or set(free)
        if stop():
            break
        more = set(_around(problem, plan, missing, crews=widening > 0)) - free
        if not more:
            more = set(_around(problem, plan, free, crews=True)) - free
        if not more:
            break
        free |= more
    return None, frozenset(free)


def _again(x: Arrays, problem: Problem, rest: Plan, free: Collection[int], seed: int) -> State:
    """The best state that was found with the rest where it stands. Tenders of the free work may change too."""
    z, best = load(x, problem, rest), empty(x)
    owners = {problem.activities[a].project for a in free}
    tenders = [t for t, one in enumerate(problem.tenders) if owners & set(one.projects)]
    mem, weights = held(x, free, tenders), first_weights(x)
    seed_rng(seed)
    cost = int(rank(x, z, mem.out[0]))
    copy(z, best)
    for _ in range(4):
        rounds = max(LEAST, ROUNDS * len(free))
        before = cost
        cost = int(search(x, z, best, mem, rounds, HOT, COLD, weights, cost))
        if cost < UNPLACED or cost // UNPLACED == before // UNPLACED:  # more of the same rarely helps: let more move
            break
    return best


def _around(problem: Problem, plan: Plan, works: Collection[int], crews: bool) -> Iterator[int]:
    """What stands in the way of works: their neighbours in order and street, and with ``crews`` who needs the same
    trades at the time they were to be done."""
    mine = set(works)
    for arc in problem.precedences:
        if arc.predecessor in mine:
            yield arc.successor
        if arc.successor in mine:
            yield arc.predecessor
    for street in problem.streets:
        if mine & set(street.digs):
            yield from street.digs
    if not crews:
        return
    placed = plan.by_activity()
    for a in mine:
        wish = problem.activities[a].submitted
        at = placed[a].start if a in placed else wish
        if at is None:
            continue
        trades = {demand.trade for mode in problem.activities[a].modes for demand in mode.demands}
        for b, other in placed.items():
            needs = {demand.trade for demand in problem.activities[b].modes[other.mode].demands}
            if (
                needs & trades
                and other.start <= at + CLOSE
                and at - CLOSE <= other.end
                and problem.region(a) == problem.region(b)
            ):
                yield b
