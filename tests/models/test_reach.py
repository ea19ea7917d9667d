"""How soon newcomers can be there: the certificate against every choice of numbers, and by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from tests.models.test_planted_newcomers import LEARN, NEWCOMER, WEEKS, jobs, weekly
from tests.support.random_newcomers import drawn
from wijkplan.models.bound.reach import reach_prices
from wijkplan.models.check.reach import most_added
from wijkplan.models.check.refused import Refused
from wijkplan.models.improve.cover import cheapest_cover
from wijkplan.models.newcomers import rows_of
from wijkplan.models.problem import Cohort, Places, Problem


def choices(problem: Problem) -> list[tuple[int, ...]]:
    """All numbers of newcomers that rules ``intake`` and ``safe`` allow."""
    rows = rows_of(problem)
    return [
        numbers
        for numbers in product(*(range(cohort.most + 1) for cohort in problem.cohorts))
        if all(sum(a * numbers[c] for c, a in row.columns.items()) <= row.most for row in rows)
    ]


def added(problem: Problem, numbers: tuple[int, ...], pool: int, weeks: range) -> int:
    return sum(n * sum(c.heads[weeks.start : weeks.stop])
               for n, c in zip(numbers, problem.cohorts, strict=True) if c.pool == pool)  # fmt: skip


def test_no_choice_adds_more_than_is_certified() -> None:
    tight = seen = 0
    for _, problem in drawn(40):
        pool, weeks = problem.cohorts[0].pool, range(problem.horizon // 2, problem.horizon)
        most = max(added(problem, numbers, pool, weeks) for numbers in choices(problem))
        proven = most_added(problem, {pool}, weeks, reach_prices(problem, {pool}, weeks, rows_of(problem)))
        assert most <= proven
        assert most <= most_added(problem, {pool}, weeks, {"scale": 1})  # and by no prices at all
        tight += proven == most
        seen += 1
    assert tight > seen / 2


def test_seats_hold_them_back() -> None:
    problem = replace(jobs(NEWCOMER), places=(Places((0,), 2),))
    certificate = reach_prices(problem, {0}, range(4, 6), rows_of(problem))
    assert most_added(problem, {0}, range(4, 6), certificate) == 2 * 2 * 100
    assert most_added(problem, {0}, range(4), certificate) <= 0 + 2 * 2 * 100  # the same prices say less of other weeks


def test_who_has_learnt_guides_the_next() -> None:
    # One to one: in weeks 4 and 5 one of the first start and two of the second, three heads; without growth two.
    first = replace(NEWCOMER, heads=weekly((0, -25), (2, 100)), learners=weekly((0, 100), (2, 0)),
                    guides=weekly((0, 0), (2, 100)))  # fmt: skip
    second = Cohort(0, 2, LEARN, weekly((0, 0), (2, -25), (4, 100)), weekly((0, 0), (2, 100), (4, 0)), (0,) * WEEKS, 9)
    for guides, heads in ((first.guides, 3), ((0,) * WEEKS, 2)):
        problem = jobs(replace(first, guides=guides), second, ratio=100)
        assert (
            most_added(problem, {0}, range(4, 6), reach_prices(problem, {0}, range(4, 6), rows_of(problem)))
            == heads * 2 * 100
        )


def test_the_cheapest_newcomers_do_what_is_missing() -> None:
    problem = replace(jobs(NEWCOMER, replace(NEWCOMER, cost=5)), quarters=(0, 4, WEEKS), places=(Places((1,), 1),))
    assert cheapest_cover(problem, {(0, 1): 2 * 400}, rows_of(problem), 1) == (1, 1)
    assert cheapest_cover(problem, {(0, 1): 5 * 400}, rows_of(problem), 1) is None  # one who can guide four
    assert cheapest_cover(problem, {(0, 0): 1}, rows_of(problem), 1) is None  # nobody has learnt by then


@pytest.mark.parametrize("wrong", [{"scale": 0}, {"scale": 1, "places": {"7": 1}}, {"scale": 1, "guides": {"0": [1]}}])
def test_prices_that_do_not_fit_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        most_added(jobs(NEWCOMER), {0}, range(4), wrong)
