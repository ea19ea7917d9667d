"""What suite ``micro`` times, as tests of pytest-benchmark; :mod:`wijkplan.benchmarks.micro` runs this file and turns
its figures into records.

Beside each repetition a calibration loop runs, so that two machines, or a busy and an idle one, can be compared. What
is to be timed is read from ``WIJKPLAN_STEPS``: {"cases": [[problem, set, instance], ...], "seed": 1, "library": null,
"repeats": 3}."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wijkplan.benchmarks.families.pilot import FOLDER, problem_of
from wijkplan.models.check import judge
from wijkplan.models.cpsat.model import encode
from wijkplan.models.cpsat.scope import Scope
from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.problem import Problem
from wijkplan.models.solve import solve

from .cases import Case
from .registry import load

ROUNDS = 2000
ASKED: dict[str, Any] = json.loads(os.environ.get("WIJKPLAN_STEPS", '{"cases": []}'))
CASES = [Case(*names) for names in ASKED["cases"]]


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


@dataclass
class Subject:
    """A case with its problem, ready to be timed."""

    case: Case
    problem: Problem

    def rounds(self, work: int) -> Outcome:
        """A solve of so many rounds of improvement."""
        return solve(self.problem, Settings(workers=1, seed=ASKED["seed"], work=work))

    def remake(self) -> None:
        """Read and build, or compile, the problem once more."""
        if self.case.problem == "pilot":
            problem_of(FOLDER)  # the registry keeps it
        else:
            load(self.case, _library())


@cache
def _subject(case: Case) -> Subject:
    subject = Subject(case, load(case, _library()).problem)
    subject.rounds(1)  # compiles the kernels
    return subject


def _library() -> Path | None:
    return Path(ASKED["library"]) if ASKED.get("library") else None


@pytest.fixture(params=CASES, ids=str)
def subject(request: pytest.FixtureRequest) -> Subject:
    """Each case in turn."""
    return _subject(request.param)


@pytest.fixture
def timed(benchmark: Any, subject: Subject) -> Callable[[Callable[[], object]], object]:
    """Time something as often as asked, the calibration loop twice before each time."""
    loops: list[float] = []

    def calibrate() -> None:
        loops.extend(calibration() for _ in range(2))

    def run(work: Callable[[], object]) -> object:
        result = benchmark.pedantic(work, setup=calibrate, rounds=ASKED["repeats"])
        benchmark.extra_info.update(
            problem=subject.case.problem,
            set=subject.case.set,
            instance=subject.case.instance,
            calibration_seconds=min(loops),
            activities=len(subject.problem.activities),
            weeks=subject.problem.horizon,
        )
        return result

    return run


Timed = Callable[[Callable[[], object]], object]


def test_load(timed: Timed, subject: Subject) -> None:
    """Read and build, or compile."""
    timed(subject.remake)


def test_construct(timed: Timed, subject: Subject) -> None:
    """Arrays and first plan, certified bound included."""
    assert timed(lambda: subject.rounds(1)) is not None


def test_improve(timed: Timed, subject: Subject) -> None:
    """A fixed number of rounds."""
    assert timed(lambda: subject.rounds(ROUNDS)) is not None


def test_check(timed: Timed, subject: Subject) -> None:
    """Judge a plan."""
    plan = subject.rounds(ROUNDS).plan
    if plan is None:
        pytest.skip("no plan")
    timed(lambda: judge(subject.problem, plan))


def test_encode(timed: Timed, subject: Subject) -> None:
    """The whole problem for CP-SAT."""
    timed(lambda: encode(Scope.whole(subject.problem)))
