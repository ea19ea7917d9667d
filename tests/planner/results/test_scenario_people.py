"""The scenario of people called up per period: whole people per line, idle at the full rate, found anew when they
come."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.compile.world import programme
from tests.support.worlds import HORIZON, crew, plan, pool, work, world
from wijkplan.models.problem import Allowed, Calendar, Market, Pattern, Problem, Source
from wijkplan.planner.compile import compile
from wijkplan.planner.reference import load
from wijkplan.planner.results.scenario_people import CalledUp, called_up

NAMES = compile(programme()).names
REFERENCE = load()
HPT = replace(REFERENCE.trades["HPT"], rate_eur=60, hours_per_head_week=None)
SET = replace(
    REFERENCE,
    trades={**REFERENCE.trades, "HPT": HPT},
    settings=replace(REFERENCE.settings, hours_per_head_week=38),
    prices=replace(REFERENCE.prices, turnover_per_person=1140),
)
"""Trade 0 is the first of the reference data, HPT."""


def told(problem: Problem, *starts: int) -> CalledUp:
    assert next(iter(NAMES.trades)).id == "HPT"
    return called_up(problem, NAMES, plan(problem, *starts), SET)


def hired(*durations: int) -> Problem:
    """Works that hire one person each, in an instance of eight weeks."""
    needs = Pattern(None, 0, Source.HIRED, 0, 100)
    rows = tuple(work(weeks, demands=(crew(100, needs),)) for weeks in durations)
    return world(*rows, markets=(Market(0, 0, (900,) * HORIZON),), persons=replace(world(work()).persons, grain=(100,)))


def test_a_period_is_paid_whole_and_each_period_anew_when_nobody_was_there_before() -> None:
    # One person for 3 of the first 4 weeks, then for weeks 4-5 of the next 4: 1 + 2 weeks idle, the same person stays.
    assert told(hired(3, 2), 0, 4) == CalledUp(3 * 38 * 60, 1140, 1, 1)
    # Both in the first period, beside each other: two people, of 4 weeks each, with 5 weeks of work.
    assert told(hired(3, 2), 0, 0) == CalledUp(3 * 38 * 60, 2280, 2, 1)
    # One after the other in the first: 5 weeks do not fit in 4.
    assert told(hired(2, 2), 0, 2).standby_eur == 0


def test_own_people_stand_by_at_the_full_rate_and_are_not_found() -> None:
    problem = world(work(1, demands=(crew(140),)), persons=replace(world(work()).persons, grain=(100,)))
    # Two own people for a period of 4 weeks, 1.4 heads for one of them.
    assert told(problem, 0) == CalledUp(round((8 - 1.4) * 38 * 60), 0, 0, 1)


def test_a_week_in_which_all_work_stops_is_not_paid() -> None:
    problem = replace(hired(2), calendars=(Calendar((100, 0, 0, *(100,) * (HORIZON - 3))),))
    assert told(problem, 0) == CalledUp(0, 1140, 1, 1)


def test_people_lent_to_two_borrowers_are_two_lines() -> None:
    lent = Pattern(None, 0, Source.LENT, 1, 100)
    rows = (work(2, demands=(crew(100, lent),)), work(2, project=1, demands=(crew(100, lent),)))
    base = world(
        *rows,
        pools=(pool(), pool(900, employer=2, lendable=100, consent=True, legal_basis=True)),
        allowed=Allowed(lent=True),
    )
    two = replace(base, projects=(base.projects[0], replace(base.projects[1], employer=1)))
    assert told(two, 0, 2).lines == 2 and told(two, 0, 2).standby_eur == 4 * 38 * 60
    assert told(base, 0, 2).lines == 1 and told(base, 0, 2).standby_eur == 0
