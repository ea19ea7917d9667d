"""Networks, their problems and their quick schedules: the same thing seen from different sides."""

from __future__ import annotations

import pytest

from wijkplan.benchmarks.families import tiny
from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.generate.union import union
from wijkplan.benchmarks.library import build
from wijkplan.benchmarks.library.network import NotANetwork, network_of, without_milestones
from wijkplan.benchmarks.library.serial import quick_schedule, total_time
from wijkplan.benchmarks.solvers import SOLVERS, NotForThis, NotInstalled
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Placement, Plan

SHAPES = [(1, 12, 1), (1, 8, 3), (3, 10, 1)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(5))
def test_quick_schedule_holds(shape: tuple[int, int, int], seed: int) -> None:
    made = network(*shape, seed)
    problem = build(made)
    quick = quick_schedule(made)
    assert quick is not None
    modes, starts = quick
    placements = []
    for a, (mode, start) in enumerate(zip(modes, starts, strict=True)):
        chosen = problem.activities[a].modes[mode]
        placements.append(Placement(a, start, start + chosen.duration, mode, (0,) * len(chosen.demands)))
    verdict = judge(problem, Plan(tuple(placements)))
    assert verdict.violations == ()
    assert verdict.objective is not None
    assert verdict.objective <= problem.horizon <= total_time(made)


@pytest.mark.parametrize("shape", SHAPES)
def test_there_and_back(shape: tuple[int, int, int]) -> None:
    problem = build(network(*shape, 1))
    assert build(network_of(problem)) == problem


def test_generated_networks_are_made_again() -> None:
    assert network(2, 10, 1, 7) == network(2, 10, 1, 7) != network(2, 10, 1, 8)
    assert without_milestones(network(2, 10, 1, 7)) == network(2, 10, 1, 7)


@pytest.mark.parametrize("name", ["levelling", "cpsat", "pyjobshop", "wijkplan"])
@pytest.mark.parametrize("shape", [(1, 8, 1), (1, 6, 3)])
def test_solvers_return_plans_that_hold(name: str, shape: tuple[int, int, int]) -> None:
    problem = build(network(*shape, 1))
    try:
        solve = SOLVERS[name].load()
    except NotInstalled as error:
        pytest.skip(str(error))
    best = prove(problem)[1]
    assert best is not None
    if SOLVERS[name].works:
        solve(problem, Settings(1.0, 1, 1, work=10), None)  # compiles kernels, which may take longer than the solve
    outcome = solve(problem, Settings(60.0, 1, 1), None)  # it ends once its plan is proven best
    assert outcome.plan is not None
    verdict = judge(problem, outcome.plan)
    assert (verdict.violations, verdict.objective) == ((), outcome.objective)
    assert best <= (outcome.objective or 0)
    if outcome.status == "optimal":
        assert outcome.objective == best


def test_tools_for_networks_refuse_districts() -> None:
    problem = tiny.load(tiny.cases()[0]).problem
    with pytest.raises(NotANetwork):
        network_of(problem)
    with pytest.raises(NotForThis):
        SOLVERS["levelling"].load()(problem, Settings(1.0, 1, 1), None)


def test_optimum_of_a_union_is_the_sum() -> None:
    # Only programmes of the same length can stand side by side.
    cases = [case for case in tiny.cases() if case.set == "bundled"]
    problems = [tiny.load(case).problem for case in cases]
    weeks = problems[0].horizon
    chosen = [(case, problem) for case, problem in zip(cases, problems, strict=True) if problem.horizon == weeks]
    assert len(chosen) > 1
    whole = union([problem for _, problem in chosen])
    status, objective, _ = prove(whole)
    assert (status, objective) == ("optimal", sum(case.best_known or 0 for case, _ in chosen))


def test_a_union_needs_one_question() -> None:
    one, other = build(network(1, 6, 1, 1)), build(network(1, 9, 1, 1))
    with pytest.raises(ValueError, match="horizons"):
        union([one, other])
