"""What is made once for all processes of one run of the tests: whoever needs it first makes it, the others read it."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

FOLDER = "WIJKPLAN_TESTS_SHARED"
"""Names the folder that the processes of one run share; not there where there is but one."""

Made = TypeVar("Made")


def once(name: str, make: Callable[[], Made]) -> Made:
    """The value of this name; made by the first process of this run that asks for it."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return make()
    path = Path(folder, f"{name}.pickle")
    with only_one(Path(folder, f"{name}.lock")):
        if path.exists():
            value: Made = pickle.loads(path.read_bytes())
            return value
        value = make()
        path.write_bytes(pickle.dumps(value))
    return value


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """One process at a time."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
