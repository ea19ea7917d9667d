"""Bills of employers add up to what the checker says, move the idle hours of people lent from lender to borrower, and
are never below the least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from tests.support.oracle import enumerate_plans
from tests.support.random_problem import random_problem
from tests.support.worlds import HORIZON, dig, plan, pool, street, work, world
from wijkplan.models.check import judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Allowed, Demand, Market, Pattern, Problem, Project, Source
from wijkplan.planner.plan.employer_bills import TERMS, added, bills, least_bills, people_eur, total

IDLE = (570.0,)
"""38 hours of 60 euros, of which 75 % is earned elsewhere."""


def lending() -> Problem:
    """Employer 0 has a work of 1.4 heads for three weeks: 0.4 own and one person of employer 1 (the worked example of
    the specification)."""
    need = Demand(0, 140, (Pattern(0, 140), Pattern(0, 40, Source.LENT, 1, 100, lending=780, paid_weeks=3)))
    hired = Demand(
        0,
        140,
        (Pattern(0, 40, Source.HIRED, 0, 100, hire=3800, turnover=1140, standby=3990, paid_weeks=4), Pattern(0, 140)),
    )
    two = world(
        work(3, demands=(need,), labour=9576), work(3, project=1, demands=(hired,), labour=9576),
        pools=(pool(200), pool(100, employer=1, lendable=100, consent=True, legal_basis=True)),
        markets=(Market(0, 0, (900,) * HORIZON),), allowed=Allowed(lent=True),
    )  # fmt: skip
    return replace(two, projects=(Project(0, 0, 0, mobilisation=50), Project(0, 2, 0, mobilisation=70)))


def test_who_lends_people_is_rid_of_their_idle_weeks_and_who_borrows_them_pays_the_fee() -> None:
    problem = lending()
    found = bills(problem, plan(problem, 0, 4, patterns={0: (1,)}), IDLE)
    idle = 3 * 570
    assert {term: euros for term, euros in found[0].items() if euros} == {
        "labour": 9576,
        "standby": idle,
        "lending": 780,
        "mobilisation": 50,
    }
    assert {term: euros for term, euros in found[1].items() if euros} == {"standby": -idle}
    assert people_eur(found[2]) == 3990 + 3800 + 1140 and total(found[2]) == people_eur(found[2]) + 9576 + 70


def test_least_bills_are_of_the_cheapest_way_without_people_of_others() -> None:
    problem = lending()
    assert least_bills(problem, Allowed()) == (9576 + 50, 0, 9576 + 70)


def test_a_place_in_an_opening_counts_only_where_it_may_be_had() -> None:
    base = replace(world(dig(), dig(project=1)), streets=(street(0, 1),))
    assert least_bills(base, Allowed()) == (20,)  # alone, each
    agreed = replace(
        base, streets=(replace(base.streets[0], joints=(replace(base.streets[0].joints[0], agreement=True),)),)
    )
    assert least_bills(agreed, Allowed()) == (20,) and least_bills(agreed, Allowed(existing=True)) == (8,)


def _plans(seed: int, allowed: Allowed | None = None) -> Iterator[tuple[Problem, Plan]]:
    """Plans of a drawn problem that keep its rules, at most fifty of the first that there are."""
    drawn = random_problem(seed)
    problem = replace(
        drawn,
        max_changes=None,
        max_employer_changes=(),
        max_cash=None,
        max_hired=None,
        allowed=drawn.allowed if allowed is None else allowed,
    )
    kept = (one for one in islice(enumerate_plans(problem), 2000) if judge(problem, one).feasible)
    yield from ((problem, one) for one in islice(kept, 50))


@pytest.mark.parametrize("seeds", [range(40), range(40, 80), range(80, 120)], ids=str)
def test_bills_add_up_to_what_the_checker_says(seeds: range) -> None:
    seen = 0
    for problem, placed in (pair for seed in seeds for pair in _plans(seed)):
        terms = judge(problem, placed).terms
        found = bills(problem, placed, (7.3,) * 9)
        assert dict(added(found)) == {term: terms[term] for term in TERMS}
        seen += 1
    assert seen > 100


@pytest.mark.parametrize("allowed", [Allowed(), Allowed(existing=True)], ids=["own", "streets"])
def test_no_plan_without_people_of_others_has_a_lower_bill(allowed: Allowed) -> None:
    seen, reached = 0, 0
    for problem, placed in (pair for seed in range(60) for pair in _plans(seed, allowed)):
        for bill, least in zip(bills(problem, placed, (7.3,) * 9), least_bills(problem, allowed), strict=True):
            assert total(bill) >= least
            reached += total(bill) == least
        seen += 1
    assert seen > 50 and reached > 5
