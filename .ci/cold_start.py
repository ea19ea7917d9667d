"""How long a machine's first command takes to its first checked plan, and the next one; fails over the limits, and
where the next compiles again.

    python .ci/cold_start.py [PROGRAMME]

Each command runs to its first plan that the checker accepted and ends there, with no kernel compiled yet, and again.
On a machine with other work the clock says little about the product: there processor time counts, with what was waited
for the second process at the same pace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

# Seconds until the first checked plan of the first command ever, as promised on two cores. Machines differ by more than
# half: the fastest seen needs 4, and a limit near that fails on others.
COLD = 15.0
WARM = 3.0  # likewise of the engine alone, once kernels are compiled: 1.0 on the fastest
BUSY = 1.5  # on a machine with other work even processor time is so many times longer: two threads share a core
PATIENCE = 600  # seconds for the second process to compile the rest
COMMANDS = (("plan", "--variant", "bundled"), ("compare",))


def main() -> int:
    """Both commands with an empty cache each, then again; 1 where any is over its limit."""
    programme = sys.argv[1] if len(sys.argv) > 1 else "instances/pilot"
    failed = False
    for command in COMMANDS:
        with tempfile.TemporaryDirectory() as cache:
            first = _run(command, programme, cache)
            _settle(Path(cache))
            kernels = len(list(Path(cache).rglob("*.nbc")))
            later = _run(command, programme, cache)
            again = len(list(Path(cache).rglob("*.nbc"))) - kernels
            cold = min(first["clock"], _alone(first) / BUSY)
            failed = failed or cold > COLD or min(later["engine clock"], later["engine processor"]) > WARM or again > 0
            for name, row in (("first", first), ("later", later)):
                print(
                    f"{name} {command[0]}, to its first plan: "
                    f"{', '.join(f'{key} {seconds:.1f} s' for key, seconds in row.items())}"
                )
            print(
                f"{command[0]}: first plan after {cold:.1f} s, at most {COLD:.0f} s; kernels compiled again: {again}",
                flush=True,
            )
    return int(failed)


def _alone(row: dict[str, Any]) -> float:
    """Seconds of processor time, and what was waited at the same pace."""
    return float(row["processor"] * row["clock"] / max(0.1, row["clock"] - row["waited"]))


def _settle(cache: Path) -> None:
    """Until the second process has compiled the rest."""
    until = time.time() + PATIENCE
    while not list(cache.rglob("compiled-all-*")) and time.time() < until:
        time.sleep(0.5)


def _run(command: tuple[str, ...], programme: str, cache: str) -> dict[str, Any]:
    environment = {**os.environ, "NUMBA_CACHE_DIR": cache, "COLD_START_BEGAN": repr(time.time())}
    with tempfile.TemporaryDirectory() as folder:
        arguments = [
            command[0],
            programme,
            *command[1:],
            "--time-limit",
            "300",
            "--out",
            str(Path(folder) / "out"),
            "--quiet",
        ]
        done = subprocess.run(
            [sys.executable, __file__, "--child", *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def _child(arguments: list[str]) -> None:
    """The command itself, told to end at its first plan."""
    from wijkplan.planner.cli.main import main as wijkplan
    from wijkplan.planner.experiment.comparison_types import Silent

    before: list[tuple[float, float]] = []
    sleep, waited = time.sleep, [0.0]

    def timed(seconds: float) -> None:
        began = time.time()
        sleep(seconds)
        if threading.current_thread() is threading.main_thread():  # which makes the first plan
            waited[0] += time.time() - began

    def begin(*_: Any) -> None:
        before.append((time.time(), time.process_time()))

    def event(_: Any, told: Any) -> None:
        if told.objective is not None:
            _end(*before[0], waited[0])

    def done(_: Any, run: Any) -> None:
        if run.plan is not None:
            _end(*before[0], waited[0])

    time.sleep = timed
    Silent.begin, Silent.event, Silent.done = begin, event, done  # type: ignore[method-assign]
    sys.argv = ["wijkplan", *arguments]
    wijkplan()


def _end(since: float, used: float, waited: float) -> NoReturn:
    clock, processor = time.time(), time.process_time()
    began = float(os.environ["COLD_START_BEGAN"])
    row = {
        "clock": clock - began,
        "processor": processor,
        "engine clock": clock - since,
        "engine processor": processor - used,
        "waited": waited,
    }
    print(json.dumps(row), flush=True)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2:])
    else:
        sys.exit(main())
