"""Term ``turnover``: finding and inducting hired people."""

from __future__ import annotations

from tests.support.worlds import HORIZON, assert_term, crew, plan, pool, work, world
from wijkplan.models.problem import Market, Pattern, Source


def test_only_chosen_patterns_cost() -> None:
    own = Pattern(0, 100)
    other = Pattern(None, 0, Source.HIRED, 0, 100, turnover=1140, paid_weeks=4)
    problem = world(
        work(2, demands=(crew(100, own, other), crew(100, own, other))),
        pools=(pool(200),),
        markets=(Market(0, 0, (200,) * HORIZON),),
    )
    # Per person and work, however many weeks the work takes.
    assert_term(problem, plan(problem, 0, patterns={0: (0, 0)}), "turnover", 0)
    assert_term(problem, plan(problem, 0, patterns={0: (1, 0)}), "turnover", 1140)
    assert_term(problem, plan(problem, 0, patterns={0: (1, 1)}), "turnover", 2280)
