"""From a network to a problem: one trade and one pool per renewable resource, one pattern per demand, delay priced.

Makespan: all jobs in one project with target 0 and one euro per period of delay. Total project delay: one project per
project of the file, its target the release date plus its critical path.

Horizon. A schedule of makespan ``T`` exists (a quick one is made), so the shortest has at most ``T``, and a horizon of
``T`` or more loses no optimal plan. It is ``(1 + ROOM) T``, so that search may pass through longer plans. For total
project delay a schedule with delay ``V`` exists; in a better one no project ends later than its target plus ``V``.
Never more than :func:`~.serial.total_time`: in a schedule in which no job can be moved to the left, something is in
progress in every period after the last release, so it ends by then, and moving to the left makes neither objective
worse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from wijkplan.models.problem import (
    Activity,
    Calendar,
    Client,
    Demand,
    District,
    Mode,
    Pattern,
    Pool,
    Precedence,
    Problem,
    Project,
)

from .network import Network, Way, longest_paths
from .serial import quick_schedule, total_time

Objective = Literal["makespan", "delay"]
ROOM = 0.5


def build(network: Network, objective: Objective = "makespan", room: float = ROOM) -> Problem:
    """The problem of a network without milestones; activity ``i`` is job ``i``. ``room`` is the part of the horizon
    beyond a quick plan."""
    targets = [0] if objective == "makespan" else _targets(network)
    horizon = max(1, _horizon(network, targets, objective, room))
    projects = tuple(Project(client=0, employer=0, district=0, target=target, delay_price=1) for target in targets)
    activities = tuple(
        Activity(
            project=0 if objective == "makespan" else job.project,
            modes=tuple(_mode(way) for way in job.ways),
            release=network.releases[job.project],
        )
        for job in network.jobs
    )
    pools = (
        Pool(trade=r, region=0, employer=0, heads=(capacity,) * horizon)
        for r, capacity in enumerate(network.capacities)
    )
    return Problem(
        horizon=horizon,
        calendars=(Calendar((100,) * horizon),),
        pools=tuple(pools),
        markets=(),
        activities=activities,
        projects=projects,
        districts=(District(region=0),),
        clients=(Client(),),
        precedences=tuple(Precedence(j, s) for j, job in enumerate(network.jobs) for s in job.successors),
        nonrenewables=network.stocks,
        priced=frozenset({"delay"}),
    )


def _mode(way: Way) -> Mode:
    demands = (Demand(r, heads, (Pattern(own=r, own_heads=heads),)) for r, heads in enumerate(way.demands) if heads)
    return Mode(way.duration, tuple(demands), consumption=way.consumption)


def _targets(network: Network) -> list[int]:
    """Per project what the file states, else its release plus its critical path, every job in its shortest mode."""
    if network.targets:
        return list(network.targets)
    durations = [min(way.duration for way in job.ways) for job in network.jobs]
    targets = list(network.releases)
    _, tail = longest_paths(network, durations)
    for job, length in zip(network.jobs, tail, strict=True):
        targets[job.project] = max(targets[job.project], network.releases[job.project] + length)
    return targets


def _horizon(network: Network, targets: Sequence[int], objective: Objective, room: float) -> int:
    most = total_time(network)
    quick = quick_schedule(network)
    if quick is None:
        return most
    modes, starts = quick
    last = [0] * len(targets)
    for job, mode, start in zip(network.jobs, modes, starts, strict=True):
        project = 0 if objective == "makespan" else job.project
        last[project] = max(last[project], start + job.ways[mode].duration)
    delay = sum(max(0, end - target) for end, target in zip(last, targets, strict=True))
    return min(most, int((1 + room) * (max(targets) + delay)))
