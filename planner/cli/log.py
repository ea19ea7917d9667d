"""The log: what ran, how it ended, and where in the program a fault of ours was. Never what submissions hold.

Messages of exceptions may quote a submission, so the log has their kinds and the lines of the program that they
passed, and ``--debug`` shows the rest to whoever sits at the screen."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from pathlib import Path

NAME = "wijkplan"
LARGEST = 1_000_000
"""Bytes after which a new log is begun; the one before it is kept."""


class Discreet(logging.Formatter):
    """Time, level and event on a line; of an exception its kind and its lines of the program, each cause before what
    it led to."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def formatException(self, ei: object) -> str:
        """The exception without its message."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_lines(error)) if isinstance(error, BaseException) else ""


def _lines(error: BaseException) -> list[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    rows = [] if before is None else [*_lines(before), "which led to"]
    frames = [
        f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return [*rows, *frames, f"  {type(error).__module__}.{type(error).__name__}"]


def _place(file: str) -> str:
    """A file of a program without the folders of whoever runs it."""
    parts = Path(file).parts
    roots = [i for i, part in enumerate(parts) if part in ("site-packages", "planner", "models", "benchmarks")]
    return "/".join(parts[roots[0] :] if roots else parts[-2:])


def default_log() -> Path:
    """Where the log is unless ``--log`` names another place: in the user's folder for the state of programs."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / NAME / "wijkplan.log"
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / NAME / "wijkplan.log"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / NAME / "wijkplan.log"


def begin(file: Path | None, verbose: bool) -> Path | None:
    """Write the log to ``file``, by default to :func:`default_log`, and with ``verbose`` to the screen too. Returns
    where it is, ``None`` where it cannot be written. Raises ``OSError`` where a file was named that cannot be
    written."""
    logger = logging.getLogger(NAME)
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(logging.INFO)
    logger.propagate = False
    path: Path | None = file or default_log()
    try:
        logger.addHandler(_handler(path or default_log()))
    except OSError:
        if file is not None:
            raise
        path = None
        logger.addHandler(logging.NullHandler())
    if verbose:
        screen = logging.StreamHandler(sys.stderr)
        screen.setFormatter(Discreet())
        logger.addHandler(screen)
    return path


def _handler(path: Path) -> logging.Handler:
    """Lines added to a file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.stat().st_size > LARGEST:
        path.replace(path.with_name(f"{path.name}.1"))
    os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(Discreet())
    return handler


def where() -> str | None:
    """The file that the log is written to; ``None`` where there is none."""
    files = [h.baseFilename for h in logging.getLogger(NAME).handlers if isinstance(h, logging.FileHandler)]
    return files[0] if files else None
