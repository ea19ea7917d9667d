"""Moves towards where the relaxation would have a unit take out that unit, and whoever is in its way there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, dig, plan, pool, street, work, world
from wijkplan.models.bound.prices import Ascent
from wijkplan.models.bound.tolls import SAMPLES, steered
from wijkplan.models.construct.arrays import Arrays, arrays
from wijkplan.models.construct.columns import STREET
from wijkplan.models.construct.jit import interpreted
from wijkplan.models.construct.state import load
from wijkplan.models.improve.aimed import above_cheapest, aimed
from wijkplan.models.improve.iteration import memory
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Precedence, Problem
from wijkplan.models.windows import NoWindow

FREE: dict[str, Any] = {"kind": "prices", "scale": 1}


def taken(problem: Problem, x: Arrays, where: Plan, moves: int = 50) -> list[set[int]]:
    """Activities that each of several moves takes out. A move looks at a few units only, drawn at random: one in
    twenty-five misses one of three."""
    rows = []
    for _ in range(moves):
        mem = memory(x)
        count = interpreted(aimed)(x, load(x, problem, where), mem, 0)
        rows.append({int(a) for a in mem.gone[:count]})
    return rows


def test_who_stands_in_the_cheapest_weeks_leaves_with_the_unit_that_is_far_from_them() -> None:
    one = crew(100)
    problem = world(
        work(demands=(one,), submitted=5, moved_price=100),
        work(demands=(one,), submitted=4, moved_price=1),
        work(demands=(one,), submitted=1, moved_price=1),
        pools=(pool(100),),
    )
    x = steered(Ascent(problem, arrays(problem)), FREE, 1)
    stands = plan(problem, 3, 5, 1)
    z = load(x, problem, stands)
    assert [interpreted(above_cheapest)(x, z, a) for a in range(3)] == [200, 1, 0]
    moves = taken(problem, x, stands)
    assert moves.count({0, 1}) > 40
    assert all(move in ({0, 1}, {1}, set()) for move in moves)


def test_all_digs_of_a_street_leave_and_what_has_to_come_before_them() -> None:
    problem = world(
        dig(submitted=3, moved_price=100),
        dig(submitted=4, moved_price=100),
        work(submitted=1, moved_price=1),
        streets=(street(0, 1),),
        precedences=(Precedence(2, 0),),
    )
    x = steered(Ascent(problem, arrays(problem)), FREE, 1)
    moves = taken(problem, x, plan(problem, 5, 6, 4))
    assert moves.count({0, 1, 2}) > 40


def test_nobody_is_taken_out_where_all_stand_at_their_cheapest() -> None:
    problem = world(work(submitted=2, moved_price=10), work(submitted=3, moved_price=10))
    x = steered(Ascent(problem, arrays(problem)), FREE, 1)
    assert all(move == set() for move in taken(problem, x, plan(problem, 2, 3)))


@pytest.mark.parametrize("seed", range(60))
def test_no_work_outside_streets_is_ever_cheaper_than_its_cheapest(seed: int) -> None:
    problem, best = random_problem(seed), cheapest(seed)[1]
    if best is None:
        return
    try:
        x = arrays(problem)
    except NoWindow:
        return
    ascent = Ascent(problem, x)
    for i in range(5):
        ascent.step(i / 5)
    bound = ascent.certify()
    if bound is None:
        return
    x = steered(Ascent(problem, x), bound.certificate, seed)
    assert x.aims.shape == (SAMPLES, len(problem.activities), 3)
    z = load(x, problem, best)
    for a in range(len(problem.activities)):
        if x.activities[a, STREET] < 0:
            assert interpreted(above_cheapest)(x, z, a) >= -1e-6
