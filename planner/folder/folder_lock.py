"""One process at a time works in a folder: a lock file names the process, and is taken over once that is gone.

Named are its number, when it began (in ticks of its machine, so that clocks do not matter), machine and boot. Whether a
process of another machine still runs cannot be seen from here: its lock stands until somebody who knows removes it."""

from __future__ import annotations

import errno
import json
import os
import platform
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from wijkplan.planner.text import Text, say

from .append_line import alone_with
from .atomic_output import PRIVATE, PRIVATE_FOLDER
from .process_identity import boot_id, started_at

LOCK = ".lock"
NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
"""What a shared disk says that keeps no locks of the system's own."""


class Busy(Exception):
    """Another process holds the lock: ``holder`` names it, as the beginning of a sentence; ``lock`` is its file."""

    def __init__(self, holder: Text, lock: Path) -> None:
        super().__init__(f"{lock}: {holder}")
        self.holder, self.lock = holder, lock


@contextmanager
def locked(folder: Path, name: str = LOCK) -> Iterator[None]:
    """This process alone works in a folder, which is made where it is not there.

    Raises :class:`Busy` where another one does, and ``OSError`` where the folder cannot be written."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    lock = folder / name
    with _one_at_a_time(folder / f"{name}.taking"):
        _take(lock)
    try:
        yield
    finally:
        with suppress(OSError):  # a folder that can no longer be written: the lock is of a process that is gone
            lock.unlink(missing_ok=True)


@contextmanager
def _one_at_a_time(guard: Path) -> Iterator[None]:
    """Of two that find a lock of one that is gone, the second would take away that of the first."""
    with ExitStack() as held:
        handle = os.open(guard, os.O_WRONLY | os.O_CREAT, PRIVATE)
        held.callback(os.close, handle)
        try:
            held.enter_context(alone_with(handle))
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
        yield


def _take(lock: Path) -> None:
    holder = _holder(lock)
    if holder is not None:
        raise Busy(holder, lock)
    with suppress(FileNotFoundError):
        lock.unlink()
    pid = os.getpid()
    mine = {"pid": pid, "started": started_at(pid), "host": platform.node(), "boot": boot_id()}
    with os.fdopen(os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="utf-8") as stream:
        stream.write(json.dumps(mine))


def _holder(lock: Path) -> Text | None:
    """Who holds a lock; ``None`` where nobody does, or whoever did is gone for certain."""
    try:
        stated = json.loads(lock.read_text("utf-8"))
        pid, host = int(stated["pid"]), str(stated["host"])
        began = (str(stated["boot"]), str(stated["started"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):  # cut off: its writer went down with the machine
        return None
    if host != platform.node():
        return say("process {pid} on {host}", pid=pid, host=host)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        pass  # it is somebody else's, so it is there
    return say("process {pid}", pid=pid) if began == (boot_id(), started_at(pid)) else None
