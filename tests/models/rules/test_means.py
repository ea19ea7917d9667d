"""Rule ``means``: no more cash and no more hired head-weeks than agreed."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import assert_breaks, assert_holds, crew, plan, pool, work, world
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Calendar, Market, Pattern, Problem, Project, Source


def hired() -> tuple[Problem, Plan]:
    """Labour 70, one and a half head hired at 30 for two weeks with a closed one between them; in between nothing is
    paid by the week."""
    ways = (Pattern(None, 0, Source.HIRED, 0, 150, hire=30),)
    problem = world(
        work(2, demands=(crew(150, *ways),), labour=70),
        markets=(Market(0, 0, (200,) * 8),),
        pools=(pool(),),
        calendars=(Calendar((100, 0, *(100,) * 6)),),
        projects=(Project(0, 0, 0, target=0, delay_price=5),),
        priced=frozenset({"delay"}),
    )
    return problem, plan(problem, 0)


def test_cash_counts_whether_it_is_minimised_or_not() -> None:
    problem, placed = hired()
    assert_holds(replace(problem, max_cash=100), placed)
    assert_breaks(replace(problem, max_cash=90), placed, "means", ("programme", None, 10))


def test_hired_head_weeks_are_those_at_work() -> None:
    problem, placed = hired()
    assert_holds(replace(problem, max_hired=300), placed)
    assert_breaks(replace(problem, max_hired=299), placed, "means", ("programme", None, 1))
