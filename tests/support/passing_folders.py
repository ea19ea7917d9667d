"""Folders for as long as a process of the tests lasts."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile


def passing_folder(prefix: str) -> str:
    """A new folder for temporary files, which this process takes away as it ends, and none that it forks does."""
    made, mine = tempfile.mkdtemp(prefix=prefix), os.getpid()

    def gone() -> None:
        if os.getpid() == mine:
            shutil.rmtree(made, ignore_errors=True)

    atexit.register(gone)
    return made
