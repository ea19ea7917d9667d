"""Rule ``lead``: preparation, publication, lead time, then work; a desk place during preparation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.worlds import assert_breaks, assert_holds, plan, tender, work, world
from wijkplan.models.problem import Client, Problem, Project


def tendered(desk: int = 1, **fields: Any) -> Problem:
    """Two projects of one client, each with its own tender: 2 weeks of preparation, 1 week of lead time."""
    return world(
        work(),
        work(project=1),
        projects=(Project(0, 0, 0, tendered=True),) * 2,
        tenders=(tender((0,), preparation=2, lead=1), tender((1,), preparation=2, lead=1)),
        clients=(Client(desk),),
        **fields,
    )


def test_prepare_publish_wait_work() -> None:
    # Prepared in weeks [0, 2) and [2, 4), published in 2 and 4, work from 3 and 5.
    problem = tendered()
    assert_holds(problem, plan(problem, 3, 5, tenders=[(0, 2), (1, 4)]))


def test_work_before_the_lead_time_is_over() -> None:
    problem = tendered()
    assert_breaks(problem, plan(problem, 2, 6, tenders=[(0, 2), (1, 4)]), "lead", ("activity 0", 2, 1))


def test_publication_before_it_is_prepared() -> None:
    problem = tendered()
    assert_breaks(problem, plan(problem, 3, 6, tenders=[(0, 1), (1, 4)]), "lead", ("tender 0", 1, 1))


def test_one_desk_place_prepares_one_tender_at_a_time() -> None:
    # Prepared in weeks [0, 2) and [1, 3): in week 1 the one place is needed twice.
    problem = tendered()
    both = plan(problem, 3, 5, tenders=[(0, 2), (1, 3)])
    assert_breaks(problem, both, "lead", ("client 0", 1, 1))
    assert_holds(tendered(desk=2), both)


def test_places_that_others_have_are_not_there() -> None:
    # Prepared in weeks [0, 2) and [2, 4); of two places others have one in week 1, then both in week 3.
    problem = tendered(desk=2)
    early = plan(problem, 3, 5, tenders=[(0, 2), (1, 4)])
    weeks = problem.horizon
    assert_holds(replace(problem, clients=(Client(2, (0, 1) + (0,) * (weeks - 2)),)), early)
    full = replace(problem, clients=(Client(2, (0, 1, 0, 2) + (0,) * (weeks - 4)),))
    assert_breaks(full, early, "lead", ("client 0", 3, 1))


def test_a_combined_tender_occupies_the_desk_of_each_client() -> None:
    problem = world(
        work(),
        projects=(Project(0, 0, 0, tendered=True),),
        tenders=(tender((0,), preparation=1, clients=(0, 1)),),
        clients=(Client(1), Client(0)),
    )
    assert_breaks(problem, plan(problem, 1, tenders=[(0, 1)]), "lead", ("client 1", 0, 1))


def test_nothing_is_published_in_a_closed_week() -> None:
    # Week 2 is closed, so the first of the two is published in week 3 or later; its lead time runs on through closed
    # weeks.
    problem = tendered(desk=2)
    shut = replace(problem, tenders=(replace(problem.tenders[0], closed=frozenset({2, 4})), problem.tenders[1]))
    assert_breaks(shut, plan(shut, 3, 5, tenders=[(0, 2), (1, 4)]), "lead", ("tender 0", 2, 1))
    assert_holds(shut, plan(shut, 4, 5, tenders=[(0, 3), (1, 4)]))
    assert (shut.tenders[0].open_week(0), shut.tenders[0].open_week(4), shut.tenders[0].earliest) == (3, 5, 4)


def test_closed_weeks_lie_in_the_horizon() -> None:
    with pytest.raises(ValueError, match="tender 0: closed weeks"):
        world(work(), projects=(Project(0, 0, 0, tendered=True),), tenders=(tender((0,), closed=frozenset({8})),))
