"""Term ``standby``: people who are paid and do not work."""

from __future__ import annotations

from tests.support.worlds import HORIZON, assert_term, crew, plan, pool, world
from wijkplan.models.check import judge
from wijkplan.models.problem import Activity, Market, Mode, Pattern, Problem, Source


def two_ways(**fields: int) -> Problem:
    """Work in its longest form, or in one that leaves own people 30 euros more idle; by own people or by two hired for
    what asks 1.4."""
    patterns = Pattern(0, 140), Pattern(None, 0, Source.HIRED, 0, 200, standby=11058, paid_weeks=4)
    modes = Mode(3, (crew(140, *patterns),)), Mode(2, (crew(140, *patterns),), standby=30)
    return world(Activity(0, modes), pools=(pool(200),), markets=(Market(0, 0, (200,) * HORIZON),), **fields)


def test_of_the_mode_and_of_the_pattern() -> None:
    problem = two_ways()
    assert_term(problem, plan(problem, 0), "standby", 0)
    assert_term(problem, plan(problem, 0, modes={0: 1}), "standby", 30)
    assert_term(problem, plan(problem, 0, modes={0: 1}, patterns={0: (1,)}), "standby", 11088)


def test_the_constant_of_own_people_is_in_no_objective_and_in_no_decidable_cost() -> None:
    problem, told = two_ways(), two_ways(standby_constant=1_000_000)
    verdicts = [judge(one, plan(one, 0, modes={0: 1}, patterns={0: (1,)})) for one in (problem, told)]
    assert verdicts[0] == verdicts[1]
    assert verdicts[0].objective == verdicts[0].decidable == 11088
