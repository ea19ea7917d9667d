"""When hired people could be newcomers of one's own: per trade and region the earliest quarter that can be proven, and
the cheapest newcomers found who do it, in expectation and with a chance that is asked.

All of it with the work planned as it is without newcomers: what is hired there is what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wijkplan.models.bound.reach import reach_prices
from wijkplan.models.check.reach import most_added
from wijkplan.models.improve.cover import cheapest_cover
from wijkplan.models.newcomers import Row, nobody, rows_of
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.cohorts import Recruits
from wijkplan.planner.plan.dropout import Draws, gone_from, seeded
from wijkplan.planner.plan.missing import Missing, covered_from, earliest, missing_people

from .comparison_types import Run
from .year_covers import MARGINS, Means, YearCovered, year_covers

SCENARIOS = 100
"""Draws of who leaves on the way."""

CHANCE = 90
"""Percent of them, where nobody asked for another chance."""


@dataclass(frozen=True, slots=True)
class ShortageEnd:
    """What was found of the shortage of one trade in one region. ``certificates``: per quarter in which people are
    missing; ``soonest`` and ``sure`` are numbers per cohort, ``None`` where no newcomers were found who do it."""

    missing: Missing
    certificates: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    soonest: tuple[int, ...] | None = None
    sure: tuple[int, ...] | None = None
    years: tuple[YearCovered, ...] = ()


def shortage_ends(compiled: Compiled, without: Run, beside: Run, seed: int) -> tuple[ShortageEnd, ...]:
    """One per trade and region in which the plan without newcomers hires."""
    recruits, problem = compiled.recruits, beside.problem
    if recruits is None or without.plan is None or not problem.cohorts:
        return ()
    found, rows = [], rows_of(problem)
    draws = seeded(recruits, problem, SCENARIOS, seed)
    for one in missing_people(compiled.names, problem, without.plan):
        certificates = {q: reach_prices(problem, one.pools, one.weeks(problem, q), rows) for q in one.hired}
        proven = {q: most_added(problem, one.pools, one.weeks(problem, q), c) for q, c in certificates.items()}
        start = earliest(one, proven)
        soonest = _soonest(problem, one, start, rows, seed)
        by = None if soonest is None else covered_from(problem, one, soonest)
        quarter, percent = asked(compiled.names, recruits, problem, one, by)
        sure = None if quarter is None else _sure(draws, problem, one, quarter, percent, rows, seed)
        found.append(ShortageEnd(one, certificates, soonest, sure))
    return with_years(compiled.names, recruits, problem, found, Means(draws, rows, seed))


def with_years(
    names: Names, recruits: Recruits, problem: Problem, ends: Sequence[ShortageEnd], means: Means
) -> tuple[ShortageEnd, ...]:
    """Each with who would have to start for what is missing year by year, the largest shortage first: seats and
    candidates that one takes are no longer there for the next."""
    percents = {}
    for one in ends:
        target = recruits.target(one.missing.trade, one.missing.region)
        percents[one.missing.trade, one.missing.region] = CHANCE if target is None else target.chance_percent
    covers = year_covers(names, problem, [one.missing for one in ends], percents, means)
    return tuple(replace(one, years=covers[one.missing.trade, one.missing.region]) for one in ends)


def asked(names: Names, recruits: Recruits, problem: Problem, one: Missing, by: int | None) -> tuple[int | None, int]:
    """By which quarter a shortage should have ended, and in how many of a hundred draws; without a target by that which
    was found. ``None``: not within the programme."""
    target = recruits.target(one.trade, one.region)
    if target is None:
        return by, CHANCE
    begins = [names.monday(week) for week in problem.quarters[:-1]]
    return next((q for q, begin in enumerate(begins) if begin >= target.by), None), target.chance_percent


def _soonest(
    problem: Problem, one: Missing, start: int | None, rows: Sequence[Row], seed: int
) -> tuple[int, ...] | None:
    """The cheapest newcomers for the first quarter for which any were found."""
    for quarter in () if start is None else range(start, len(problem.quarters) - 1):
        needed = one.from_quarter(quarter)
        found = cheapest_cover(problem, needed, rows, seed) if needed else nobody(problem)
        if found is not None:
            return found
    return None


def _sure(
    draws: Draws, problem: Problem, one: Missing, quarter: int, percent: int, rows: Sequence[Row], seed: int
) -> tuple[int, ...] | None:
    """The newcomers with the least margin tried of whom so many scenarios in a hundred end the shortage by then."""
    for margin in MARGINS:
        needed = {key: -(-amount * (100 + margin) // 100) for key, amount in one.from_quarter(quarter).items()}
        found = cheapest_cover(problem, needed, rows, seed) if needed else nobody(problem)
        if found is None:
            return None
        if sum(first is not None and first <= quarter for first in gone_from(draws, problem, one, found)) >= percent:
            return found
    return None
