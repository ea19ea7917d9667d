"""What planning in parts takes until plan and certified bound are as near as wanted, as programmes grow:
``python -m wijkplan.benchmarks.to_gap FOLDER --sizes 1 4 16 --percent 8``.

Sizes are those of the suite *growth*: so many generated pilots side by side. At each size work is doubled, from little
on, until the gap of decidable cost is no larger than wanted. Processor seconds of every sub-solve count, from
the start of its process on, also those of less work, and those of the driver. FOLDER keeps what was done: ended and
started again it goes on. Prints a row per size and how seconds grow with activities: the exponent of a power law, least
squares on logarithms. Ends with 1 where a size does not come to the gap."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from wijkplan.models.problem import Problem
from wijkplan.planner.cluster.backend import LocalProcesses
from wijkplan.planner.cluster.child import never
from wijkplan.planner.cluster.driver import Driver
from wijkplan.planner.cluster.session import Wishes
from wijkplan.planner.cluster.task_files import OUTCOMES, SUFFIX, OutcomeFile, Shared, code_version

from .cases import Case
from .families import growth

LEAST = Wishes(price_rounds=1, steps=50, whole_steps=100, plan_rounds=1, work=5, whole_work=40)
MOST = 16  # times that
POINTS = "points.json"


@dataclass(frozen=True)
class Point:
    """A size: activities, how much more work than least it took, cost and bound in euros, their gap in percent of
    decidable cost, processor seconds, most MiB of a sub-solve, code."""

    size: int
    activities: int
    times: int
    cost: int
    bound: int
    percent: float
    seconds: float
    peak_mib: int
    code: str


def wishes(times: int) -> Wishes:
    """So many times the least work on each component as one; what parts do first stays as it is."""
    return replace(LEAST, whole_steps=LEAST.whole_steps * times, whole_work=LEAST.whole_work * times)


def reached(problem: Problem, size: int, folder: Path, percent: float, workers: int, first: int = 1) -> Iterator[Point]:
    """A point per amount of work, ``first`` times the least at first, the last one with the gap that is wanted, if any
    comes to it."""
    began, shared = time.process_time(), Shared(folder)
    for times in (first * 2**k for k in range(MOST.bit_length()) if first * 2**k <= MOST):
        found = Driver(problem, shared, LocalProcesses(workers), wishes(times), _told, never).run()
        if found.cost is None or found.bound is None:
            continue
        made = list(_outcomes(shared))
        gap = 100 * (found.cost - found.bound) / max(1, found.cost - found.fixed)
        yield Point(
            size,
            len(problem.activities),
            times,
            found.cost,
            found.bound,
            round(gap, 2),
            round(sum(one.cpu_seconds for one in made) + time.process_time() - began, 1),
            max(one.peak_mib for one in made),
            code_version(),
        )
        if gap <= percent:
            return


def _outcomes(shared: Shared) -> Iterator[OutcomeFile]:
    for path in sorted((shared.root / OUTCOMES).glob(f"*/*{SUFFIX}")):
        outcome = shared.outcome(path.parent.name, path.name.removesuffix(SUFFIX))
        if outcome is not None:
            yield outcome


def _told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def exponent(points: Sequence[Point]) -> float | None:
    """Of the power law of seconds in activities; ``None`` where there is one size only."""
    if len({point.activities for point in points}) < 2:
        return None
    logs = np.log([[point.activities, point.seconds] for point in points])
    return float(np.polyfit(logs[:, 0], logs[:, 1], 1)[0])


def markdown(points: Sequence[Point], percent: float) -> str:
    """A row per amount of work, and what follows."""
    rows = [
        "| size | activities | times the least work | gap of decidable cost | processor seconds | MiB |",
        "|---|---|---|---|---|---|",
    ]
    rows += [
        f"| x{p.size} | {p.activities:,} | {p.times} | {p.percent:.1f} % | {p.seconds:,.0f} | {p.peak_mib:,} |"
        for p in points
    ]
    arrived = [point for point in points if point.percent <= percent]
    power = exponent(arrived)
    if power is not None:
        rows += ["", f"Processor seconds to {percent:g} % grow with activities to the power {power:.2f}."]
    least = {p.size: min(q.percent for q in points if q.size == p.size) for p in points}
    short = [f"x{size} comes to {gap:.1f} %" for size, gap in least.items() if gap > percent]
    if short:
        rows += ["", f"Not to {percent:g} %: {', '.join(short)}."]
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--percent", type=float, default=8.0)
    parser.add_argument("--times", type=int, default=1, help="the least work times this is where a size begins")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    kept = asked.folder / POINTS
    points = [Point(**row) for row in json.loads(kept.read_text("utf-8"))] if kept.is_file() else []
    points = [point for point in points if point.code == code_version()]
    for size in asked.sizes:
        if any(point.size == size and point.percent <= asked.percent for point in points):
            continue
        points = [point for point in points if point.size != size]
        problem = growth.load(Case("growth", "pilots", f"x{size}")).problem
        for point in reached(problem, size, asked.folder / f"x{size}", asked.percent, asked.workers, asked.times):
            points.append(point)
            kept.write_text(json.dumps([asdict(one) for one in points], indent=1) + "\n", "utf-8")
    chosen = sorted((p for p in points if p.size in asked.sizes), key=lambda p: (p.size, p.times))
    print(markdown(chosen, asked.percent))
    arrived = {point.size for point in chosen if point.percent <= asked.percent}
    return 0 if arrived.issuperset(asked.sizes) else 1


if __name__ == "__main__":
    sys.exit(main())
