"""Modes that are drawn and children of activity lists, for plain problems with several modes."""

from __future__ import annotations

import numpy as np
import pytest

from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.library import build
from wijkplan.models.construct.arrays import Floats, Ints
from wijkplan.models.construct.jit import kernel
from wijkplan.models.construct.serial import Project, excess, plain
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.improve.crossover import peak
from wijkplan.models.improve.mode_choice import drawn_modes, favour, urgency
from wijkplan.models.improve.population import PopulationSearch, population, seed_population
from wijkplan.models.improve.ruin import seed_rng
from wijkplan.models.incumbent import Board


@kernel
def lacking(j: Project, draws: int, urgent: Floats, start: Ints, mode: Ints) -> int:
    """Units that are missing after so many draws of all modes, each followed by one of those in some weeks."""
    total, score, used = 0, np.zeros(len(j.duration)), np.zeros(len(j.stock), np.int64)
    for _ in range(draws):
        drawn_modes(j, urgent, score, used, mode)
        total += excess(j, mode)
        favour(j, urgent, score, used, start, mode)
        total += excess(j, mode)
    return total


@kernel
def crossed(j: Project, mother: Ints, start: Ints, mode: Ints, father: Ints, child: Ints) -> None:
    """One child of the busiest window."""
    peak(j, mother, start, mode, father, child, np.zeros(len(mother), np.int64), np.zeros(j.horizon + 2))


def project(seed: int) -> Project:
    """A network of twelve jobs with three modes and two stocks."""
    made = plain(build(network(1, 12, 3, seed)))
    assert made is not None
    return made


@pytest.mark.parametrize("seed", range(3))
def test_drawn_modes_stay_within_the_stocks_and_differ(seed: int) -> None:
    j = project(seed)
    seed_rng(seed)
    start, mode = np.arange(len(j.release)), j.mode_ptr[:-1].copy()
    seen = set()
    for _ in range(20):
        assert lacking(j, 1, urgency(j), start, mode) == 0
        seen.add(tuple(mode.tolist()))
    assert len(seen) > 1, "each draw has weights of its own"


@pytest.mark.parametrize("seed", range(3))
def test_a_child_of_a_busy_window_keeps_precedence(seed: int) -> None:
    j = project(seed)
    seed_rng(seed)
    n, p = len(j.release), population(j, 2)
    free, none = np.zeros((j.horizon, len(j.full)), np.uint64), np.zeros((0, n), np.int64)
    seed_population(j, j, p, 0, 2, urgency(j), none, free, np.zeros(n, np.int64))
    for _ in range(20):
        child = np.zeros(n, np.int64)
        crossed(j, p.order[0], p.start[0], p.mode[0], p.order[1], child)
        place = {a: i for i, a in enumerate(child.tolist())}
        assert sorted(place) == list(range(n))
        for a in range(n):
            assert all(place[b] < place[a] for b in j.before[j.before_ptr[a] : j.before_ptr[a + 1]].tolist())


def test_a_population_finds_the_optimum_of_a_small_network_with_modes() -> None:
    problem = build(network(1, 8, 3, 1))
    j, board = plain(problem), Board(problem, None)
    assert j is not None
    PopulationSearch(j, 1).work(board, 4000)
    assert board.objective == prove(problem)[1]
