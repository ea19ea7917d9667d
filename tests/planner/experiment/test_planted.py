"""Planted outcomes: a known saving, a known negligible one and a forced combination known to be dearer are decided,
and decided correctly."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.support.oracle import brute_force
from tests.support.planted import JOINED_SAVES, Planted, planted
from wijkplan.models.outcome import Settings
from wijkplan.planner.experiment.compare import Compared, compare
from wijkplan.planner.experiment.comparison_types import Forced, Silent
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.experiment.forced_groups import Difference, difference
from wijkplan.planner.experiment.savings import Moved, savings
from wijkplan.planner.plan.variants import BUNDLED, QUESTIONS, SHARED, Question, all_in, in_variant
from wijkplan.planner.record import Saving

WORK = 10_000  # a hundred steps of the bound


@cache
def compared(seed: int, pairs: int, gain: int, street: bool = False, forced: bool = False) -> tuple[Planted, Compared]:
    """What is planted and its comparison, with the first pair forced where that is asked."""
    world = planted(seed, pairs, gain, street)
    return world, compare(
        world.problem,
        (26,) * len(world.problem.activities),
        real_engine(),
        Settings(seed=1, work=WORK),
        Silent(),
        lambda: False,
        world.pairs[:1] if forced else (),
    )


def saving(found: Compared, question: Question, source: str, to: str) -> Saving:
    moved = [Moved(t.source, t.to, t.euros) for t in found.transfers if t.question == question]
    rows = savings(question, {run.variant: run.figure for run in found.runs if run.question == question}, moved)
    return next(row for row in rows if (row.source, row.to) == (source, to))


def said(one: Forced) -> Difference:
    first, second = (None if swap is None else swap.euros for swap in one.swaps)
    return difference(one.together.figure, one.apart.figure, (first, second))


@pytest.mark.parametrize(("gain", "street"), [(3_000, False), (500, True), (-400, True), (-3_000, False), (5, False)])
def test_the_plant_is_what_it_says(gain: int, street: bool) -> None:
    """Brute force on one pair, in a shorter world: the arithmetic of the generator is right."""
    world = planted(1, 1, gain, street)
    cut = replace(
        world.problem, activities=tuple(replace(a, release=30, deadline=38) for a in world.problem.activities)
    )
    costs = [brute_force(in_variant(all_in(cut), variant))[0] for variant in (SHARED, BUNDLED)]
    assert costs[0] is not None and costs[1] is not None
    assert costs[0] - costs[1] == world.saving


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(("pairs", "gain", "street"), [(1, 3_000, False), (6, 1_500, False), (4, 500, True)])
def test_a_known_saving_is_proven(question: str, pairs: int, gain: int, street: bool) -> None:
    world, found = compared(3, pairs, gain, street)
    for source, to in (("aligned", "combined"), ("shared", "bundled"), ("aligned", "bundled"), ("streets", "bundled")):
        row = saving(found, question, source, to)
        assert row.low <= world.saving <= (row.high or 0)
        assert row.word == "proven"


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_known_negligible_saving_is_called_negligible(question: str) -> None:
    world, found = compared(4, 5, 0)
    for source, to in (("aligned", "combined"), ("aligned", "shared"), ("shared", "bundled")):
        row = saving(found, question, source, to)
        assert (row.low, row.word) == (0, "negligible")
        assert row.high is not None and row.high >= world.saving == 0


def test_a_small_certain_saving_is_proven_not_negligible() -> None:
    """Five euros a pair are little, but more than nothing: a certified low end above zero goes before the size."""
    _, found = compared(5, 4, 5)
    row = saving(found, "equal_delivery", "aligned", "combined")
    assert (row.low, row.high, row.word) == (20, 20, "proven")


@pytest.mark.parametrize(
    ("gain", "street", "word"),
    [
        (-3_000, False, "proven dearer"),
        (
            -JOINED_SAVES - 900,
            True,
            "proven dearer",
        ),  # what the shared opening saves does not make up for the procedure
        (-JOINED_SAVES + 900, True, "proven cheaper"),
        (2_500, False, "proven cheaper"),
        (0, False, "negligible"),
        (-20, False, "negligible"),
    ],
)
def test_a_forced_combination_is_held_against_separate_tenders(gain: int, street: bool, word: str) -> None:
    world, found = compared(7, 3, gain, street, True)
    assert [one.question for one in found.forced] == list(QUESTIONS)
    for one in found.forced:
        row = said(one)
        assert row.low is not None and row.high is not None
        assert row.low <= world.difference <= row.high
        if word != "negligible" or world.difference == 0:
            assert row.word == word


def test_a_dearer_combination_never_makes_the_variants_dearer() -> None:
    """What is forced is a question of its own: *bundled* still buys separately where that is cheaper."""
    _, found = compared(7, 3, -3_000, False, True)
    assert found.run("equal_delivery", "bundled").cost == found.run("equal_delivery", "aligned").cost
    assert {one.together.status for one in found.forced} <= {"optimal", "feasible"}
    (first, *_) = found.forced
    assert first.together.cost == (first.apart.cost or 0) + 3_000
