"""``wijkplan report``: draw the report again."""

from __future__ import annotations

from pathlib import Path

import click

from wijkplan.planner.text import message_of, say

from .shared import QUIET, SPEAKS, Refused, WrongUsage, read, spoken, tell


@click.command(
    epilog="""\b
Examples:
  wijkplan report out
  wijkplan report out instances/pilot""",
)
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("programme", nargs=-1, type=click.Path(path_type=Path))
@SPEAKS
@QUIET
def report(out: Path, programme: tuple[Path, ...], quiet: bool) -> None:
    """Draw report.html again from an output folder. The programme is where it was then, unless it is named."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, write_text
    from wijkplan.planner.folder.stored_comparison import Stale, paths_of
    from wijkplan.planner.pipeline import redraw
    from wijkplan.planner.rounds.round_folder import sealed

    if sealed(out):
        raise WrongUsage(say("{out} is of a round that is closed; nothing in it changes any more", out=out))
    try:
        paths = programme or paths_of(out)
        _, compiled = read(paths, spoken())
        write_text(out / "report.html", redraw(out, compiled, paths))
    except Stale as error:
        raise WrongUsage(message_of(error)) from error
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    if not quiet:
        tell(say("Report: {path}", path=out / "report.html"))
