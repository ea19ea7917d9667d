"""What a problem is checked for when it is made of another one: what both share need not be looked at again, what
differs is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.mutant import with_activity
from tests.support.random_problem import random_problem
from wijkplan.models.problem import Problem


@pytest.fixture(scope="module")
def problem() -> Problem:
    return random_problem(3)


def test_work_that_changed_is_looked_at_again(problem: Problem) -> None:
    mode = problem.activities[0].modes[0]
    with pytest.raises(ValueError, match="activity 0 mode 0: negative duration"):
        with_activity(problem, 0, modes=(replace(mode, duration=-1),))


def test_all_work_is_looked_at_again_where_there_are_fewer_people_to_do_it(problem: Problem) -> None:
    assert replace(problem, priced=frozenset()).activities == problem.activities
    with pytest.raises(ValueError, match="does not fit"):
        replace(problem, pools=())


def test_what_is_refused_is_not_taken_for_right(problem: Problem) -> None:
    wrong = replace(problem.activities[0], modes=(replace(problem.activities[0].modes[0], labour=-1),))
    for _ in range(2):
        with pytest.raises(ValueError, match="negative duration or euros"):
            replace(problem, activities=(wrong, *problem.activities[1:]))
