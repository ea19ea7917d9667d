"""Rule ``intake``: newcomers within cohorts, seats and candidates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.worlds import HORIZON, assert_breaks, assert_holds, crew, plan, work, world
from wijkplan.models.check import judge
from wijkplan.models.problem import Cohort, Places, Problem

NOTHING = (0,) * HORIZON
SEATS = Places((0, 1), 3)


def schooling(*places: Places) -> Problem:
    """Two cohorts of at most two, in weeks 0 and 4."""
    cohorts = (Cohort(0, 0, 0, NOTHING, NOTHING, NOTHING, 2), Cohort(0, 4, 0, NOTHING, NOTHING, NOTHING, 2))
    return world(work(2, demands=(crew(100),)), cohorts=cohorts, places=places)


def test_a_cohort_takes_no_more_than_it_does() -> None:
    problem = schooling()
    placed = plan(problem, 0)
    assert_holds(problem, replace(placed, intake=(2, 2)))
    assert_breaks(problem, replace(placed, intake=(2, 3)), "intake", ("cohort 1", 4, 1))
    assert_breaks(problem, replace(placed, intake=(-1, 0)), "intake", ("cohort 0", 0, 1))


def test_seats_are_shared() -> None:
    problem = schooling(SEATS)
    placed = plan(problem, 0)
    assert_holds(problem, replace(placed, intake=(2, 1)))
    assert_breaks(problem, replace(placed, intake=(2, 2)), "intake", ("places 0", None, 1))


def test_numbers_of_other_cohorts_are_no_numbers() -> None:
    problem = schooling()
    placed = plan(problem, 0)
    assert_breaks(problem, replace(placed, intake=(1,)), "intake", ("programme", None, 1))
    assert judge(problem, placed).feasible  # nothing said: nobody


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"places": (Places((2,), 1),)}, "places 0"),
        ({"cohorts": (Cohort(1, 0, 0, NOTHING, NOTHING, NOTHING, 2),)}, "cohort 0: pool 1"),
        ({"cohorts": (Cohort(0, 0, 0, (0,), NOTHING, NOTHING, 2),)}, f"cohort 0: needs {HORIZON}"),
        ({"cohorts": (Cohort(0, 3, 0, (5, *NOTHING[1:]), NOTHING, NOTHING, 2),)}, "before its week 3"),
    ],
)
def test_a_problem_that_does_not_fit_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(schooling(), **wrong)  # type: ignore[arg-type]
