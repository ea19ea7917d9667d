"""Planted problems in which overtime takes the place of hire: values by hand, found by the portfolio and proven, with
a bound that holds."""

from __future__ import annotations

import pytest

from tests.support.worlds import crew, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.outcome import Settings
from wijkplan.models.problem import Market, Pattern, Problem, Source
from wijkplan.models.solve import solve

WEEKS = 8
HIRE, LONGER = 50, 10  # euros per job that is hired, that is done in overtime


def jobs(share: int, heads: int = 160, number: int = 2) -> Problem:
    """Jobs for one head, all in weeks 4 and 5: by own people in normal hours, by as few of them as do it in 25 percent
    of overtime, or by somebody who is hired. Own people are 1.6 heads: one job in normal hours, two in overtime."""
    ways = crew(
        100,
        Pattern(0, 100),
        Pattern(0, 80, Source.OVERTIME, None, 20, overtime=LONGER),
        Pattern(None, 0, Source.HIRED, 0, 100, hire=HIRE),
    )
    return world(
        *[work(2, demands=(ways,), release=4, deadline=6)] * number,
        horizon=WEEKS,
        pools=(pool(heads, WEEKS, overtime=share),),
        markets=(Market(0, 0, (900,) * WEEKS),),
    )


@pytest.mark.parametrize(
    ("problem", "euros", "overtime"),
    [
        (jobs(share=25), 2 * LONGER, 2),  # two in overtime cost less than one in normal hours and one hired
        (jobs(share=24), HIRE, 0),  # a fifth of a head on 0.8 is more than 24 percent
        (jobs(share=0), HIRE, 0),
        (jobs(share=25, heads=180), LONGER, 1),  # one in normal hours, the other fits in what is left of them
        (jobs(share=25, number=3), 2 * LONGER + HIRE, 2),  # no week has more than 1.6 heads and a quarter of them
    ],
)
def test_as_much_overtime_as_pays_and_may(problem: Problem, euros: int, overtime: int) -> None:
    assert prove(problem)[:2] == ("optimal", euros)
    outcome = solve(problem, Settings(seconds=20.0))
    assert outcome.plan is not None and judge(problem, outcome.plan).feasible
    assert outcome.objective == euros and outcome.bound is not None and outcome.bound <= euros
    assert sum(placement.patterns == (1,) for placement in outcome.plan.placements) == overtime
    rough = solve(problem, Settings(seed=1, work=300))  # search alone, without CP-SAT
    assert rough.plan is not None and judge(problem, rough.plan).feasible and rough.objective == euros
