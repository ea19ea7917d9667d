"""What a neighbourhood keeps and what it leaves open."""

from __future__ import annotations

import pytest

from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import dig, plan, street, tender, work, world
from wijkplan.models.check import judge
from wijkplan.models.cpsat.hints import values
from wijkplan.models.cpsat.model import encode
from wijkplan.models.cpsat.scope import Scope
from wijkplan.models.cpsat.solve import improve, prove
from wijkplan.models.plan import Publication
from wijkplan.models.problem import Mode, Project

SEEDS = [seed for seed in range(80) if cheapest(seed)[1] is not None]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_free_reproduces_the_objective(seed: int) -> None:
    problem, best = random_problem(seed), cheapest(seed)[1]
    assert best is not None
    encoding = encode(Scope(problem, frozenset(), best))
    assert encoding.cost(values(encoding, best)) == judge(problem, best).objective
    assert improve(problem, best, frozenset(), seconds=10, seed=1) == best


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_free_is_the_whole_problem(seed: int) -> None:
    problem = random_problem(seed)
    worst = cheapest(seed)[1]
    assert worst is not None
    found = improve(problem, worst, frozenset(range(len(problem.activities))), seconds=10, seed=1, free_tenders=True)
    assert found is not None
    assert judge(problem, found).objective == prove(problem)[1]


def test_work_that_is_kept_needs_a_place() -> None:
    problem = world(work(), work())
    with pytest.raises(ValueError, match=r"activities \[1\] are neither free nor placed"):
        Scope(problem, frozenset({0}))


def test_a_joint_is_open_only_between_free_digs() -> None:
    problem = world(dig(), dig(), dig(), streets=(street(0, 1, 2),))
    incumbent = plan(problem, 0, 1, 2)
    assert Scope(problem, frozenset({0, 1}), incumbent).joined == {(0, 0): None, (0, 1): False}
    assert Scope(problem, frozenset({0, 1}), incumbent, free_joins=False).joined == {(0, 0): False, (0, 1): False}


def test_digs_of_different_contracts_cannot_be_joined() -> None:
    problem = world(dig(), dig(project=1), streets=(street(0, 1),))
    assert Scope.whole(problem).joined == {(0, 0): False}


def test_a_tender_is_open_when_all_its_projects_have_free_work() -> None:
    """Projects 0 and 1 are bought together, 2 alone; of 1 only one of two activities is free, of 2 none."""
    problem = world(
        *(work(project=p) for p in (0, 1, 1, 2)),
        projects=(Project(0, 0, 0, tendered=True),) * 3,
        tenders=(tender((0,)), tender((1,)), tender((2,)), tender((0, 1)), tender((1, 2))),
    )
    incumbent = plan(problem, 0, 0, 0, 0, tenders=((3, 0), (2, 0)))
    both = Scope(problem, frozenset({0, 1}), incumbent)
    assert both.open_projects == {0, 1}
    assert both.candidates == (0, 1)  # this variant does not allow combined tenders
    assert both.kept == (2,)
    assert Scope(problem, frozenset({0, 3}), incumbent).open_projects == {2}
    assert Scope(problem, frozenset({0, 1}), incumbent, free_tenders=False).kept == (2, 3)


def test_a_window_bounds_the_move() -> None:
    """Being late costs 5 a week; from week 6 the work can come forward two weeks, although week 0 is free."""
    problem = world(work(), projects=(Project(0, 0, 0, delay_price=5),))
    found = improve(problem, plan(problem, 6), frozenset({0}), seconds=10, seed=1, window=2)
    assert found == plan(problem, 4)


def test_a_neighbour_that_stays_bounds_the_free_one() -> None:
    """Digs of a street: the first one stays in week 2, so the second one starts no sooner than week 3."""
    problem = world(dig(), dig(), streets=(street(0, 1),), projects=(Project(0, 0, 0, delay_price=50),))
    found = improve(problem, plan(problem, 2, 6), frozenset({1}), seconds=10, seed=1)
    assert found == plan(problem, 2, 3)


def test_publication_moves_with_free_work() -> None:
    """Tender published in week 4 for work in week 6 (lead 2): both come forward, to the end of the preparation in week
    1."""
    problem = world(
        work(),
        projects=(Project(0, 0, 0, tendered=True, delay_price=5),),
        tenders=(tender((0,), preparation=1, lead=2),),
    )
    found = improve(problem, plan(problem, 6, tenders=((0, 4),)), frozenset({0}), seconds=10, seed=1)
    assert found is not None
    assert found.placements[0].start == 3
    assert found.tenders == (Publication(0, 1),)


def test_modes_of_free_work_may_change() -> None:
    problem = world(work(labour=9), work(labour=9))
    slow_and_cheap = Mode(3, labour=4)
    activities = tuple(type(a)(a.project, (*a.modes, slow_and_cheap)) for a in problem.activities)
    problem = world(*activities)
    found = improve(problem, plan(problem, 0, 0), frozenset({1}), seconds=10, seed=1)
    assert found is not None
    assert [placement.mode for placement in found.placements] == [0, 1]
