"""Serial schedule generation: one job after another, each as early as its predecessors and the resources left
allow."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .network import Network, Way, longest_paths, stock_used

Priority = Sequence[tuple[int, ...]]


def executable(network: Network, way: Way) -> bool:
    """Whether a mode fits in the capacities at all."""
    return all(need <= capacity for need, capacity in zip(way.demands, network.capacities, strict=True))


def total_time(network: Network) -> int:
    """The last release and all longest modes one after another: by then everything can be done, whatever the modes."""
    return max(network.releases, default=0) + sum(max(way.duration for way in job.ways) for job in network.jobs)


def serial(network: Network, modes: Sequence[int], priority: Priority) -> list[int]:
    """Start of every job. Of the jobs whose predecessors are placed, the one with the lowest priority value is next
    (then the lowest index).

    Every mode must be executable.
    """
    width = total_time(network) + 1
    free = np.repeat(np.asarray(network.capacities, dtype=np.int64)[:, None], width, axis=1)
    predecessors = network.predecessors()
    waits = [len(row) for row in predecessors]
    starts, ends = [0] * len(network.jobs), [0] * len(network.jobs)
    ready = [(priority[j], j) for j, count in enumerate(waits) if count == 0]
    heapq.heapify(ready)
    while ready:
        _, j = heapq.heappop(ready)
        job, way = network.jobs[j], network.jobs[j].ways[modes[j]]
        earliest = max((ends[i] for i in predecessors[j]), default=0)
        starts[j] = _first_fit(free, way, max(earliest, network.releases[job.project]))
        ends[j] = starts[j] + way.duration
        free[:, starts[j] : ends[j]] -= np.asarray(way.demands, dtype=np.int64)[:, None]
        for s in job.successors:
            waits[s] -= 1
            if waits[s] == 0:
                heapq.heappush(ready, (priority[s], s))
    return starts


def _first_fit(free: NDArray[np.int64], way: Way, earliest: int) -> int:
    """First start from ``earliest`` with room for the whole duration: the first long enough gap between full
    periods."""
    if way.duration == 0 or not any(way.demands):
        return earliest
    needed = [r for r, need in enumerate(way.demands) if need]
    full = (free[needed, earliest:] < np.asarray([way.demands[r] for r in needed])[:, None]).any(axis=0)
    at = np.flatnonzero(full)
    begins = np.concatenate(([0], at + 1))
    lengths = np.concatenate((at, [full.size])) - begins
    return earliest + int(begins[int(np.argmax(lengths >= way.duration))])


def some_modes(network: Network) -> list[int] | None:
    """An executable mode per job that together stay within the stocks, short ones where possible; ``None`` where none
    was found.

    Starts from the shortest modes and changes, while a stock is short, the mode that saves most of what is short per
    period it costs."""
    options = [[m for m, way in enumerate(job.ways) if executable(network, way)] for job in network.jobs]
    if not all(options):
        return None
    modes = [min((job.ways[m].duration, m) for m in row)[1] for job, row in zip(network.jobs, options, strict=True)]
    used = stock_used(network, modes)
    while (short := _short(network, used)) > 0:
        best: tuple[float, int, int] | None = None
        for j, row in enumerate(options):
            now = network.jobs[j].ways[modes[j]]
            for m in row:
                way = network.jobs[j].ways[m]
                saved = short - _short(network, _changed(used, now, way))
                rate = saved / (1 + max(0, way.duration - now.duration))
                if saved > 0 and (best is None or rate > best[0]):
                    best = rate, j, m
        if best is None:
            return None
        _, j, m = best
        used = _changed(used, network.jobs[j].ways[modes[j]], network.jobs[j].ways[m])
        modes[j] = m
    return modes


def _changed(used: Sequence[int], now: Way, then: Way) -> list[int]:
    """Stocks used after a change of mode."""
    return [u - a + b for u, a, b in zip(used, now.consumption, then.consumption, strict=True)]


def _short(network: Network, used: Sequence[int]) -> float:
    """What is consumed above the stocks, as shares of them."""
    return sum(max(0, u - stock) / max(1, stock) for u, stock in zip(used, network.stocks, strict=True))


def quick_schedule(network: Network) -> tuple[list[int], list[int]] | None:
    """Modes and starts of the shortest of three serial schedules: by latest start, slack and earliest start; ``None``
    without modes."""
    modes = some_modes(network)
    if modes is None:
        return None
    durations = [job.ways[m].duration for job, m in zip(network.jobs, modes, strict=True)]
    early, tail = longest_paths(network, durations)
    rules: tuple[Priority, ...] = (
        [(-t,) for t in tail],
        [(-e - t, e) for e, t in zip(early, tail, strict=True)],
        [(e, -t) for e, t in zip(early, tail, strict=True)],
    )
    schedules = [serial(network, modes, rule) for rule in rules]
    return modes, min(schedules, key=lambda starts: max(s + d for s, d in zip(starts, durations, strict=True)))
