"""Filled parallel schedules: sound on random networks, exact where a knapsack is needed, the same for the same
seed."""

from __future__ import annotations

import numpy as np
import pytest

from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.library import build
from wijkplan.benchmarks.library.network import Job, Network, Way
from wijkplan.models.check import judge
from wijkplan.models.construct.arrays import Ints
from wijkplan.models.construct.jit import kernel
from wijkplan.models.construct.parallel import Rule, fill, room
from wijkplan.models.construct.serial import Project, plain, sort_by
from wijkplan.models.improve.packing import KNAPSACK, WAYS, Arm, Draw, Packing, _next
from wijkplan.models.improve.ruin import seed_rng
from wijkplan.models.improve.translate import plan_of
from wijkplan.models.incumbent import Board
from wijkplan.models.problem import Problem


def made(projects: int, jobs: int, seed: int) -> tuple[Problem, Project]:
    """A random problem, and the same as arrays."""
    problem = build(network(projects, jobs, 1, seed))
    j = plain(problem)
    assert j is not None
    return problem, j


@pytest.mark.parametrize("knapsack", [False, True])
@pytest.mark.parametrize(("projects", "jobs"), [(1, 30), (4, 15)])
def test_schedules_hold(projects: int, jobs: int, knapsack: bool) -> None:
    """Several projects have releases; what is released later waits."""
    for seed in range(5):
        problem, j = made(projects, jobs, seed)
        start, mode = np.zeros(len(j.release), np.int64), j.mode_ptr[:-1]
        seed_rng(seed)
        rule = Rule(np.ones(len(j.release)), 1.0 / j.capacity, 1.0, 2, 0 if knapsack else -1)
        last = fill(j, mode, rule, room(j), start)
        verdict = judge(problem, plan_of(j, problem, start, mode))
        assert verdict.violations == ()
        assert verdict.objective == last


def test_a_knapsack_fills_what_priorities_leave_idle() -> None:
    """Ten heads; jobs of 6, 5, 5 and 4 heads for a week each: 5 + 5 and 6 + 4 take two weeks, who starts with 5 + 4
    needs three."""
    problem = build(Network(tuple(Job((Way(1, (heads,)),), ()) for heads in (6, 5, 5, 4)), (10,), (), (0,)))
    j = plain(problem)
    assert j is not None

    def weeks(fills: int, main: int) -> tuple[int, list[int]]:
        start: Ints = np.zeros(4, np.int64)
        priority = np.array([1.0, 4.0, 2.0, 3.0])
        return fill(
            j, j.mode_ptr[:-1], Rule(priority, np.array([0.1]), 0.0, fills, main), room(j), start
        ), start.tolist()

    assert weeks(1, -1) == (3, [2, 0, 1, 0])  # greedy: 5 + 4, then the other 5, then 6
    assert weeks(0, 0) == (2, [1, 0, 0, 1])
    assert weeks(1, 0) == (2, [1, 0, 0, 1])


def test_what_does_not_fit_in_the_horizon_is_said() -> None:
    _, j = made(1, 12, 1)
    short = j._replace(horizon=3)
    start = np.zeros(12, np.int64)
    assert fill(short, j.mode_ptr[:-1], Rule(np.ones(12), 1.0 / j.capacity, 0.0, 1, -1), room(short), start) == -1


def test_the_same_seed_gives_the_same_schedules() -> None:
    problem, j = made(2, 20, 3)

    def elite() -> list[tuple[int, list[int]]]:
        packing, board = Packing(j, 5), Board(problem, None)
        seed_rng(5)
        for _ in range(60):
            packing.step(board)
        assert board.objective == packing.elite[0][0]
        return [(value, start.tolist()) for value, start in packing.elite]

    assert elite() == elite()
    assert [value for value, _ in elite()] == sorted(value for value, _ in elite())


def test_effort_goes_to_what_did_best() -> None:
    arms = [Arm(*way, False) for way in WAYS]
    for arm, best in zip(arms, (30, 20, 10, 20, 20, 20), strict=True):
        arm.learn(Draw(1, 1, 1, 0), best)
    for _ in range(2000):
        _next(arms).spent += 1
    assert max(arms, key=lambda arm: arm.spent) is arms[2]
    assert min(arms, key=lambda arm: arm.spent) is arms[0]
    assert min(arm.spent for arm in arms) > 20  # nothing is given up
    assert KNAPSACK > 0


@kernel
def sort(keys: Ints, order: Ints) -> None:
    """For Python: kernels of the inner kind have no way in from here."""
    sort_by(keys, order)


def test_sorting_is_stable_whether_keys_are_near_or_far() -> None:
    for far in (1, 1_000_000):
        keys = np.array([3, 1, 3, 0, 1], np.int64) * far
        order = np.array([4, 2, 0, 1, 3], np.int64)
        sort(keys, order)
        assert order.tolist() == [3, 4, 1, 2, 0]
