"""Swaps: what one way of buying a group is above another whatever the plan is, by hand and against brute force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.oracle import brute_force
from tests.support.random_problem import random_problem
from tests.support.worlds import crew, dig, pool, street, tender, work, world
from wijkplan.models.bound.swap import swap
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.swap import swapped
from wijkplan.models.problem import Allowed, Client, Pattern, Problem, Project, Source, Street
from wijkplan.planner.experiment.forced_groups import apart, together

GROUP = (0, 1)


def two(lots: tuple[tuple[int, ...], ...] = ((0, 1),), work_of: Any = work, **fields: Any) -> Problem:
    """Two projects at 10 euros each, or together for 16: two weeks of preparation and one of lead time in each
    case."""
    bought = {"procurement": 16, "preparation": 2, "lead": 1, **fields.pop("together", {})}
    single = {"procurement": 10, "preparation": 2, "lead": 1, **fields.pop("single", {})}
    return world(
        work_of(release=3, deadline=8),
        work_of(project=1, release=3, deadline=8),
        **{
            "projects": (Project(0, 0, 0, tendered=True),) * 2,
            "tenders": (tender((0,), **single), tender((1,), **single), tender(*lots, **bought)),
            "clients": (Client(2),),
            "allowed": Allowed(combined=True),
            **fields,
        },
    )


def sides(problem: Problem, group: tuple[int, ...] = GROUP) -> tuple[Problem, Problem]:
    return together(problem, group), apart(problem, group)


def weeks(**tenders: int) -> dict[str, Any]:
    return {"kind": "swap", "tenders": {name.removeprefix("t"): week for name, week in tenders.items()}}


def test_by_hand_in_both_directions() -> None:
    one, other = sides(two())
    assert swap(other, one, GROUP) == (4, weeks(t2=2))
    assert swap(one, other, GROUP) == (-4, weeks(t0=2, t1=2))
    costs = [brute_force(side)[0] for side in (other, one)]
    assert costs == [20, 16]


def test_a_dearer_combination_is_dearer_whatever_the_plan() -> None:
    one, other = sides(two(together={"procurement": 25, "preparation": 3, "lead": 3}))
    assert swap(one, other, GROUP) == (5, weeks(t0=5, t1=5))  # nothing starts before week 6 when it is bought together
    assert swap(other, one, GROUP) is None  # apart work can start in week 3, before the longer procedure allows


def test_the_cheapest_form_counts() -> None:
    problem = two()
    problem = replace(problem, tenders=(*problem.tenders, tender((0,), (1,), procurement=14, preparation=2, lead=1)))
    one, other = sides(problem)
    assert swap(one, other, GROUP) == (-6, weeks(t0=2, t1=2))
    assert swap(other, one, GROUP) == (6, weeks(t3=2))


def test_one_desk_publishes_one_after_the_other() -> None:
    problem = two(clients=(Client(1),), together={"lead": 3, "preparation": 2}, horizon=8)
    one, other = sides(problem)
    assert swap(one, other, GROUP) == (-4, weeks(t0=4, t1=2))
    with pytest.raises(Refused, match="client 0: 2 procedures"):
        swapped(one, other, weeks(t0=3, t1=4))


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ({"kind": "transfer", "tenders": {"2": 2}}, "keys kind and tenders"),
        (weeks(t9=2), "there is no tender"),
        ({"kind": "swap", "tenders": {"2": True}}, "there is no such week"),
        (weeks(t0=2), "may not be chosen"),
        (weeks(), "one to 12 projects"),
        (weeks(t2=1), "its preparation takes 2"),
        (weeks(t2=3), "activity 0 could start in week 3, before tender 2 of week 3 allows"),
    ],
)
def test_what_proves_nothing_is_refused(certificate: dict[str, Any], said: str) -> None:
    one, other = sides(two())
    with pytest.raises(Refused, match=said):
        swapped(other, one, certificate)


def test_a_contract_that_is_too_short_is_refused() -> None:
    one, other = sides(two(together={"period": 4}))
    with pytest.raises(Refused, match="work could take 5 weeks, the contract is of 4"):
        swapped(other, one, weeks(t2=2))


def test_only_between_ways_to_buy_the_same() -> None:
    one, other = sides(two())
    with pytest.raises(Refused, match="differ in nothing but"):
        swapped(replace(other, priced=frozenset({"labour"})), one, weeks(t2=2))
    three = replace(
        two(),
        activities=(*two().activities, work(project=2, release=3)),
        projects=(Project(0, 0, 0, tendered=True),) * 3,
        tenders=(*two().tenders, tender((2,)), tender((1, 2))),
    )
    with pytest.raises(Refused, match="together with one outside it"):
        swapped(three, together(three, GROUP), weeks(t2=2))
    barred = replace(
        three, tenders=tuple(replace(t, barred=t.projects == (2,)) for t in together(three, GROUP).tenders)
    )
    with pytest.raises(Refused, match="outside the group falls away"):
        swapped(apart(three, GROUP), barred, weeks(t2=2))


def test_a_shared_opening_needs_its_contract_or_an_agreement() -> None:
    digs = two(work_of=dig, streets=(street(0, 1),), horizon=12)
    one, other = sides(digs)
    assert swap(one, other, GROUP) is None  # the digs may have been joined in their lot
    assert swap(other, one, GROUP) == (4, weeks(t2=2))
    agreed = replace(
        digs,
        allowed=Allowed(combined=True, agreements=True),
        streets=(Street(0, (0, 1), (replace(digs.streets[0].joints[0], agreement=True, interface=7),)),),
    )
    one, other = sides(agreed)
    assert swap(one, other, GROUP) == (-4 - 7, weeks(t0=2, t1=3))


def test_a_consortium_may_not_fall_away() -> None:
    demand = crew(100, Pattern(0, 100), Pattern(0, 50, Source.CONSORTIUM, 1, 50))
    problem = world(
        work(release=3, demands=(demand,)),
        work(project=1, release=3, demands=(crew(100, Pattern(1, 100)),)),
        projects=(Project(0, 0, 0, tendered=True), Project(0, 1, 0, tendered=True)),
        pools=(pool(100), pool(100, employer=1)),
        tenders=tuple(tender(members, procurement=10, preparation=2, lead=1) for members in ((0,), (1,), (0, 1))),
        clients=(Client(2),),
        allowed=Allowed(combined=True, consortium=True),
    )
    one, other = sides(problem)
    with pytest.raises(Refused, match="activity 0 could be done with a consortium partner"):
        swapped(one, other, weeks(t0=2, t1=2))
    assert swap(other, one, GROUP) == (10, weeks(t2=2))


@pytest.mark.parametrize("start", range(0, 600, 200))
def test_never_more_than_the_difference(start: int) -> None:
    """Random problems with a combined tender: what a swap states never exceeds the difference of the two optima, in
    either direction."""
    stated = 0
    for seed in range(start, start + 200):
        problem = random_problem(seed)
        groups = dict.fromkeys(t.projects for t in problem.tenders if t.combined)
        for group in groups:
            asked = replace(problem, allowed=replace(problem.allowed, combined=True))
            one, other = sides(asked, group)
            found = [swap(other, one, group), swap(one, other, group)]
            if found == [None, None]:
                continue
            best, separate = brute_force(one)[0], brute_force(other)[0]
            for swapping, dearer, cheaper in ((found[0], separate, best), (found[1], best, separate)):
                if swapping is not None and dearer is not None:
                    stated += 1
                    assert cheaper is not None and swapping[0] <= dearer - cheaper, (seed, group)
    assert stated > 0
