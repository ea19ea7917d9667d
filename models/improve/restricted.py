"""Search in which only some work, and the tenders of that work, may move: one party plans anew, and all others stand
where they stood.

The same compiled rounds as in :mod:`.ruin`, with everything else held. The number of rounds is fixed per activity, so
that the outcome depends on plan, seed and parties only, never on the clock. The plan is never dearer than before:
staying put is always one of the choices."""

from __future__ import annotations

from collections.abc import Collection

from ..check.fixed import fixed_cost
from ..construct.arrays import Arrays, Ints, arrays
from ..construct.columns import END, JOINED, MODE, PATTERN, START, TENDER
from ..construct.jit import kernel
from ..construct.price import UNPLACED, rank
from ..construct.state import State, choose, copy, drop, empty, load, place, unload, unplace
from ..plan import Plan
from ..problem import Problem
from .ceilings import first_weights
from .iteration import held, memory
from .ruin import search, seed_rng

ROUNDS = 20  # per activity that may move
LEAST = 200  # rounds: a party with little work can also buy it in another week
HOT, COLD = 1e-3, 1e-6  # temperatures as shares of the decidable cost of the whole


class Restricted:
    """A plan that parties change in turn. ``cost`` is that of the plan as it stands, in euros of the problem's priced
    terms.

    Raises ``ValueError`` where the plan to start from is not one of the problem.
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.x = problem, arrays(problem)
        self.state, self.best = load(self.x, problem, plan), empty(self.x)
        copy(self.state, self.best)
        self.cost = int(rank(self.x, self.state, memory(self.x).out[0]))
        if self.cost >= UNPLACED:
            raise ValueError("the plan to start from leaves work out or breaks a ceiling")
        self.decidable = max(1, self.cost - fixed_cost(problem))

    def turn(self, works: Collection[int], tenders: Collection[int], seed: int) -> bool:
        """Let these activities and tenders move, for a number of rounds that follows from their number; whether the
        plan became cheaper.

        A project that gives up its tender is bought alone: its single tender should be among ``tenders``.
        """
        if not works:
            return False
        mem = held(self.x, works, self._replaceable(tenders))
        rounds = max(LEAST, ROUNDS * len(works))
        seed_rng(seed)
        hot, cold = HOT * self.decidable, COLD * self.decidable
        before = self.cost
        self.cost = int(search(self.x, self.state, self.best, mem, rounds, hot, cold, first_weights(self.x), before))
        restore(self.x, self.state, self.best, mem.works)
        return self.cost < before

    def _replaceable(self, tenders: Collection[int]) -> list[int]:
        """Those of the tenders whose projects are now bought in some of them: what others take part in stays."""
        bought, free = self.state.bought[:, TENDER], set(tenders)
        return [t for t in free if all(int(bought[q]) in free for q in self.problem.tenders[t].projects)]

    def plan(self) -> Plan:
        """The plan as it stands."""
        return unload(self.x, self.problem, self.best)


@kernel
def restore(x: Arrays, z: State, best: State, works: Ints) -> None:
    """Make ``z`` the state of ``best``, from which it differs in these activities and in tenders only."""
    for a in works:
        if z.places[a, MODE] >= 0:
            unplace(x, z, a)
    for t in range(x.num_tenders):
        if z.week[t] >= 0 and z.week[t] != best.week[t]:
            drop(x, z, t)
    for t in range(x.num_tenders):
        if best.week[t] >= 0 and z.week[t] < 0:
            choose(x, z, t, best.week[t])
    for a in works:
        z.places[a, JOINED] = best.places[a, JOINED]
    for a in works:
        if best.places[a, MODE] >= 0:
            z.places[a, PATTERN:] = best.places[a, PATTERN:]
            place(x, z, a, best.places[a, START], best.places[a, END], best.places[a, MODE])
