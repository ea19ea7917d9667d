"""What every public format describes: jobs with modes on resources of constant capacity, in one project or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.models.problem import Activity, Link, Problem, Source

from .text import Malformed


@dataclass(frozen=True, slots=True)
class Way:
    """A mode: ``duration`` in periods, ``demands`` per renewable resource, ``consumption`` per non-renewable one."""

    duration: int
    demands: tuple[int, ...]
    consumption: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A job of a project; ``successors`` (indices of jobs) start no sooner than its end. ``line`` is where the file
    describes it."""

    ways: tuple[Way, ...]
    successors: tuple[int, ...] = ()
    project: int = 0
    line: int = 0

    @property
    def milestone(self) -> bool:
        """Whether it takes no time and uses nothing: it does nothing but order others."""
        return len(self.ways) == 1 and not (self.ways[0].duration or any(self.ways[0].consumption))


@dataclass(frozen=True, slots=True)
class Network:
    """Jobs, ``capacities`` of renewable resources per period, ``stocks`` of non-renewable ones in total, ``releases``
    per project, and ``targets`` per project where the file states them."""

    jobs: tuple[Job, ...]
    capacities: tuple[int, ...]
    stocks: tuple[int, ...] = ()
    releases: tuple[int, ...] = (0,)
    targets: tuple[int, ...] = ()

    def order(self) -> tuple[int, ...]:
        """The jobs, each after its predecessors; shorter than ``jobs`` where there is a cycle."""
        waits = [0] * len(self.jobs)
        for job in self.jobs:
            for successor in job.successors:
                waits[successor] += 1
        ready = [j for j, count in enumerate(waits) if count == 0]
        for j in ready:
            for successor in self.jobs[j].successors:
                waits[successor] -= 1
                if waits[successor] == 0:
                    ready.append(successor)
        return tuple(ready)

    def predecessors(self) -> list[list[int]]:
        """Per job the jobs that end before it starts."""
        rows: list[list[int]] = [[] for _ in self.jobs]
        for j, job in enumerate(self.jobs):
            for successor in job.successors:
                rows[successor].append(j)
        return rows


def checked(name: str, network: Network) -> Network:
    """The network, if its jobs can be put in an order. Raises :class:`Malformed` naming a job of the cycle, or an
    empty network."""
    if all(job.milestone for job in network.jobs):
        raise Malformed(name, 1, "describes no work")
    ordered = set(network.order())
    for j, job in enumerate(network.jobs):
        if j not in ordered:
            raise Malformed(name, job.line, f"job {j + 1} lies on, or behind, a cycle of successors")
    return network


def kept(network: Network) -> list[int]:
    """The jobs that are not milestones, in order."""
    return [j for j, job in enumerate(network.jobs) if not job.milestone]


def without_milestones(network: Network) -> Network:
    """The same network without jobs that take no time and use nothing: what precedes one precedes all that follows it.

    Starts and ends of the other jobs that hold in the one hold in the other, and so does the last end.
    """
    successors = [set(job.successors) for job in network.jobs]
    for j in reversed(network.order()):
        for s in network.jobs[j].successors:
            if network.jobs[s].milestone:
                successors[j] = (successors[j] - {s}) | successors[s]
    work = kept(network)
    place = {j: i for i, j in enumerate(work)}
    jobs = (
        Job(
            network.jobs[j].ways,
            tuple(sorted(place[s] for s in successors[j])),
            network.jobs[j].project,
            network.jobs[j].line,
        )
        for j in work
    )
    return Network(tuple(jobs), network.capacities, network.stocks, network.releases, network.targets)


class NotANetwork(ValueError):
    """A problem has more to it than jobs on resources, so that a tool for public formats cannot be asked to solve
    it."""


def network_of(problem: Problem) -> Network:
    """Back from a problem that was built from a network. Raises :class:`NotANetwork` for other problems.

    Activities become jobs, in order; pools become resources; activities with the same release make a project.
    """
    p = problem
    if p.streets or p.tenders or p.reservoirs or p.markets or p.priced != {"delay"}:
        raise NotANetwork("it has streets, tenders, grids, deliveries, budgets, markets or prices of its own")
    if any(set(calendar.percent) != {100} for calendar in p.calendars) or any(
        len(set(pool.heads)) != 1 or pool.reserve for pool in p.pools
    ):
        raise NotANetwork("its calendars or pools are not the same in all weeks")
    if any(r.link is not Link.FINISH_START or r.min_lag != 0 or r.max_lag is not None for r in p.precedences):
        raise NotANetwork("it has lags, or other precedence than end before start")
    if [(q.target, q.delay_price) for q in p.projects] != [(0, 1)]:
        raise NotANetwork("its objective is not the makespan")
    successors: list[list[int]] = [[] for _ in p.activities]
    for r in p.precedences:
        successors[r.predecessor].append(r.successor)
    releases = sorted({activity.release for activity in p.activities})
    jobs = (
        Job(_ways(a, len(p.pools)), tuple(after), releases.index(a.release))
        for a, after in zip(p.activities, successors, strict=True)
    )
    return Network(tuple(jobs), tuple(pool.heads[0] for pool in p.pools), p.nonrenewables, tuple(releases))


def _ways(activity: Activity, pools: int) -> tuple[Way, ...]:
    if activity.deadline is not None or activity.pinned is not None or activity.ready:
        raise NotANetwork("it has deadlines, pinned or waiting work")
    ways = []
    for mode in activity.modes:
        demands = [0] * pools
        for demand in mode.demands:
            if (
                len(demand.patterns) != 1
                or demand.patterns[0].source is not Source.OWN
                or demand.patterns[0].own is None
            ):
                raise NotANetwork("crews have a choice of supplier")
            demands[demand.patterns[0].own] += demand.heads
        ways.append(Way(mode.duration, tuple(demands), mode.consumption))
    return tuple(ways)


def longest_paths(network: Network, durations: Sequence[int]) -> tuple[list[int], list[int]]:
    """Per job the earliest start (releases included) and the longest time from its start to the end of all, resources
    aside."""
    early = [network.releases[job.project] for job in network.jobs]
    order = network.order()
    for j in order:
        for s in network.jobs[j].successors:
            early[s] = max(early[s], early[j] + durations[j])
    tail = list(durations)
    for j in reversed(order):
        tail[j] += max((tail[s] for s in network.jobs[j].successors), default=0)
    return early, tail


def stock_used(network: Network, modes: Sequence[int]) -> list[int]:
    """Non-renewable resources that a choice of modes consumes."""
    used = [0] * len(network.stocks)
    for job, mode in zip(network.jobs, modes, strict=True):
        for r, amount in enumerate(job.ways[mode].consumption):
            used[r] += amount
    return used
