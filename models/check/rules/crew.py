"""Each trade of an activity is supplied by one staffing pattern, constant from start to end: all own, or own plus one other
source (lent, consortium or hired).

the pattern is listed;  own + other heads = heads demanded;  own pool: the project's employer, the trade, within reach;
other: a source that the variant allows; hired from a market of the trade and region, or
lent or consortium heads of another employer's pool of the trade within reach;
consortium: some chosen lot holds the activity's project and another project of the pool's employer
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Demand, Pattern, Problem, Source
from ..facts import chosen, exists, placed, reaches, staffing
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield patterns that are not listed, and one violation per thing that is wrong with a listed one."""
    for i, placement in placed(problem, plan).items():
        demands = problem.activities[i].modes[placement.mode].demands
        for demand, index in zip(demands, placement.patterns, strict=False):
            if not exists(index, demand.patterns):
                yield Violation("crew", "activity", i, placement.start, 1, "patterns that are not listed")
    for placement, demand, pattern in staffing(problem, plan):
        i = placement.activity
        if wrong := abs(pattern.own_heads + pattern.other_heads - demand.heads):
            yield Violation("crew", "activity", i, placement.start, wrong, "heads too many or too few")
        if not _own_fits(problem, i, demand, pattern):
            yield Violation("crew", "activity", i, placement.start, pattern.own_heads, "heads from an unfit own pool")
        if not _other_fits(problem, plan, i, demand, pattern):
            yield Violation("crew", "activity", i, placement.start, pattern.other_heads, "heads from an unfit other source")


def _own_fits(problem: Problem, activity: int, demand: Demand, pattern: Pattern) -> bool:
    if pattern.own is None:
        return True
    pool = problem.pools[pattern.own]
    employer = problem.projects[problem.activities[activity].project].employer
    return pool.employer == employer and pool.trade == demand.trade and reaches(pool, problem.region(activity))


def _other_fits(problem: Problem, plan: Plan, activity: int, demand: Demand, pattern: Pattern) -> bool:
    if pattern.other is None:
        return True
    if not problem.allowed.source(pattern.source):
        return False
    region = problem.region(activity)
    if pattern.source is Source.HIRED:
        market = problem.markets[pattern.other]
        return market.trade == demand.trade and market.region == region
    pool = problem.pools[pattern.other]
    project = problem.activities[activity].project
    return (
        pool.employer != problem.projects[project].employer
        and pool.trade == demand.trade
        and reaches(pool, region)
        and (pattern.source is not Source.CONSORTIUM or _share_a_lot(problem, plan, project, pool.employer))
    )


def _share_a_lot(problem: Problem, plan: Plan, project: int, employer: int) -> bool:
    """Whether some chosen lot holds the project and another project of the employer."""
    return any(
        project in lot.projects and any(q != project and problem.projects[q].employer == employer for q in lot.projects)
        for _, tender in chosen(problem, plan)
        for lot in tender.lots
    )
