"""What the commands share: reading a programme, stopping in an orderly way, and saying no in one line."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from planner.compile import Compiled
    from planner.findings import Finding
    from planner.language import Language
    from planner.programme import Programme

PATHS = click.argument("programme", nargs=-1, required=True, type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print machine-readable output only.")
QUIET = click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
LANGUAGE_VARIABLE = "WIJKPLAN_LANGUAGE"
LANGUAGE = click.option(
    "--language",
    type=click.Choice(("nl", "en")),
    default="en",
    show_default=True,
    envvar=LANGUAGE_VARIABLE,
    show_envvar=True,
    help="Language of what is said.",
)
SEED = click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of all random choices.")
WORKERS = click.option("--workers", type=click.IntRange(1, 256), default=2, show_default=True, help="Cores to use.")
TIME_LIMIT = click.option(
    "--time-limit", type=click.FloatRange(min=0, min_open=True, max=1e6), default=60.0, show_default=True, help="Seconds per variant and question."
)
WORK = click.option("--work", type=click.IntRange(1), help="Rounds of improvement instead of seconds: the same seed gives the same plan.")
VARIANT_IDS = ("repaired", "aligned", "shared", "combined", "bundled")
QUESTION_IDS = ("equal-delivery", "all-in")


class Refused(click.ClickException):
    """The data or the plan will not do: one line, exit code 1."""

    exit_code = 1


class WrongUsage(click.ClickException):
    """The command was asked for something it does not do: one line, exit code 2."""

    exit_code = 2


def console(stderr: bool = True) -> Console:
    """A console that knows whether it is a terminal; without colour and without wrapping when piped."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, no_color=True, width=200)


def read(paths: Iterable[Path]) -> tuple[Programme, Compiled]:
    """The programme in the files and its compiled form; findings that are errors are shown and end the command."""
    from planner.compile import CannotCompile, compile
    from planner.read import load_all, note_places

    loaded = load_all(paths)
    if loaded.programme is None:
        refuse(loaded.findings)
        raise AssertionError  # refuse never returns
    try:
        return loaded.programme, compile(loaded.programme)
    except CannotCompile as error:
        refuse(note_places(error.findings, loaded.submitted))
        raise


def refuse(findings: Iterable[Finding]) -> None:
    """Show the errors among findings, in the language of the environment, and end with exit code 1."""
    from planner.findings import render

    language: Language = "nl" if os.environ.get(LANGUAGE_VARIABLE) == "nl" else "en"
    render([f for f in findings if f.severity == "error"], console(), language)
    raise Refused("this programme cannot be planned; the findings above say why (wijkplan check shows all)")


class Interrupt:
    """Set once Ctrl-C is pressed; asked by the running solve. A second Ctrl-C ends the program at once."""

    def __init__(self) -> None:
        self.pressed = False

    def __call__(self) -> bool:
        return self.pressed

    def _signal(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.pressed:
            raise KeyboardInterrupt
        self.pressed = True
        click.echo("Stopping: checking and writing what there is (again to stop at once).", err=True)


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Ctrl-C (and a polite kill) sets a flag instead of ending the program while this lasts."""
    interrupt = Interrupt()
    before = {number: signal.signal(number, interrupt._signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interrupt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
