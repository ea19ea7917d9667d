"""Rule ``capacity``: per week a pool supplies at most its heads after its reserve."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.worlds import HORIZON, assert_breaks, assert_holds, crew, plan, pool, tender, work, world
from wijkplan.models.problem import Allowed, Calendar, Pattern, Project, Source

TWO = (work(2, demands=(crew(100),)), work(2, demands=(crew(50),)))


def test_together_within_the_heads() -> None:
    problem = world(*TWO, pools=(pool(150),))
    assert_holds(problem, plan(problem, 0, 0))


def test_the_reserve_is_kept_free() -> None:
    # floor(150 x 0.67) = 100 may be planned; in week 1 both work: 150 is 50 too much.
    problem = world(*TWO, pools=(pool(150, reserve=33),))
    assert_breaks(problem, plan(problem, 0, 1), "capacity", ("pool 0", 1, 50))
    assert_holds(problem, plan(problem, 0, 2))


def test_a_closed_week_needs_no_heads() -> None:
    # Nobody is there in week 1, which is closed; the work of week 0 ends in week 2.
    closed = Calendar((100, 0, *(100,) * (HORIZON - 2)))
    away = pool((100, 0, *(100,) * (HORIZON - 2)))
    problem = world(work(2, demands=(crew(100),)), calendars=(closed,), pools=(away,))
    assert_holds(problem, plan(problem, 0))
    # In an open week it does need them, all of them, even when the week is short.
    short = replace(problem, calendars=(Calendar((100, 10, *(100,) * (HORIZON - 2))),))
    assert_breaks(short, plan(short, 0), "capacity", ("pool 0", 1, 100))


@pytest.mark.parametrize("source", [Source.LENT, Source.CONSORTIUM])
def test_heads_used_elsewhere_count(source: Source) -> None:
    # Pool 1 supplies 60 to its own work and 60 elsewhere: 20 more than it has.
    problem = world(
        work(demands=(crew(60, Pattern(None, 0, source, 1, 60)),)),
        work(project=1, demands=(crew(60, Pattern(1, 60)),)),
        projects=(Project(0, 0, 0, tendered=True), Project(0, 1, 0, tendered=True)),
        pools=(pool(), pool(100, employer=1, lendable=100, consent=True, legal_basis=True)),
        tenders=(tender((0, 1)),),
        allowed=Allowed(lent=True, consortium=True, combined=True),
    )
    assert_breaks(problem, plan(problem, 0, 0, tenders=[(0, 0)]), "capacity", ("pool 1", 0, 20))
    assert_holds(problem, plan(problem, 0, 1, tenders=[(0, 0)]))
