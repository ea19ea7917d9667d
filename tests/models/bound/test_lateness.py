"""Bounds on lateness: derived by hand, never above the optimum, and refused when their numbers do not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.library import build
from wijkplan.benchmarks.library.build import Objective
from wijkplan.benchmarks.library.network import Job, Network, Way
from wijkplan.models.bound.lateness import find
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.construct.serial import plain
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.problem import Problem


def three_between_two() -> Problem:
    """One job of 2 weeks, then three of 4 weeks and 2 heads, then one of 3 weeks; there are 3 heads: 2 + 24 / 3 + 3 =
    13 weeks."""
    jobs = (Job((Way(2, (0,)),), (1, 2, 3)), *(Job((Way(4, (2,)),), (4,)) for _ in range(3)), Job((Way(3, (0,)),), ()))
    return build(Network(jobs, (3,), (), (0,)))


def certificate(**row: object) -> dict[str, Any]:
    """A certificate for project 0."""
    return {"kind": "lateness", "projects": {"0": {"pool": 0, "head": 2, "tail": 3, **row}}}


def best(problem: Problem) -> dict[str, Any]:
    """The certificate that is found."""
    j = plain(problem)
    assert j is not None
    return find(j)


def test_by_hand() -> None:
    problem = three_between_two()
    assert best(problem) == certificate()
    assert certified(problem, certificate()) == 13
    assert certified(problem, certificate(pool=None, head=0, tail=0)) == 9  # the chain alone
    assert certified(problem, certificate(head=0, tail=0)) == 8
    # Target 5 and a price of 2 euros a week: 8 weeks late. A tenth of the heads in reserve leaves 2: 2 + 12 + 3 weeks.
    late = replace(problem, projects=(replace(problem.projects[0], target=5, delay_price=2),))
    assert certified(late, certificate()) == 16
    assert certified(replace(problem, pools=(replace(problem.pools[0], reserve=10),)), certificate()) == 17


@pytest.mark.parametrize("objective", ["makespan", "delay"])
@pytest.mark.parametrize(("projects", "jobs", "modes"), [(1, 8, 1), (1, 6, 3), (3, 4, 1)])
def test_never_above_the_optimum(projects: int, jobs: int, modes: int, objective: Objective) -> None:
    reached = 0
    for seed in range(8):
        problem = build(network(projects, jobs, modes, seed), objective)
        status, optimum, _ = prove(problem, seconds=20.0)
        assert status == "optimal" and optimum is not None
        bound = certified(problem, best(problem))
        assert bound <= optimum
        reached += bound == optimum
    assert reached > 0  # and not for being weak


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"pool": 1}, "there is no pool 1"),
        ({"pool": -1}, "pool should be a whole number"),
        ({"head": 2.5}, "head should be a whole number"),
        ({"tail": True}, "tail should be a whole number"),
        ({"head": 3}, "no activity lies between head 3 and tail 3"),
        ({"more": 1}, "keys should be"),
    ],
)
def test_refused(row: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        certified(three_between_two(), certificate(**row))


def test_refused_as_a_whole() -> None:
    problem = three_between_two()
    with pytest.raises(Refused, match="no project '7'"):
        certified(problem, {"kind": "lateness", "projects": {"7": {}}})
    with pytest.raises(Refused, match="keys kind and projects"):
        certified(problem, {"kind": "lateness"})
    with pytest.raises(Refused, match="no price"):
        certified(replace(problem, priced=frozenset()), certificate())
