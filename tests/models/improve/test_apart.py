"""Components of a problem have their turn one after the other, and prices of heads steer where work is put back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.models.improve.test_recombine import at, two_areas
from tests.support.worlds import HORIZON, crew, pool, work, world
from wijkplan.models.bound.prices import Ascent
from wijkplan.models.bound.tolls import steered
from wijkplan.models.construct.arrays import arrays
from wijkplan.models.improve.anneal import Anneal
from wijkplan.models.improve.apart import TOGETHER, turns
from wijkplan.models.problem import Market, Pattern, Source


def test_each_component_has_its_turn_and_all_have_the_last() -> None:
    problem = two_areas()
    found = turns(problem, arrays(problem), 0.2)
    assert [list(turn.mem.works) for turn in found] == [[0], [1], [0, 1]]
    assert found[0].since == 0.2 and found[-1].until == 1.0
    assert all(one.until == other.since for one, other in pairwise(found))
    assert found[-1].since == pytest.approx(1.0 - 0.8 * TOGETHER)
    assert [turn.share for turn in found] == [0.5, 0.5, 1.0]


def test_what_shares_a_purse_is_searched_together() -> None:
    problem = two_areas()
    for ceiling in ("max_cash", "max_hired"):
        shared = replace(problem, **{ceiling: 10_000})
        assert turns(shared, arrays(shared), 0.0) == []
    one_pool = replace(
        problem, activities=(problem.activities[0], replace(problem.activities[1], modes=problem.activities[0].modes))
    )
    assert turns(one_pool, arrays(one_pool), 0.0) == []


def test_districts_with_ceilings_of_their_own_are_searched_together() -> None:
    problem = two_areas()
    held = replace(problem, districts=(replace(problem.districts[0], max_burden=100), problem.districts[1]))
    assert turns(held, arrays(held), 0.0) == []


def test_work_moves_in_its_own_turn_only() -> None:
    problem = two_areas()
    search = Anneal(problem, arrays(problem), at(4, 4), 1)
    for chunk in range(12):
        search.run(0.4 * chunk / 12)
    assert search.plan() == at(2, 4)
    for chunk in range(12):
        search.run(0.46 + 0.4 * chunk / 12)
    assert search.plan() == at(2, 2)


def test_a_toll_is_what_scarce_heads_are_worth_or_what_it_costs_to_do_without() -> None:
    own = Pattern(0, 100)
    hired = Pattern(None, 0, Source.HIRED, 0, 100, hire=200)
    problem = world(
        work(demands=(crew(100, own),)),
        work(demands=(crew(100, own, hired),)),
        pools=(pool(100),),
        markets=(Market(0, 0, (100,) * HORIZON),),
    )
    weeks = problem.horizon
    certificate = {"kind": "prices", "scale": 1, "heads": {"0": [3 if week == 2 else 0 for week in range(weeks)]}}
    found = steered(Ascent(problem, arrays(problem)), certificate, 1).tolls
    for week in range(weeks):
        assert found[0, week] == (300 if week == 2 else 0), week  # 100 hundredths of a head at 3 euros each
        assert found[1, week] == (200 if week == 2 else 0), week  # hiring is cheaper than that
