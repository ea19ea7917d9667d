"""Runs of the encoding: what they return, and that they say so honestly."""

from __future__ import annotations

import pytest

from tests.support.worlds import crew, plan, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import full, improve, prove
from wijkplan.models.outcome import Event
from wijkplan.models.problem import Problem, Project
from wijkplan.models.windows import NoWindow


@pytest.fixture
def queue() -> Problem:
    """Four weeks of work for one crew, each activity a project of its own; a week of delay of project p costs p + 1
    euros.

    Best is the dearest first: 4 x 1 + 3 x 2 + 2 x 3 + 1 x 4 = 20.
    """
    activities = (work(project=p, demands=(crew(100),)) for p in range(4))
    projects = tuple(Project(0, 0, 0, delay_price=p + 1) for p in range(4))
    return world(*activities, projects=projects, pools=(pool(100),))


def test_prove(queue: Problem) -> None:
    assert prove(queue) == ("optimal", 20, plan(queue, 3, 2, 1, 0))


def test_prove_says_infeasible() -> None:
    """Two weeks of work for one crew, in one week: no window is empty, but there is no plan."""
    problem = world(work(demands=(crew(100),)), work(demands=(crew(100),)), horizon=1, pools=(pool(100, 1),))
    assert prove(problem) == ("infeasible", None, None)


def test_prove_says_infeasible_when_a_window_is_empty() -> None:
    assert prove(world(work(2, deadline=1))) == ("infeasible", None, None)


def test_prove_says_unknown_without_time(queue: Problem) -> None:
    assert prove(queue, seconds=0.0) == ("unknown", None, None)


def test_improve_moves_only_what_is_free(queue: Problem) -> None:
    """Activities 0 and 3 swap places; 1 and 2 stay in weeks 1 and 2: 4 x 1 + 2 x 2 + 3 x 3 + 1 x 4 = 21."""
    found = improve(queue, plan(queue, 0, 1, 2, 3), frozenset({0, 3}), seconds=10, seed=1)
    assert found == plan(queue, 3, 1, 2, 0)
    assert judge(queue, found).objective == 21


def test_improve_is_deterministic_with_a_work_limit(queue: Problem) -> None:
    runs = [
        improve(queue, plan(queue, 0, 1, 2, 3), frozenset(range(4)), seconds=60, seed=3, work=0.001) for _ in range(2)
    ]
    assert runs[0] == runs[1]


def test_full_reports_its_progress(queue: Problem) -> None:
    events: list[Event] = []
    found = full(queue, plan(queue, 0, 1, 2, 3), seconds=10, seed=1, workers=1, on_event=events.append)
    assert found == (plan(queue, 3, 2, 1, 0), 20, 20)
    assert [event.seconds for event in events] == sorted(event.seconds for event in events)
    assert {event.source for event in events} == {"cpsat"}
    assert (events[-1].objective, events[-1].bound, events[-1].gap) == (20, 20, 0)


def test_full_keeps_the_incumbent_without_time(queue: Problem) -> None:
    """Weeks 0 to 3 in ascending price: 1 x 1 + 2 x 2 + 3 x 3 + 4 x 4 = 30."""
    incumbent = plan(queue, 0, 1, 2, 3)
    found, objective, bound = full(queue, incumbent, seconds=0.0, seed=1, workers=1, on_event=lambda _: None)
    assert (found, objective) == (incumbent, 30)
    assert bound is None or bound <= 20


def test_full_without_any_plan() -> None:
    problem = world(work(demands=(crew(100),)), work(demands=(crew(100),)), horizon=1, pools=(pool(100, 1),))
    assert full(problem, None, seconds=10, seed=1, workers=1, on_event=lambda _: None) == (None, None, None)


def test_full_names_the_activity_without_a_window() -> None:
    with pytest.raises(NoWindow) as caught:
        full(world(work(), work(2, deadline=1)), None, seconds=10, seed=1, workers=1, on_event=lambda _: None)
    assert (caught.value.activity, caught.value.rule) == (1, "window")
