"""The newcomer who is nearest to paying, by the hire of the plan without newcomers: why somebody is taken on, or nobody
is."""

from __future__ import annotations

from collections import defaultdict

from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, Problem, Source
from wijkplan.planner.compile.cohorts import HEAD, Recruits
from wijkplan.planner.record.newcomers import NearestNewcomer

ALL_CASH = frozenset(CASH)


def nearest_newcomer(problem: Problem, recruits: Recruits, plan: Plan) -> NearestNewcomer | None:
    """Of all cohorts that of which one newcomer takes over most hire above its cost, or least below it, with the work
    where it stands; ``None`` where there are none."""
    hired = _hired(problem, plan)
    rows = []
    for cohort, name in zip(problem.cohorts, recruits.names, strict=True):
        heads = euros = 0.0
        for week, (there, paid) in hired.get(cohort.pool, {}).items():
            part = min(there, max(0, cohort.heads[week]))
            heads += part
            euros += paid * part / there
        rows.append((round(euros) - cohort.cost, cohort.cost, round(euros), heads, name))
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


def _hired(problem: Problem, plan: Plan) -> dict[int, dict[int, tuple[int, float]]]:
    """Per pool whose own people could do it and week: hundredths of a hired head, and what these cost more than own
    people do."""
    pools = {(pool.employer, pool.trade, pool.region): p for p, pool in reversed(list(enumerate(problem.pools)))}
    found: dict[int, dict[int, tuple[int, float]]] = defaultdict(dict)
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        percent = problem.calendars[activity.calendar].percent
        weeks = [week for week in range(placement.start, min(placement.end, problem.horizon)) if percent[week] > 0]
        employer, region = problem.projects[activity.project].employer, problem.region(placement.activity)
        for demand, k in zip(activity.modes[placement.mode].demands, placement.patterns, strict=True):
            pattern, pool = demand.patterns[k], pools.get((employer, demand.trade, region))
            if pattern.source is not Source.HIRED or pool is None:
                continue
            heads, euros = min(pattern.other_heads, demand.heads), pattern.euros(ALL_CASH) / max(1, len(weeks))
            for week in weeks:
                before = found[pool].get(week, (0, 0.0))
                found[pool][week] = before[0] + heads, before[1] + euros
    return found
