"""What commands share about planning on from an earlier plan: answers, a status date, a round."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import Refused, WrongUsage, console

if TYPE_CHECKING:
    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.text import Language

PINS = click.option(
    "--pins",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="ANSWERS",
    help="A workbook with an employer's answers, or a folder with such: what it pins stays in that week. May be "
    "repeated.",
)
STATUS_DATE = click.option(
    "--status-date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Before it everything stands as it was done.  [default: the programme's start]",
)
FROM = click.option(
    "--from",
    "earlier",
    type=click.Path(path_type=Path, exists=True),
    metavar="ROUND",
    help="Plan on from a round, an output folder or a plan file: its lines and tenders stand as far as they are "
    "agreed, done or near.",
)


def put_standing(
    out: Path,
    compiled: Compiled,
    pins: tuple[Path, ...],
    status: datetime | None,
    earlier: Path | None,
    language: Language,
) -> tuple[Path, ...]:
    """Write what stands beside the results, as one more file of the programme; none where nothing does."""
    from wijkplan.planner.findings.finding import has_errors, render
    from wijkplan.planner.folder.atomic_output import STANDING, CannotWrite, write_text
    from wijkplan.planner.rounds.round_folder import RoundError
    from wijkplan.planner.rounds.standing_from import standing_from

    from .consent import answers, found

    if not pins and status is None and earlier is None:
        (out / STANDING).unlink(missing_ok=True)  # of an earlier run
        return ()
    answered = answers(found(pins), compiled)
    findings = [f for one in answered for f in one.findings if f.severity != "hint"]
    if findings:
        render(findings, console(), language)
    if has_errors(findings):
        raise Refused(say("these answers cannot be planned with; the findings above say why"))
    try:
        agreed = standing_from(compiled, answered, None if status is None else status.date(), earlier)
        write_text(out / STANDING, agreed.model_dump_json(indent=1, exclude_none=True) + "\n")
    except (RoundError, OSError) as error:
        if isinstance(error, CannotWrite):
            raise Refused(message_of(error)) from error
        raise WrongUsage(
            say("--from {earlier} has no plan to go on from: {error}", earlier=earlier, error=message_of(error))
        ) from error
    return (out / STANDING,)
