"""Writing results: whole files or none, into a folder of our own."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from wijkplan.planner.text import say

RUN, STANDING = "run.json", "agreed.json"
OWN = ("plan-*-*.json", "newcomers*.json", "dossiers/dossier-*", "ocds/*.json", "report.html", "robust.json")
"""Files of which a run has as many as it finds."""


PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
"""For the one who runs wijkplan only, whatever the umask: what is made of submissions holds what no two of them may
know of each other."""


class CannotWrite(OSError):
    """Why nothing could be written, in one line."""


def check_folder(folder: Path, force: bool = False) -> None:
    """Raises :class:`CannotWrite` where ``folder`` is not ours to fill: a file, or a folder with content that this
    tool did not make."""
    try:
        if folder.is_dir():
            if not force and any(p.name != STANDING for p in folder.iterdir()) and not (folder / RUN).is_file():
                raise CannotWrite(
                    say(
                        "{folder} exists and was not made by wijkplan; name another folder, or use --force",
                        folder=folder,
                    )
                )
        elif folder.exists():
            raise CannotWrite(say("{folder} is a file; name a folder", folder=folder))
        nearest = next(p for p in (folder, *folder.absolute().parents) if p.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK):
            raise CannotWrite(
                say(
                    "{folder} cannot be made or written: {nearest} is no folder that you may write in",
                    folder=folder,
                    nearest=nearest,
                )
            )
    except CannotWrite:
        raise
    except OSError as error:
        raise CannotWrite(say("{folder} cannot be used: {why}", folder=folder, why=why(error))) from error


def make_folder(folder: Path, private: bool = True) -> None:
    """Make the folder and try it out, before hours of work are done for it. A private one, new, empty or of an earlier
    run, is closed to others."""
    try:
        ours = not folder.exists() or (folder / RUN).is_file() or not any(folder.iterdir())
        _make(folder, private)
        if private and ours:
            folder.chmod(PRIVATE_FOLDER)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotWrite(say("{folder} cannot be written: {why}", folder=folder, why=why(error))) from error


def private_file(path: Path, text: str) -> None:
    """Make a private file that is not there yet; of several processes the first one makes it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)


def write_text(path: Path, text: str, private: bool = True) -> None:
    """Write a whole file or leave what was there: a temporary file beside it takes its name when it is complete.

    A private file, and every folder made for it, is for its owner only; any other as the umask says. A device or a
    pipe is refused, because it would lose its name to the file."""
    _write_all({path: text}, private)


def write_bytes(contents: Mapping[Path, bytes], private: bool = True) -> None:
    """Likewise for files that are no text: all of them or, on a full disk, none."""
    if contents:
        _write_all(contents, private)


def _make(folder: Path, private: bool) -> None:
    """A folder with those above it that are missing."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing if private else ():
        one.chmod(PRIVATE_FOLDER)


def _umask() -> int:
    """Of this process; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_all(texts: Mapping[Path, str | bytes], private: bool = True) -> None:
    """Write all files, or on a full disk none: every one is on disk before the first name changes."""
    staged: dict[Path, str] = {}
    path = next(iter(texts))
    try:
        for path, text in texts.items():
            target = path.resolve()
            if target.exists() and not target.is_file():
                raise CannotWrite(say("{path} is no ordinary file; name another", path=path))
            _make(target.parent, private)
            handle, staged[target] = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8") if isinstance(text, str) else text)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(staged[target], PRIVATE if private else 0o666 & ~_umask())
        for target, temporary in staged.items():
            os.replace(temporary, target)
    except CannotWrite:
        raise
    except OSError as error:
        raise CannotWrite(say("{path} cannot be written: {why}", path=path, why=why(error))) from error
    finally:
        for temporary in staged.values():
            Path(temporary).unlink(missing_ok=True)


def write_json(path: Path, value: Any) -> None:
    """Write JSON, see :func:`write_text`."""
    write_text(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def write_folder(folder: Path, texts: Mapping[str, str | bytes]) -> None:
    """Write the files of one run, all or none, and remove plans, dossiers and releases that an earlier run left and
    this one does not have. ``run.json`` comes last, so a folder without a matching one is recognisably unfinished."""
    _write_all({folder / name: texts[name] for name in sorted(texts, key=lambda name: name == RUN)})
    try:
        for old in (old for pattern in OWN for old in folder.glob(pattern)):
            if old.relative_to(folder).as_posix() not in texts:
                old.unlink()
    except OSError as error:
        raise CannotWrite(say("{folder} cannot be cleaned: {why}", folder=folder, why=why(error))) from error


def programme_at(path: Path, folder: Path) -> Path:
    """Where a file or folder of the programme is that the ``run.json`` of an output folder states: there, or beside the
    output folder, where both were moved or are looked at from elsewhere."""
    if path.exists():
        return path
    here, ends = folder.absolute(), (Path(*path.parts[-n:]) for n in range(1, len(path.parts) + 1))
    near = (place / end for end in ends for place in (here.parent, here))
    return next((one for one in near if one.exists()), path)


def input_hash(files: Sequence[Path]) -> str:
    """SHA-256 over the contents of the input files, in order of their own hashes, so that names and places do not
    matter."""
    digests = sorted(sha256(path.read_bytes()).hexdigest() for path in files)
    return sha256("\n".join(digests).encode()).hexdigest()


def machine() -> dict[str, str | int | None]:
    """What the run was made on."""
    return {"cores": os.cpu_count(), "platform": platform.platform(), "processor": platform.machine()}


def versions() -> dict[str, str]:
    """What the run was made with."""
    return {"python": sys.version.split()[0]} | {name: version(name) for name in ("wijkplan", "ortools", "numba")}


def why(error: OSError) -> str:
    """What the system says, as the end of a sentence."""
    return (error.strerror or str(error)).lower()
