"""What the second solver refutes has no plan, and it refutes the small conflicts of every kind that it knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.oracle import brute_force, count_plans
from tests.support.random_problem import random_problem
from tests.support.worlds import crew, dig, pool, street, work, world
from wijkplan.models.conflict import second_solver
from wijkplan.models.conflict.minimal import conflict
from wijkplan.models.problem import Market, Pattern, Precedence, Problem, Source

SECONDS = 60.0  # each takes a moment, and as long as a busy machine needs
NEEDED = pytest.mark.skipif(not second_solver.installed(), reason="pumpkin-solver is not installed (extra: confirm)")

ONE_CREW = world(work(3, 0, (crew(),), pinned=0), work(3, 0, (crew(),), pinned=2), pools=(pool(100),))
HIRED = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100))
NOBODY_TO_HIRE = world(
    work(3, 0, (HIRED,), pinned=0),
    work(3, 0, (HIRED,), pinned=2),
    pools=(pool(100),),
    markets=(Market(0, 0, (0,) * 8),),
)
ORDER = world(work(2), work(2, deadline=4), precedences=(Precedence(0, 1, min_lag=1),))
STREET = world(dig(2, pinned=1), dig(2, pinned=2), streets=(street(0, 1),))
WINDOW = world(work(2, release=3, deadline=4))


@NEEDED
@pytest.mark.parametrize("problem", [ONE_CREW, NOBODY_TO_HIRE, ORDER, STREET, WINDOW])
def test_a_conflict_is_refuted_and_what_gives_way_is_not(problem: Problem) -> None:
    assert brute_force(problem)[1] is None and second_solver.refutes(problem, SECONDS)
    free = tuple(replace(one, pinned=None, deadline=None) for one in problem.activities)
    assert not second_solver.refutes(replace(problem, activities=free), SECONDS)


@NEEDED
def test_a_problem_that_has_a_plan_is_never_refuted() -> None:
    seen = 0
    for seed in range(60):
        problem = random_problem(seed)
        if count_plans(problem) <= 150 and brute_force(problem)[1] is not None:
            assert not second_solver.refutes(problem, SECONDS), seed
            seen += 1
    assert seen > 5


@NEEDED
def test_a_conflict_says_that_a_second_solver_confirms_it() -> None:
    found = conflict(ONE_CREW, seconds=20.0)
    assert found is not None and found.confirmed and found.second_solver


def test_without_the_second_solver_or_time_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not second_solver.refutes(ONE_CREW, 0.0)
    monkeypatch.setattr(second_solver, "installed", lambda: False)
    assert not second_solver.refutes(ONE_CREW, SECONDS)
    found = conflict(ONE_CREW, seconds=20.0)
    assert found is not None and found.confirmed and not found.second_solver


def test_what_is_too_large_for_it_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_solver, "MOST_WAYS", 1)
    monkeypatch.setattr(second_solver, "installed", lambda: True)
    assert not second_solver.refutes(ORDER, SECONDS)
