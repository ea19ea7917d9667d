"""The market scenario: two sewers of 54,000 euros in one lot, and what is left of combining at less than the whole
effect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planner.record.rows import result
from tests.planner.small import plan, problem
from tests.planner.tenders.dossier.chosen import TWO_SEWERS, plan_with
from wijkplan.models.problem import Position
from wijkplan.planner.compile import compile
from wijkplan.planner.record import ScenarioEuros, ScenarioSaving
from wijkplan.planner.results.scenario import Effects, effects, left

COMPILED = compile(TWO_SEWERS)


@pytest.mark.parametrize(
    ("effect", "market", "coordination", "falls_away"),
    [(100, 2_160, 2_700, 0), (50, 1_080, 1_350, 1_920), (0, 0, 0, 3_840)],
)
def test_the_effect_scales_what_combining_costs_and_what_it_saves(
    effect: int, market: int, coordination: int, falls_away: int
) -> None:
    # 2 % of 108,000 and 5 % of 54,000; one set of four crews less to bring in: 4 x 16 hours x 60 euros.
    found = effects(COMPILED.problem, COMPILED.names, plan_with(COMPILED, "undivided:A+B"), effect)
    assert found == Effects(market, coordination, 3_840, falls_away)


def test_separate_tenders_have_no_effects() -> None:
    assert effects(COMPILED.problem, COMPILED.names, plan_with(COMPILED, "single:A"), 0) == Effects(0, 0, 0, 0)


def test_joined_digs_save_against_the_same_digs_alone() -> None:
    # Alone 100 + 7 a dig; joined 80 + 4 and 90 + 5: 23 and 12 less.
    base, staged = problem(), plan(2, 6)
    modes = [a.modes[0] for a in base.activities]
    joined = [
        replace(modes[0], position=Position.FIRST, labour=80, opening=4),
        replace(modes[1], position=Position.LAST, labour=90, opening=5),
    ]
    activities = tuple(replace(a, modes=(*a.modes, mode)) for a, mode in zip(base.activities, joined, strict=True))
    placements = tuple(replace(p, mode=1) for p in staged.placements)
    found = effects(replace(base, activities=activities), COMPILED.names, replace(staged, placements=placements), 0)
    assert (found.shared_operations, found.falls_away) == (35, 35)


def test_what_is_left_is_the_difference_of_the_plans_with_the_scenario_on_both_sides() -> None:
    # 100 - 70 = 30 between the plans; the wider one has 5 + 6 + 7 on top, the narrower one 4: 30 - 18 + 4.
    narrow = ScenarioEuros(
        question="all_in", variant="aligned", market=0, coordination=0, shared_operations=9, falls_away=4
    )
    wide = ScenarioEuros(
        question="all_in", variant="combined", market=5, coordination=6, shared_operations=9, falls_away=7
    )
    found = left([narrow, wide], [result("all_in", "aligned", 100), result("all_in", "combined", 70)], "streets")
    assert found == (ScenarioSaving(question="all_in", source="aligned", to="combined", plans_eur=30, left_eur=16),)
