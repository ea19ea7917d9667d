"""What was read and compiled before, remembered in the user's cache folder, so that the next question about the same
plan need not read and compile it again.

What is remembered has a key of all that it depends on: the bytes of the files it was made from, and the sources of this
program. It is a pickle, so it counts only in a folder that nobody but the user can write to; it holds what submissions
hold, so nobody else can read it, only the last few are kept, and those for a month at most."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

FEW, UNUSED = 12, 30 * 24 * 3600.0  # plans and programmes; seconds
PROGRAM = Path(__file__).parents[2]
ENDING = ".pickle"


def key_of(files: Iterable[Path], *asked: str) -> str:
    """A digest of the names and bytes of these files, wherever they are, of what is asked of them, and of this program.
    Raises ``OSError`` where a file cannot be read."""
    digest = sha256(repr((sys.version, asked)).encode())
    for file in files:
        digest.update(f"{file.name}\0".encode() + sha256(file.read_bytes()).digest())
    for room in ("models", "planner"):
        for folder, folders, names in os.walk(PROGRAM / room):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                state = os.stat(os.path.join(folder, name))
                digest.update(f"{folder}/{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def recall(key: str) -> Any:
    """What is remembered under a key; ``None`` where nothing is, or not in a form that can be read."""
    if (folder := _folder()) is None or not (file := folder / (key + ENDING)).is_file():
        return None
    collecting = gc.isenabled()
    gc.disable()  # nothing of it is garbage
    try:
        value = pickle.loads(file.read_bytes())
        os.utime(file)
    except Exception:  # half a file, or of other types: it is made again
        return None
    finally:
        if collecting:
            gc.enable()
    gc.freeze()
    return value


def remember(key: str, value: object) -> None:
    """Keep a value; where that cannot be, the next command makes it again."""
    if (folder := _folder()) is None:
        return
    with suppress(OSError):
        handle, made = tempfile.mkstemp(dir=folder)  # for its owner alone
        try:
            with os.fdopen(handle, "wb") as stream:
                pickle.dump(value, stream, protocol=5)
            os.replace(made, folder / (key + ENDING))
        except BaseException:
            os.unlink(made)
            raise
        _forget(folder)


def _forget(folder: Path) -> None:
    """Keep the last few, for a month."""
    known = sorted(folder.iterdir(), key=lambda file: -file.stat().st_mtime)
    for number, file in enumerate(known):
        if number >= FEW or file.stat().st_mtime < time.time() - UNUSED:
            file.unlink(missing_ok=True)


def _folder() -> Path | None:
    """The folder, made where it is not there; ``None`` where others could write to it, or nobody can."""
    folder = user_cache_path("wijkplan", appauthor=False) / "plans"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
    except OSError:
        return None
    ours = not folder.is_symlink() and (not hasattr(os, "getuid") or state.st_uid == os.getuid())
    return folder if ours and not state.st_mode & 0o022 else None
