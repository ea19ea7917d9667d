"""Where a plan hires, and whose own people could do that work instead."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .check.facts import staffing, working_weeks
from .plan import Placement, Plan
from .problem import CASH, Demand, Pattern, Problem, Source


def hired(problem: Problem, plan: Plan) -> Iterator[tuple[Placement, Demand, Pattern, int | None]]:
    """Per demand of a plan for which people are hired the pool whose own people could do it: the first one of the
    project's employer with that trade in that region, ``None`` where it has none."""
    pools = {(pool.employer, pool.trade, pool.region): p for p, pool in reversed(list(enumerate(problem.pools)))}
    for placement, demand, pattern in staffing(problem, plan):
        if pattern.source is Source.HIRED:
            employer = problem.projects[problem.activities[placement.activity].project].employer
            yield placement, demand, pattern, pools.get((employer, demand.trade, problem.region(placement.activity)))


def hired_euros(problem: Problem, plan: Plan) -> dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Per pool whose own people could do it: hundredths of a hired head per week, and the euros of all cash terms that
    such staffing costs more than own people do."""
    found: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
    for placement, demand, pattern, pool in hired(problem, plan):
        weeks = working_weeks(problem, placement)
        if pool is not None and weeks:
            heads, euros = found.setdefault(pool, (np.zeros(problem.horizon), np.zeros(problem.horizon)))
            heads[weeks] += min(pattern.other_heads, demand.heads)
            euros[weeks] += pattern.euros(frozenset(CASH)) / len(weeks)
    return found
