"""Transfers: what combined tenders save whatever the separate plan is, by hand and against brute force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.oracle import brute_force
from tests.support.random_problem import random_problem
from tests.support.worlds import tender, work, world
from tests.support.worlds import two_projects as pair
from wijkplan.models.bound.transfer import transfer
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.transfer import transferred
from wijkplan.models.problem import Allowed, Client, Problem, Project

SEPARATE, COMBINED = Allowed(), Allowed(combined=True)


def both(problem: Problem) -> tuple[Problem, Problem]:
    """With separate tenders, and with combined ones too."""
    return replace(problem, allowed=SEPARATE), replace(problem, allowed=COMBINED)


def two_projects(**fields: Any) -> Problem:
    """See :func:`tests.support.worlds.two_projects`."""
    return pair(**({"desk": 2, "release": 3, "deadline": 8, "preparation": 2} | fields))


def moved(**tenders: int) -> dict[str, Any]:
    """A certificate: candidate and week."""
    return {"kind": "transfer", "tenders": {name.removeprefix("t"): week for name, week in tenders.items()}}


def test_by_hand() -> None:
    narrow, wide = both(two_projects())
    assert transferred(narrow, wide, moved(t2=2)) == 8
    assert transfer(narrow, wide) == (8, moved(t2=2))
    assert brute_force(narrow)[0] == 20 and brute_force(wide)[0] == 12
    assert transferred(narrow, wide, moved()) == 0
    # One desk place is enough, because nothing stays beside the combined one.
    assert transfer(*both(two_projects(desk=1)))[0] == 8


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"lead": 2}, "activity 0 could start in week 3, before tender 2 of week 2 allows"),
        ({"preparation": 3}, "its preparation takes 3"),
        ({"closed": frozenset({2})}, "tender 2 cannot be published in week 2: it is closed"),
        ({"period": 4}, "work of a lot could take 5 weeks, its contract is of 4"),
        ({"lots": ((0,), (1,)), "period": 7}, "could take 8 weeks, its contract is of 7"),
    ],
)
def test_what_stands_in_the_way_of_some_plan_is_refused(fields: dict[str, Any], said: str) -> None:
    narrow, wide = both(two_projects(**fields))
    with pytest.raises(Refused, match=said):
        transferred(narrow, wide, moved(t2=2))
    assert transfer(narrow, wide) == (0, moved())


def test_a_procedure_that_stays_keeps_its_desk() -> None:
    """A third project of the client could be in preparation at any time."""
    two = two_projects(desk=1)
    problem = replace(
        two,
        activities=(*two.activities, work(project=2, release=3, deadline=8)),
        projects=(Project(0, 0, 0, tendered=True),) * 3,
        tenders=(*two.tenders, tender((2,), procurement=10, preparation=2, lead=1)),
    )
    with pytest.raises(Refused, match="client 0: 2 procedures could be in preparation in week 0, with 1 desk places"):
        transferred(*both(problem), moved(t2=2))
    assert transfer(*both(problem))[0] == 0
    assert transfer(*both(replace(problem, clients=(Client(2),))))[0] == 8


def test_two_combinations_share_a_desk_one_after_the_other() -> None:
    problem = world(
        *(work(project=q, release=5, deadline=8) for q in range(4)),
        projects=(Project(0, 0, 0, tendered=True),) * 4,
        tenders=tuple(
            tender(members, procurement=5 + 5 * len(members), preparation=2)
            for members in ((0,), (1,), (2,), (3,), (0, 1), (2, 3))
        ),
        clients=(Client(1),),
    )
    narrow, wide = both(problem)
    assert transferred(narrow, wide, moved(t4=2, t5=4)) == 10
    assert transfer(narrow, wide)[0] == 10
    with pytest.raises(Refused, match="client 0: 2 procedures"):
        transferred(narrow, wide, moved(t4=2, t5=3))


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ({"kind": "transfer"}, "keys kind and tenders"),
        (moved(t7=2), "there is no tender"),
        (moved(t0=2), "combines nothing"),
        ({"kind": "transfer", "tenders": {"2": True}}, "there is no such week"),
    ],
)
def test_malformed(certificate: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        transferred(*both(two_projects()), certificate)


def test_only_between_variants_of_one_problem() -> None:
    narrow, wide = both(two_projects())
    for one, other in ((wide, wide), (narrow, replace(wide, horizon=8, priced=frozenset({"labour"})))):
        with pytest.raises(Refused, match="to the same problem in a wider variant"):
            transferred(one, other, moved(t2=2))


def test_disjoint_only() -> None:
    problem = two_projects()
    again = replace(problem, tenders=(*problem.tenders, problem.tenders[2]))
    with pytest.raises(Refused, match="in common"):
        transferred(*both(again), moved(t2=2, t3=2))


@pytest.mark.parametrize("start", range(0, 600, 200))
def test_never_more_than_what_combining_saves(start: int) -> None:
    """600 random problems, as many as have combined tenders, of which some move something."""
    moving = 0
    for seed in range(start, start + 200):
        problem = random_problem(seed)
        if not any(t.combined for t in problem.tenders):
            continue
        narrow, wide = (
            replace(problem, allowed=replace(problem.allowed, combined=yes, consortium=False)) for yes in (False, True)
        )
        saved, certificate = transfer(narrow, wide)
        if not certificate["tenders"]:
            continue
        separate, combined = brute_force(narrow)[0], brute_force(wide)[0]
        if separate is None:
            continue
        moving += 1
        assert combined is not None and saved <= separate - combined, seed
    assert moving > 0
