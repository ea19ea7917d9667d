"""The newcomer who is nearest to paying, by the hire of the plan without newcomers: why somebody is taken on, or nobody
is."""

from __future__ import annotations

import numpy as np

from wijkplan.models.hired import hired_euros
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile.cohorts import HEAD, Recruits
from wijkplan.planner.record.newcomers import NearestNewcomer


def nearest_newcomer(problem: Problem, recruits: Recruits, plan: Plan) -> NearestNewcomer | None:
    """Of all cohorts that of which one newcomer earns back most of its cost by hire that falls away, with the work
    where it stands; ``None`` where no newcomer takes over any hire."""
    hired = hired_euros(problem, plan)
    rows = []
    for cohort, name in zip(problem.cohorts, recruits.names, strict=True):
        if cohort.pool in hired:
            there, paid = hired[cohort.pool]
            part = np.minimum(there, np.maximum(0, cohort.heads))
            euros = float((paid * part / np.maximum(1, there)).sum())
            if round(euros) > 0:
                rows.append((euros / max(1, cohort.cost), cohort.cost, round(euros), float(part.sum()), name))
    if not rows:
        return None
    _, cost, euros_taken, taken, name = max(rows, key=lambda row: (row[0], row[4].id))
    return NearestNewcomer(
        cohort=name.id,
        track=name.track,
        trade=name.trade,
        region=name.region,
        start=name.start,
        cost_eur=cost,
        hire_eur=euros_taken,
        hired_head_weeks=round(taken / HEAD, 2),
    )
