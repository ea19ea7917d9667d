"""Rule ``tender``: every tendered project is in exactly one chosen tender of the list."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import assert_breaks, assert_holds, plan, tender, work, world
from wijkplan.models.check import judge
from wijkplan.models.problem import Allowed, Client, Project

# Projects 0 and 1 are tendered, project 2 has a contract. Tenders: 0 = project 0, 1 = project 1, 2 = both.
THREE = world(
    work(),
    work(project=1),
    work(project=2),
    projects=(Project(0, 0, 0, tendered=True), Project(0, 0, 0, tendered=True), Project(0, 0, 0)),
    tenders=(tender((0,)), tender((1,)), tender((0, 1))),
    clients=(Client(desk=9),),
    allowed=Allowed(combined=True),
)


def test_apart_or_together() -> None:
    assert_holds(THREE, plan(THREE, 0, 0, 0, tenders=[(0, 0), (1, 0)]))
    assert_holds(THREE, plan(THREE, 0, 0, 0, tenders=[(2, 0)]))


def test_in_no_tender_or_in_two() -> None:
    assert_breaks(THREE, plan(THREE, 0, 0, 0, tenders=[(1, 0)]), "tender", ("project 0", None, 1))
    assert_breaks(THREE, plan(THREE, 0, 0, 0, tenders=[(2, 0), (1, 0)]), "tender", ("project 1", None, 1))


def test_the_same_tender_twice() -> None:
    doubled = plan(THREE, 0, 0, 0, tenders=[(0, 0), (0, 0), (1, 0)])
    assert_breaks(THREE, doubled, "tender", ("tender 0", None, 1), ("project 0", None, 1))


def test_a_tender_that_is_no_candidate() -> None:
    unknown = plan(THREE, 0, 0, 0, tenders=[(2, 0), (3, 1)])
    assert_breaks(THREE, unknown, "tender", ("tender 3", 1, 1))
    assert judge(THREE, unknown).objective is None


def test_combined_only_where_allowed() -> None:
    problem = replace(THREE, allowed=Allowed())
    assert_breaks(problem, plan(problem, 0, 0, 0, tenders=[(2, 0)]), "tender", ("tender 2", None, 1))


def test_a_barred_tender_is_never_chosen() -> None:
    problem = replace(THREE, tenders=(replace(THREE.tenders[0], barred=True), *THREE.tenders[1:]))
    assert_breaks(problem, plan(problem, 0, 0, 0, tenders=[(0, 0), (1, 0)]), "tender", ("tender 0", None, 1))
    assert_holds(problem, plan(problem, 0, 0, 0, tenders=[(2, 0)]))
