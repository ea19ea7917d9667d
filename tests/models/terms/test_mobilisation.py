"""Term ``mobilisation``: once per lot; of projects with their own contract the same in every plan."""

from __future__ import annotations

from tests.support.worlds import HORIZON, assert_term, plan, tender, work, world
from wijkplan.models.check import judge
from wijkplan.models.problem import Allowed, Lot, Project, Tender


def test_lots_and_own_contracts() -> None:
    # Project 2 has its own contract (7). Apart: 20 + 30; together 35.
    problem = world(
        work(),
        work(project=1),
        work(project=2),
        projects=(Project(0, 0, 0, tendered=True), Project(0, 0, 0, tendered=True), Project(0, 0, 0, mobilisation=7)),
        tenders=(
            Tender((Lot((0,), HORIZON, 20),), (0,)),
            Tender((Lot((1,), HORIZON, 30),), (0,)),
            Tender((Lot((0, 1), HORIZON, 35),), (0,)),
        ),
        allowed=Allowed(combined=True),
    )
    apart, together = plan(problem, 0, 0, 0, tenders=[(0, 0), (1, 0)]), plan(problem, 0, 0, 0, tenders=[(2, 0)])
    assert_term(problem, apart, "mobilisation", 57)
    assert_term(problem, together, "mobilisation", 42)
    verdict = judge(problem, together)
    assert (verdict.objective, verdict.fixed, verdict.decidable) == (42, 7, 35)


def test_what_a_tendered_project_would_cost_alone_does_not_count() -> None:
    problem = world(work(), projects=(Project(0, 0, 0, tendered=True, mobilisation=99),), tenders=(tender((0,)),))
    assert_term(problem, plan(problem, 0, tenders=[(0, 0)]), "mobilisation", 0)
