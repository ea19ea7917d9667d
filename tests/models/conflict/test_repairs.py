"""The menu of repairs against brute force: the same ways help, by the same least amounts."""

from __future__ import annotations

import time

import pytest

from tests.models.conflict.test_minimal import IMPOSSIBLE
from tests.support.oracle import brute_force
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.conflict.minimal import Asker, conflict
from wijkplan.models.conflict.repairs import Repair, _ways, repairs
from wijkplan.models.problem import Problem


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
