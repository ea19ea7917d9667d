"""Heads are taken in the weeks in which an activity's own calendar is open, also where calendars differ."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.support.fixed import accepts
from tests.support.oracle import brute_force
from tests.support.worlds import crew, plan, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import improve, prove
from wijkplan.models.problem import Activity, Calendar, Mode, Pattern, Problem, Project

OPEN = Calendar((100,) * 8)
SHUT = Calendar((100, 100, 0, 0, 100, 100, 100, 100))


def two_crews(calendars: tuple[Calendar, ...], second: int, heads: int | tuple[int, ...] = 100) -> Problem:
    """Two activities of 100 heads on one pool: two weeks on calendar 0 and one week on the calendar named."""
    demands = (crew(100),)
    first = work(2, demands=demands)
    return world(first, work(1, demands=demands, calendar=second), calendars=calendars, pools=(pool(heads),))


def test_a_closed_week_takes_nobody() -> None:
    """Work of weeks 1 and 4 has its crew free in weeks 2 and 3, when the other calendar is open."""
    problem = two_crews((SHUT, OPEN), 1)
    assert accepts(problem, plan(problem, 1, 2))
    assert accepts(problem, plan(problem, 1, 3))
    assert not accepts(problem, plan(problem, 1, 1))
    assert not accepts(problem, plan(problem, 1, 4))


def test_a_pool_may_be_empty_while_its_users_are_closed() -> None:
    problem = two_crews((SHUT,), 0, heads=(100, 100, 0, 0, 100, 100, 100, 100))
    assert accepts(problem, plan(problem, 1, 0))
    assert not accepts(problem, plan(problem, 1, 1))


def test_fixed_work_takes_nobody_in_its_closed_weeks() -> None:
    problem = replace(two_crews((SHUT, OPEN), 1), projects=(Project(0, 0, 0, delay_price=5),))
    found = improve(problem, plan(problem, 1, 7), frozenset({1}), seconds=10, seed=1)
    assert found is not None
    assert judge(problem, found).feasible
    assert found.placements[1].start in (0, 2, 3)


@pytest.mark.parametrize("seed", range(60))
def test_many_calendars_on_one_pool(seed: int) -> None:
    """Three calendars with random closed weeks, heads that vary: CP-SAT and brute force agree."""
    random = Random(seed)
    calendars = tuple(Calendar(tuple(random.choice((0, 50, 100, 100)) for _ in range(6))) for _ in range(3))
    heads = tuple(random.choice((0, 100, 100, 200)) for _ in range(6))
    activities = tuple(
        Activity(
            0,
            (Mode(random.choice((1, 2)), (crew(h, Pattern(0, h)),)),),
            calendar=c,
            submitted=random.randrange(6),
            moved_price=1 + c,
        )
        for c, h in enumerate(random.choices((100, 100, 200), k=3))
    )
    problem = world(*activities, horizon=6, calendars=calendars, pools=(pool(heads, 6),))
    assert prove(problem)[1] == brute_force(problem)[0]
