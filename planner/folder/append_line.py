"""A line added to a file that several processes add to: one after the other, none lost, on disk before the next."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wijkplan.planner.text import say

from .atomic_output import PRIVATE, CannotWrite, why


def append_line(path: Path, line: str) -> None:
    """Add a line to a private file, under a lock that every writer takes. Raises
    :class:`~.atomic_output.CannotWrite`."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE)
        with os.fdopen(handle, "r+b") as stream, alone_with(stream.fileno()):
            end = stream.seek(0, os.SEEK_END)
            if end and _last_byte(stream.fileno(), end) != b"\n":
                stream.write(b"\n")  # a line that was cut off stays a line of its own
            stream.write(line.encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise CannotWrite(say("{path} cannot be written: {why}", path=path, why=why(error))) from error


def _last_byte(handle: int, end: int) -> bytes:
    os.lseek(handle, end - 1, os.SEEK_SET)
    last = os.read(handle, 1)
    os.lseek(handle, end, os.SEEK_SET)
    return last


@contextmanager
def alone_with(handle: int) -> Iterator[None]:
    """The file for this process alone; others wait. The system lets go of it when the process ends, however that
    is."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)
