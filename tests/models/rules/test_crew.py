"""Rule ``crew``: one listed staffing pattern per demand, from a source that fits and is allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.worlds import HORIZON, assert_breaks, assert_holds, crew, plan, pool, tender, work, world
from wijkplan.models.problem import Allowed, Market, Pattern, Pool, Problem, Project, Source

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


def consortium(*lots: tuple[int, ...]) -> Problem:
    """Activity 0 of project 0 (employer 0) done by employer 1, who does project 1; one tender with these lots."""
    return replace(
        world(work(demands=(crew(100, CONSORTIUM),)), work(project=1), pools=(pool(), pool(employer=1)), allowed=EVERYTHING),
        projects=(Project(0, 0, 0, tendered=True), Project(0, 1, 0, tendered=True)),
        tenders=(tender(*lots),),
    )


def test_consortium_inside_one_lot() -> None:
    problem = consortium((0, 1))
    assert_holds(problem, plan(problem, 0, 1, tenders=[(0, 0)]))


def test_no_consortium_across_lots() -> None:
    problem = consortium((0,), (1,))
    assert_breaks(problem, plan(problem, 0, 1, tenders=[(0, 0)]), "crew", ("activity 0", 0, 100))
