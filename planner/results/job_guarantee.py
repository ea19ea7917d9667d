"""What of the price of a job guarantee is in labour too, because who has it works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from wijkplan.models.check.facts import at_work
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile.cohorts import Recruits


def counted_twice(problem: Problem, recruits: Recruits, plan: Plan, intake: Sequence[int]) -> int:
    """Euros that a plan with newcomers costs less than it is said to: a guarantee pays until the end of the programme
    unless the person works, and term ``training`` cannot know who works. Who is guaranteed works before others of its
    pool; the hours that are left to the others are theirs."""
    there: dict[int, list[float]] = defaultdict(lambda: [0.0] * problem.horizon)
    euros: dict[int, Sequence[float]] = {}
    charged = 0
    for c, number in enumerate(intake):
        one = recruits.guaranteed.get(c)
        if number and one is not None:
            pool = problem.cohorts[c].pool
            euros[pool], charged = one.euros, charged + number * problem.cohorts[c].cost
            for week, heads in enumerate(one.works):
                there[pool][week] += number * heads
    if not there:
        return 0
    used = at_work(problem, plan)
    twice = sum(
        min(heads, used[pool][week]) * euros[pool][week]
        for pool, row in there.items()
        for week, heads in enumerate(row)
    )
    return min(charged, round(twice))
