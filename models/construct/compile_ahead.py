"""On a machine's first run a second process compiles what is needed a little later, while this one compiles what a
first plan needs.

Numba compiles one kernel at a time in a process, so threads do not help. The other process
(:mod:`wijkplan.models.compile_kernels`) leaves a mark beside the kernels after each step, and is not started again
once all are there. Where it cannot be started everything is compiled here."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from . import kernel_cache

SEARCH, LOAD, EVALUATE, NEAREST, ALL = (
    "search",
    "load",
    "evaluate",
    "nearest",
    "all",
)  # steps, in the order in which they are compiled
POLL = 0.02  # seconds
_other: subprocess.Popen[bytes] | None = None


def start() -> None:
    """Start the other process, unless all is compiled, it runs already, or this one is itself somebody's helper."""
    global _other
    if _other is not None or multiprocessing.parent_process() is not None or mark(ALL).exists():
        return
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(kernel_cache.folder().parent)}
    nowhere = subprocess.DEVNULL
    with suppress(OSError):
        _other = subprocess.Popen(
            [sys.executable, "-P", "-m", "wijkplan.models.compile_kernels"],
            env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True,
        )  # fmt: skip


def wait(step: str) -> None:
    """Until the other process, where there is one, has compiled this step or has ended."""
    while _other is not None and _other.poll() is None and not mark(step).exists():
        time.sleep(POLL)


def mark(step: str) -> Path:
    """The file that says that a step is compiled, for the sources as they lie on disk: numba takes newer ones for
    changed."""
    return kernel_cache.folder() / f"compiled-{step}-{_stamp()}"


@cache
def _stamp() -> str:
    sources = sorted(path for room in kernel_cache.ROOMS for path in (kernel_cache.MODELS / room).glob("*.py"))
    return sha256(repr([(str(path), path.stat().st_mtime_ns) for path in sources]).encode()).hexdigest()[:12]
