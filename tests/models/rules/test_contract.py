"""Rule ``contract``: a lot takes at most its contract period."""

from __future__ import annotations

from tests.support.worlds import assert_breaks, assert_holds, plan, tender, work, world
from wijkplan.models.problem import Allowed, Problem, Project


def bought(*lots: tuple[int, ...], period: int) -> Problem:
    return world(
        work(2),
        work(2, project=1),
        projects=(Project(0, 0, 0, tendered=True),) * 2,
        tenders=(tender(*lots, period=period),),
        allowed=Allowed(combined=True),
    )


def test_first_start_to_last_end() -> None:
    # From week 1 to week 6: 5 weeks.
    problem = bought((0, 1), period=5)
    assert_holds(problem, plan(problem, 1, 4, tenders=[(0, 0)]))


def test_too_long() -> None:
    problem = bought((0, 1), period=3)
    assert_breaks(problem, plan(problem, 1, 4, tenders=[(0, 0)]), "contract", ("tender 0", 6, 2))


def test_every_lot_has_its_own_period() -> None:
    problem = bought((0,), (1,), period=3)
    assert_holds(problem, plan(problem, 1, 4, tenders=[(0, 0)]))
