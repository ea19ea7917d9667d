"""Rule ``frozen``: pinned work starts in its week."""

from __future__ import annotations

from tests.support.worlds import assert_breaks, assert_holds, plan, work, world


def test_pinned_work_stays() -> None:
    problem = world(work(pinned=3))
    assert_holds(problem, plan(problem, 3))
    assert_breaks(problem, plan(problem, 1), "frozen", ("activity 0", 1, 2))
    assert_breaks(problem, plan(problem, 4), "frozen", ("activity 0", 4, 1))


def test_unpinned_it_is_free() -> None:
    problem = world(work())
    assert_holds(problem, plan(problem, 1))
