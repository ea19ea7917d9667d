"""Times of the steps of a solve, beside a calibration loop, so that two machines, or a busy and an idle one, can be compared.

Steps: ``load`` (read and build, or compile), ``construct`` (arrays and first plan, certified bound included), ``improve`` (2,000 rounds),
``check`` (judge that plan) and ``encode`` (the whole problem for CP-SAT). Each is the shortest of several times; so is the loop, which
runs just before each of them. ``relative`` is step over loop: the figure to compare.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np

from models.check import judge
from models.cpsat.model import encode
from models.cpsat.scope import Scope
from models.outcome import Outcome, Settings
from models.solve import solve

from .cases import Case
from .families.pilot import FOLDER, problem_of
from .machine import machine, versions
from .records import Run
from .registry import load

MICRO = "micro.jsonl"
REPEATS = 3
ROUNDS = 2000
T = TypeVar("T")


def calibration() -> float:
    """Seconds that a fixed piece of work takes, half of it interpreted and half in compiled loops."""
    began = time.perf_counter()
    total, row = 0, {}
    for i in range(60_000):
        row[i & 255] = total
        total = (total * 31 + i) % 1_000_003
    numbers = np.arange(200_000, dtype=np.int64)
    for _ in range(10):
        numbers = np.cumsum(numbers) % 1_000_003
    return time.perf_counter() - began


def timed(work: Callable[[], T], repeats: int = REPEATS) -> tuple[T, tuple[float, float]]:
    """What the work returns, and the shortest times of it and of the calibration loop beside it."""
    steps, loops = [], []
    for _ in range(repeats):
        loops += [calibration() for _ in range(2)]
        began = time.perf_counter()
        result = work()
        steps.append(time.perf_counter() - began)
    return result, (min(steps), min(loops))


def micro(case: Case, seed: int, library: Path | None = None, repeats: int = REPEATS) -> Iterator[Run]:
    """One record per step. Raises :class:`~benchmarks.cases.Unavailable`."""
    times: dict[str, tuple[float, float]] = {}
    problem = load(case, library).problem
    remake: Callable[[], object] = (lambda: problem_of(FOLDER)) if case.problem == "pilot" else lambda: load(case, library)  # the pilot is kept
    _, times["load"] = timed(remake, repeats)

    def rounds(work: int) -> Outcome:
        return solve(problem, Settings(workers=1, seed=seed, work=work))

    rounds(1)  # compiles the kernels
    _, times["construct"] = timed(lambda: rounds(1), repeats)
    outcome, times["improve"] = timed(lambda: rounds(ROUNDS), repeats)
    if outcome.plan is not None:
        plan = outcome.plan
        _, times["check"] = timed(lambda: judge(problem, plan), repeats)
    _, times["encode"] = timed(lambda: encode(Scope.whole(problem)), repeats)
    for step, (seconds, loop) in times.items():
        yield {
            "problem": case.problem, "set": case.set, "instance": case.instance, "step": step, "seed": seed, "seconds": round(seconds, 6),
            "calibration_seconds": round(loop, 6), "relative": round(seconds / loop, 4), "activities": len(problem.activities),
            "weeks": problem.horizon, "repeats": repeats, "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "versions": versions(("ortools", "numba", "numpy")), "machine": machine(),
        }  # fmt: skip
