"""A plan that counts on learning from district to district: each work takes the hours that the districts done before
it leave it.

How much a work takes follows from the plan, and the plan from what its works take. On small programmes every way is
tried in which districts can be behind works (:func:`exact`): each is a problem in which works take so much and start no
sooner than those districts are done, solved to optimality; the cheapest is the best plan there is. On large ones a
fixed point is sought (:func:`fixed_point`): the plan without learning says which districts are behind which works; with
these kept behind, and the hours that they leave, it is planned again, until no work has more districts behind it than
it counts on. Districts behind a work only become more, so it ends, and no work is ever planned with less than it takes.
It need not be the best plan. None of it is in any bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, product

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Link, Pattern, Precedence, Problem
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.plan.experience import Comparable, behind, comparable, share
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.base_types import LearningScope

from .engine import Engine, accepted, euros

ROUNDS = 6
"""Times that it is planned again at most."""

FEW, SMALL = 8, 40
"""Pairs of a work and another district, and works, up to which every way is tried."""

Behind = tuple[frozenset[int], ...]
"""Per activity the districts that it counts on to be done before it starts."""


@dataclass(frozen=True, slots=True)
class Experience:
    """A programme, a question of it in a variant, and the rate at which its people learn, with the least that is
    left, in percent, and from whose work."""

    programme: Programme
    compiled: Compiled
    asked: Problem
    rate: float
    floor: float
    scope: LearningScope

    def counting_on(self, before: Behind, groups: Sequence[Comparable]) -> tuple[Compiled, Problem]:
        """The programme, and the question, in which these districts are done before these works, which take what that
        leaves them."""
        names = self.compiled.names
        left = {
            names.activities[a].id: share(len(districts), self.rate, self.floor)
            for a, districts in enumerate(before)
            if districts
        }
        made = compile(replace(self.programme, learned=left))
        links = tuple(
            Precedence(b, a, Link.FINISH_START, 0)
            for a, districts in enumerate(before)
            for district in sorted(districts)
            for b in groups[a][district]
        )
        activities = zip(self.asked.activities, made.problem.activities, strict=True)
        return made, replace(
            self.asked,
            activities=tuple(replace(old, modes=new.modes) for old, new in activities),
            standby_constant=made.problem.standby_constant,
            precedences=(*self.asked.precedences, *links),
        )


@dataclass(frozen=True, slots=True)
class LearnedPlan:
    """A plan with the programme and the problem that it was made of, and what it costs, with what own people then stand
    by. ``rounds``: how often it was planned again; ``settled``: no work has more districts behind it than it counts on;
    ``best``: there is no cheaper one."""

    compiled: Compiled
    problem: Problem
    plan: Plan
    cost: int
    rounds: int
    settled: bool
    best: bool


def learned_plan(
    given: Experience, plan: Plan, engine: Engine, settings: Settings, stop: Callable[[], bool]
) -> LearnedPlan:
    """The best plan on a small programme, else that of a fixed point; ``plan`` is one without learning. Raises
    :class:`~.engine.Disagreement`."""
    best = exact(given, engine) if given.rate else None
    return best or fixed_point(given, plan, engine, settings, stop)


def fixed_point(
    given: Experience, plan: Plan, engine: Engine, settings: Settings, stop: Callable[[], bool]
) -> LearnedPlan:
    """See the module; the plan of the last round, or the one without learning where that is cheaper."""
    groups = comparable(given.asked, given.compiled.names, given.scope)
    cost = _paid(engine, given.asked, plan)
    first = last = LearnedPlan(given.compiled, given.asked, plan, cost, 0, False, False)
    counted: Behind = (frozenset(),) * len(groups)
    for rounds in range(1, ROUNDS + 1):
        before = behind(given.asked, groups, last.plan)
        if given.rate == 0 or before == counted:
            last = replace(last, settled=True)
            break
        if stop():
            break
        made, problem = given.counting_on(before, groups)
        outcome = engine.solve(problem, settings, [carried(problem, last.problem, last.plan)], None, stop)
        if outcome.plan is None:
            break
        cost = _paid(engine, problem, outcome.plan, outcome.objective)
        counted, last = before, LearnedPlan(made, problem, outcome.plan, cost, rounds, False, False)
    return min(last, first, key=lambda one: one.cost)


def carried(problem: Problem, before: Problem, plan: Plan) -> Plan:
    """A plan of before in weeks and people as they were, in modes of a problem whose works take less: a start for the
    search, which need not hold."""
    placements = []
    for one in plan.placements:
        activity, old = problem.activities[one.activity], before.activities[one.activity].modes
        was = old[min(one.mode, len(old) - 1)]
        like = [m for m, mode in enumerate(activity.modes) if mode.position == was.position]
        no_longer = [m for m in like if activity.modes[m].duration <= was.duration] or like
        mode = max(no_longer, key=lambda m: activity.modes[m].duration)
        chosen = []
        for demand, then, pattern in zip(activity.modes[mode].demands, was.demands, one.patterns, strict=False):
            who = then.patterns[min(pattern, len(then.patterns) - 1)]
            no_more = [i for i, q in enumerate(demand.patterns) if _asks_no_more(q, who)]
            chosen.append(min(no_more, key=lambda i: demand.patterns[i].cost, default=0))
        end = problem.end(one.activity, mode, one.start)
        placements.append(Placement(one.activity, one.start, one.end if end is None else end, mode, tuple(chosen)))
    return replace(plan, placements=tuple(placements))


def _asks_no_more(pattern: Pattern, before: Pattern) -> bool:
    """Whether people who supplied one pattern can supply another."""
    own = pattern.own is None or (pattern.own == before.own and pattern.own_heads <= before.own_heads)
    others = (pattern.source, pattern.other) == (before.source, before.other)
    return own and (pattern.other is None or (others and pattern.other_heads <= before.other_heads))


def exact(given: Experience, engine: Engine) -> LearnedPlan | None:
    """The best plan there is, proven by trying every way in which districts can be behind works; ``None`` where there
    are too many ways, or one of them is not settled."""
    groups = comparable(given.asked, given.compiled.names, given.scope)
    others = [
        sorted(d for d in group if d != given.asked.projects[activity.project].district)
        for group, activity in zip(groups, given.asked.activities, strict=True)
    ]
    if sum(map(len, others)) > FEW or len(others) > SMALL:
        return None
    from wijkplan.models.cpsat.solve import prove  # needs the solver

    best: LearnedPlan | None = None
    subsets = [[*chain.from_iterable(combinations(row, n) for n in range(len(row) + 1))] for row in others]
    for ways in product(*subsets):
        before = tuple(map(frozenset, ways))
        made, problem = given.counting_on(before, groups)
        status, cost, plan = prove(problem)
        if status == "unknown":
            return None
        if plan is not None:
            paid = _paid(engine, problem, plan, cost)
            if best is None or paid < best.cost:
                best = LearnedPlan(made, problem, plan, paid, 0, True, True)
    return best


def _paid(engine: Engine, problem: Problem, plan: Plan, objective: int | None = None) -> int:
    """Hours that a work no longer takes are hours that own people stand by: what these cost is no part of an objective,
    because no decision on one problem changes it."""
    return euros(accepted(engine, problem, plan, objective)) + problem.standby_constant
