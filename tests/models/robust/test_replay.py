"""A plan carried out in worlds where things go wrong: undisturbed it is the plan, and each disturbance counted by
hand."""

from __future__ import annotations

import pytest

from tests.support.oracle import brute_force, count_plans
from tests.support.random_problem import random_problem
from tests.support.worlds import crew, dig, plan, pool, street, tender, work, world
from wijkplan.models.plan import Plan
from wijkplan.models.problem import (
    Calendar,
    Cohort,
    District,
    Link,
    Precedence,
    Problem,
    Project,
    Reservoir,
)
from wijkplan.models.robust.replay import Replay, World

CALM = World()


def weeks(problem: Problem, made: Plan, disturbed: World) -> list[tuple[int, int]]:
    done = Replay(problem, made).run(disturbed)
    return list(zip(done.starts, done.ends, strict=True))


def test_undisturbed_a_plan_is_done_as_it_says_and_disturbed_never_sooner() -> None:
    seen = 0
    for seed in range(120):
        problem = random_problem(seed)
        made = brute_force(problem)[1] if count_plans(problem) <= 150 else None
        if made is None:
            continue
        there = made.by_activity()
        assert weeks(problem, made, CALM) == [(there[a].start, there[a].end) for a in range(len(there))], seed
        late = World(later={0: 2}, digs_lost={1: 100}, lost={r: {2: 50} for r in range(len(problem.pools))})
        for a, (start, end) in enumerate(weeks(problem, made, late)):
            assert start >= there[a].start + 2 * (a == 0) and end >= there[a].end, seed
        seen += 1
    assert seen > 20


def chain() -> tuple[Problem, Plan]:
    """Two works of two weeks by one head, the second after the first with a week between, in weeks 0-2 and 3-5; a
    third of one week by the same head in week 5."""
    problem = world(
        work(2, 0, (crew(),)),
        work(2, 0, (crew(),)),
        work(1, 0, (crew(),)),
        pools=(pool(100),),
        precedences=(Precedence(0, 1, min_lag=1),),
    )
    return problem, plan(problem, 0, 3, 5)


@pytest.mark.parametrize(
    ("disturbed", "expected"),
    [
        (World(later={0: 1}), [(1, 3), (4, 6), (6, 7)]),  # the lag carries it on, then the one head does
        (World(later={1: 1}), [(0, 2), (4, 6), (6, 7)]),
        (World(later={2: 3}), [(0, 2), (3, 5), (8, 9)]),  # nobody waits for it, beyond the horizon neither
        (World(lost={0: {0: 50}}), [(0, 3), (4, 6), (6, 7)]),  # one and a half week's work in weeks 0 and 1
        (World(lost={0: {0: 100}}), [(1, 3), (4, 6), (6, 7)]),  # nothing begins without anybody
        (World(lost={0: {4: 100}}), [(0, 2), (3, 6), (6, 7)]),
        (World(digs_lost={0: 100}), [(0, 2), (3, 5), (5, 6)]),  # no dig
    ],
)
def test_who_waits_and_for_how_long(disturbed: World, expected: list[tuple[int, int]]) -> None:
    assert weeks(*chain(), disturbed) == expected


def test_frost_stops_the_digs_and_the_next_one_of_the_street_waits() -> None:
    problem = world(dig(1), dig(1), streets=(street(0, 1),))
    assert weeks(problem, plan(problem, 0, 1), World(digs_lost={0: 100})) == [(1, 2), (2, 3)]
    assert weeks(problem, plan(problem, 0, 2), World(digs_lost={0: 100})) == [(1, 2), (2, 3)]


def test_one_street_at_a_time_is_kept_and_a_joined_opening_stays_open() -> None:
    """Street 0 is open in weeks 0 to 3 with a week between its digs, street 1 in week 3."""
    problem = world(
        dig(1), dig(1), dig(1), streets=(street(0, 1), street(2)), districts=(District(0, max_open=1),)
    )  # fmt: skip
    made = plan(problem, 0, 2, 3, modes={0: 1, 1: 3}, joined=[(0, 0)])
    assert weeks(problem, made, CALM) == [(0, 1), (2, 3), (3, 4)]
    assert weeks(problem, made, World(later={1: 1})) == [(0, 1), (3, 4), (4, 5)]
    assert weeks(problem, made, World(later={2: 1})) == [(0, 1), (2, 3), (4, 5)]


def test_a_contract_that_is_signed_later_delays_its_work_by_what_it_had_no_slack_for() -> None:
    """Published in week 0 with a lead of 2, the work stands in week 3: three weeks later is week 5."""
    problem = world(
        work(1),
        projects=(Project(0, 0, 0, tendered=True),),
        tenders=(tender((0,), lead=2),),
    )
    made = plan(problem, 3, tenders=[(0, 0)])
    assert weeks(problem, made, World(award={0: 1})) == [(3, 4)]
    assert weeks(problem, made, World(award={0: 3})) == [(5, 6)]


def test_what_needs_the_grid_waits_for_what_releases_it() -> None:
    problem = world(work(1), work(1), grids=(Reservoir((0,) * 8, ((1, 5),), ((0, 5),)),))
    assert weeks(problem, plan(problem, 0, 2), World(later={0: 4})) == [(4, 5), (5, 6)]


def test_newcomers_who_come_later_make_their_work_wait() -> None:
    """One head from week 2 on, two weeks later from week 4 on."""
    cohort = Cohort(0, 0, 0, (0, 0, 100, 100, 100, 100, 100, 100), (0,) * 8, (0,) * 8, 1)
    problem = world(work(1, 0, (crew(),)), pools=(pool(0),), cohorts=(cohort,))
    made = Plan(plan(problem, 2).placements, intake=(1,))
    assert weeks(problem, made, CALM) == [(2, 3)]
    assert weeks(problem, made, World(newcomers={0: 2})) == [(4, 5)]


def test_closed_weeks_ends_that_are_linked_and_what_the_plan_breaks_already() -> None:
    closed = (Calendar((100, 100, 0, 100, 100, 100, 100, 100)),)
    problem = world(work(2, calendar=0), calendars=closed)
    assert weeks(problem, plan(problem, 0), World(later={0: 1})) == [(1, 4)]
    linked = world(work(1), work(1), precedences=(Precedence(0, 1, Link.FINISH_FINISH, 2),))
    assert weeks(linked, plan(linked, 0, 2), World(later={0: 1})) == [(1, 2), (3, 4)]
    both = world(work(1, 0, (crew(),)), work(1, 0, (crew(),)), pools=(pool(100),))
    assert weeks(both, plan(both, 0, 0), CALM) == [(0, 1), (0, 1)]
