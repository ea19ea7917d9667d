"""Who has to start, and when, for the people who are missing in a year: counted back over ramp-up and duration, because
whom the small integer programme of :mod:`wijkplan.models.improve.cover` chooses has to add in each quarter of that year
what is hired there. Each year by itself: who starts for one is there in the next too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.improve.cover import cheapest_cover, most_cover
from wijkplan.models.newcomers import Row, nobody
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.plan.dropout import Draws, times_enough
from wijkplan.planner.plan.missing import Missing, added_by

MARGINS = (0, 5, 10, 15, 20, 30, 40, 50, 75, 100)
"""Percent more than what is missing, tried in turn until the chance is as asked."""

Needed = Mapping[tuple[int, int], int]
"""Hundredths of a head x weeks per pool and quarter."""


@dataclass(frozen=True, slots=True)
class Means:
    """What is the same for all: the draws, rules ``intake`` and ``safe`` as rows, and the seed of the search."""

    draws: Draws
    rows: Sequence[Row]
    seed: int


@dataclass(frozen=True, slots=True)
class YearCovered:
    """A year in which somebody is missing, its quarters, and numbers per cohort: of whom it is expected that they take
    over as much of it as was found possible, and of whom that is so with the chance asked (``None`` where none were
    found)."""

    year: int
    quarters: tuple[int, ...]
    expected: tuple[int, ...]
    sure: tuple[int, ...] | None


def year_covers(
    names: Names,
    problem: Problem,
    shortages: Sequence[Missing],
    percents: Mapping[tuple[str, str], int],
    means: Means,
) -> dict[tuple[str, str], tuple[YearCovered, ...]]:
    """Per trade and region, year by year."""
    found: dict[tuple[str, str], list[YearCovered]] = {(one.trade, one.region): [] for one in shortages}
    for year, quarters in quarters_by_year(names, problem).items():
        here = [one for one in shortages if one.hired_in(quarters)]
        expected, sure = _Left(problem, means), _Left(problem, means)
        for one in sorted(here, key=_largest_first(quarters)):
            wanted = one.in_quarters(quarters)
            numbers = expected.taken(expected.most(wanted))
            done = taken_over(problem, numbers, wanted)
            surely = sure.surely(one, done, percents[one.trade, one.region]) if done else None
            found[one.trade, one.region].append(YearCovered(year, quarters, numbers, surely))
    return {key: tuple(rows) for key, rows in found.items()}


def _largest_first(quarters: Sequence[int]) -> Callable[[Missing], tuple[int, str, str]]:
    """The order in which shortages of some quarters get seats and candidates."""
    return lambda one: (-one.hired_in(quarters), one.trade, one.region)


def quarters_by_year(names: Names, problem: Problem) -> dict[int, tuple[int, ...]]:
    """Quarters of the programme by the calendar year in which they begin."""
    found: dict[int, list[int]] = defaultdict(list)
    for quarter, week in enumerate(problem.quarters[:-1]):
        found[names.monday(week).year].append(quarter)
    return {year: tuple(quarters) for year, quarters in found.items()}


def taken_over(problem: Problem, intake: Sequence[int], wanted: Needed) -> dict[tuple[int, int], int]:
    """What of it newcomers do by expectation, per pool and quarter in which that is anything."""
    added = added_by(problem, intake)
    return {key: done for key, amount in wanted.items() if (done := min(amount, added[key])) > 0}


class _Left:
    """Seats, candidates and guidance that others of the same year have left."""

    def __init__(self, problem: Problem, means: Means) -> None:
        self.problem, self.means = problem, means
        self.rows = list(means.rows)

    def most(self, wanted: Needed) -> tuple[int, ...]:
        """Numbers who take over as much as can be."""
        return most_cover(self.problem, wanted, self._here(wanted), self.means.seed) if wanted else nobody(self.problem)

    def surely(self, one: Missing, needed: Needed, percent: int) -> tuple[int, ...] | None:
        """The numbers with the least margin tried who do what is needed in so many of a hundred draws."""
        for margin in MARGINS:
            more = {key: -(-amount * (100 + margin) // 100) for key, amount in needed.items()}
            numbers = cheapest_cover(self.problem, more, self._here(needed), self.means.seed)
            if numbers is None:
                return None
            if times_enough(self.means.draws, self.problem, one, numbers, needed) >= percent:
                return self.taken(numbers)
        return None

    def _here(self, needed: Needed) -> list[Row]:
        """Rows that bind anybody of the pools where something is needed."""
        pools = {pool for pool, _ in needed}
        mine = {c for c, cohort in enumerate(self.problem.cohorts) if cohort.pool in pools}
        return [row for row in self.rows if mine & row.columns.keys()]

    def taken(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """The same numbers, who leave less for others."""
        self.rows = _less(self.rows, numbers)
        return numbers


def _less(rows: Sequence[Row], numbers: Sequence[int]) -> list[Row]:
    return [
        replace(row, most=row.most - sum(amount * numbers[c] for c, amount in row.columns.items()))
        if any(numbers[c] for c in row.columns)
        else row
        for row in rows
    ]
