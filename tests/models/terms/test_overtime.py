"""Term ``overtime``: what overtime of own people is paid more."""

from __future__ import annotations

from tests.support.worlds import assert_term, crew, plan, pool, work, world
from wijkplan.models.problem import Pattern, Source


def test_only_chosen_patterns_cost() -> None:
    own, longer = Pattern(0, 100), Pattern(0, 80, Source.OVERTIME, None, 20, overtime=600)
    problem = world(work(2, demands=(crew(100, own, longer), crew(100, own, longer))), pools=(pool(200, overtime=25),))
    assert_term(problem, plan(problem, 0, patterns={0: (0, 0)}), "overtime", 0)
    assert_term(problem, plan(problem, 0, patterns={0: (1, 0)}), "overtime", 600)
    assert_term(problem, plan(problem, 0, patterns={0: (1, 1)}), "overtime", 1200)
