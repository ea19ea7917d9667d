"""``wijkplan bench schedules``, apart from what it does, which help need not wait for."""

from __future__ import annotations

from pathlib import Path

import click

from wijkplan.planner.cli.shared import SPEAKS, Refused, said
from wijkplan.planner.text import message_of, say

HEADS = (say("set"), say("instance"), say("least published"), say("here"), say("schedule"), say("verdict"))


@click.command(
    epilog="""\b
Example:
  wijkplan bench schedules results --library library"""
)
@click.argument("results", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--library",
    envvar="WIJKPLAN_LIBRARY",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of public instances.",
)
@SPEAKS
def schedules(results: Path, library: Path | None) -> None:
    """The schedules in a folder of results that are shorter than anything published, each judged again by the
    instance's file alone. Exit code 1 where one does not hold."""
    from .cases import Unavailable
    from .schedules import judged

    lines, bad = [" | ".join(map(said, HEADS)), " | ".join(["---"] * len(HEADS))], 0
    try:
        for case, path, makespan, faults in judged(results, library):
            shorter = case.best_known is not None and makespan < case.best_known
            verdict = "; ".join(map(said, faults[:3])) or said(say("holds") if shorter else say("holds, not shorter"))
            bad += bool(faults)
            values = (case.set, case.instance, case.best_known, makespan, path.relative_to(results), verdict)
            lines.append(" | ".join(map(str, values)))
    except Unavailable as error:
        raise Refused(message_of(error)) from error
    click.echo("\n".join(f"| {line} |" for line in lines))
    if bad:
        raise Refused(say("{bad} of {all} schedules do not hold", bad=bad, all=len(lines) - 2))
