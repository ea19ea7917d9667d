"""Newcomers for what is missing, by hand: all of it for the fewest euros, or as much of it as can be."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from tests.models.test_planted_newcomers import NEWCOMER, jobs, weekly
from wijkplan.models.improve.cover import cheapest_cover, most_cover
from wijkplan.models.newcomers import rows_of
from wijkplan.models.problem import Places, Problem

QUARTERS = (0, 4, 8)
MISSING = {(0, 1): 4 * 400}  # four heads in weeks 4 to 7


def quarters(problem: Problem) -> Problem:
    return replace(problem, quarters=QUARTERS)


def test_all_of_it_or_nobody() -> None:
    enough = quarters(jobs(NEWCOMER))
    assert cheapest_cover(enough, MISSING, rows_of(enough), 1) == (4,)
    short = replace(enough, places=(Places((0,), 3),))
    assert cheapest_cover(short, MISSING, rows_of(short), 1) is None
    assert most_cover(short, MISSING, rows_of(short), 1) == (3,)


def test_nobody_comes_for_a_quarter_that_they_only_cost() -> None:
    # In weeks 0 to 3 a newcomer takes a quarter of the one who guides and adds nothing.
    problem = quarters(jobs(NEWCOMER))
    early = {(0, 0): 100}
    assert cheapest_cover(problem, early, rows_of(problem), 1) is None
    assert most_cover(problem, early, rows_of(problem), 1) == (0,)
    assert most_cover(problem, {**early, **MISSING}, rows_of(problem), 1) == (4,)


@pytest.mark.parametrize("seats", [0, 1, 3, 5])
def test_as_much_as_can_be_and_then_the_cheapest(seats: int) -> None:
    """Against all numbers there are: two tracks, one half as fast and cheaper."""
    slow = replace(NEWCOMER, heads=weekly((0, -25), (4, 50)), cost=4, most=3)
    problem = replace(quarters(jobs(NEWCOMER, slow)), places=(Places((0, 1), seats),))
    rows = rows_of(problem)

    def allowed(numbers: tuple[int, ...]) -> bool:
        return all(sum(amount * numbers[c] for c, amount in row.columns.items()) <= row.most for row in rows)

    def worth(numbers: tuple[int, ...]) -> tuple[int, int]:
        added = sum(n * sum(c.heads[4:8]) for n, c in zip(numbers, problem.cohorts, strict=True))
        return min(MISSING[0, 1], added), -sum(n * (c.cost + 1) for n, c in zip(numbers, problem.cohorts, strict=True))

    best = max(map(worth, filter(allowed, product(range(10), range(4)))))
    assert worth(most_cover(problem, MISSING, rows, 1)) == best
