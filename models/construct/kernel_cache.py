"""Where compiled kernels are kept: in the user's cache folder, under a key of all that they depend on.

Numba looks only at a kernel's own file to tell whether its stored form is stale, not at the kernels that were linked
into it. So they lie in a folder whose name is a digest of the sources of all kernels, the processor and the versions
of Python, numba and llvmlite: a change of any of these begins an empty one. Folders that nobody used for a month are
removed. Numba writes a whole file under another name first, and each kernel has one form, so processes that start at
once compile the same twice at worst."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import llvmlite
import numba
from llvmlite import binding

MODELS = Path(__file__).parent.parent
ROOMS = ("construct", "improve", "bound")  # where kernels are
UNUSED = 30 * 24 * 3600.0  # seconds


@cache
def folder() -> Path:
    """The folder of this version's kernels, made where it is not there; one for this process alone where no place can
    be written to."""
    name = f"kernels-{key()}"
    for root in roots():
        with suppress(OSError):
            made = root / name
            made.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _ours(made):
                continue
            with tempfile.TemporaryFile(dir=made):
                pass
            os.utime(made)
            clean(root, made)
            return made
    return Path(tempfile.mkdtemp(prefix="wijkplan-"))


def key() -> str:
    """A digest of all that compiled kernels depend on."""
    digest = sha256(repr((sys.version, numba.__version__, llvmlite.__version__, binding.get_host_cpu_name())).encode())
    for room in ROOMS:
        for source in sorted((MODELS / room).glob("*.py")):
            digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:20]


def roots() -> tuple[Path, ...]:
    """Where to keep kernels, first choice first: what ``NUMBA_CACHE_DIR`` says, else the user's cache folder, else the
    folder for temporary files."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    temporary = Path(tempfile.gettempdir()) / f"wijkplan-{getattr(os, 'getuid', lambda: 'user')()}"
    if chosen:
        return Path(chosen), temporary
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        user = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        user = os.path.join(home, "Library", "Caches")
    else:
        user = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return (Path(user) / "wijkplan", temporary) if os.path.isabs(user) else (temporary,)


def clean(root: Path, used: Path) -> None:
    """Remove folders of kernels that nobody used for a month."""
    for other in root.glob("kernels-*"):
        with suppress(OSError):
            if other != used and other.stat().st_mtime < time.time() - UNUSED:
                shutil.rmtree(other, ignore_errors=True)


def _ours(made: Path) -> bool:
    """Whether no one else can write there: stored kernels are code that runs."""
    if not hasattr(os, "getuid"):
        return True
    state = made.lstat()
    return not made.is_symlink() and state.st_uid == os.getuid() and not state.st_mode & 0o022
