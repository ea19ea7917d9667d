"""Rule ``ready``: nothing starts before its prerequisites are met; materials taken never exceed deliveries."""

from __future__ import annotations

from tests.support.worlds import assert_breaks, assert_holds, plan, work, world
from wijkplan.models.problem import Reservoir


def test_permit_comes_first() -> None:
    # The permit is there in week 3.
    problem = world(work(ready=3))
    assert_holds(problem, plan(problem, 3))
    assert_breaks(problem, plan(problem, 1), "ready", ("activity 0", 1, 2))


def test_materials_are_delivered_before_they_are_used() -> None:
    # One station in weeks 0-3, three from week 4. Activities take 1 and 2.
    problem = world(work(), work(), deliveries=(Reservoir((1, 1, 1, 1, 3, 3, 3, 3), ((0, 1), (1, 2))),))
    assert_holds(problem, plan(problem, 0, 4))
    # In weeks 2 and 3 three are taken of the one that is there.
    assert_breaks(problem, plan(problem, 0, 2), "ready", ("delivery 0", 2, 2), ("delivery 0", 3, 2))


def test_more_deliveries_make_it_fit() -> None:
    problem = world(work(), work(), deliveries=(Reservoir((1, 1, 3, 3, 3, 3, 3, 3), ((0, 1), (1, 2))),))
    assert_holds(problem, plan(problem, 0, 2))
