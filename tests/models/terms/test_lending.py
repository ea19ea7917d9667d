"""Term ``lending``: the fee and induction of lent heads."""

from __future__ import annotations

from tests.support.worlds import HORIZON, assert_term, crew, plan, pool, work, world
from wijkplan.models.problem import Allowed, Market, Pattern, Source


def test_only_chosen_patterns_cost() -> None:
    own = Pattern(0, 100)
    other = Pattern(None, 0, Source.LENT, 1, 100, lending=8)
    activity = work(2, demands=(crew(100, own, other), crew(100, own, other)))
    problem = world(
        activity,
        pools=(pool(200), pool(200, employer=1, lendable=100, consent=True, legal_basis=True)),
        markets=(Market(0, 0, (200,) * HORIZON),),
        allowed=Allowed(lent=True),
    )
    # The whole activity costs 8 per trade, however many weeks it takes.
    assert_term(problem, plan(problem, 0, patterns={0: (0, 0)}), "lending", 0)
    assert_term(problem, plan(problem, 0, patterns={0: (1, 0)}), "lending", 8)
    assert_term(problem, plan(problem, 0, patterns={0: (1, 1)}), "lending", 16)
