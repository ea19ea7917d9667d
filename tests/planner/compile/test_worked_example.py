"""The worked example of people: a work of 1.4 heads for 3 weeks, and what each way to staff it costs beside its
labour.

38 hours a week, rate 60, 75 % of idle hours earn their wage elsewhere (an idle own hour costs 15), hire premium 25 an
hour, lending fee 100 a week, induction 480, finding someone to hire 1,140; hired people are paid for 4 weeks at least,
lent ones for 1; an hour of overtime is paid 50 % more. 1.4 x 3 x 38 = 159.6 hours, labour 9,576 whoever does it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.support.worlds import crew, plan, pool, work, world
from wijkplan.models.bound.prices import Ascent
from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.construct.arrays import arrays
from wijkplan.models.construct.price import rank
from wijkplan.models.construct.state import load as load_state
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.improve.iteration import memory
from wijkplan.models.problem import Allowed, Calendar, Market, Mode, Pattern, Persons, Problem, Source
from wijkplan.planner.compile.people_costs import Need, people_costs, standby_constant, with_standby
from wijkplan.planner.reference import Reference, load

WEEKS = 8
PEOPLE = Persons(grain=(100,), hired_weeks=4, lent_weeks=1, partner_weeks=1)


@cache
def reference() -> Reference:
    """The figures of the example, whatever those of this release are."""
    shared = load()
    settings = replace(
        shared.settings,
        hours_per_head_week=38,
        idle_earning_percent=75,
        overtime_surcharge_percent=50,
        min_weeks_hired=4,
        min_weeks_lent=1,
        min_weeks_partner=1,
    )
    prices = replace(
        shared.prices,
        lending_fee_per_head_week=100,
        induction_per_head=480,
        turnover_per_person=1140,
        travel_per_head_week=300,
    )
    trade = replace(shared.trades["HPT"], rate_eur=60, hire_premium_eur=25, grain_heads=1, hours_per_head_week=None)
    return replace(shared, settings=settings, prices=prices, trades={**shared.trades, "HPT": trade})


def need(heads: int = 140, hours: float = 159.6, weeks: int = 3) -> Need:
    return Need(0, frozenset(), "HPT", "AM01", heads, hours, weeks)


def pattern(source: Source, other_heads: int, other: int | None, asked: Need | None = None) -> Pattern:
    """Own people of pool 0 and others; euros as compile makes them."""
    asked = asked or need()
    costs, paid_weeks = people_costs(reference(), asked, other_heads, source)
    own = max(0, asked.heads - other_heads)
    return Pattern(0 if own else None, own, source, other, other_heads, paid_weeks=paid_weeks, **costs)


WAYS = {
    "all own": pattern(Source.OWN, 0, None),
    "own 0.4 and one hired": pattern(Source.HIRED, 100, 0),
    "two hired": pattern(Source.HIRED, 200, 0),
    "own 0.4 and one lent": pattern(Source.LENT, 100, 1),
    "own 1.12 in 25 % of overtime": pattern(Source.OVERTIME, 28, None),
}
# Per way: weeks paid, standby, hire, turnover, lending, overtime, and all together. 0.28 heads do 31.92 hours.
EUROS = {
    "all own": (0, 0, 0, 0, 0, 0, 0),
    "own 0.4 and one hired": (4, 60 * (152 - 114) + 15 * 114, 25 * 152, 1140, 0, 0, 7_220 + 1_710),
    "two hired": (4, 60 * 1_444 // 10 + 15 * 1_596 // 10, 25 * 304, 2280, 0, 0, 18_544 + 2_394),
    "own 0.4 and one lent": (3, 0, 0, 0, 300 + 480, 0, 780),
    "own 1.12 in 25 % of overtime": (0, 479, 0, 0, 0, 958, 1_437),
}


@pytest.mark.parametrize("way", WAYS)
def test_euros_of_each_way(way: str) -> None:
    q = WAYS[way]
    assert (q.paid_weeks, q.standby, q.hire, q.turnover, q.lending, q.overtime, q.cost) == EUROS[way]


def test_the_numbers_of_the_example_are_the_ones_written_down() -> None:
    assert [EUROS[way][-1] for way in WAYS] == [0, 8_930, 20_938, 780, 1_437]


def test_the_page_of_the_models_has_the_same_table() -> None:
    page = (Path(__file__).parents[3] / "models" / "README.md").read_text("utf-8")
    for way, q in WAYS.items():
        hours = q.other_heads * q.paid_weeks * 38 // 100
        numbers = (hours, q.standby, q.hire + q.lending + q.overtime, q.turnover, q.cost)
        assert f"| {way} | " + " | ".join(f"{n:,}" for n in numbers) + " |" in page


def problem(*ways: str) -> Problem:
    """The work with these ways to staff it, as a programme would have it."""
    patterns = tuple(WAYS[way] for way in ways)
    return world(
        work(3, demands=(crew(140, *patterns),), labour=9_576),
        horizon=WEEKS,
        pools=(
            pool(200, WEEKS, overtime=25),
            pool(200, WEEKS, employer=1, lendable=100, consent=True, legal_basis=True),
        ),
        markets=(Market(0, 0, (300,) * WEEKS),),
        persons=PEOPLE,
        allowed=Allowed(lent=True),
    )


@pytest.mark.parametrize("way", WAYS)
def test_check_cpsat_kernel_and_bound_agree(way: str) -> None:
    one, euros = problem(way), 9_576 + EUROS[way][-1]
    verdict = judge(one, plan(one, 0))
    assert (verdict.violations, verdict.objective) == ((), euros)
    assert [verdict.terms[term] for term in ("standby", "hire", "turnover", "lending", "overtime")] == list(
        EUROS[way][1:6]
    )
    assert prove(one)[:2] == ("optimal", euros)
    x = arrays(one)
    assert rank(x, load_state(x, one, plan(one, 0)), memory(x).out[0]) == euros
    assert certified(one, {"kind": "prices", "scale": 1}) == euros
    ascent = Ascent(one, x)
    assert ascent.step(0.0)
    best = ascent.certify()
    assert best is not None and best.value == euros


def test_the_cheapest_way_is_chosen_and_a_price_on_own_heads_moves_the_bound_to_the_next() -> None:
    every = problem(*WAYS)
    assert prove(every)[1] == 9_576
    # Whoever uses the own pool in a week pays 5 per hundredth: all own costs 140 x 3 x 5 more, 0.4 and one lent 40 x 3
    # x 5 + 780, less what 200 a week for 8 weeks would earn.
    priced = {"kind": "prices", "scale": 1, "heads": {"0": [5] * WEEKS}}
    assert certified(every, priced) == 9_576 + min(2_100, 600 + 780) - 200 * 5 * WEEKS


def test_what_a_partner_costs_is_what_a_lent_person_costs_without_fee_and_induction() -> None:
    assert pattern(Source.CONSORTIUM, 100, 1).cost == 0
    # Two partners for 1.4 heads are paid 228 hours for 159.6; their own employer saves 15 of each of the 68.4 that are
    # not asked.
    assert pattern(Source.CONSORTIUM, 200, 1).standby == 45 * 684 // 10 == pattern(Source.LENT, 200, 1).standby


def test_a_lent_person_for_longer_than_the_work_stands_by_at_the_full_rate() -> None:
    """At least 4 weeks for a work of 3: a fourth week at 60 an hour, of which the lender saves nothing, because the
    person is back."""
    settings = replace(reference().settings, min_weeks_lent=4)
    costs, paid_weeks = people_costs(replace(reference(), settings=settings), need(), 100, Source.LENT)
    assert (paid_weeks, costs["standby"], costs["lending"]) == (4, 60 * 38, 4 * 100 + 480)


def test_half_people() -> None:
    """0.5 of a person for 0.4 heads: paid 19 hours a week for 15.2; one person is found, or inducted."""
    asked = need(40, 45.6)
    hired, lent = (people_costs(reference(), asked, 50, source)[0] for source in (Source.HIRED, Source.LENT))
    assert (hired["turnover"], hired["hire"]) == (1140, 25 * 4 * 19)
    assert hired["standby"] == round(60 * (76 - 45.6) + 15 * 45.6)
    assert (lent["lending"], lent["standby"]) == (3 * 50 + 480, round(45 * (57 - 45.6)))


def test_a_mode_with_less_content_leaves_own_people_standing_by() -> None:
    long, short = with_standby(reference(), (Mode(3, labour=9_576), Mode(2, labour=6_000)))
    assert (long.standby, short.standby) == (0, 894)  # 15 of each 60 euros that are not worked


def test_the_constant_of_own_people_and_the_term_are_all_hours_that_nobody_works() -> None:
    """Two pools of 2 heads for 8 weeks, one of them closed for all: 2 x 2 x 7 x 38 = 1,064 hours, 159.6 of them worked
    by own people: 13,566."""
    one = problem("all own")
    closed = replace(one, calendars=(Calendar((100, 0, *(100,) * (WEEKS - 2))),))
    constant = standby_constant(reference(), ["HPT"], closed.pools, closed.calendars, closed.activities)
    assert constant == 15 * 1_064 - 15 * 1_596 // 10 == 13_566
    # With a reserve of 10 %, 1.8 heads of each pool are given.
    reserved = tuple(replace(row, reserve=10) for row in closed.pools)
    assert standby_constant(reference(), ["HPT"], reserved, closed.calendars, closed.activities) == round(
        15 * 1_064 * 0.9 - 2_394
    )


@pytest.mark.parametrize("way", WAYS)
def test_constant_and_term_together_are_the_euros_of_every_idle_hour(way: str) -> None:
    """Own hours given less hours used (own or lent out) x 15, and of others hours paid less hours asked x 60, from the
    plan alone."""
    one = problem(way)
    constant = standby_constant(reference(), ["HPT"], one.pools, one.calendars, one.activities)
    (q,) = one.activities[0].modes[0].demands[0].patterns
    given = sum(sum(row.heads) for row in one.pools) / 100 * 38
    there = q.other_heads / 100 * 3 * 38
    own = 159.6 * q.own_heads / 140 + (there if q.source is Source.LENT else 0)
    paid = q.other_heads / 100 * q.paid_weeks * 38
    asked = 0.0 if q.source is Source.OVERTIME else 159.6 * min(140, q.other_heads) / 140
    assert constant + judge(one, plan(one, 0)).terms["standby"] == pytest.approx(
        15 * (given - own) + 60 * (paid - asked), abs=1
    )
