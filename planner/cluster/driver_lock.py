"""One driver at a time on a shared folder.

A lock file names the driver: process, when it began (in ticks of its machine, so that clocks do not matter), host and
boot. Of a driver that is gone on this machine it is taken over; whether one on another machine still runs cannot be
seen from here, so that is told with what to do."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wijkplan.planner.folder.atomic_output import PRIVATE, CannotWrite, why
from wijkplan.planner.text import say

LOCK = ".driver"


class OtherDriver(ValueError):
    """Another driver works in the folder."""


@contextmanager
def only_driver(folder: Path) -> Iterator[None]:
    """This process alone drives the folder.

    Raises :class:`OtherDriver`, and :class:`wijkplan.planner.folder.atomic_output.CannotWrite`."""
    lock = folder / LOCK
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _take(lock)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written: {why(error)}") from error
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink(missing_ok=True)


def _take(lock: Path) -> None:
    mine = {"pid": os.getpid(), "started": _started(os.getpid()), "host": platform.node(), "boot": _boot()}
    for _ in range(2):
        try:
            handle = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        except FileExistsError:
            holder = _holder(lock)
            if holder is not None:
                raise OtherDriver(
                    say(
                        "{holder} drives {folder}; wait until it has ended, or name another folder. If you know that "
                        "it is gone, remove {lock}",
                        holder=holder,
                        folder=lock.parent,
                        lock=lock,
                    )
                ) from None
            with suppress(FileNotFoundError):
                lock.unlink()
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(json.dumps(mine))
        return
    raise OtherDriver(say("{lock} cannot be taken; try again", lock=lock))


def _holder(lock: Path) -> str | None:
    """Who holds the lock; ``None`` where it is gone for certain."""
    for _ in range(5):
        try:
            stated = json.loads(lock.read_text("utf-8"))
            pid, host = int(stated["pid"]), str(stated["host"])
            break
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            time.sleep(0.1)  # it may just be writing
    else:
        return None
    if host != platform.node():
        return f"process {pid} on {host}"
    if stated.get("boot") != _boot() or _started(pid) is None or _started(pid) != stated.get("started"):
        return None
    return f"process {pid}"


def _started(pid: int) -> str | None:
    """When a process began, in ticks since its machine did; ``None`` where there is none such."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return None


def _boot() -> str | None:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
