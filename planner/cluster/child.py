"""One sub-solve in a process of its own, watched: its memory, and whether the driver still wants it.

A process that needs more memory than it may is ended and started once more with half of the part at a time; then it is
told. Whatever else happens to it, its outcome is there whole or not at all."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .sub_solve import CANNOT_WRITE, DONE, OTHER_VERSION
from .task_files import Shared

LOOK_EVERY = 0.1  # seconds
How = Literal["done", "memory", "version", "cannot write", "failed", "stopped"]
ENDS: dict[int, How] = {DONE: "done", OTHER_VERSION: "version", CANNOT_WRITE: "cannot write"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a sub-solve ended, with what there is to say about it."""

    key: str
    how: How
    said: str = ""


def never() -> bool:
    """Nobody asks to stop."""
    return False


def run(
    folder: Path,
    round_: str,
    key: str,
    memory_mib: int | None,
    stop: Callable[[], bool] = never,
    python: str | None = None,
) -> Ended:
    """Carry out one task of a shared folder in a process of its own, twice at most."""
    first = _once(folder, round_, key, memory_mib, stop, python, ())
    if first.how != "memory":
        return first
    second = _once(folder, round_, key, memory_mib, stop, python, ("--halved",))
    if second.how == "memory":
        return Ended(key, "memory", f"needs more than {memory_mib} MiB, also with half of its work at a time")
    return second


def _once(
    folder: Path,
    round_: str,
    key: str,
    memory_mib: int | None,
    stop: Callable[[], bool],
    python: str | None,
    extra: tuple[str, ...],
) -> Ended:
    command = [python or sys.executable, "-m", "wijkplan.planner.cluster.sub_solve", str(folder), round_, key, *extra]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        while process.poll() is None:
            if stop():
                return Ended(key, "stopped")
            if memory_mib is not None and (_resident_mib(process.pid) or 0) > memory_mib:
                return Ended(key, "memory")
            time.sleep(LOOK_EVERY)
        said = (process.stderr.read() if process.stderr is not None else "").strip()
        if Shared(folder).outcome(round_, key) is not None:
            return Ended(key, "done")
        code = process.returncode
        lines = said.splitlines() or [
            f"ended by signal {-code}" if code < 0 else f"ended with {code}, without an outcome"
        ]
        how = ENDS.get(code, "failed")
        return Ended(key, "failed" if how == "done" else how, lines[-1])
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _resident_mib(pid: int) -> int | None:
    """Memory that a process has now; ``None`` where the system does not say."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    except (OSError, ValueError, IndexError):
        pass
    return None
