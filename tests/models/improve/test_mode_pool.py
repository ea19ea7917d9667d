"""Modes of all activities together that a better plan could choose, and what follows where there are none."""

from __future__ import annotations

import numpy as np
import pytest

from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.library import build
from wijkplan.models.bound.lateness import heads, tails
from wijkplan.models.construct.arrays import Ints
from wijkplan.models.construct.jit import kernel
from wijkplan.models.construct.serial import Project, plain
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.improve.mode_choice import take_some, with_work
from wijkplan.models.improve.mode_pool import VECTORS, ModePool
from wijkplan.models.improve.ruin import seed_rng
from wijkplan.models.incumbent import Board
from wijkplan.models.problem import Problem


@kernel
def taken(pool: Ints, mode: Ints) -> None:
    """To be called from here."""
    take_some(pool, mode)


def made(seed: int, modes: int = 3, projects: int = 1) -> tuple[Problem, Project]:
    """Networks of twelve jobs."""
    problem = build(network(projects, 12, modes, seed), "makespan" if projects == 1 else "delay")
    j = plain(problem)
    assert j is not None
    return problem, j


@pytest.mark.parametrize("seed", range(3))
def test_modes_of_the_pool_fit_into_the_weeks_of_a_better_plan(seed: int) -> None:
    problem, j = made(seed)
    best = prove(problem)[1]
    assert best is not None
    pool, board = ModePool(j, seed), Board(problem, None)
    pool.renew(board, best + 3, 60.0)
    assert len(pool.rows) == VECTORS
    assert pool.end == best + 2
    assert len({tuple(row.tolist()) for row in pool.rows}) > 1, "each is drawn anew"
    for row in pool.rows:
        assert ((j.mode_ptr[:-1] <= row) & (row < j.mode_ptr[1:])).all(), "every activity has a mode of its own"
        assert (j.use[row].sum(0) <= j.stock).all()
        assert (with_work(j).use[row, len(j.stock) :].sum(0) <= pool.end * j.capacity).all()
        duration = j.duration[row]
        assert (heads(j, duration) + duration + tails(j, duration)).max() <= pool.end
    old = {tuple(row.tolist()) for row in pool.rows}
    pool.renew(board, best + 1, 0.0)
    assert {tuple(row.tolist()) for row in pool.rows} <= old, "without time only those stay that still fit"


@pytest.mark.parametrize("seed", range(3))
def test_where_no_modes_fit_no_plan_is_claimed_to_be_better(seed: int) -> None:
    """And never where there is one."""
    problem, j = made(seed)
    best = prove(problem)[1]
    assert best is not None
    board = Board(problem, None)
    ModePool(j, seed).renew(board, 2, 60.0)
    assert board.claim == 2
    for value in range(best + 1, 2, -1):
        ModePool(j, seed).renew(board, value, 60.0)
    assert 2 <= (board.claim or 0) <= best


@pytest.mark.parametrize("modes, projects", [(1, 1), (3, 2)])
def test_there_is_no_pool_where_a_value_is_not_one_week_of_one_project_with_modes(modes: int, projects: int) -> None:
    problem, j = made(1, modes, projects)
    pool, board = ModePool(j, 1), Board(problem, None)
    pool.renew(board, 5, 60.0)
    assert not pool.useful
    assert len(pool.rows) == 0
    assert board.claim is None


def test_a_child_takes_modes_of_one_row_only() -> None:
    seed_rng(1)
    pool = np.array([[1] * 20, [2] * 20])
    seen = set()
    for _ in range(40):
        mode = np.zeros(20, np.int64)
        taken(pool, mode)
        seen.add(frozenset(mode.tolist()))
    assert seen >= {frozenset({1}), frozenset({2}), frozenset({0, 1}), frozenset({0, 2})}
    assert frozenset({1, 2}) not in seen
