"""Pumpkin, a lazy clause generation solver that shares nothing with CP-SAT, on networks of jobs with one mode each and
makespan as objective: as a peer. :mod:`.refutation` asks it to confirm what another solver says is optimal."""

from __future__ import annotations

import time
from typing import Any

import pumpkin_solver
from pumpkin_solver import constraints, optimisation

from wijkplan.benchmarks.library.network import Network, NotANetwork, network_of
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Problem

from . import NotForThis


def solve(problem: Problem, settings: Settings, start: Plan | None) -> Outcome:
    """Upper bounding until the time is up; it works on one core whatever is asked for, and has a bound only where it
    ends by itself."""
    del start
    began = time.perf_counter()
    jobs = _with_one_mode(problem)
    model, starts, last = _model(jobs, problem.horizon, settings.seed)
    events: list[Event] = []
    found: list[list[int]] = []

    def better(solution: Any) -> None:
        found.append([solution.int_value(one) for one in starts])
        events.append(Event(time.perf_counter() - began, solution.int_value(last), None, "pumpkin"))

    left = max(0.1, settings.seconds - (time.perf_counter() - began))
    result = model.optimise(
        last,
        optimisation.Optimiser.LinearSatUnsat,
        optimisation.Direction.Minimise,
        timeout=left,
        on_solution=better,
    )
    seconds = time.perf_counter() - began
    kinds = optimisation.OptimisationResult
    if not found:
        return Outcome(
            "infeasible" if isinstance(result, kinds.Unsatisfiable) else "no_plan",
            None, None, None, None, (), seconds, None,
        )  # fmt: skip
    optimal = isinstance(result, kinds.Optimal)
    plan = Plan(
        tuple(
            Placement(a, at, at + job.ways[0].duration, 0, (0,) * len(problem.activities[a].modes[0].demands))
            for a, (at, job) in enumerate(zip(found[-1], jobs.jobs, strict=True))
        )
    )
    objective = events[-1].objective
    return Outcome(
        "optimal" if optimal else "feasible",
        plan,
        objective,
        objective if optimal else None,
        None,
        tuple(events),
        seconds,
        events[0].seconds,
    )


def network(problem: Problem) -> Network:
    """The problem as a network. Raises :class:`NotForThis` for other problems."""
    try:
        return network_of(problem)
    except NotANetwork as error:
        raise NotForThis(str(error)) from error


def _with_one_mode(problem: Problem) -> Network:
    found = network(problem)
    if found.stocks or any(len(job.ways) > 1 for job in found.jobs):
        raise NotForThis("its jobs have several modes, or use up resources")
    return found


def _model(network: Network, horizon: int, seed: int) -> tuple[Any, list[Any], Any]:
    """The model with its start variables and makespan. A domain that is empty says so when it is solved."""
    model: Any = pumpkin_solver.Model(seed=seed)

    def post(kind: Any, *arguments: Any) -> None:
        model.add_constraint(kind(*arguments, model.new_constraint_tag()))

    last = model.new_integer_variable(0, max(0, horizon))
    ways = [job.ways[0] for job in network.jobs]
    starts = []
    for job in network.jobs:
        first = network.releases[job.project]
        starts.append(model.new_integer_variable(first, max(first, horizon)))
    for start, way in zip(starts, ways, strict=True):
        post(constraints.LessThanOrEquals, [start.scaled(1), last.scaled(-1)], -way.duration)
    for j, job in enumerate(network.jobs):
        for successor in job.successors:
            post(constraints.LessThanOrEquals, [starts[j].scaled(1), starts[successor].scaled(-1)], -ways[j].duration)
    for r, capacity in enumerate(network.capacities):
        used = [j for j, way in enumerate(ways) if way.demands[r] and way.duration]
        if sum(ways[j].demands[r] for j in used) > capacity:
            post(
                constraints.Cumulative,
                [starts[j] for j in used],
                [ways[j].duration for j in used],
                [ways[j].demands[r] for j in used],
                capacity,
            )
    return model, starts, last
