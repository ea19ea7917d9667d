"""Filled schedules beside each other: sound on random networks, the same as one by itself where there is one, shorter
where there are more."""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.improve.test_packing import made
from wijkplan.models.check import judge
from wijkplan.models.construct.arrays import Ints
from wijkplan.models.construct.beam import beam, fill_beside
from wijkplan.models.construct.parallel import Rule, fill, room
from wijkplan.models.construct.serial import Project
from wijkplan.models.improve.packing import FIRST, Packing
from wijkplan.models.improve.ruin import seed_rng
from wijkplan.models.improve.translate import plan_of
from wijkplan.models.incumbent import Board


def rule(j: Project, noise: float, knapsack: bool = False) -> Rule:
    """All activities press equally, all units are worth the same."""
    return Rule(np.arange(len(j.release)) % 7 + 1.0, 1.0 / j.capacity, noise, 2, 0 if knapsack else -1)


def beside(j: Project, how: Rule, ways: tuple[int, int, int], since: int = 0, before: Ints | None = None) -> Ints:
    """The starts that come out, of a pass whose end is as it says."""
    n = len(j.release)
    start: Ints = np.zeros(n, np.int64) if before is None else before.copy()
    best: Ints = np.zeros(n, np.int64)
    mode = j.mode_ptr[:-1]
    last = fill_beside(j, mode, how, np.array(ways), since, room(j), beam(j, ways[0]), start, best)
    assert last == (best + j.duration).max()
    return best


@pytest.mark.parametrize("knapsack", [False, True])
@pytest.mark.parametrize(("projects", "jobs"), [(1, 30), (4, 15)])
def test_schedules_hold(projects: int, jobs: int, knapsack: bool) -> None:
    """Several projects have releases; what is released later waits."""
    for seed in range(5):
        problem, j = made(projects, jobs, seed)
        seed_rng(seed)
        start = beside(j, rule(j, 2.0, knapsack), (3, 2, 2))
        assert judge(problem, plan_of(j, problem, start, j.mode_ptr[:-1])).violations == ()


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_one_by_itself_is_a_pass_of_the_filling_scheme(step: int) -> None:
    """Without noise, so that nothing is left to chance: what is put away and taken up again is all there is."""
    _, j = made(3, 20, 2)
    start: Ints = np.zeros(len(j.release), np.int64)
    fill(j, j.mode_ptr[:-1], rule(j, 0.0), room(j), start)
    assert beside(j, rule(j, 0.0), (1, 1, step)).tolist() == start.tolist()
    assert beside(j, rule(j, 0.0), (4, 2, step)).tolist() == start.tolist()  # the others are the same: left out


def test_what_starts_before_a_week_stays() -> None:
    problem, j = made(3, 20, 4)
    seed_rng(1)
    before = beside(j, rule(j, 2.0), (2, 2, 2))
    since = int((before + j.duration).max()) // 2
    seen = set()
    for _ in range(5):
        start = beside(j, rule(j, 2.0), (2, 2, 2), since, before)
        early = before < since
        assert (start[early] == before[early]).all()
        assert (start[~early] >= since).all()
        assert judge(problem, plan_of(j, problem, start, j.mode_ptr[:-1])).violations == ()
        seen.add(tuple(start.tolist()))
    assert len(seen) > 1


def test_more_beside_each_other_end_sooner() -> None:
    """Over ten problems, beside as many passes by themselves as there are continuations."""
    alone, together = 0, 0
    for seed in range(10):
        _, j = made(1, 90, seed)
        seed_rng(seed)
        start: Ints = np.zeros(len(j.release), np.int64)
        alone += min(fill(j, j.mode_ptr[:-1], rule(j, 8.0), room(j), start) for _ in range(32))
        together += int((beside(j, rule(j, 8.0), (8, 4, 2)) + j.duration).max())
    assert together < alone


def test_what_does_not_fit_in_the_horizon_is_said() -> None:
    _, j = made(1, 12, 1)
    short = j._replace(horizon=3)
    start, best = np.zeros(12, np.int64), np.zeros(12, np.int64)
    ways = np.array([2, 2, 2])
    assert fill_beside(short, j.mode_ptr[:-1], rule(j, 1.0), ways, 0, room(short), beam(short, 2), start, best) == -1


def test_packing_of_many_activities_makes_them_too_and_repeats_itself() -> None:
    problem, j = made(1, 60, 3)

    def elite() -> list[tuple[int, list[int]]]:
        packing, board = Packing(j, 5, many=True), Board(problem, None)
        seed_rng(5)
        for _ in range(120):
            packing.step(board)
        assert sum(arm.spent for arm in packing.arms) > FIRST
        assert all(arm.spent > 0 for arm in packing.beside)
        assert board.objective == packing.elite[0][0]
        return [(value, start.tolist()) for value, start in packing.elite]

    assert elite() == elite()
