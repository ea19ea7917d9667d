"""Term ``travel``: heads outside their home region."""

from __future__ import annotations

from tests.support.worlds import HORIZON, assert_term, crew, plan, pool, work, world
from wijkplan.models.problem import Allowed, Market, Pattern, Source


def test_only_chosen_patterns_cost() -> None:
    own = Pattern(0, 100, travel=3)
    other = Pattern(None, 0, Source.LENT, 1, 100, travel=12)
    activity = work(2, demands=(crew(100, own, other), crew(100, own, other)))
    problem = world(
        activity,
        pools=(pool(200), pool(200, employer=1, lendable=100, consent=True, legal_basis=True)),
        markets=(Market(0, 0, (200,) * HORIZON),),
        allowed=Allowed(lent=True),
    )
    # The whole activity costs 12 per trade, however many weeks it takes. Own heads travel for 3.
    assert_term(problem, plan(problem, 0, patterns={0: (0, 0)}), "travel", 6)
    assert_term(problem, plan(problem, 0, patterns={0: (1, 0)}), "travel", 15)
    assert_term(problem, plan(problem, 0, patterns={0: (1, 1)}), "travel", 24)
