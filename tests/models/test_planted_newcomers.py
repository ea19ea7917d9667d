"""Planted problems in which seats, candidates, who can guide, their time or the ramp-up is the bottleneck: values by
hand, found by the portfolio and proven."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.support.worlds import crew, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.newcomers import rows_of, with_intake
from wijkplan.models.outcome import Settings
from wijkplan.models.problem import Cohort, Guidance, Market, Pattern, Places, Problem, Source
from wijkplan.models.solve import solve

WEEKS = 8
HIRE, LEARN = 50, 10  # euros per job that is hired, per newcomer


def weekly(*runs: tuple[int, int]) -> tuple[int, ...]:
    """Heads from each of these weeks on until the next."""
    row: list[int] = []
    for (begin, heads), (end, _) in pairwise((*runs, (WEEKS, 0))):
        row += [heads] * (end - begin)
    return tuple(row)


ONE = (100,) * WEEKS
NEWCOMER = Cohort(0, 0, LEARN, weekly((0, -25), (4, 100)), weekly((0, 100), (4, 0)), weekly((0, 0), (4, 100)), 9)


def jobs(*cohorts: Cohort, early: bool = False, ratio: int = 400) -> Problem:
    """Five jobs for one head in weeks 4 and 5, one own person, who can guide four, and hire for all. Without newcomers
    four jobs are hired: 200 euros. ``early``: one job more, in weeks 0 and 1, that the own person does."""
    either = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=HIRE))
    late = [work(2, demands=(either,), release=4, deadline=6)] * 5
    first = [work(2, demands=(either,), release=0, deadline=2)] * early
    return world(
        *late, *first, horizon=WEEKS, pools=(pool(100, WEEKS),), markets=(Market(0, 0, (900,) * WEEKS),),
        cohorts=cohorts, guidance=(Guidance(0, ratio, ONE, (900,) * WEEKS),),
    )  # fmt: skip


def assert_costs(problem: Problem, euros: int, intake: tuple[int, ...]) -> None:
    """The portfolio finds that optimum, and CP-SAT proves it."""
    assert prove(problem)[:2] == ("optimal", euros)
    outcome = solve(problem, Settings(seed=1, work=300))
    assert outcome.plan is not None and judge(problem, outcome.plan).feasible
    assert (outcome.objective, outcome.plan.intake) == (euros, intake)
    assert outcome.bound is not None and outcome.bound <= euros


def test_nobody() -> None:
    assert prove(jobs())[1] == 4 * HIRE


def test_enough_of_everything() -> None:
    assert_costs(jobs(NEWCOMER), 4 * LEARN, (4,))


def test_seats_are_the_bottleneck() -> None:
    assert_costs(replace(jobs(NEWCOMER), places=(Places((0,), 2),)), 2 * LEARN + 2 * HIRE, (2,))


def test_candidates_are_the_bottleneck_of_two_starts() -> None:
    # The second start is cheaper; seats for two there, candidates for three in all.
    cheaper = replace(NEWCOMER, cost=5)
    problem = replace(jobs(NEWCOMER, cheaper), places=(Places((1,), 2), Places((0, 1), 3)))
    assert_costs(problem, LEARN + 2 * 5 + HIRE, (1, 2))


def test_who_can_guide_is_the_bottleneck() -> None:
    assert_costs(jobs(NEWCOMER, ratio=200), 2 * LEARN + 2 * HIRE, (2,))


def test_guides_grow() -> None:
    # One to one. Who started in week 0 and has learnt by week 2 can guide one of the next start: three in all.
    first = replace(NEWCOMER, heads=weekly((0, -25), (2, 100)), learners=weekly((0, 100), (2, 0)),
                    guides=weekly((0, 0), (2, 100)))  # fmt: skip
    second = Cohort(0, 2, LEARN, weekly((0, 0), (2, -25), (4, 100)), weekly((0, 0), (2, 100), (4, 0)), (0,) * WEEKS, 9)
    assert_costs(jobs(first, second, ratio=100), 3 * LEARN + HIRE, (1, 2))


def test_the_time_of_who_guides_is_taken_off() -> None:
    # Any newcomer takes a quarter of the only person, who then cannot do the early job: that one is hired.
    assert prove(jobs(early=True))[1] == 4 * HIRE
    assert_costs(jobs(NEWCOMER, early=True), 4 * LEARN + HIRE, (4,))


def test_the_ramp_up_is_the_bottleneck() -> None:
    # Half a head each in weeks 4 and 5: two newcomers to a job; four are as many as there may be.
    slow = replace(NEWCOMER, heads=weekly((0, -25), (4, 50), (6, 100)), most=4)
    assert_costs(jobs(slow), 4 * LEARN + 2 * HIRE, (4,))


def test_newcomers_work_although_own_people_may_not_come_and_go_more() -> None:
    # The one own person changes 200; newcomers who come do not count, and the sixth job is not theirs to take on.
    problem = jobs(NEWCOMER)
    steady = replace(problem, quarters=(0, 4, WEEKS))
    steady = replace(steady, max_changes=200 * steady.changes_unit)
    assert_costs(steady, 4 * LEARN, (4,))


def test_learning_that_is_too_long_helps_nobody() -> None:
    late = replace(NEWCOMER, heads=weekly((0, -25), (6, 100)), learners=weekly((0, 100), (6, 0)))
    assert_costs(jobs(late), 4 * HIRE, (0,))


@pytest.mark.parametrize(("ratio", "tightest"), [(100, 100 * 100), (200, 200 * 100)])
def test_weeks_with_the_same_learners_are_one_row(ratio: int, tightest: int) -> None:
    rows = [row for row in rows_of(jobs(NEWCOMER, ratio=ratio)) if row.kind == "guides"]
    assert [(row.columns, row.most) for row in rows] == [({0: 100 * 100}, tightest)]


def leaving(most: int = 9, own: int = 300) -> Problem:
    """Five jobs of trade 0 in weeks 4 and 5, one own person and hire for all; trade 1 has three people and two jobs of
    two weeks in weeks 4 and 5, each for one head. Who leaves trade 1 in week 0 works in trade 0 from week 4 on."""
    either = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=HIRE))
    other = crew(100, Pattern(1, 100), Pattern(None, 0, Source.HIRED, 1, 100, hire=HIRE), trade=1)
    works = [work(2, demands=(either,), release=4, deadline=6)] * 5
    works += [work(2, demands=(other,), release=4, deadline=6)] * 2
    cohort = replace(NEWCOMER, heads=weekly((0, 0), (4, 100)), most=most, source=1, gone=weekly((0, 100)))
    return world(
        *works, horizon=WEEKS, pools=(pool(100, WEEKS), pool(own, WEEKS, trade=1)),
        markets=(Market(0, 0, (900,) * WEEKS), Market(1, 0, (900,) * WEEKS)),
        cohorts=(cohort,), guidance=(Guidance(0, 400, ONE, (900,) * WEEKS),),
    )  # fmt: skip


def test_one_can_leave_a_trade_that_has_people_to_spare() -> None:
    # Without: four hired, 200. One who leaves: three hired and 10 euros. A second leaves a job there that is hired
    # instead: as dear as before, and 10 euros more.
    assert prove(replace(leaving(), cohorts=()))[1] == 4 * HIRE
    assert_costs(leaving(), LEARN + 3 * HIRE, (1,))


def test_nobody_leaves_who_is_not_there() -> None:
    problem = replace(leaving(own=0), activities=leaving().activities[:5], projects=leaving().projects[:5])
    assert prove(problem)[:2] == ("optimal", 4 * HIRE)
    assert with_intake(problem, (1,)) is None


def test_who_leaves_guides_nobody() -> None:
    """One learner of trade 1 beside one who can guide there; who leaves cannot, so only one of both starts."""
    second = Cohort(1, 0, 0, (0,) * WEEKS, weekly((0, 100)), (0,) * WEEKS, 1)
    guidance = (*leaving().guidance, Guidance(1, 100, ONE, (900,) * WEEKS))
    problem = replace(leaving(), cohorts=(*leaving().cohorts, second), guidance=guidance)
    found = solve(problem, Settings(seed=1, work=50)).plan
    assert found is not None
    for intake, kept in (((1, 0), True), ((0, 1), True), ((1, 1), False)):
        broken = {v.rule for v in judge(problem, replace(found, intake=intake)).violations}
        assert ("safe" not in broken) == kept, intake
