"""Dissolutions: what combined tenders save at most, by hand and against brute force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.chunks import chunks
from tests.support.combining import combining_problem
from tests.support.oracle import brute_force
from tests.support.worlds import crew, dig, pool, street, tender, work, world
from tests.support.worlds import two_projects as pair
from wijkplan.models.bound.dissolution import dissolution
from wijkplan.models.check.dissolution import dissolved, effects
from wijkplan.models.check.refused import Refused
from wijkplan.models.problem import Allowed, Client, Joint, Market, Pattern, Problem, Project, Source

SEEDS, CHUNK, QUICK, BY_DAY = 1200, 100, 100, 300


def both(problem: Problem, **more: bool) -> tuple[Problem, Problem]:
    """With separate tenders, and with combined ones too."""
    return replace(problem, allowed=Allowed(**more)), replace(
        problem, allowed=Allowed(combined=True, consortium=True, **more)
    )


def two_projects(**fields: Any) -> Problem:
    """See :func:`tests.support.worlds.two_projects`."""
    return pair(**({"desk": 1, "release": 0, "preparation": 4} | fields))


def priced(**prices: int) -> dict[str, Any]:
    """A certificate: project and price."""
    return {"kind": "dissolution", "prices": {name.removeprefix("q"): euros for name, euros in prices.items()}}


def reason(problem: Problem, **more: bool) -> int | str:
    """What is found of the only combined tender."""
    return effects(*both(problem, **more))[2]


def test_by_hand() -> None:
    narrow, wide = both(two_projects())
    assert dissolved(narrow, wide, priced(q0=5, q1=3)) == 8
    found = dissolution(narrow, wide)
    assert found is not None and found[0] == 8
    assert brute_force(narrow)[0] == 20 and brute_force(wide)[0] == 12
    with pytest.raises(Refused, match="taking tender 2 apart can cost 8 euros, its projects are priced 7"):
        dissolved(narrow, wide, priced(q0=7))


def test_a_desk_must_have_room_for_the_parts() -> None:
    """One place: two preparations of two weeks fit in the four weeks of the combined tender, not in three; two places
    are always enough; so is one where no work begins before both could be published."""
    assert reason(two_projects()) == 8
    assert reason(two_projects(preparation=3)) == "no separate tender of project 1 fits in every plan"
    assert reason(two_projects(preparation=3, desk=2)) == 8
    assert reason(two_projects(preparation=3, release=4)) == "no separate tender of project 1 fits in every plan"
    assert reason(two_projects(preparation=3, release=5)) == 8
    # Where both must end by week 5, only together they can: apart, the second could not begin before week 5.
    late = two_projects(preparation=3)
    narrow, wide = both(replace(late, activities=tuple(replace(a, deadline=5) for a in late.activities)))
    assert brute_force(narrow)[0] is None and brute_force(wide)[0] == 12


def test_separate_tenders_have_closed_weeks_too() -> None:
    """The combined one is published in week 4 or later, so its work begins in week 5 or later."""

    def closed(desk: int, *weeks: int) -> Problem:
        problem = two_projects(desk=desk)
        return replace(
            problem,
            tenders=tuple(replace(t, closed=frozenset(weeks)) if i < 2 else t for i, t in enumerate(problem.tenders)),
        )

    assert reason(closed(2, 3)) == 8  # two desk places: both published in week 2
    assert reason(closed(2, 2, 3)) == 8  # both in week 4
    assert reason(closed(2, 2, 3, 4)) == "no separate tender of project 0 fits in every plan"
    assert reason(closed(1, 3)) == 8  # one after the other: in weeks 2 and 4
    assert reason(closed(1, 2)) == "no separate tender of project 1 fits in every plan"  # in weeks 3 and 5


def test_another_project_of_the_client_may_be_in_the_way() -> None:
    """All three are prepared in turn in time for a first week of 7, not of 6; at 6 the two still fit in the place of
    the combined tender."""
    two = two_projects(preparation=3)

    def third(release: int) -> Problem:
        return replace(
            two,
            activities=tuple(replace(a, release=release) for a in (*two.activities, work(project=2))),
            projects=(Project(0, 0, 0, tendered=True),) * 3,
            tenders=(*two.tenders, tender((2,), procurement=10, preparation=2, lead=1)),
        )

    assert reason(third(7)) == 8
    assert reason(third(6)) == "no separate tender of project 1 fits in every plan"
    with pytest.raises(Refused, match="tender 2 cannot be taken apart in every plan: no separate tender of project 1"):
        dissolved(*both(third(6)), priced(q0=8))
    assert dissolution(*both(third(6))) is None


@pytest.mark.parametrize(("lead", "release", "found"), [(1, 0, 8), (0, 0, None), (0, 5, 8)])
def test_a_lead_must_not_be_longer(lead: int, release: int, found: int | None) -> None:
    told = reason(two_projects(lead=lead, release=release, desk=2, preparation=2))
    assert told == (found or "no separate tender of project 0 fits in every plan")


def test_a_contract_must_not_be_shorter() -> None:
    """Work that can take from week 3 to week 8 in a separate contract of four weeks: not in every plan, unless its lot
    lasts no longer."""
    problem = two_projects()
    brief = replace(
        problem, tenders=(tender((0,), period=4, procurement=10, preparation=2, lead=1), *problem.tenders[1:])
    )
    assert reason(brief) == "no separate tender of project 0 fits in every plan"
    assert (
        reason(
            replace(
                brief, tenders=(*brief.tenders[:2], tender((0, 1), period=4, procurement=12, preparation=4, lead=1))
            )
        )
        == 8
    )


def test_joined_digs_need_an_agreement() -> None:
    def digs(agreement: bool, interface: int = 3) -> Problem:
        problem = two_projects()
        row = replace(street(0, 1), joints=(Joint(2, agreement, interface),))
        return replace(problem, activities=(dig(), dig(project=1)), streets=(row,))

    assert reason(digs(True), agreements=True) == 8 + 3
    assert (
        reason(digs(True))
        == reason(digs(False), agreements=True)
        == "digs of two of its projects may be joined only inside a lot"
    )
    narrow, wide = both(digs(True), agreements=True)
    assert brute_force(narrow)[0] == 20 + 4 + 4 + 3 and brute_force(wide)[0] == 12 + 4 + 4
    # In lots of their own they need the agreement in either case.
    apart = two_projects(lots=((0,), (1,)))
    assert reason(replace(digs(True), tenders=apart.tenders), agreements=True) == 8


def partners(market: int) -> Problem:
    """Project 0 has no crew of its own, project 1's employer has; hired heads cost 7 euros."""
    need = crew(
        100, Pattern(None, 0, Source.HIRED, 0, 100, hire=7), Pattern(None, 0, Source.CONSORTIUM, 0, 100, travel=2)
    )
    own = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=7))
    problem = two_projects()
    return replace(
        problem,
        activities=(work(demands=(need,)), work(project=1, demands=(own,))),
        projects=(Project(0, 1, 0, tendered=True), Project(0, 0, 0, tendered=True)),
        pools=(pool(200),),
        markets=(Market(0, 0, (market,) * 8),),
    )


def test_partners_need_a_market_that_always_suffices() -> None:
    assert reason(partners(200)) == 8 + 7 - 2
    narrow, wide = both(partners(200))
    assert brute_force(narrow)[0] == 27 and brute_force(wide)[0] == 14
    told = "partners could do work for which there may be nobody to hire"
    assert reason(partners(100)) == told
    narrow, wide = both(partners(100))
    assert dissolution(narrow, wide) is None
    # Without partners it is known.
    known = dissolution(narrow, replace(wide, allowed=replace(wide.allowed, consortium=False)))
    assert known is not None and known[0] == 8


def test_the_dearest_disjoint_set_counts() -> None:
    """Three overlapping pairs of three projects: only one can be chosen; the relaxation takes half of each, which is
    valid."""
    members = ((0,), (1,), (2,), (0, 1), (1, 2), (0, 2))
    problem = world(
        *(work(project=q) for q in range(3)),
        projects=(Project(0, 0, 0, tendered=True),) * 3,
        tenders=tuple(tender(row, procurement=10 * len(row) - 6 * (len(row) > 1)) for row in members),
        clients=(Client(3),),
    )
    narrow, wide = both(problem)
    assert brute_force(narrow)[0] == 30 and brute_force(wide)[0] == 24
    found = dissolution(narrow, wide)
    assert found is not None and found[0] == 9
    assert dissolved(narrow, wide, priced(q0=3, q1=3, q2=3)) == 9


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ({"kind": "dissolution"}, "keys kind and prices"),
        ({"kind": "transfer", "prices": {}}, "keys kind and prices"),
        (priced(q9=8), "there is no project"),
        ({"kind": "dissolution", "prices": {"0": True}}, "is no price"),
        ({"kind": "dissolution", "prices": {"0": 8.5}}, "is no price"),
        (priced(q0=9, q1=-1), "is no price"),
        (priced(), "are priced 0"),
    ],
)
def test_malformed(certificate: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        dissolved(*both(two_projects()), certificate)


def test_only_between_variants_that_differ_in_combining() -> None:
    narrow, wide = both(two_projects())
    for one, other in (
        (wide, wide),
        (narrow, narrow),
        (narrow, replace(wide, horizon=8, priced=frozenset({"labour"}))),
    ):
        with pytest.raises(Refused, match="to the same problem with combined ones"):
            effects(one, other)
    for more in ({"lent": True}, {"agreements": True}):
        with pytest.raises(Refused, match="the same lending and street agreements"):
            effects(narrow, replace(wide, allowed=replace(wide.allowed, **more)))


@pytest.mark.parametrize("first", chunks(SEEDS, CHUNK, QUICK, BY_DAY))
def test_never_less_than_what_combining_saves(first: int) -> None:
    """Random problems with tight desks, short contracts, joined digs and partners: with partner crews and without."""
    known = tight = 0
    for seed in range(first, first + CHUNK):
        problem = combining_problem(seed)
        for consortium in (True, False):
            narrow, wide = (
                replace(problem, allowed=replace(problem.allowed, combined=c, consortium=consortium))
                for c in (False, True)
            )
            found = dissolution(narrow, wide)
            best = None if found is None else brute_force(wide)[0]
            if found is None or best is None:
                continue
            separate = brute_force(narrow)[0]
            assert separate is not None and separate - best <= found[0], (seed, consortium)
            known += 1
            tight += separate - best == found[0] > 0
    assert known > CHUNK // 4 and tight > CHUNK // 8
