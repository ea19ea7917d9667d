"""Rule ``lending``: lent heads stay within the lendable share, with consent and a legal basis."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.worlds import assert_breaks, assert_holds, crew, plan, pool, tender, work, world
from wijkplan.models.problem import Allowed, Pattern, Problem, Project, Source


def lent(**lender: Any) -> Problem:
    """Two borrowers of 60 and 50 heads from pool 1: 200 heads of which 50 percent may be lent."""
    fields: dict[str, Any] = {"employer": 1, "lendable": 50, "consent": True, "legal_basis": True, **lender}
    return world(
        work(2, demands=(crew(60, Pattern(None, 0, Source.LENT, 1, 60)),)),
        work(2, demands=(crew(50, Pattern(None, 0, Source.LENT, 1, 50)),)),
        pools=(pool(), pool(200, **fields)),
        allowed=Allowed(lent=True),
    )


def test_one_after_the_other_stays_within_the_share() -> None:
    assert_holds(lent(), plan(lent(), 0, 2))


def test_borrowers_are_added_up() -> None:
    # 60 + 50 = 110 in week 1, of 200 x 50 % = 100.
    assert_breaks(lent(), plan(lent(), 0, 1), "lending", ("pool 1", 1, 10))


def test_the_share_is_of_what_the_reserve_leaves() -> None:
    # floor(floor(200 x 0.67) x 0.5) = 67: 60 and 50 apart fit, 110 is 43 too much.
    problem = lent(reserve=33)
    assert_holds(problem, plan(problem, 0, 2))
    assert_breaks(problem, plan(problem, 0, 1), "lending", ("pool 1", 1, 43))


@pytest.mark.parametrize("missing", ["consent", "legal_basis"])
def test_consent_and_legal_basis(missing: str) -> None:
    problem = lent(**{missing: False})
    assert_breaks(problem, plan(problem, 0, 2), "lending", ("pool 1", 0, 60), ("pool 1", 2, 50))


def test_consortium_needs_neither_and_does_not_count() -> None:
    problem = lent(consent=False, legal_basis=False, lendable=0)
    inside = Pattern(None, 0, Source.CONSORTIUM, 1, 60)
    problem = replace(
        problem,
        activities=(work(2, demands=(crew(60, inside),)), work(2, project=1)),
        projects=(Project(0, 0, 0, tendered=True), Project(0, 1, 0, tendered=True)),
        tenders=(tender((0, 1)),),
        allowed=Allowed(consortium=True, combined=True),
    )
    assert_holds(problem, plan(problem, 0, 1, tenders=[(0, 0)]))
