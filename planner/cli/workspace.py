"""``wijkplan serve`` and ``wijkplan workspace``: the web application, where its extra is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import Language, message_of, say

from .shared import LANGUAGE, QUIET, Refused, WrongUsage, tell

if TYPE_CHECKING:
    from types import ModuleType

INSTANCES = ("eight-firms", "one-street", "shared-crew", "combined-tender", "pilot")


def _commands() -> ModuleType:
    """What the commands do. Refused where the extra is not installed, or the environment says what cannot be."""
    needed = [name for name in ("django", "allauth", "ninja", "uvicorn", "whitenoise") if find_spec(name) is None]
    if needed:
        raise Refused(
            say("the workspace needs {packages}: pip install 'wijkplan[workspace]'", packages=", ".join(needed))
        )
    from wijkplan.planner.workspace import commands, where

    try:
        where.database()
        where.mail()
        where.days_kept()
    except where.WrongSetting as error:
        raise WrongUsage(message_of(error)) from error
    return commands


@click.command(
    epilog="""\b
Examples:
  wijkplan serve
  WIJKPLAN_DATABASE=postgres://wijkplan@localhost/wijkplan wijkplan serve --no-demo --host 0.0.0.0""",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--demo",
    type=click.Choice(INSTANCES),
    default=INSTANCES[0],
    show_default=True,
    help="Programme of the demonstration that an empty workspace begins with.",
)
@click.option("--no-demo", is_flag=True, help="Begin with a link for the first operator instead.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Jobs at the same time.")
@LANGUAGE
def serve(host: str, port: int, demo: str, no_demo: bool, jobs: int, language: Language) -> None:
    """Serve the workspace, on SQLite in WIJKPLAN_HOME or on the database that WIJKPLAN_DATABASE names.

    An empty one begins with a demonstration: a programme, an account for every role, and a first round that is planned
    and sent round while you look on."""
    del language  # kept by its option
    from wijkplan import example

    _commands().serve(host, port, None if no_demo else example(demo), jobs, tell)


@click.group(
    epilog="""\b
Examples:
  wijkplan workspace init
  wijkplan workspace backup workspace.tar.gz""",
)
def workspace() -> None:
    """Look after a workspace. Where it is: WIJKPLAN_HOME (files) and WIJKPLAN_DATABASE (postgres://..., else
    SQLite)."""


@workspace.command(
    "init",
    short_help="Make the database and a link for the first operator.",
    epilog="""\b
Examples:
  wijkplan workspace init --name provincie""",
)
@click.option("--name", default="Neutrale partij", show_default=True, help="Name of the operator's organisation.")
@LANGUAGE
def init(name: str, language: Language) -> None:
    """Make the database, and print the path of an invitation for the first operator."""
    del language  # kept by its option
    _commands().init(name, tell)


@workspace.command(
    "work",
    short_help="Take jobs and start their processes.",
    epilog="""\b
Examples:
  wijkplan workspace work --jobs 2""",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Jobs at the same time.")
@click.option("--once", is_flag=True, help="End when no job waits or runs.")
@LANGUAGE
def work(jobs: int, once: bool, language: Language) -> None:
    """Take jobs from the table; as many workers as you like, on as many machines as share home and database. `serve`
    has one of its own."""
    del language  # kept by its option
    _commands().work(jobs, once)


@workspace.command(
    "backup",
    short_help="Write the whole workspace to one file.",
    epilog="""\b
Examples:
  wijkplan workspace backup workspace.tar.gz""",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@LANGUAGE
@QUIET
def backup(file: Path, language: Language, quiet: bool) -> None:
    """Write database, files and keys to FILE (.tar.gz), while the workspace may be in use."""
    del language  # kept by its option
    _commands().backup(file)
    if not quiet:
        tell(say("Written: {file}. It holds what no two parties may know of each other: keep it safe.", file=file))


@workspace.command(
    "restore",
    short_help="Put a backup back.",
    epilog="""\b
Examples:
  wijkplan workspace restore workspace.tar.gz""",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--force", is_flag=True, help="Also where the workspace is not empty: what is there is lost.")
@LANGUAGE
@QUIET
def restore(file: Path, force: bool, language: Language, quiet: bool) -> None:
    """Put the backup in FILE back into an empty workspace, and check its audit log."""
    del language  # kept by its option
    commands = _commands()
    try:
        commands.restore(file, force)
    except commands.CannotRestore as error:
        raise Refused(message_of(error)) from error
    if not quiet:
        tell(say("The workspace is back; its audit log is whole."))


@workspace.command(
    "tidy",
    short_help="Take away what need not be kept.",
    epilog="""\b
Examples:
  wijkplan workspace tidy --days 90""",
)
@click.option(
    "--days", type=click.IntRange(1, 3650), help="Keep what is younger.  [default: WIJKPLAN_RETENTION_DAYS, else 90]"
)
@LANGUAGE
@QUIET
def tidy(days: int | None, language: Language, quiet: bool) -> None:
    """Take away events of old jobs, old invitations and sessions, copies gathered for planning, and accounts that are
    in no organisation any more. A worker does so once a day."""
    del language  # kept by its option
    gone = _commands().tidy(days)
    if not quiet:
        tell(say("{n} things were taken away.", n=gone))
