"""On a machine's first run two other processes compile what is needed, while this one reads the programme and makes
a first plan without compiled kernels.

Numba compiles one kernel at a time in a process, so threads do not help. The other processes
(:mod:`wijkplan.models.compile_kernels`) leave a mark beside the kernels after each step, and are not started again
once all are there. Where they cannot be started everything is compiled here."""

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

SEARCH, LOAD, EVALUATE, NEAREST, ALL = "search", "load", "evaluate", "nearest", "all"
STEPS = ((SEARCH,), (LOAD, EVALUATE, NEAREST))
"""What each process compiles, in this order; ``ALL`` is marked by whoever ends last."""
POLL = 0.02  # seconds
_others: dict[str, subprocess.Popen[bytes]] = {}


def start() -> None:
    """Start the other processes, unless all is compiled, they run already, or this one is itself somebody's helper."""
    if _others or multiprocessing.parent_process() is not None or mark(ALL).exists():
        return
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(kernel_cache.folder().parent)}
    nowhere = subprocess.DEVNULL
    for k, steps in enumerate(STEPS):
        with suppress(OSError):
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "wijkplan.models.compile_kernels", str(k)],
                env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True,
            )  # fmt: skip
            _others.update(dict.fromkeys(steps, process))


def compiling(step: str) -> bool:
    """Whether another process is still to compile this step."""
    return step in _others and _others[step].poll() is None and not mark(step).exists()


def wait(step: str) -> None:
    """Until the other process, where there is one, has compiled this step or has ended."""
    while compiling(step):
        time.sleep(POLL)


def mark(step: str) -> Path:
    """The file that says that a step is compiled, for the sources as they lie on disk: numba takes newer ones for
    changed."""
    return kernel_cache.folder() / f"compiled-{step}-{_stamp()}"


@cache
def _stamp() -> str:
    sources = sorted(path for room in kernel_cache.ROOMS for path in (kernel_cache.MODELS / room).glob("*.py"))
    return sha256(repr([(str(path), path.stat().st_mtime_ns) for path in sources]).encode()).hexdigest()[:12]
