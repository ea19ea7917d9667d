"""The portfolio: repeatable, stoppable, on time, and never worse than what it was given."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.problem import Allowed, Market, Pattern, Problem, Project, Source
from wijkplan.models.solve import solve
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.read_programme import load

SEEDS = 200
TRIES = 3  # of what is held against the clock
PILOT = Path(__file__).parents[2] / "instances" / "pilot"
WORK = Settings(seed=1, work=200)


@cache
def solved(seed: int) -> Outcome:
    """The problem of a seed, with a fixed amount of work."""
    return solve(random_problem(seed), WORK)


def queue(weeks: int = 12, jobs: int = 8) -> Problem:
    """Work for one crew, each job a project of its own with its own price per week of delay; a hired crew costs 25 a
    job."""
    either = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=25))
    return world(
        *(work(project=q, demands=(either,), labour=10) for q in range(jobs)),
        horizon=weeks,
        projects=tuple(Project(0, 0, 0, delay_price=q + 1) for q in range(jobs)),
        pools=(pool(100, weeks),),
        markets=(Market(0, 0, (100,) * weeks),),
    )


def test_no_plan_below_the_optimum_and_no_bound_above_it() -> None:
    """Outcomes on tiny problems against brute force; nearly all are solved to the optimum."""
    found = feasible = 0
    for seed in range(SEEDS):
        best, outcome = cheapest(seed)[0], solved(seed)
        if outcome.plan is not None:
            verdict = judge(random_problem(seed), outcome.plan)
            assert verdict.feasible, seed
            assert verdict.objective == outcome.objective, seed
        if best is None:
            assert outcome.plan is None, seed
            continue
        feasible += 1
        found += outcome.objective == best
        assert outcome.status != "infeasible", seed
        assert outcome.objective is None or outcome.objective >= best, seed
        assert outcome.bound is None or outcome.bound <= best, seed
        assert (outcome.status == "optimal") == (
            outcome.objective is not None and outcome.objective == outcome.bound
        ), seed
    assert feasible > 70
    assert found > 0.95 * feasible


def test_a_bound_has_a_certificate_that_proves_it() -> None:
    for seed in range(SEEDS):
        outcome = solved(seed)
        assert (outcome.bound is None) == (outcome.certificate is None), seed
        if outcome.certificate is not None:
            assert certified(random_problem(seed), outcome.certificate) == outcome.bound, seed


def test_without_a_plan_there_is_a_reason() -> None:
    reasons = 0
    for seed in range(SEEDS):
        outcome = solved(seed)
        if outcome.plan is None:
            assert outcome.status in ("infeasible", "no_plan"), seed
            assert outcome.objective is None, seed
            assert outcome.reason, seed
            reasons += 1
        else:
            assert outcome.status in ("optimal", "feasible"), seed
            assert outcome.reason is None, seed
    assert reasons > 40


def test_an_empty_window_is_infeasible_and_says_so() -> None:
    """Two weeks of work that must end within one."""
    for settings in (WORK, Settings(seconds=1)):
        outcome = solve(world(work(2, deadline=1)), settings)
        assert (outcome.status, outcome.plan, outcome.bound, outcome.events) == ("infeasible", None, None, ())
        assert outcome.reason is not None
        assert (outcome.reason.kind, outcome.reason.activity) == ("window", 0)


def test_too_much_work_for_one_crew_has_no_plan_but_a_reason() -> None:
    """Two jobs, one crew, one week: no window is empty, so whether it is called infeasible depends on what had time to
    prove it."""
    problem = world(work(demands=(crew(100),)), work(demands=(crew(100),)), horizon=1, pools=(pool(100, 1),))
    for settings in (WORK, Settings(seconds=5)):
        outcome = solve(problem, settings)
        assert outcome.status in ("no_plan", "infeasible")
        assert (outcome.plan, outcome.objective) == (None, None)
        assert outcome.reason is not None
        assert "capacity" in str(outcome.reason)


def test_work_that_nobody_supplies_has_no_plan_but_a_reason() -> None:
    outcome = solve(world(work(demands=(crew(300),)), pools=(pool(100),)), WORK)
    assert outcome.status in ("no_plan", "infeasible")
    assert outcome.plan is None
    assert outcome.reason is not None
    assert [(part.kind, part.amount) for part in outcome.reason.parts] == [("supply", 200)]


def test_the_same_seed_and_work_give_the_same_outcome() -> None:
    def told(outcome: Outcome) -> list[tuple[int | None, int | None, str]]:
        return [(event.objective, event.bound, event.source) for event in outcome.events]

    for problem in (queue(), *map(random_problem, range(0, SEEDS, 4))):
        for seed in (1, 2):
            one, other = (solve(problem, Settings(seed=seed, work=300)) for _ in range(2))
            assert (one.plan, one.objective, one.bound, one.certificate) == (
                other.plan,
                other.objective,
                other.bound,
                other.certificate,
            )
            assert told(one) == told(other)


def test_events_only_improve() -> None:
    """Objectives never rise, bounds never fall, times never go back, and the last event is the outcome."""
    for outcome in (
        *map(solved, range(SEEDS)),
        solve(queue(), Settings(seconds=1, workers=2)),
        solve(queue(), Settings(seconds=1)),
    ):
        for before, after in pairwise(outcome.events):
            assert before.seconds <= after.seconds
            assert before.objective is None or (after.objective is not None and after.objective <= before.objective)
            assert before.bound is None or (after.bound is not None and after.bound >= before.bound)
        if outcome.events:
            assert (outcome.events[-1].objective, outcome.events[-1].bound) == (outcome.objective, outcome.bound)
            firsts = [event.seconds for event in outcome.events if event.objective is not None]
            assert (outcome.first_plan_seconds is None) == (not firsts)


def test_every_event_is_told_as_it_happens() -> None:
    told: list[Event] = []
    outcome = solve(queue(), WORK, on_event=told.append)
    assert tuple(told) == outcome.events != ()


def test_plans_that_are_given_are_never_made_worse() -> None:
    """The cheapest plan of the narrowest variant is given to the widest one, with next to no work and after a useless
    plan."""
    narrow = 0
    for seed in range(SEEDS):
        problem = replace(random_problem(seed), allowed=Allowed())
        given = solve(problem, WORK)
        if given.plan is None:
            continue
        narrow += 1
        wide = replace(problem, allowed=Allowed(True, True, True, True))
        outcome = solve(wide, Settings(seed=1, work=1), [replace(given.plan, placements=()), given.plan])
        assert outcome.objective is not None, seed
        assert given.objective is not None
        assert outcome.objective <= given.objective, seed
        assert outcome.events[0].source == "inherited", seed
    assert narrow > 40


def test_an_inherited_bound_is_used() -> None:
    """The bound of the same problem, given with its optimal plan, proves it before any work."""
    proofs = 0
    for seed in range(SEEDS):
        first = solved(seed)
        if first.status != "optimal" or first.bound is None or first.certificate is None or first.plan is None:
            continue
        again = solve(random_problem(seed), WORK, [first.plan], bound=(first.bound, first.certificate))
        assert (again.status, again.bound, again.certificate) == ("optimal", first.bound, first.certificate), seed
        assert again.events[0].source == "inherited", seed
        proofs += 1
    assert proofs > 50


@pytest.mark.parametrize("workers", [1, 2])
def test_stop_ends_a_solve_promptly_with_its_plan(workers: int) -> None:
    """Stopped once it has a plan, of which there is much to search."""
    plans: list[int] = []

    def heard(event: Event) -> None:
        if event.objective is not None:
            plans.append(event.objective)

    outcome = solve(queue(40, 30), Settings(seconds=300, workers=workers), (), heard, stop=lambda: len(plans) > 0)
    assert outcome.seconds < 100
    assert outcome.plan is not None
    assert judge(queue(40, 30), outcome.plan).feasible


@pytest.mark.parametrize("workers", [1, 2])
def test_a_proof_ends_a_solve_at_once(workers: int) -> None:
    """One job without choices costs what it costs."""
    problem = world(work(labour=7))
    solve(problem, Settings(seconds=5, workers=workers))  # a machine's first run compiles the kernels
    outcome = solve(problem, Settings(seconds=300, workers=workers))
    assert (outcome.status, outcome.objective, outcome.bound) == ("optimal", 7, 7)
    assert outcome.seconds < 100


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_the_pilot_keeps_its_time_and_has_a_plan_in_five_seconds(workers: int) -> None:
    """Ten seconds for the widest variant; reading and compiling the pilot, and the kernels' first use, are not part of
    it. A busy moment of the machine is mended by trying again; what is always late stays late."""
    programme, _ = load([PILOT])
    assert programme is not None
    problem = replace(compile(programme).problem, allowed=Allowed(True, True, True, True))
    solve(queue(), WORK)
    for _ in range(TRIES):
        outcome = solve(problem, Settings(seconds=10, workers=workers))
        assert outcome.first_plan_seconds is not None
        if outcome.seconds < 11.5 and outcome.first_plan_seconds < 5:
            break
    else:
        pytest.fail(f"{outcome.seconds:.1f} seconds, and {outcome.first_plan_seconds:.1f} to the first plan")
    assert outcome.plan is not None
    assert judge(problem, outcome.plan).feasible
