"""``wijkplan bench confirm``, apart from what it does: that reads problems, which help need not wait for."""

from __future__ import annotations

from pathlib import Path

import click

from wijkplan.planner.cli.shared import SPEAKS, Refused, spoken
from wijkplan.planner.text import message_of, say

from .options import LIBRARY, RESULTS


@click.command(
    epilog="""\b
Example:
  wijkplan bench confirm results --library library --seconds 60"""
)
@RESULTS
@LIBRARY
@click.option(
    "--seconds", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True, help="Seconds per proof."
)
@SPEAKS
def confirm(results: Path, library: Path | None, seconds: float) -> None:
    """What the proofs in a folder of results are worth: certified by the checker, with a certificate that is looked for
    where a run came without, confirmed by a second solver (Pumpkin), or claimed by one solver."""
    from .cases import Unavailable
    from .confirm import confirm as asked
    from .confirm import markdown, prover

    try:
        click.echo(markdown(asked(results, seconds, prover(library)), spoken()))
    except ModuleNotFoundError as error:
        raise Refused(
            say("the second solver is not installed ({name}): pip install 'wijkplan[confirm]'", name=error.name)
        ) from error
    except Unavailable as error:
        raise Refused(message_of(error)) from error
