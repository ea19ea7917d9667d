"""Term ``procurement``: every chosen tender."""

from __future__ import annotations

from tests.support.worlds import assert_term, plan, tender, work, world
from wijkplan.models.problem import Allowed, Project


def test_one_procedure_or_two() -> None:
    problem = world(
        work(),
        work(project=1),
        projects=(Project(0, 0, 0, tendered=True),) * 2,
        tenders=(tender((0,), procurement=10), tender((1,), procurement=11), tender((0,), (1,), procurement=15)),
        allowed=Allowed(combined=True),
    )
    assert_term(problem, plan(problem, 0, 0, tenders=[(0, 0), (1, 0)]), "procurement", 21)
    assert_term(problem, plan(problem, 0, 0, tenders=[(2, 0)]), "procurement", 15)
