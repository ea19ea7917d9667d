"""Term ``labour``: the chosen modes, whoever supplies them and whenever."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import assert_term, plan, world
from wijkplan.models.check import judge
from wijkplan.models.problem import Activity, Mode


def test_the_chosen_modes_are_added_up() -> None:
    slow, fast = Mode(3, labour=300), Mode(1, labour=450)
    problem = world(Activity(0, (slow, fast)), Activity(0, (slow, fast)))
    # 300 + 450; moving the work costs no labour.
    assert_term(problem, plan(problem, 0, 0, modes={1: 1}), "labour", 750)
    assert_term(problem, plan(problem, 5, 4, modes={1: 1}), "labour", 750)


def test_the_cheapest_modes_are_fixed_cost() -> None:
    problem = world(Activity(0, (Mode(3, labour=300), Mode(1, labour=450))))
    verdict = judge(problem, plan(problem, 0, modes={0: 1}))
    assert (verdict.objective, verdict.fixed, verdict.decidable) == (450, 300, 150)
    # Where labour is not priced, it is no part of the objective and nothing of it is fixed.
    verdict = judge(replace(problem, priced=frozenset({"delay"})), plan(problem, 0, modes={0: 1}))
    assert (verdict.terms["labour"], verdict.objective, verdict.fixed) == (450, 0, 0)
