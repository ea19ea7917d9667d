"""What months of work go on to, and how much of it is steady."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planner.share.world import fixed
from tests.support.worlds import crew, plan, pool, work, world
from wijkplan.models.problem import Pattern, Problem
from wijkplan.planner.results.lasting_work import (
    STEADY,
    Stay,
    by_trade_and_region,
    stays,
    steady_weeks,
    with_one_employer,
)


def two_districts(heads: int = 200) -> Problem:
    """Two works of two weeks, for two and one people, in districts 0 and 1."""
    problem = world(work(2, demands=(crew(200),)), work(2, demands=(crew(100),), project=1), pools=(pool(heads),))
    first = problem.projects[0]
    projects = (first, replace(first, district=1))
    return replace(problem, projects=projects, districts=(problem.districts[0],) * 2)


def test_people_go_on_from_district_to_district() -> None:
    problem = two_districts()
    assert sorted(stays(problem, plan(problem, 0, 3)), key=lambda one: (one.district, one.to is None)) == [
        Stay(0, 0, 100, 2, 1, 1),  # one of the two works in district 1 after a week
        Stay(0, 0, 100, 2, None, problem.horizon - 2),  # for the other there is no more
        Stay(0, 1, 100, 2, None, problem.horizon - 5),
    ]


def test_who_is_needed_at_once_has_no_gap() -> None:
    problem = two_districts()
    assert [one.gap for one in stays(problem, plan(problem, 0, 2)) if one.to == 1] == [0]


def test_no_month_is_lost_or_counted_twice() -> None:
    compiled, made = fixed()
    problem = compiled.problem
    rows = by_trade_and_region(problem, made)
    assert sum(one.head_weeks for one in stays(problem, made)) == sum(map(sum, rows.values())) > 0
    assert all(one.heads > 0 and one.weeks > 0 and one.gap >= 0 for one in stays(problem, made))


@pytest.mark.parametrize(("row", "weeks"), [
    ([100] * (STEADY - 1), 0), ([100] * STEADY, STEADY), ([99] * 60, 0), ([250] * 40, 80), ([], 0),
])  # fmt: skip
def test_steady_work_lasts_half_a_year_and_is_for_whole_people(row: list[int], weeks: int) -> None:
    assert steady_weeks(row) == 100 * weeks


def test_what_can_be_promised_by_one_employer() -> None:
    # By hand: 30 weeks at the first employer, then 20 at the second. Together 50 weeks of one person; by itself only
    # the first has half a year.
    first, second = (work(weeks, demands=(crew(100, Pattern(n, 100)),), project=n) for n, weeks in enumerate((30, 20)))
    problem = world(first, second, pools=(pool(100, 60), pool(100, 60, employer=1)), horizon=60)
    projects = tuple(replace(problem.projects[0], employer=n) for n in range(2))
    problem = replace(problem, projects=projects)
    made = plan(problem, 0, 30)
    (row,) = by_trade_and_region(problem, made).values()
    assert steady_weeks(row) == 100 * 50
    assert with_one_employer(problem, made) == {(0, 0): {0: 3000, 1: 0}}
