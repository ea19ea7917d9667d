"""The command line as a user meets it: in this process, which is quick, or in one of its own."""

from __future__ import annotations

import contextvars
import io
import subprocess
import sys
from contextlib import chdir, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from wijkplan.planner.cli import main
from wijkplan.planner.cli.main import app
from wijkplan.planner.cli.shared import LANGUAGE_VARIABLE, _Said

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "instances" / "examples" / "one-street"
OWN_PROCESS = [sys.executable, "-c", "from wijkplan.planner.cli import main; main()"]


@dataclass(frozen=True)
class Done:
    """How a command ended and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def wijkplan(*arguments: object, cwd: Path | None = None) -> Done:
    """Run a command in this process, from its words to its exit code; a traceback is never right."""
    streams = [io.BytesIO(), io.BytesIO()]
    out, err = (io.TextIOWrapper(stream, encoding="utf-8", write_through=True) for stream in streams)
    words = ["wijkplan", *map(str, arguments)]
    with (
        chdir(cwd) if cwd else nullcontext(),
        patch.object(sys, "argv", words),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = contextvars.copy_context().run(_exit_code)
    return _held(Done(code, *(stream.getvalue().decode("utf-8") for stream in streams)))


def wijkplan_apart(*arguments: object, cwd: Path | None = None) -> Done:
    """Run a command as a user does, in a process of its own, where that is what is tested."""
    done = subprocess.run(
        [*OWN_PROCESS, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, timeout=240, check=False
    )
    return _held(Done(done.returncode, done.stdout, done.stderr))


def _exit_code() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def _held(done: Done) -> Done:
    assert "Traceback" not in done.stderr, done.stderr
    return done


def said_by(arguments: list[str], language: str) -> str:
    """All that a command says in a language, the line with which it ends included."""
    done = CliRunner().invoke(app, arguments, env={LANGUAGE_VARIABLE: language})
    if isinstance(done.exception, _Said):
        return done.output + done.exception.format_message()
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output
