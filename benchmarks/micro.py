"""Suite ``micro``: times of the steps of a solve (:mod:`wijkplan.benchmarks.micro_steps`), measured by
pytest-benchmark in a process of its own, as records.

Steps: ``load``, ``construct``, ``improve``, ``check`` and ``encode``. The shortest of several times counts, of a step
as of the calibration loop beside it. ``relative`` is step over loop: the figure to compare."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from wijkplan.planner.text import say

from .cases import Case, Unavailable
from .machine import machine, versions
from .records import Run

MICRO = "micro.jsonl"
REPEATS = 5
STEPS = Path(__file__).with_name("micro_steps.py")


def micro(cases: Sequence[Case], seed: int, library: Path | None = None, repeats: int = REPEATS) -> Iterator[Run]:
    """One record per case and step. Raises :class:`~wijkplan.benchmarks.cases.Unavailable` where something could not
    be timed."""
    asked = {
        "cases": [case.id for case in cases],
        "seed": seed,
        "library": None if library is None else str(library),
        "repeats": repeats,
    }
    with TemporaryDirectory() as folder:
        out = Path(folder) / "steps.json"
        command = [
            sys.executable,
            "-m",
            "pytest",
            str(STEPS),
            "-q",
            "-o",
            "addopts=",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
        ]
        # A pytest that is running already, as in our own tests, must not show through.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")} | {
            "WIJKPLAN_STEPS": json.dumps(asked)
        }
        done = subprocess.run(
            [*command, f"--benchmark-json={out}"], env=environment, cwd=STEPS.parents[1], capture_output=True, text=True
        )
        if done.returncode != 0 or not out.is_file():
            said = (done.stdout + done.stderr)[-2000:]
            raise Unavailable(
                say(
                    "the steps could not be timed (pip install 'wijkplan[bench]' brings what they need):\n{said}",
                    said=said,
                )
            )
        measured = json.loads(out.read_text(encoding="utf-8"))["benchmarks"]
    for row in measured:
        info, seconds = row["extra_info"], row["stats"]["min"]
        yield {
            **{name: info[name] for name in ("problem", "set", "instance")},
            "step": row["name"].split("[")[0].removeprefix("test_"),
            "seed": seed,
            "seconds": round(seconds, 6),
            "calibration_seconds": round(info["calibration_seconds"], 6),
            "relative": round(seconds / info["calibration_seconds"], 4),
            "activities": info["activities"],
            "weeks": info["weeks"],
            "repeats": repeats,
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "versions": versions(("ortools", "numba", "numpy")),
            "machine": machine(),
        }
