"""Rule ``crew``: one listed staffing pattern per demand, from a source that fits and is allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.worlds import HORIZON, assert_breaks, assert_holds, crew, plan, pool, tender, work, world
from wijkplan.models.check import judge
from wijkplan.models.problem import Allowed, Demand, Market, Pattern, Persons, Pool, Problem, Project, Source

OWN = Pattern(0, 100)
HIRED = Pattern(None, 0, Source.HIRED, 0, 100)
LENT = Pattern(None, 0, Source.LENT, 1, 100)
CONSORTIUM = Pattern(None, 0, Source.CONSORTIUM, 1, 100)
EVERYTHING = Allowed(agreements=True, lent=True, consortium=True, combined=True)


def supplied_by(pattern: Pattern, **fields: Any) -> Problem:
    """One activity of employer 0; pool 1 is of employer 1; one market."""
    defaults: dict[str, Any] = {
        "pools": (pool(), pool(employer=1, lendable=100, consent=True, legal_basis=True)),
        "markets": (Market(0, 0, (100,) * HORIZON),),
        "allowed": EVERYTHING,
    }
    return world(work(demands=(crew(100, pattern),)), **{**defaults, **fields})


@pytest.mark.parametrize("pattern", [OWN, HIRED, LENT, Pattern(0, 40, Source.HIRED, 0, 60)])
def test_heads_that_fit(pattern: Pattern) -> None:
    problem = supplied_by(pattern)
    assert_holds(problem, plan(problem, 0))


def test_a_pattern_that_is_not_listed() -> None:
    problem = supplied_by(OWN)
    assert_breaks(problem, plan(problem, 0, patterns={0: (1,)}), "crew", ("activity 0", 0, 1))


@pytest.mark.parametrize("wrong", [pool(employer=1), pool(trade=1), pool(region=1)])
def test_an_own_pool_of_another_employer_trade_or_region(wrong: Pool) -> None:
    problem = supplied_by(OWN, pools=(wrong, pool()))
    assert_breaks(problem, plan(problem, 0), "crew", ("activity 0", 0, 100))


def test_an_own_pool_within_reach() -> None:
    problem = supplied_by(OWN, pools=(pool(region=1, reach=frozenset({0})), pool()))
    assert_holds(problem, plan(problem, 0))


@pytest.mark.parametrize("wrong", [Market(1, 0, (100,) * HORIZON), Market(0, 1, (100,) * HORIZON)])
def test_a_market_of_another_trade_or_region(wrong: Market) -> None:
    problem = supplied_by(HIRED, markets=(wrong,))
    assert_breaks(problem, plan(problem, 0), "crew", ("activity 0", 0, 100))


@pytest.mark.parametrize("changed", [{"employer": 0}, {"employer": 1, "trade": 1}, {"employer": 1, "region": 1}])
def test_a_lender_that_is_no_other_employer_or_does_not_fit(changed: dict[str, int]) -> None:
    lender = pool(lendable=100, consent=True, legal_basis=True, **changed)
    problem = supplied_by(LENT, pools=(pool(), lender))
    assert_breaks(problem, plan(problem, 0), "crew", ("activity 0", 0, 100))


def test_lending_only_where_the_variant_allows_it() -> None:
    problem = supplied_by(LENT, allowed=Allowed())
    assert_breaks(problem, plan(problem, 0), "crew", ("activity 0", 0, 100))


LONGER = Pattern(0, 80, Source.OVERTIME, None, 20)


def test_overtime_of_the_people_at_the_work_within_their_share() -> None:
    problem = supplied_by(LONGER, pools=(pool(80, overtime=25),))
    assert_holds(problem, plan(problem, 0))


@pytest.mark.parametrize(("share", "over"), [(24, 1), (0, 20)])
def test_more_overtime_than_the_share(share: int, over: int) -> None:
    problem = supplied_by(LONGER, pools=(pool(80, overtime=share),))
    assert_breaks(problem, plan(problem, 0), "crew", ("activity 0", 0, over))


def test_overtime_of_nobody() -> None:
    problem = supplied_by(Pattern(None, 0, Source.OVERTIME, None, 100), pools=(pool(overtime=25),))
    assert_breaks(problem, plan(problem, 0), "crew", ("activity 0", 0, 100))


WHOLE = Persons(grain=(100,), hired_weeks=4, lent_weeks=1, partner_weeks=1)


def asks(heads: int, duration: int, pattern: Pattern, **fields: Any) -> Problem:
    """A work that asks these heads of own people and others, with enough of both."""
    enough = {
        "pools": (pool(900), pool(900, employer=1, lendable=100, consent=True, legal_basis=True)),
        "markets": (Market(0, 0, (900,) * HORIZON),),
    }
    return world(work(duration, demands=(Demand(0, heads, (pattern,)),)), **{**enough, "allowed": EVERYTHING, **fields})


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern(0, 40, Source.HIRED, 0, 100, paid_weeks=4),
        Pattern(None, 0, Source.HIRED, 0, 200, paid_weeks=4),
        Pattern(0, 40, Source.LENT, 1, 100, paid_weeks=3),
        Pattern(0, 140),
    ],
)
def test_people_of_others_come_whole_and_own_people_do_what_they_leave(pattern: Pattern) -> None:
    problem = asks(140, 3, pattern, persons=WHOLE)
    assert_holds(problem, plan(problem, 0))


@pytest.mark.parametrize(("source", "other", "part"), [(Source.HIRED, 140, 40), (Source.LENT, 60, 60)])
def test_part_of_a_person(source: Source, other: int, part: int) -> None:
    problem = asks(
        140,
        3,
        Pattern(0 if other < 140 else None, 140 - other, source, int(source is Source.LENT), other, paid_weeks=4),
        persons=WHOLE,
    )
    assert_breaks(problem, plan(problem, 0), "crew", ("activity 0", 0, part))


def test_half_people_in_a_trade_with_part_timers() -> None:
    half = Pattern(0, 90, Source.HIRED, 0, 50, paid_weeks=4)
    problem = asks(140, 3, half, persons=replace(WHOLE, grain=(50,)))
    assert_holds(problem, plan(problem, 0))
    assert_breaks(replace(problem, persons=WHOLE), plan(problem, 0), "crew", ("activity 0", 0, 50))


@pytest.mark.parametrize(
    ("source", "duration", "paid", "missing"),
    [(Source.HIRED, 3, 3, 1), (Source.HIRED, 6, 4, 2), (Source.LENT, 3, 1, 2)],
)
def test_people_who_are_paid_for_too_few_weeks(source: Source, duration: int, paid: int, missing: int) -> None:
    problem = asks(
        100, duration, Pattern(None, 0, source, int(source is Source.LENT), 100, paid_weeks=paid), persons=WHOLE
    )
    assert_breaks(problem, plan(problem, 0), "crew", ("activity 0", 0, missing))


def test_a_pool_of_nine_tenths_of_a_head_can_lend_nobody() -> None:
    problem = asks(90, 1, Pattern(None, 0, Source.LENT, 1, 100, paid_weeks=1), persons=WHOLE)
    small = replace(problem, pools=(problem.pools[0], replace(problem.pools[1], heads=(90,) * HORIZON)))
    assert {v.rule for v in judge(small, plan(small, 0)).violations} == {"capacity", "lending"}
    assert_holds(problem, plan(problem, 0))


def test_a_reserve_of_a_tenth_leaves_nine_whole_people_of_ten() -> None:
    """Ten people with a reserve of 10 % are nine: more whole people than asked are taken from the pool all the
    same."""
    problem = asks(850, 1, Pattern(None, 0, Source.LENT, 1, 900, paid_weeks=1), persons=WHOLE)
    ten = replace(problem, pools=(problem.pools[0], replace(problem.pools[1], heads=(1000,) * HORIZON, reserve=10)))
    assert_holds(ten, plan(ten, 0))
    less = replace(ten, pools=(ten.pools[0], replace(ten.pools[1], reserve=11)))
    assert [(v.rule, v.where, v.amount) for v in judge(less, plan(less, 0)).violations] == [
        ("capacity", "pool 1", 10),
        ("lending", "pool 1", 10),
    ]


def consortium(*lots: tuple[int, ...]) -> Problem:
    """Activity 0 of project 0 (employer 0) done by employer 1, who does project 1; one tender with these lots."""
    return replace(
        world(
            work(demands=(crew(100, CONSORTIUM),)),
            work(project=1),
            pools=(pool(), pool(employer=1)),
            allowed=EVERYTHING,
        ),
        projects=(Project(0, 0, 0, tendered=True), Project(0, 1, 0, tendered=True)),
        tenders=(tender(*lots),),
    )


def test_consortium_inside_one_lot() -> None:
    problem = consortium((0, 1))
    assert_holds(problem, plan(problem, 0, 1, tenders=[(0, 0)]))


def test_no_consortium_across_lots() -> None:
    problem = consortium((0,), (1,))
    assert_breaks(problem, plan(problem, 0, 1, tenders=[(0, 0)]), "crew", ("activity 0", 0, 100))
