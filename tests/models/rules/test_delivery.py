"""Rule ``delivery``: equal delivery: the same work by the same week, with no more burden and no more broken rests."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import assert_breaks, assert_holds, dig, plan, street, work, world
from wijkplan.models.problem import District, Project


def test_finished_by_the_due_week() -> None:
    problem = world(work(2), districts=(District(0, due=4),))
    assert_holds(problem, plan(problem, 2))
    assert_breaks(problem, plan(problem, 3), "delivery", ("activity 0", 5, 1))


def test_each_project_by_its_own_week() -> None:
    projects = (Project(0, 0, 0, due=4), Project(0, 0, 0))
    problem = world(work(2), work(2, project=1), projects=projects, districts=(District(0, due=6),))
    assert_holds(problem, plan(problem, 2, 4))
    assert_breaks(problem, plan(problem, 3, 4), "delivery", ("activity 0", 5, 1))


def test_no_district_bears_more() -> None:
    # Each street is open for 2 weeks at 3 euros, and the first is closed in week 0 and reopened at once.
    streets = (street(0, burden=3, rest=4, rest_price=1, closed=0), street(1, burden=3, district=1))
    problem = world(
        dig(2), dig(2), streets=streets, districts=(District(0, max_burden=6, max_broken_rests=1), District(0))
    )
    assert_holds(problem, plan(problem, 0, 0))
    tighter = replace(problem, districts=(District(0, max_burden=4, max_broken_rests=0), District(0, max_burden=6)))
    assert_breaks(tighter, plan(problem, 0, 0), "delivery", ("district 0", None, 2), ("district 0", None, 1))


def test_burden_no_worse() -> None:
    # Open in weeks [0, 2) and [5, 7): 4 weeks x 3 euros = 12.
    problem = world(dig(2), dig(2), streets=(street(0, 1, burden=3),), max_burden=12)
    assert_holds(problem, plan(problem, 0, 5))
    assert_breaks(replace(problem, max_burden=10), plan(problem, 0, 5), "delivery", ("programme", None, 2))


def test_broken_rests_no_more() -> None:
    # Closed in week 0 and reopened at once, then after two weeks again: two broken rests of three weeks.
    problem = world(dig(), dig(), streets=(street(0, 1, rest=3, rest_price=5, closed=0),), max_broken_rests=2)
    assert_holds(problem, plan(problem, 0, 3))
    assert_breaks(replace(problem, max_broken_rests=0), plan(problem, 0, 3), "delivery", ("programme", None, 2))
