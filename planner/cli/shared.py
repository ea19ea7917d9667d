"""What the commands share: reading a programme, stopping in an orderly way, and saying no in one line."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from types import FrameType
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from wijkplan.planner.text import LANGUAGES, Language, message_of, say, translated

if TYPE_CHECKING:
    from rich.console import Console

    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.findings.finding import Finding
    from wijkplan.planner.programme import Programme
    from wijkplan.planner.share.xlsx_writer import Table as Sheet

PATHS = click.argument("programme", nargs=-1, required=True, type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print machine-readable output only.")
QUIET = click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
LANGUAGE_VARIABLE = "WIJKPLAN_LANGUAGE"
_SPOKEN: ContextVar[Language | None] = ContextVar("spoken", default=None)


def spoken() -> Language:
    """The language of the running command; where none was chosen that of the environment."""
    return _SPOKEN.get() or ("nl" if os.environ.get(LANGUAGE_VARIABLE) == "nl" else "en")


def speak(context: click.Context, parameter: click.Parameter, language: Language) -> Language:
    """Keeps the language of the running command, also for what is said once it has ended. What was chosen before the
    name of the command, or in the environment, holds unless the command has one of its own."""
    chosen = _SPOKEN.get() is not None or LANGUAGE_VARIABLE in os.environ
    stated = context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
    if stated or not (chosen or context.parent is None):  # before the name of a command, nothing stated chooses nothing
        _SPOKEN.set(language)
    return spoken()


def speak_as_asked(arguments: Sequence[str]) -> None:
    """Takes the language from the arguments of a whole command line, before any of them is read: help and refusals
    must know it wherever it stands."""
    _SPOKEN.set(None)
    for before, one in zip(("", *arguments), arguments, strict=False):
        if one == "--":
            return
        value = one.removeprefix("--language=") if one.startswith("--language=") else one
        if (value is not one or before == "--language") and value in LANGUAGES:
            _SPOKEN.set("nl" if value == "nl" else "en")


def said(text: str) -> str:
    """A sentence in the language of the running command."""
    return translated(text, spoken())


def tell(text: str) -> None:
    """Says a sentence on standard error, in the language of the running command."""
    click.echo(said(text), err=True)


_LANGUAGE = partial(
    click.option,
    "--language",
    type=click.Choice(("nl", "en")),
    default="en",
    callback=speak,
    is_eager=True,
    show_default=True,
    envvar=LANGUAGE_VARIABLE,
    show_envvar=True,
    help="Language of what is said.",
)
LANGUAGE, SPEAKS = _LANGUAGE(), _LANGUAGE(expose_value=False)
"""The option; the second for commands that say all by :func:`said`, and need not know it."""
SEED = click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of all random choices."
)
WORKERS = click.option("--workers", type=click.IntRange(1, 256), default=2, show_default=True, help="Cores to use.")
WORK = click.option(
    "--work",
    type=click.IntRange(1),
    help="Rounds of improvement instead of seconds: the same seed gives the same plan.",
)
FC = TypeVar("FC", bound=Callable[..., Any])  # a command or the function it is made of
STORED_IDS = ("own", "streets", "districts")
VARIANT_IDS = (*STORED_IDS, "aligned", "shared", "combined", "bundled")
IN_EUROS = ("equal-delivery", "all-in")
QUESTION_IDS = (*IN_EUROS, "sooner", "sooner-free")
ASKED = click.option(
    "--questions",
    "asked",
    multiple=True,
    type=click.Choice(QUESTION_IDS),
    help="What is asked beside the two questions in euros, which always are, because the report, its tables and later "
    "comparisons rest on both; may be repeated.  [default: sooner and sooner-free]",
)
ORDERS = click.option(
    "--orders",
    type=click.IntRange(1, 100),
    default=3,
    show_default=True,
    help="In how many orders employers and districts take turns to make the stored plans; the cheapest counts.",
)
PROGRAMME_NOW = click.option(
    "--programme",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Where the programme is now, if it was moved; may be repeated.",
)
WHICH = "Which plan of the folder."


def variant_option(help: str = WHICH) -> Callable[[FC], FC]:
    """The option that says which variant."""
    return click.option("--variant", type=click.Choice(VARIANT_IDS), default="bundled", show_default=True, help=help)


def question_option(ids: tuple[str, ...], help: str = WHICH, default: str = "equal-delivery") -> Callable[[FC], FC]:
    """The option that says which question, of these."""
    return click.option("--question", type=click.Choice(ids), default=default, show_default=True, help=help)


def time_limit(default: float, help: str, zero: bool = False) -> Callable[[FC], FC]:
    """The option that says how long to compute; ``zero`` where not at all may be asked too."""
    kind = click.FloatRange(min=0, min_open=not zero, max=1e6)
    return click.option("--time-limit", type=kind, default=default, show_default=True, help=help)


TIME_LIMIT = time_limit(60.0, "Seconds per variant and question.")


class _Said(click.ClickException):
    """One line, in the language of the running command."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.text = message

    def format_message(self) -> str:
        """The line, without what it begins with."""
        return said(self.text)

    def show(self, file: IO[Any] | None = None) -> None:
        """Says it."""
        click.echo(said(say("Error: {message}", message=self.text)), file=file, err=file is None)


class Refused(_Said):
    """The data or the plan will not do: one line, exit code 1."""

    exit_code = 1


class WrongUsage(_Said):
    """The command was asked for something it does not do: one line, exit code 2."""

    exit_code = 2


def console(stderr: bool = True) -> Console:
    """A console that knows whether it is a terminal; without colour and without wrapping when piped."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, no_color=True, width=200)


@contextmanager
def uncollected() -> Iterator[None]:
    """Reading and compiling make much that stays and next to nothing in circles: looking for garbage meanwhile takes a
    sixth of the time and finds none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def read(paths: Iterable[Path], language: Language | None = None, aside: bool = False) -> tuple[Programme, Compiled]:
    """The programme in the files and its compiled form; findings that are errors are shown and end the command.
    ``language`` is by default that of the environment; ``aside`` tells of workbooks with answers, which take no
    part."""
    from wijkplan.planner.compile import CannotCompile, compile
    from wijkplan.planner.intake.read_programme import load_all, note_places

    from .mappings import ask_mappings

    language = language or spoken()
    paths = list(paths)
    ask_mappings(paths, language)
    with uncollected():
        loaded = load_all(paths)
    for finding in loaded.findings if aside else ():
        if finding.kind == "answers-aside":
            click.echo(
                f"{finding.file}: {translated(finding.what, language)} {translated(finding.remedy, language)}", err=True
            )
    if loaded.programme is None:
        refuse(loaded.findings, language)
        raise AssertionError  # refuse never returns
    try:
        with uncollected():
            compiled = compile(loaded.programme)
    except CannotCompile as error:
        refuse(note_places(error.findings, loaded.submitted), language)
        raise
    gc.freeze()  # the input stays: there is no point in looking through it for garbage again and again
    return loaded.programme, compiled


def refuse(findings: Iterable[Finding], language: Language) -> None:
    """Show the errors among findings and end with exit code 1."""
    from wijkplan.planner.findings.finding import render

    render([f for f in findings if f.severity == "error"], console(), language)
    why = say("this programme cannot be planned; the findings above say why (wijkplan check shows all)")
    raise Refused(why)


ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Ctrl-C, a polite kill, and a terminal that is closed (which Windows does not tell)."""


class Interrupt:
    """Set once the program is asked to end; asked by the running solve. A second Ctrl-C ends the program at once; a
    terminal that closes may say so more than once."""

    def __init__(self) -> None:
        self.pressed = False

    def __call__(self) -> bool:
        return self.pressed

    def _signal(self, number: int, frame: FrameType | None) -> None:
        del frame
        if self.pressed and number == signal.SIGINT:
            raise KeyboardInterrupt
        if not self.pressed:
            self.pressed = True
            with suppress(OSError):  # the terminal may be gone
                tell(say("Stopping: checking and writing what there is (Ctrl-C to stop at once)."))


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Ctrl-C, a polite kill and a terminal that closes set a flag instead of ending the program while this lasts.

    Once one came the last two are ignored until the program has ended, which it does by itself: another one, as from a
    shell and a terminal together, would otherwise end it at the last moment. What can be interrupted computes: on a
    machine's first run other processes begin to compile for it while the programme is read."""
    from wijkplan.models.construct.compile_ahead import start

    start()
    interrupt = Interrupt()
    before = {number: signal.signal(number, interrupt._signal) for number in ENDING}
    try:
        yield interrupt
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if interrupt() and number != signal.SIGINT else handler)


@contextmanager
def agreeing() -> Iterator[None]:
    """Where checker and engine do not say the same, which is a fault of ours, nothing is shown and the command ends in
    one line."""
    from wijkplan.planner.experiment.engine import Disagreement

    try:
        yield
    except Disagreement as fault:
        why = say(
            "nothing is shown, because the checker does not agree with the engine: {fault}", fault=message_of(fault)
        )
        raise Refused(why) from fault


def to_folder(help: str) -> Callable[[FC], FC]:
    """The option that names a folder to write to."""
    return click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=help)


def write_to(target: Path, files: Mapping[str, bytes]) -> None:
    """Writes files to a folder, all or none, and says which; one line where that cannot be."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, make_folder, write_bytes

    try:
        make_folder(target)
        write_bytes({target / name: raw for name, raw in files.items()})
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    for name in files:
        tell(say("Written: {name}", name=target / name))


def show_sheet(out: Console, sheet: Sheet, language: Language) -> None:
    """A sheet of a workbook as a table on the screen."""
    from rich.table import Table

    from wijkplan.planner.text import grouped

    table = Table(box=None, padding=(0, 2, 0, 0), title=translated(sheet.title, language), title_justify="left")
    for heading in sheet.headings:
        table.add_column(translated(heading, language))
    for row in sheet.rows:
        cells = (
            "" if cell is None else grouped(cell) if isinstance(cell, int) else say("{cell}", cell=cell) for cell in row
        )
        table.add_row(*(translated(cell, language) for cell in cells))
    out.print(table)
