"""Rule ``grid``: load never exceeds supply plus what finished work released."""

from __future__ import annotations

from tests.support.worlds import HORIZON, assert_breaks, assert_holds, plan, work, world
from wijkplan.models.problem import Problem, Reservoir


def area(*supply: int) -> Problem:
    """Activity 0 (two weeks) builds a station of 4; activity 1 connects homes for 5."""
    return world(
        work(2), work(), grids=(Reservoir(supply + supply[-1:] * (HORIZON - len(supply)), ((1, 5),), ((0, 4),)),)
    )


def test_the_station_comes_first() -> None:
    # 2 + 4 from week 2 on.
    problem = area(2)
    assert_holds(problem, plan(problem, 0, 2))


def test_connected_too_early() -> None:
    # In weeks 0 and 1 there is 2 for 5; from week 2 on there is 6.
    problem = area(2)
    assert_breaks(problem, plan(problem, 0, 0), "grid", ("grid 0", 0, 3), ("grid 0", 1, 3))


def test_a_reinforcement_from_elsewhere() -> None:
    problem = area(5)
    assert_holds(problem, plan(problem, 0, 0))


def test_a_supply_that_falls_counts_in_every_week() -> None:
    problem = area(5, 5, 5, 0)
    assert_breaks(problem, plan(problem, 0, 0), "grid", *(("grid 0", week, 1) for week in range(3, HORIZON)))
