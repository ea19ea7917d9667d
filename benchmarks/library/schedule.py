"""Schedules of public instances as files that others can read: a row per job of the instance's file, in its numbering.

Columns ``project,job,mode,start,end``: projects, jobs of a project and modes of a job count from 1 in the order of the
instance's file, jobs without time and demands among them; a job is in progress in periods ``[start, end)``, the first
period being 0. :func:`faults` judges them by the instance's file alone."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from wijkplan.models.plan import Plan
from wijkplan.planner.folder.atomic_output import write_text

from .network import Network, kept
from .text import Malformed

COLUMNS = ("project", "job", "mode", "start", "end")


class Row(NamedTuple):
    """A job of a project in a mode, all counted from 1, in periods ``[start, end)``."""

    project: int
    job: int
    mode: int
    start: int
    end: int


def numbers(network: Network) -> list[tuple[int, int]]:
    """Per job the number of its project, and its own within that project."""
    seen = [0] * len(network.releases)
    found = []
    for job in network.jobs:
        seen[job.project] += 1
        found.append((job.project + 1, seen[job.project]))
    return found


def schedule(network: Network, plan: Plan) -> list[Row]:
    """The plan of a problem that was built from ``network`` without its milestones; these come as soon as what
    precedes them has ended."""
    work = kept(network)
    times = {work[p.activity]: (p.mode, p.start, p.end) for p in plan.placements}
    before = network.predecessors()
    for j in network.order():
        if j not in times:
            at = max((times[b][2] for b in before[j]), default=network.releases[network.jobs[j].project])
            times[j] = 0, at, at
    return [
        Row(*number, mode + 1, start, end)
        for number, (mode, start, end) in zip(numbers(network), (times[j] for j in range(len(times))), strict=True)
    ]


def makespan(rows: Sequence[Row]) -> int:
    """The last end."""
    return max((row.end for row in rows), default=0)


def faults(network: Network, rows: Sequence[Row]) -> list[str]:
    """What is wrong with a schedule of ``network``: jobs that are missing, twice or unknown, modes that do not exist,
    ends that are not start plus duration, starts before the release or before a predecessor has ended, and periods or
    totals in which a resource is not enough. Nothing where it holds."""
    place = {number: j for j, number in enumerate(numbers(network))}
    found, of = [], dict[int, Row]()
    for row in rows:
        j = place.get((row.project, row.job))
        if j is None:
            found.append(f"there is no job {row.project}:{row.job}")
        elif j in of:
            found.append(f"job {row.project}:{row.job} is there twice")
        elif not 1 <= row.mode <= len(network.jobs[j].ways):
            found.append(f"job {row.project}:{row.job} has no mode {row.mode}")
        else:
            of[j] = row
    name = {j: f"{p}:{n}" for (p, n), j in place.items()}
    found += [f"job {name[j]} is missing" for j in range(len(network.jobs)) if j not in of]
    if found:
        return found
    for j, row in of.items():
        job = network.jobs[j]
        if row.end - row.start != job.ways[row.mode - 1].duration:
            found.append(f"job {name[j]} takes {job.ways[row.mode - 1].duration}, not {row.end - row.start}")
        if row.start < network.releases[job.project]:
            found.append(f"job {name[j]} starts before its project is released")
        found += [f"job {name[s]} starts before {name[j]} has ended" for s in job.successors if of[s].start < row.end]
    return found + _overloads(network, of)


def _overloads(network: Network, of: dict[int, Row]) -> list[str]:
    """Periods in which a renewable resource is not enough, and non-renewable ones that are used up."""
    used = [[0] * makespan(list(of.values())) for _ in network.capacities]
    consumed = [0] * len(network.stocks)
    for j, row in of.items():
        way = network.jobs[j].ways[row.mode - 1]
        for r, amount in enumerate(way.demands):
            for t in range(max(0, row.start), row.end):
                used[r][t] += amount
        for r, amount in enumerate(way.consumption):
            consumed[r] += amount
    found = []
    for r, (capacity, row_of) in enumerate(zip(network.capacities, used, strict=True)):
        most = max(row_of, default=0)
        if most > capacity:
            found.append(f"resource {r + 1}: {most} of {capacity} in period {row_of.index(most)}")
    for r, (stock, amount) in enumerate(zip(network.stocks, consumed, strict=True)):
        if amount > stock:
            found.append(f"non-renewable resource {r + 1}: {amount} of {stock}")
    return found


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write a schedule, whole or not at all."""
    write_text(path, "".join(f"{','.join(map(str, row))}\n" for row in (COLUMNS, *rows)), private=False)


def read_schedule(path: Path) -> list[Row]:
    """Read a schedule. Raises :class:`Malformed` with file and line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        try:
            if tuple(next(reader, ())) != COLUMNS:
                raise Malformed(path.name, 1, f"should read {','.join(COLUMNS)}")
            return [Row(*map(int, row)) for row in reader]
        except (TypeError, ValueError, csv.Error) as error:
            if isinstance(error, Malformed):
                raise
            raise Malformed(path.name, reader.line_num, "should be five whole numbers") from error
