"""The checker as a whole: it judges nonsense without raising, and a plan of pilot size at once."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import pytest

from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, dig, pool, street, tender, world
from wijkplan.models.check import RULES, judge
from wijkplan.models.plan import Placement, Plan, Publication
from wijkplan.models.problem import (
    TERMS,
    Allowed,
    Calendar,
    Client,
    District,
    Mode,
    Pattern,
    Problem,
    Project,
    Reservoir,
)


def nonsense(random: Random) -> Plan:
    """Placements, tenders and joints with numbers that need not exist."""

    def number() -> int:
        return random.choice((-(10**9), -2, -1, 0, 0, 1, 1, 2, 3, 5, 8, 10**9))

    return Plan(
        tuple(
            Placement(number(), number(), number(), number(), tuple(number() for _ in range(random.randrange(3))))
            for _ in range(random.randrange(6))
        ),
        tuple(Publication(number(), number()) for _ in range(random.randrange(4))),
        frozenset((number(), number()) for _ in range(random.randrange(4))),
    )


@pytest.mark.parametrize("seed", range(150))
def test_nonsense_is_judged_not_raised(seed: int) -> None:
    random = Random(seed)
    problem = random_problem(seed)
    for _ in range(10):
        verdict = judge(problem, nonsense(random))
        assert not verdict.feasible
        assert all(violation.rule in RULES and violation.amount > 0 for violation in verdict.violations)
        assert (verdict.objective is None) == (verdict.terms == {})


@pytest.mark.parametrize("seed", range(60))
def test_the_objective_is_the_sum_of_the_priced_terms(seed: int) -> None:
    problem = random_problem(seed)
    cost, plan = cheapest(seed)
    if plan is None:
        return
    verdict = judge(problem, plan)
    assert verdict.feasible
    assert tuple(verdict.terms) == TERMS
    assert cost == verdict.objective == sum(verdict.terms[term] for term in problem.priced)
    assert verdict.decidable is not None
    assert verdict.decidable >= 0
    assert verdict.decidable + verdict.fixed == cost


def pilot_size() -> tuple[Problem, Plan]:
    """600 digs in 200 streets, 90 pools, 208 weeks, 100 projects in 50 combined tenders."""
    weeks, digs = 208, 600
    demands = tuple(crew(100, *(Pattern(p, 100) for p in range(12))) for _ in range(3))
    activities = tuple(
        replace(row, modes=tuple(Mode(6, demands, mode.position, 10, 10) for mode in row.modes))
        for row in (dig(project=i % 100) for i in range(digs))
    )
    problem = world(
        *activities,
        horizon=weeks,
        calendars=(Calendar((100,) * weeks),),
        pools=tuple(pool(1000, weeks) for _ in range(90)),
        projects=tuple(Project(0, 0, q % 17, tendered=True) for q in range(100)),
        districts=(District(0, max_open=50),) * 17,
        clients=(Client(desk=100),),
        streets=tuple(street(3 * s, 3 * s + 1, 3 * s + 2, gap=weeks, rest=260) for s in range(200)),
        tenders=tuple(tender((2 * t, 2 * t + 1), period=weeks) for t in range(50)),
        grids=(Reservoir((10**6,) * weeks, tuple((i, 1) for i in range(digs))),) * 17,
        allowed=Allowed(agreements=True, combined=True),
    )
    placements = tuple(Placement(i, i % 200, i % 200 + 6, 0, (i % 12,) * 3) for i in range(digs))
    joined = frozenset((s, i) for s in range(0, 200, 2) for i in range(2))
    return problem, Plan(placements, tuple(Publication(t, 0) for t in range(50)), joined)


def test_a_plan_of_pilot_size_is_judged_at_once() -> None:
    problem, plan = pilot_size()
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        assert judge(problem, plan).terms
        seconds.append(time.process_time() - begin)
    assert min(seconds) < 1  # of a processor, 0.1 on a fast machine: others may keep it busy, or it may be a slow one
