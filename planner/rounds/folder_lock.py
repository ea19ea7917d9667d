"""One process at a time changes the rounds: a lock file that names the process, and is taken over once that is gone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from wijkplan.planner.folder.append_line import alone_with

LOCK, TAKING = ".lock", ".lock.taking"


class Busy(Exception):
    """A process that is there holds the lock; its number is the argument."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """This process alone changes a folder. Raises :class:`Busy` where another one does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / TAKING).open("ab") as guard, alone_with(guard.fileno()):
        _take(folder / LOCK)
    try:
        yield
    finally:
        (folder / LOCK).unlink(missing_ok=True)


def _take(lock: Path) -> None:
    """Only one process does this at a time: of two that find a lock of one that is gone, the second would take away
    that of the first."""
    holder = _holder(lock)
    if holder is not None:
        raise Busy(holder)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    with suppress(FileNotFoundError):
        lock.unlink()
    handle = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(json.dumps({"pid": os.getpid(), "started": _started(os.getpid()), "at": at}))


def _holder(lock: Path) -> int | None:
    """The process that holds a lock; ``None`` where there is none, or it is gone."""
    try:
        stated = json.loads(lock.read_text("utf-8"))
        pid, started = int(stated["pid"]), stated["started"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        pass  # it is somebody else's, so it is there
    return pid if _started(pid) == started else None


def _started(pid: int) -> str | None:
    """When a process began, in ticks since the machine did; ``None`` where the system does not say."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return None
