"""Rounds that make room: nobody loses room for good, books are kept, and work that fits finds its place."""

from __future__ import annotations

import numpy as np

from tests.support.random_problem import cheapest, random_problem
from wijkplan.models.construct.arrays import Arrays, arrays
from wijkplan.models.construct.columns import MODE
from wijkplan.models.construct.state import State, empty, load, unload
from wijkplan.models.improve.ceilings import first_weights
from wijkplan.models.improve.ejection import mend
from wijkplan.models.improve.iteration import Memory, memory
from wijkplan.models.improve.ruin import begin, seed_rng
from wijkplan.models.windows import NoWindow

SEEDS = 400
ROUNDS = 60


def started(x: Arrays, seed: int) -> tuple[State, Memory]:
    z, mem = empty(x), memory(x)
    seed_rng(seed)
    begin(x, z, mem, first_weights(x))
    return z, mem


def without_room(z: State) -> int:
    return int((z.places[:, MODE] < 0).sum())


def test_making_room_keeps_the_books() -> None:
    """Whatever rounds do, the state is the one that its plan loads, no more work is without room, and no reservoir is
    lower than before or 0."""
    for seed in range(SEEDS):
        problem = random_problem(seed)
        try:
            x = arrays(problem)
        except NoWindow:
            continue
        z, mem = started(x, seed)
        left = without_room(z)
        for _ in range(5):
            lowest = min(0, int(z.level.min(initial=0)))
            now = mend(x, z, mem, 7, first_weights(x))
            assert now == without_room(z) <= left, seed
            assert z.level.min(initial=0) >= lowest, seed
            again = load(x, problem, unload(x, problem, z))
            for mine, other in zip(z[1:-1], again[1:-1], strict=True):  # the last one is room for insertions
                assert np.array_equal(mine, other), seed
            left = now


def test_work_that_a_first_pass_leaves_out_finds_room_where_there_is_some() -> None:
    """Of the seeds that have a plan, but not by construction alone, nearly all get their work placed."""
    stuck, solved = [], []
    for seed in range(SEEDS):
        problem = random_problem(seed)
        if cheapest(seed)[1] is None:
            continue
        x = arrays(problem)
        z, mem = started(x, seed)
        if without_room(z):
            (solved if mend(x, z, mem, 20 * ROUNDS, first_weights(x)) == 0 else stuck).append(seed)
    assert len(solved) >= 10, (solved, stuck)
    assert len(solved) >= 9 * len(stuck), (solved, stuck)
