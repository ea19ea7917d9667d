"""What all tests share: commands that they run write their log to a folder of the tests, never to that of whoever runs
them; and kernels are compiled once for all processes, while tests are collected, not in each of them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread

import pytest

os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="wijkplan-tests-")
COMPILED = "WIJKPLAN_TESTS_COMPILED"
"""Names the file that is there once kernels are compiled, or could not be."""


def pytest_configure(config: pytest.Config) -> None:
    """Begin to compile where several processes will need the same kernels."""
    if not getattr(config.option, "numprocesses", None) or hasattr(config, "workerinput"):
        return
    from wijkplan.models.construct.compile_ahead import ALL, mark

    if not mark(ALL).exists():
        done = Path(os.environ["XDG_STATE_HOME"], "compiled")
        os.environ[COMPILED] = str(done)
        Thread(target=_compile, args=(done,), daemon=True).start()


def _compile(done: Path) -> None:
    subprocess.run([sys.executable, "-m", "wijkplan.models.compile_kernels"], check=False)
    done.touch()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Wait for them before the first test runs."""
    compiled = os.environ.get(COMPILED)
    while compiled and hasattr(session.config, "workerinput") and not Path(compiled).exists():
        time.sleep(0.1)
