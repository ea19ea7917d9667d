"""Resource levelling as planners' tools do it: one pass, each job when its turn comes, by earliest start and then
least slack.

No improvement afterwards, and no bound. With several modes it takes the shortest that fit in the stocks.
"""

from __future__ import annotations

import time

from wijkplan.benchmarks.library.network import NotANetwork, longest_paths, network_of
from wijkplan.benchmarks.library.serial import serial, some_modes
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason

from . import NotForThis


def solve(problem: Problem, settings: Settings, start: Plan | None) -> Outcome:
    """One serial schedule; needs neither time limit nor seed."""
    del settings, start
    began = time.perf_counter()
    try:
        network = network_of(problem)
    except NotANetwork as error:
        raise NotForThis(str(error)) from error
    modes = some_modes(network)
    if modes is None:
        short = Reason("stock", "nonrenewable")  # the rule finds no modes within the stocks
        return Outcome("no_plan", None, None, None, None, (), time.perf_counter() - began, None, short)
    durations = [job.ways[m].duration for job, m in zip(network.jobs, modes, strict=True)]
    early, tail = longest_paths(network, durations)
    starts = serial(network, modes, [(e, -t) for e, t in zip(early, tail, strict=True)])
    ends = [s + d for s, d in zip(starts, durations, strict=True)]
    placements = tuple(
        Placement(a, starts[a], ends[a], m, (0,) * len(problem.activities[a].modes[m].demands))
        for a, m in enumerate(modes)
    )
    if max(ends, default=0) > problem.horizon:
        beyond = Reason("window", "window", amount=max(ends) - problem.horizon, unit="weeks after the horizon")
        return Outcome("no_plan", None, None, None, None, (), time.perf_counter() - began, None, beyond)
    seconds = time.perf_counter() - began
    objective = max(ends, default=0)
    return Outcome(
        "feasible",
        Plan(placements),
        objective,
        None,
        None,
        (Event(seconds, objective, None, "levelling"),),
        seconds,
        seconds,
    )
