"""Rule ``nonrenewable``: what modes consume of a resource stays within its amount."""

from __future__ import annotations

from tests.support.worlds import assert_breaks, assert_holds, plan, world
from wijkplan.models.problem import Activity, Mode, Problem


def consuming(*amounts: int) -> Problem:
    """Two activities; slow mode 0 consumes nothing, fast mode 1 takes (2, 1)."""
    modes = (Mode(2, consumption=(0, 0)), Mode(1, consumption=(2, 1)))
    return world(Activity(0, modes), Activity(0, modes), nonrenewables=amounts)


def test_one_fast_mode_fits() -> None:
    problem = consuming(2, 1)
    assert_holds(problem, plan(problem, 0, 0, modes={0: 1}))


def test_two_do_not() -> None:
    # 2 x (2, 1) of (3, 2): one unit of the first is missing.
    problem = consuming(3, 2)
    assert_breaks(problem, plan(problem, 0, 0, modes={0: 1, 1: 1}), "nonrenewable", ("resource 0", None, 1))
    problem = consuming(4, 2)
    assert_holds(problem, plan(problem, 0, 0, modes={0: 1, 1: 1}))
