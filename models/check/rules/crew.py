"""Each trade of an activity is supplied by one listed staffing pattern, constant from start to end: all own, own with
no more overtime of those same people than their employer allows, or own plus one other source that is allowed (lent,
consortium or hired), whose people come whole and are paid for the whole work and at least the weeks of their source.

the pattern is listed;  own heads = what the other heads leave of the heads demanded, at least 0; other heads: a
multiple of the grain of the trade;  weeks paid >= max(duration, least weeks of the source), where the source has any;
own pool: the project's employer, the trade, within reach;
overtime: other heads <= floor(own heads x the share of overtime of the own pool), so nobody's week is ever longer than
that share beyond a normal one: with 20 percent on 40 hours 48, which is also the most that the Arbeidstijdenwet (5:7)
allows on average over 16 weeks, and below its 55 over 4 weeks and 60 in one. An average of weeks none of which is
longer is not longer, so these hold without a rule of their own; intake refuses a share that makes a week longer;
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
        if wrong := abs(pattern.own_heads - max(0, demand.heads - pattern.other_heads)):
            yield Violation("crew", "activity", i, placement.start, wrong, "heads too many or too few")
        if part := _part(problem, demand, pattern):
            yield Violation(
                "crew", "activity", i, placement.start, part, "heads that are part of a person from another source"
            )
        if missing := _unpaid(problem, problem.activities[i].modes[placement.mode].duration, pattern):
            yield Violation(
                "crew",
                "activity",
                i,
                placement.start,
                missing,
                "weeks that people from another source are paid too little",
            )
        if not _own_fits(problem, i, demand, pattern):
            yield Violation("crew", "activity", i, placement.start, pattern.own_heads, "heads from an unfit own pool")
        if over := _overtime(problem, pattern):
            yield Violation("crew", "activity", i, placement.start, over, "heads of overtime too many")
        if not _other_fits(problem, plan, i, demand, pattern):
            yield Violation(
                "crew", "activity", i, placement.start, pattern.other_heads, "heads from an unfit other source"
            )


def _part(problem: Problem, demand: Demand, pattern: Pattern) -> int:
    """Hundredths of a head of another source beyond whole people."""
    grains = problem.persons.grain
    if pattern.other is None or not 0 <= demand.trade < len(grains):
        return 0
    return pattern.other_heads % grains[demand.trade]


def _unpaid(problem: Problem, duration: int, pattern: Pattern) -> int:
    """Weeks that people of another source work, or come for at least, and are not paid for; none where their source
    has no least weeks."""
    persons = problem.persons
    least = {
        Source.HIRED: persons.hired_weeks,
        Source.LENT: persons.lent_weeks,
        Source.CONSORTIUM: persons.partner_weeks,
    }
    weeks = least.get(pattern.source, 0)
    return max(0, max(duration, weeks) - pattern.paid_weeks) if weeks and pattern.other is not None else 0


def _overtime(problem: Problem, pattern: Pattern) -> int:
    """Hundredths of a head of overtime beyond what the own people at this work may do."""
    if pattern.source is not Source.OVERTIME:
        return 0
    may = 0 if pattern.own is None else pattern.own_heads * problem.pools[pattern.own].overtime // 100
    return max(0, pattern.other_heads - may)


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
