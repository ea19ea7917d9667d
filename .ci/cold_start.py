"""How long a machine's first command takes to its first checked plan, with no kernel compiled yet, and the next command; fails over the limit.

    python .ci/cold_start.py [PROGRAMME]

Each command runs to its first plan that the checker accepted and ends there. On a machine with other work the clock says little about the product:
there the processor time that the command used until then is held against the limit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NoReturn

COLD, WARM = 15.0, 1.0  # seconds: of the first command to its first plan, and of the engine once kernels are compiled
BUSY = 2.0  # on a machine with other work even processor time is up to so many times longer: two threads share a core
COMMANDS = (("plan", "--variant", "bundled"), ("compare",))


def main() -> int:
    """Both commands with an empty cache each, then again; 1 where any is over its limit."""
    programme = sys.argv[1] if len(sys.argv) > 1 else "instances/pilot"
    failed = False
    for command in COMMANDS:
        with tempfile.TemporaryDirectory() as cache:
            for start in ("first", "later"):
                row = _run(command, programme, cache)
                if start == "first":
                    slow = min(row["clock"], row["processor"]) > COLD
                else:
                    slow = row["engine_processor"] > WARM * (BUSY if row["engine_clock"] > 1.5 * row["engine_processor"] else 1.0)
                failed = failed or slow
                figures = ", ".join(f"{name.replace('_', ' ')} {seconds:.1f} s" for name, seconds in row.items())
                print(f"{start} {command[0]}, to the first plan: {figures}{': too slow' if slow else ''}", flush=True)
    return int(failed)


def _run(command: tuple[str, ...], programme: str, cache: str) -> dict[str, Any]:
    environment = {**os.environ, "NUMBA_CACHE_DIR": cache, "COLD_START_BEGAN": repr(time.time())}
    with tempfile.TemporaryDirectory() as folder:
        arguments = [command[0], programme, *command[1:], "--time-limit", "300", "--out", str(Path(folder) / "out"), "--quiet"]
        done = subprocess.run([sys.executable, __file__, "--child", *arguments], env=environment, stdout=subprocess.PIPE, check=True, text=True)
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def _child(arguments: list[str]) -> None:
    """The command itself, told to end at its first plan."""
    from wijkplan.planner.cli.main import main as wijkplan
    from wijkplan.planner.experiment.comparison_types import Silent

    before: list[tuple[float, float]] = []

    def begin(*_: Any) -> None:
        before.append((time.time(), time.process_time()))

    def event(_: Any, told: Any) -> None:
        if told.objective is not None:
            _end(*before[0])

    def done(_: Any, run: Any) -> None:
        if run.plan is not None:
            _end(*before[0])

    Silent.begin, Silent.event, Silent.done = begin, event, done  # type: ignore[method-assign]
    sys.argv = ["wijkplan", *arguments]
    wijkplan()


def _end(since: float, used: float) -> NoReturn:
    clock, processor = time.time(), time.process_time()
    began = float(os.environ["COLD_START_BEGAN"])
    row = {"clock": clock - began, "processor": processor, "engine_clock": clock - since, "engine_processor": processor - used}
    print(json.dumps(row), flush=True)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2:])
    else:
        sys.exit(main())
