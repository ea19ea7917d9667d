"""Refutations: by hand, refused in every way that a step can be wrong, and never above the optimum."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import Any

import pytest

from tests.support.oracle import brute_force
from tests.support.random_problem import random_problem
from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.library import build
from wijkplan.benchmarks.library.network import Job, Network, Way
from wijkplan.models.bound.by_modes import by_modes
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.refutation import Argument, Numbers
from wijkplan.models.check.statements import AT_LEAST, AT_MOST, EQUAL, OTHER, Atom, Statements, statements
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Calendar, Cohort, Problem

Certificate = dict[str, Any]


def refuted(end: int, *steps: list[Any]) -> Certificate:
    return {"kind": "refutation", "project": "0", "end": end, "pairs": [], "steps": list(steps)}


def two_on_one_crew() -> Problem:
    """Two jobs of 2 weeks that need the one crew there is: 4 weeks. Numbers 0 and 1 are their starts."""
    return build(Network((Job((Way(2, (1,)),)), Job((Way(2, (1,)),))), (1,), (), (0,)))


def three_on_one_crew() -> Problem:
    """Three of those: 6 weeks, which needs a step for which of two comes first."""
    return build(Network(tuple(Job((Way(2, (1,)),)) for _ in range(3)), (1,), (), (0,)))


MOVED = [[0, 1], [0, 2]]
"""Move 1 out of the way of 0, then 2 out of the way of both."""
FIRST, REST = [[[0, AT_MOST, 1]], MOVED], [[], MOVED]
"""Where 0 starts by week 1, in which it is then certainly at work, both others start in weeks 2 and 3 and are in each
other's way; so it starts later, is certainly at work in week 3, and both others are in each other's way before it."""


def two_in_a_row() -> Problem:
    """Two jobs one after the other, each of 1 week with 3 of the stock or of 3 weeks with none; there are 4: 4 weeks.

    Numbers: start, weeks, and a 1 or 0 per mode, of the first job 0 to 3, of the second 4 to 7."""
    ways = (Way(1, (), (3,)), Way(3, (), (0,)))
    return build(Network((Job(ways, (1,)), Job(ways)), (), (4,), (0,)))


def test_by_hand() -> None:
    assert certified(two_on_one_crew(), refuted(3, [[], [[0, 0]]])) == 4
    late = replace(two_on_one_crew().projects[0], target=1, delay_price=5)
    assert certified(replace(two_on_one_crew(), projects=(late,)), refuted(3, [[], [[0, 0]]])) == 15
    assert certified(replace(two_on_one_crew(), projects=(late,)), refuted(0, [[], []])) == 0, "before its target"


def test_by_hand_where_one_of_three_comes_first() -> None:
    problem = three_on_one_crew()
    assert certified(problem, refuted(5, FIRST, REST)) == 6
    both = [[[0, AT_LEAST, 2]], MOVED]
    by_steps = [[[0, AT_MOST, 1], [1, AT_LEAST, 0]], MOVED], [[[0, AT_LEAST, 2], [1, AT_MOST, 3]], MOVED], [[], [0, 1]]
    assert certified(problem, refuted(5, FIRST, both, [[], []])) == certified(problem, refuted(5, *by_steps)) == 6
    weaker = [[], [MOVED[0]], [MOVED[1]], [MOVED[0], MOVED[0]]]
    wrong = [
        *(refuted(5, [FIRST[0], hints], REST) for hints in weaker),
        *(refuted(5, FIRST, [[], hints]) for hints in weaker),
        refuted(5, REST),
        refuted(5, [[[0, AT_MOST, 2]], MOVED], REST),
        refuted(5, [[[0, OTHER, 1]], MOVED], REST),
        refuted(5, [[[0, EQUAL, 1]], MOVED], REST),
        refuted(5, *by_steps[:2], [[], [0]]),
        refuted(5, by_steps[0], [[], [0, 0]]),
        refuted(6, FIRST, REST),
    ]
    for certificate in wrong:
        with pytest.raises(Refused, match="do not show"):
            certified(problem, certificate)
    with pytest.raises(Refused, match="step 0: there is no statement or earlier step 0"):
        certified(problem, refuted(5, [[], [0]]))
    with pytest.raises(Refused, match="step 0: number 3 is no task"):
        certified(problem, refuted(5, [FIRST[0], [[0, 3], [0, 2]]], REST))


def test_by_hand_with_which_of_two_comes_first() -> None:
    """Number 2 is 1 where 0 comes before 1, which takes sum 0, and 0 where it comes after, which takes sum 1."""
    ordered = {"pairs": [[0, 1]]}
    steps = [[[2, AT_LEAST, 1]], [0]], [[[2, AT_MOST, 0]], [1]], [[], [2, 3]]
    assert certified(two_on_one_crew(), refuted(3, *steps) | ordered) == 4
    wrong = [
        refuted(3, [[[2, AT_LEAST, 1]], [1]], *steps[1:]),
        refuted(3, steps[0], [[[2, AT_MOST, 0]], [0]], steps[2]),
        refuted(3, *steps[:1], [[], [2]]),
        refuted(4, *steps),
    ]
    for certificate in wrong:
        with pytest.raises(Refused, match="do not show"):
            certified(two_on_one_crew(), certificate | ordered)
    with pytest.raises(Refused, match="is no atom"):
        certified(two_on_one_crew(), refuted(3, *steps))
    two_crews = build(Network((Job((Way(2, (1,)),)), Job((Way(2, (1,)),))), (2,), (), (0,)))
    with pytest.raises(Refused, match="tasks 0 and 1 can be at work together"):
        certified(two_crews, refuted(1, [[], []]) | ordered)


def test_by_hand_with_a_choice_of_modes() -> None:
    """3 pieces of stock save 2 of 6 weeks, and there are 4: added up, at least 6 - 8 / 3 weeks."""
    problem = two_in_a_row()
    named = {terms: i for i, (terms, _) in enumerate(statements(problem, 0, 3).sums)}
    rows = [
        [named[(1, 0), (-1, 4), (1, 1)], 3],  # the second starts after the first
        [named[(1, 4), (1, 5)], 3],  # and ends by the end
        [named[(3, 2), (3, 6)], 2],
        *([named[(1, x), (3, x + 1), (-1, x - 1)], 3] for x in (2, 6)),
        *([named[(-1, x), (-1, x + 1)], 9] for x in (2, 6)),
    ]
    assert certified(problem, refuted(3, [[], [rows]])) == 4
    for k, (i, often) in enumerate(rows):
        for less in (0, often - 1):
            with pytest.raises(Refused, match="do not show"):
                certified(problem, refuted(3, [[], [[*rows[:k], [i, less], *rows[k + 1 :]]]]))
    with pytest.raises(Refused, match="do not show"):
        certified(problem, refuted(4, [[], [rows]]))


def test_the_choice_of_modes_alone_is_searched() -> None:
    """Of three such jobs and 5 pieces of stock one is short: 7 weeks, where parts of modes would do with 5.67."""
    ways = (Way(1, (), (3,)), Way(3, (), (0,)))
    problem = build(Network((Job(ways, (1,)), Job(ways, (2,)), Job(ways)), (), (5,), (0,)))
    at_once, searched = by_modes(problem, 0, 5, 60.0), by_modes(problem, 0, 6, 60.0)
    assert at_once is not None and certified(problem, at_once) == 6 and len(at_once["steps"]) == 1
    assert searched is not None and certified(problem, searched) == 7 and len(searched["steps"]) > 1
    assert by_modes(problem, 0, 7, 60.0) is None
    for step, (_, hints) in enumerate(searched["steps"]):
        if all(isinstance(hint, list) for hint in hints):
            wrong = deepcopy(searched)
            wrong["steps"][step][1] = []
            with pytest.raises(Refused, match=f"step {step}"):
                certified(problem, wrong)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": 4}, "do not show"),
        ({"end": -1}, "end should be a week"),
        ({"end": True}, "end should be a week"),
        ({"end": 10**6}, "end should be a week"),
        ({"project": "1"}, "there is no project"),
        ({"project": 0}, "there is no project"),
        ({"more": 1}, "has the keys"),
        ({"pairs": 0}, "0 is no pair"),
        ({"pairs": [[0, 1, 1]]}, "is no pair"),
        ({"pairs": [[0, True]]}, "is no pair"),
        ({"pairs": [[0, 0]]}, "can be at work together"),
        ({"pairs": [[0, 2]]}, "can be at work together"),
        ({"steps": []}, "steps a list"),
        ({"steps": "[]"}, "steps a list"),
        ({"steps": [[]]}, "atoms and hints are not given"),
        ({"steps": [[[], 0]]}, "atoms and hints are not given"),
        ({"steps": [[[], []]]}, "do not show"),
        ({"steps": [[[], [[0, 2]]]]}, "is no task of pool 0"),
        ({"steps": [[[], [[1, 0]]]]}, "no statement or earlier step"),
        ({"steps": [[[], [0]]]}, "no statement or earlier step 0"),
        ({"steps": [[[], [-1]]]}, "no statement or earlier step -1"),
        ({"steps": [[[], [None]]]}, "no statement or earlier step None"),
        ({"steps": [[[], [[]]]]}, r"no statement or earlier step \[\]"),
        ({"steps": [[[], [[[0, 1]]]]]}, "is no sum"),
        ({"steps": [[[], [[[0, -1]]]]]}, "is no sum"),
        ({"steps": [[[[0, 0, 1], [0, 1, 0]], []]]}, "the last step still has atoms"),
        ({"steps": [[[[0, 0, 1]], [[0, 0]]]]}, "the last step still has atoms"),
        ({"steps": [[[[2, 0, 1]], [[0, 0]]]]}, "is no atom"),
        ({"steps": [[[[0, 4, 1]], [[0, 0]]]]}, "is no atom"),
        ({"steps": [[[[0, 0, 1.0]], [[0, 0]]]]}, "is no atom"),
        ({"steps": [[[[0, 0, 1, 1]], [[0, 0]]]]}, "is no atom"),
    ],
)
def test_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        certified(two_on_one_crew(), refuted(3, [[], [[0, 0]]]) | change)


def test_refused_where_ends_do_not_follow_from_starts() -> None:
    problem, certificate = two_on_one_crew(), refuted(3, [[], [[0, 0]]])
    closed = Calendar((100, 0) + (100,) * (problem.horizon - 2))
    with pytest.raises(Refused, match="closed"):
        certified(replace(problem, calendars=(closed,)), certificate)
    with pytest.raises(Refused, match="has no price"):
        certified(replace(problem, priced=frozenset({"labour"})), certificate)
    weekly = (100,) * problem.horizon
    more = Cohort(pool=0, start=0, cost=1, heads=weekly, learners=weekly, guides=weekly, most=1)
    with pytest.raises(Refused, match="newcomers"):
        certified(replace(problem, cohorts=(more,)), certificate)


def values(given: Statements, problem: Problem, plan: Plan) -> list[int]:
    """The numbers of a plan."""
    found: list[int] = []
    for a, activity in enumerate(problem.activities):
        placed = plan.placements[a]
        found.append(placed.start)
        if len(activity.modes) == 1:
            continue
        found.append(placed.end - placed.start)
        first = len(found)
        found += [int(m == placed.mode) for m in range(len(activity.modes))]
        for m in range(len(activity.modes)):
            parking = given.domains[len(found)][1] if len(found) < len(given.domains) else 0
            if ((first + m, AT_MOST, 0), (len(found), AT_MOST, parking - 1)) in given.excluded:
                found.append(placed.start if m == placed.mode else parking)
    return found


def true(atom: Atom, of: list[int]) -> bool:
    number, relation, value = atom
    return {
        AT_LEAST: of[number] >= value, AT_MOST: of[number] <= value, EQUAL: of[number] == value,
        OTHER: of[number] != value,
    }[relation]  # fmt: skip


def nothing_excludes(problem: Problem, project: int, plan: Plan, random: Random) -> None:
    """What every plan keeps holds for this one, and no hint takes away a value that it has."""
    end = max(plan.placements[a].end for a in problem.members[project])
    given = statements(problem, project, end)
    own = values(given, problem, plan)
    for sharing in given.sharings:
        for (one, weeks, heads), (other, _, others) in permutations(sharing.tasks, 2):
            if heads + others > sharing.capacity:
                given.one_by_one(one, other)
                own.append(int(own[one] + weeks <= own[other]))
    argument = Argument(given)
    assert all(least <= one <= most for (least, most), one in zip(given.domains, own, strict=True))
    assert all(sum(factor * own[n] for factor, n in terms) <= most for terms, most in given.sums)
    assert not any(all(true(atom, own) for atom in atoms) for atoms in given.excluded)
    hints: list[Any] = list(range(len(given.sums) + len(given.excluded)))
    hints += [[r, number] for r, sharing in enumerate(given.sharings) for number, _, _ in sharing.tasks]
    if given.sums:
        some = [random.randrange(len(given.sums)) for _ in range(3)]
        hints += [[[i, random.randint(1, 5)] for i in some] for _ in range(10)]
    for _ in range(3):
        numbers: Numbers = argument.numbers.copy()
        for n, one in enumerate(own):
            near = random.randint(0, 4)
            drawn: list[Atom] = [(n, AT_LEAST, max(0, one - near)), (n, AT_MOST, one + random.randint(0, 4))]
            drawn += [(n, EQUAL, one), (n, OTHER, one + 1 + near)]
            for atom in random.sample(drawn, random.randint(0, 3)):
                numbers.keep(atom)
        for hint in random.sample(hints, len(hints)) * 2:
            argument.use(0, numbers, deepcopy(hint))
        assert not numbers.empty
        assert all(numbers.left[n] >> one & 1 for n, one in enumerate(own))
        assert all(a <= one <= b for a, one, b in zip(numbers.least, own, numbers.most, strict=True))


def bare(seed: int) -> Problem:
    """A random problem of all kinds, in which nothing is closed and only delay has a price."""
    problem = random_problem(seed)
    calendars = tuple(Calendar((100,) * problem.horizon) for _ in problem.calendars)
    late = tuple(replace(one, delay_price=one.delay_price or 3) for one in problem.projects)
    return replace(
        problem, calendars=calendars, projects=late, cohorts=(), places=(), guidance=(), homes=(),
        priced=frozenset({"delay"}),
    )  # fmt: skip


def best_bound(problem: Problem, project: int) -> int:
    """The highest bound that Pumpkin's refutations prove of a project."""
    from wijkplan.benchmarks.solvers.refutation import refutation

    bound = 0
    for end in range(problem.horizon):
        try:
            found = refutation(problem, project, end, 20.0)
        except Refused:
            break
        if found is None:
            break
        bound = certified(problem, found)
    return bound


def against_brute_force(seeds: range) -> tuple[int, int]:
    """Bounds of random problems beside what all their plans cost: how many problems have a plan, and of how many of
    them is a bound above nothing the least cost."""
    count = tight = 0
    for seed in seeds:
        problem = bare(seed)
        optimum, plan = brute_force(problem)
        if plan is None or optimum is None:
            continue
        count += 1
        for q in range(len(problem.projects)):
            nothing_excludes(problem, q, plan, Random(seed))
            bound = best_bound(problem, q)
            assert bound <= optimum, (seed, q)
            tight += bound == optimum > 0
    return count, tight


def test_never_above_brute_force() -> None:
    pytest.importorskip("pumpkin_solver", reason="pumpkin-solver is not installed (extra: confirm)")
    count, tight = against_brute_force(range(200))
    assert count >= 60 and tight >= 20


@pytest.mark.nightly
@pytest.mark.slow
def test_never_above_brute_force_on_many() -> None:
    pytest.importorskip("pumpkin_solver", reason="pumpkin-solver is not installed (extra: confirm)")
    count, tight = against_brute_force(range(200, 7_500))
    assert count >= 2_000 and tight >= 500


@pytest.mark.parametrize(("stock", "bound"), [(3, 2), (2, None)])
def test_a_stock_that_leaves_no_choice(stock: int, bound: int | None) -> None:
    """One job of 2 weeks that takes 3 of the stock: 2 weeks, or no plan at all."""
    pytest.importorskip("pumpkin_solver", reason="pumpkin-solver is not installed (extra: confirm)")
    from wijkplan.benchmarks.solvers.refutation import refutation

    problem = build(Network((Job((Way(2, (), (3,)),)),), (), (stock,), (0,)))
    end = problem.horizon if bound is None else bound - 1
    found = refutation(problem, 0, end, 20.0)
    assert found is not None and certified(problem, found) == end + 1
    assert bound is None or refutation(problem, 0, bound, 20.0) is None


@pytest.mark.parametrize(("projects", "jobs", "modes"), [(1, 8, 1), (1, 6, 3), (2, 4, 2)])
def test_the_optimum_is_certified_and_nothing_above_it(projects: int, jobs: int, modes: int) -> None:
    pytest.importorskip("pumpkin_solver", reason="pumpkin-solver is not installed (extra: confirm)")
    from wijkplan.benchmarks.solvers.refutation import refutation

    for seed in range(6):
        problem = build(network(projects, jobs, modes, seed))
        status, optimum, plan = prove(problem, seconds=60.0)
        assert status == "optimal" and optimum is not None and plan is not None
        nothing_excludes(problem, 0, plan, Random(seed))
        found = refutation(problem, 0, optimum - 1, 60.0)
        assert found is not None and certified(problem, found) == optimum
        assert refutation(problem, 0, optimum, 5.0) is None and by_modes(problem, 0, optimum, 2.0) is None
        with pytest.raises(Refused):
            certified(problem, found | {"end": optimum})
        modes_alone = by_modes(problem, 0, optimum - 1, 2.0)
        assert modes_alone is None or certified(problem, modes_alone) == optimum
