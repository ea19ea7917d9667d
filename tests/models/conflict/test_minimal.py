"""Smallest conflicts: what is planted is found, nothing more; a programme with a plan has none."""

from __future__ import annotations

import pytest

from tests.support.oracle import brute_force
from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.conflict.groups import Group, groups, without
from wijkplan.models.conflict.minimal import conflict
from wijkplan.models.conflict.part import part
from wijkplan.models.problem import Precedence, Problem

SEEDS = range(120)


IMPOSSIBLE = [random_problem(seed) for seed in SEEDS if cheapest(seed)[0] is None]


def test_two_pins_and_one_crew_are_the_planted_conflict() -> None:
    """Two works of three weeks are pinned to weeks that overlap and ask the one head that there is."""
    problem = world(
        work(3, demands=(crew(),), pinned=2),
        work(3, demands=(crew(),), pinned=4),
        work(1, demands=(crew(),)),
        pools=(pool(100),),
    )
    found = conflict(problem, seconds=20)
    assert found is not None and found.minimal and found.confirmed
    assert found.works == (0, 1)
    assert found.groups == (
        Group("capacity", "pool", 0),
        Group("frozen", "activity", 0),
        Group("frozen", "activity", 1),
    )
    assert dict(found.weeks)[Group("capacity", "pool", 0)] == (4, 5)


def test_a_deadline_before_what_comes_first_is_the_planted_conflict() -> None:
    problem = world(work(2, release=3), work(2, deadline=6), precedences=(Precedence(0, 1),))
    found = conflict(problem, seconds=20)
    assert found is not None and found.minimal and found.confirmed
    assert found.groups == (
        Group("precedence", "precedence", 0),
        Group("window", "deadline", 1),
        Group("window", "release", 0),
    )


@pytest.mark.parametrize("problem", IMPOSSIBLE[:12])
def test_what_is_found_is_a_conflict_and_each_rule_of_it_is_needed_by_brute_force(problem: Problem) -> None:
    found = conflict(problem, seconds=20)
    assert found is not None and found.confirmed and found.minimal
    here = part(problem, found.works)
    kept = {g for g in groups(here.problem) if here.whole(g) in found.groups}
    others = set(groups(here.problem)) - kept
    assert brute_force(without(here.problem, others), pruned=False)[0] is None
    for one in kept:
        assert brute_force(without(here.problem, others | {one}), pruned=False)[0] is not None


def test_a_programme_with_a_plan_has_no_conflict() -> None:
    seen = 0
    for seed in range(25):
        problem = random_problem(seed)
        if cheapest(seed)[0] is not None:
            assert conflict(problem, seconds=10) is None
            seen += 1
    assert seen > 5
