"""A population shrinks towards the end of its time: the worst leave, the best and what they are made of stay, and it
begins as large as the time allows."""

from __future__ import annotations

import numpy as np
import pytest

from wijkplan.models.check import judge
from wijkplan.models.improve.population import AT_A_TIME, LEFT, SMALLEST, PopulationSearch
from wijkplan.models.improve.ruin import seed_rng
from wijkplan.models.improve.translate import plan_of
from wijkplan.models.incumbent import Board

from .test_packing import made

SIZE = 500


def _search(size: int = SIZE) -> PopulationSearch:
    _, j = made(3, 10, 1)
    search = PopulationSearch(j, 1)
    seed_rng(1)
    search._sample(size)
    return search


def test_it_keeps_its_size_for_half_of_the_time() -> None:
    search = _search()
    for passed in (0.0, 0.3, 0.5):
        search._shrink(SIZE, passed)
        assert search.filled == SIZE


def test_those_that_stay_are_the_best_and_whole() -> None:
    """By cost and then by critical activities none of those that left was better than one that stayed, and each
    that stayed has the schedule and the value it had."""
    search = _search()
    p = search.p
    before = {(int(p.value[i]), int(p.critical[i]), p.start[i].tobytes(), p.order[i].tobytes()) for i in range(SIZE)}
    ranks = sorted((int(p.value[i]), int(p.critical[i])) for i in range(SIZE))
    search._shrink(SIZE, 0.75)
    left = search.filled
    assert left == pytest.approx(SIZE * (1 + LEFT) / 2, abs=AT_A_TIME)
    assert sorted((int(p.value[i]), int(p.critical[i])) for i in range(left)) == ranks[:left]
    assert {
        (int(p.value[i]), int(p.critical[i]), p.start[i].tobytes(), p.order[i].tobytes()) for i in range(left)
    } <= before


def test_at_the_end_a_small_part_is_left_but_never_less_than_a_few() -> None:
    search = _search()
    search._shrink(SIZE, 1.0)
    assert search.filled == SIZE * LEFT
    search = _search(100)
    search._shrink(100, 1.0)
    assert search.filled == SMALLEST


def test_individuals_leave_some_at_a_time_and_time_that_has_run_out_shrinks_no_further() -> None:
    search = _search()
    search._shrink(SIZE, 0.5 + 0.5 * (AT_A_TIME - 2) / (SIZE * (1 - LEFT)))
    assert search.filled == SIZE
    search._shrink(SIZE, 3.0)
    assert search.filled == SIZE * LEFT


def test_a_whole_run_ends_small_and_its_plan_holds() -> None:
    """The same seed and number of children give the same plan."""
    found = []
    for _ in range(2):
        problem, j = made(3, 10, 2)
        board, search = Board(problem, None), PopulationSearch(j, 1)
        search.generations = 20
        search.work(board, 6000)
        assert search.filled < 300 / 2
        assert board.plan is not None
        assert judge(problem, board.plan).violations == ()
        best = int(np.argmin(search.p.value[: search.filled]))
        assert board.plan == plan_of(j, problem, search.p.start[best], search.p.mode[best])
        found.append(board.plan)
    assert found[0] == found[1]
