"""The menu of repairs against brute force: the same ways help, by the same least amounts."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.models.conflict.test_minimal import IMPOSSIBLE
from tests.support.oracle import brute_force
from tests.support.worlds import HORIZON, crew, pool, work, world
from wijkplan.models.conflict.minimal import Asker, conflict
from wijkplan.models.conflict.repairs import Repair, _ways, repairs
from wijkplan.models.outcome import Settings
from wijkplan.models.problem import Cohort, Places, Problem
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.experiment.repairs import menu


def _found(problem: Problem) -> list[Repair]:
    found = conflict(problem, seconds=20)
    assert found is not None
    return list(repairs(problem, found, Asker(time.monotonic() + 30)))


def test_of_two_pinned_works_and_one_crew_either_moves_or_a_second_head_comes() -> None:
    problem = world(
        work(3, demands=(crew(),), pinned=2),
        work(3, demands=(crew(),), pinned=4),
        pools=(pool(100),),
    )
    assert [(one.kind, one.group.index, one.amount, one.weeks) for one in _found(problem)] == [
        ("people", 0, 1, (4, 5)),
        ("move", 0, 0, None),
        ("move", 1, 0, None),
    ]


@pytest.mark.parametrize("problem", IMPOSSIBLE[:8])
def test_every_way_helps_where_and_as_much_as_brute_force_says(problem: Problem) -> None:
    found = conflict(problem, seconds=20)
    assert found is not None
    offered = {(one.kind, one.group): one for one in _found(problem)}
    for way in _ways(problem, found):
        amounts = range(min(1, way.most), min(way.most, 3) + 1)
        least = next((n for n in amounts if brute_force(way.applied(problem, n), pruned=False)[0] is not None), None)
        one = offered.get((way.kind, way.group))
        if least is None:
            assert one is None or one.amount > 3
        else:
            assert one is not None and one.amount == least


def _learn(start: int, cost: int) -> Cohort:
    """Newcomers who start in a week and work all of the first weeks after two of learning."""
    heads = tuple(100 if t >= start + 2 else 0 for t in range(HORIZON))
    return Cohort(0, start, cost, heads, (0,) * HORIZON, (0,) * HORIZON, 3)


@pytest.mark.parametrize(("start", "seats", "helps"), [(0, 2, True), (0, 0, False), (3, 2, False)])
def test_newcomers_mend_it_where_they_are_there_in_time_and_have_seats(start: int, seats: int, helps: bool) -> None:
    """Two pinned works ask one head in week 4; a newcomer is at work two weeks after the start."""
    works = (work(3, demands=(crew(),), pinned=2), work(3, demands=(crew(),), pinned=4))
    problem = world(*works, pools=(pool(100),))
    recruits = replace(problem, cohorts=(_learn(start, 900),), places=(Places((0,), seats),))
    found = conflict(problem, seconds=20)
    assert found is not None
    ways = [one for one in repairs(problem, found, Asker(time.monotonic() + 30), recruits) if one.kind == "train"]
    assert [one.amount for one in ways] == ([1] if helps else [])
    least = brute_force(replace(recruits, cohorts=(replace(recruits.cohorts[0], most=1),)), pruned=False)[0]
    assert (least is not None) == helps


@pytest.mark.parametrize("problem", IMPOSSIBLE[:4])
def test_the_menu_prices_each_way_as_brute_force_does_cheapest_first(problem: Problem) -> None:
    rows = menu(_found(problem), real_engine(), Settings(10.0, 1, 1, 50), lambda: False)
    assert [row.high for row in rows] == sorted(row.high for row in rows if row.high is not None)
    for row in rows:
        least = brute_force(row.repair.problem, pruned=False)[0]
        assert least is not None and row.high is not None and row.high >= least
        assert row.low is None or row.low <= least
        assert row.high == least, (row.repair.kind, row.high, least)
