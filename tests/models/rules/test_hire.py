"""Rule ``hire``: hired heads stay within what the market offers per week."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import HORIZON, assert_breaks, assert_holds, crew, plan, work, world
from wijkplan.models.problem import Calendar, Market, Pattern, Problem, Source


def hiring(*offered: int) -> Problem:
    """Two activities of two weeks that each hire 100 heads."""
    hired = work(2, demands=(crew(100, Pattern(None, 0, Source.HIRED, 0, 100)),))
    return world(hired, hired, markets=(Market(0, 0, offered + (100,) * (HORIZON - len(offered))),))


def test_one_at_a_time() -> None:
    problem = hiring(100)
    assert_holds(problem, plan(problem, 0, 2))


def test_two_at_a_time_is_too_much() -> None:
    # Both in week 1: 200 of 100. Week 1 offers 150 in the second world, week 2 nothing extra.
    problem = hiring(100)
    assert_breaks(problem, plan(problem, 0, 1), "hire", ("market 0", 1, 100))
    problem = hiring(100, 150)
    assert_breaks(problem, plan(problem, 0, 1), "hire", ("market 0", 1, 50))


def test_a_market_with_more_to_offer() -> None:
    problem = hiring(100, 200)
    assert_holds(problem, plan(problem, 0, 1))


def test_a_closed_week_needs_no_heads() -> None:
    problem = replace(hiring(100, 0), calendars=(Calendar((100, 0, *(100,) * (HORIZON - 2))),))
    assert_holds(problem, plan(problem, 0, 3))
