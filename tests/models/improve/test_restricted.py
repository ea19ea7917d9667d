"""Search of one party: only its work and tenders move, the plan never becomes dearer, and the books are the
checker's."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from tests.support.oracle import enumerate_plans
from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import dig, plan, street, work, world
from wijkplan.models.check import judge
from wijkplan.models.improve.restricted import Restricted
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Joint, Problem

SEEDS = 250


def parts(problem: Problem, random: Random) -> tuple[set[int], set[int]]:
    """Some projects' activities, and the tenders that hold none of other projects."""
    projects = {q for q in range(len(problem.projects)) if random.random() < 0.6}
    tenders = {
        t
        for t, tender in enumerate(problem.tenders)
        if problem.may_choose(tender) and projects.issuperset(tender.projects)
    }
    return {a for q in projects for a in problem.members[q]}, tenders


def some_plan(problem: Problem, random: Random) -> Plan | None:
    """Any plan without violations, where there is one among the first that are drawn."""
    found = list(islice(enumerate_plans(problem), 3000))
    random.shuffle(found)
    return next((one for one in found if judge(problem, one).feasible), None)


def listed(start: Plan, held: set[int]) -> list[object]:
    """What stands of the work that is held."""
    return [row for row in sorted(start.placements, key=lambda row: row.activity) if row.activity in held]


def test_only_the_work_of_the_party_moves_and_nothing_becomes_dearer() -> None:
    moved = 0
    for seed in range(SEEDS):
        # Parties plan under no ceilings: those come from what they make.
        random, problem = (
            Random(seed),
            replace(random_problem(seed), max_changes=None, max_employer_changes=(), max_cash=None, max_hired=None),
        )
        start = some_plan(problem, random)
        if start is None:
            continue
        search = Restricted(problem, start)
        for turn in range(3):
            before, cost = search.plan(), search.cost
            works, tenders = parts(problem, random)
            better = search.turn(works, tenders, turn)
            after, verdict = search.plan(), judge(problem, search.plan())
            assert verdict.feasible and verdict.objective == search.cost, (
                seed,
                turn,
                [str(v) for v in verdict.violations],
            )
            assert better == (search.cost < cost) and search.cost <= cost, (seed, turn)
            held = set(range(len(problem.activities))) - works
            assert listed(before, held) == listed(after, held), (seed, turn)
            kept = [{row for row in one.tenders if row.tender not in tenders} for one in (before, after)]
            assert kept[0] == kept[1], (seed, turn)
            moved += better
        assert problem != random_problem(seed) or search.cost >= (cheapest(seed)[0] or 0), seed
    assert moved > SEEDS // 10


def test_a_party_finds_what_its_own_work_can_gain() -> None:
    """Both works were asked for in week 0 and stand in week 4 and 5; only the first may move."""
    problem = world(work(submitted=0, moved_price=3), work(submitted=0, moved_price=3))
    search = Restricted(problem, plan(problem, 4, 5))
    assert search.cost == 27
    assert search.turn({0}, (), seed=1)
    assert (search.cost, [row.start for row in search.plan().placements]) == (15, [0, 5])
    assert not search.turn({0}, (), seed=2)


def test_own_digs_are_joined_and_a_joint_with_work_that_is_held_stays() -> None:
    """Alone a dig costs 10 euros of opening, joined 4. With one of the two held nothing can be joined."""
    problem = world(dig(), dig(project=1), streets=(street(0, 1, joints=(Joint(1, own=True),)),))
    search = Restricted(problem, plan(problem, 0, 5))
    assert not search.turn({1}, (), seed=1)
    assert search.turn({0, 1}, (), seed=1)
    assert (search.cost, search.plan().joined) == (8, frozenset({(0, 0)}))
    joined = search.plan()
    assert not search.turn({0}, (), seed=1)
    assert search.plan() == joined


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = world(
        *(dig(project=k % 2, submitted=0, moved_price=1) for k in range(4)), streets=(street(0, 1), street(2, 3))
    )
    start = plan(problem, 4, 6, 3, 7)
    found = []
    for _ in range(2):
        search = Restricted(problem, start)
        search.turn({0, 2}, (), seed=7)
        found.append(search.plan())
    assert found[0] == found[1] != start


def test_what_is_no_plan_is_refused() -> None:
    problem = world(work(), work())
    with pytest.raises(ValueError, match="leaves work out"):
        Restricted(problem, Plan(plan(problem, 0, 0).placements[:1]))
