"""PyJobShop with its OR-Tools backend, on problems that are a network of jobs with makespan as objective."""

from __future__ import annotations

import math
import time

from pyjobshop import Model
from pyjobshop.Result import SolveStatus

from wijkplan.benchmarks.library.network import Network, NotANetwork, network_of
from wijkplan.models.outcome import Event, Outcome, Settings, Status
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Problem

from . import NotForThis

STATUS: dict[SolveStatus, Status] = {
    SolveStatus.OPTIMAL: "optimal",
    SolveStatus.FEASIBLE: "feasible",
    SolveStatus.INFEASIBLE: "infeasible",
}


def solve(problem: Problem, settings: Settings, start: Plan | None) -> Outcome:
    """Build its model as its documentation does, and solve. It reports no incumbents on the way, so there is one
    event, at the end."""
    del start
    began = time.perf_counter()
    try:
        network = network_of(problem)
    except NotANetwork as error:
        raise NotForThis(str(error)) from error
    model, modes = _model(network, problem.horizon)
    left = max(0.1, settings.seconds - (time.perf_counter() - began))
    result = model.solve(
        solver="ortools", time_limit=left, display=False, num_workers=settings.workers, random_seed=settings.seed
    )
    seconds = time.perf_counter() - began
    bound = math.ceil(result.lower_bound - 1e-6) if math.isfinite(result.lower_bound) else None
    if not result.best.tasks:
        return Outcome(STATUS.get(result.status, "no_plan"), None, None, bound, None, (), seconds, None)
    placements = tuple(
        Placement(
            a, task.start, task.end, modes[task.mode], (0,) * len(problem.activities[a].modes[modes[task.mode]].demands)
        )
        for a, task in enumerate(result.best.tasks)
    )
    objective = round(result.objective)
    events = (Event(seconds, objective, bound, "pyjobshop"),)
    return Outcome(
        STATUS.get(result.status, "feasible"), Plan(placements), objective, bound, None, events, seconds, None
    )


def _model(network: Network, horizon: int) -> tuple[Model, list[int]]:
    """The model, with the horizon that every solver gets, and per mode of it which mode of its job it is."""
    model, modes = Model(), []
    renewables = [model.add_renewable(capacity) for capacity in network.capacities]
    consumables = [model.add_consumable(stock) for stock in network.stocks]
    tasks = [model.add_task(earliest_start=network.releases[job.project], latest_end=horizon) for job in network.jobs]
    for task, job in zip(tasks, network.jobs, strict=True):
        for m, way in enumerate(job.ways):
            amounts = [
                *zip(renewables, way.demands, strict=True),
                *zip(consumables, way.consumption or (0,) * len(consumables), strict=True),
            ]
            used = [(resource, amount) for resource, amount in amounts if amount]
            model.add_mode(task, [resource for resource, _ in used], way.duration, [amount for _, amount in used])
            modes.append(m)
    for task, job in zip(tasks, network.jobs, strict=True):
        for s in job.successors:
            model.add_end_before_start(task, tasks[s])
    model.set_objective(weight_makespan=1)
    return model, modes
