"""Rule ``precedence``: minimum and maximum lags between starts and ends hold."""

from __future__ import annotations

import pytest

from tests.support.worlds import assert_breaks, assert_holds, plan, work, world
from wijkplan.models.problem import Link, Precedence, Problem


def linked(link: Link, min_lag: int = 0, max_lag: int | None = None) -> Problem:
    """Activity 0 of two weeks before activity 1 of three weeks."""
    return world(work(2), work(3), precedences=(Precedence(0, 1, link, min_lag, max_lag),))


# With activity 0 in weeks [1, 3) and activity 1 in [start, start + 3), the lags are:
#   finish-start start - 3, start-start start - 1, finish-finish start + 3 - 3, start-finish start + 3 - 1.
@pytest.mark.parametrize(
    ("link", "lag_at_week_4"),
    [(Link.FINISH_START, 1), (Link.START_START, 3), (Link.FINISH_FINISH, 4), (Link.START_FINISH, 6)],
)
def test_every_link_measures_its_own_ends(link: Link, lag_at_week_4: int) -> None:
    problem = linked(link, lag_at_week_4, lag_at_week_4)
    assert_holds(problem, plan(problem, 1, 4))
    assert_breaks(problem, plan(problem, 1, 3), "precedence", ("precedence 0", 3, 1))
    assert_breaks(problem, plan(problem, 1, 5), "precedence", ("precedence 0", 5, 1))


def test_without_a_maximum_it_may_wait() -> None:
    problem = linked(Link.FINISH_START, 1)
    assert_holds(problem, plan(problem, 0, 5))


def test_a_negative_lag_allows_overlap() -> None:
    # Activity 1 may start one week before activity 0 ends, not two.
    problem = linked(Link.FINISH_START, -1)
    assert_holds(problem, plan(problem, 2, 3))
    assert_breaks(problem, plan(problem, 2, 2), "precedence", ("precedence 0", 2, 1))
