"""``wijkplan bench compare``, apart from what it does: that reads pandas, which help need not wait for."""

from __future__ import annotations

from pathlib import Path

import click

from wijkplan.planner.cli.shared import SPEAKS, WrongUsage, said, spoken
from wijkplan.planner.text import message_of, say


@click.command(
    epilog="""\b
Examples:
  wijkplan bench compare runs published
  wijkplan bench compare runs published --target 2 --out profiles.html"""
)
@click.argument("a", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("b", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--solver-a", help="Which solver of A, where it has several.")
@click.option("--solver-b", help="Which solver of B, where it has several.")
@click.option(
    "--target",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Percent above the reference that counts as reached.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the plots (one HTML file that opens offline).",
)
@SPEAKS
def compare(a: Path, b: Path, solver_a: str | None, solver_b: str | None, target: float, out: Path | None) -> None:
    """Two result folders side by side, per set: gaps, wins, proofs, unsolved, time to target; with --out also
    performance profiles."""
    from .compare_runs import HEADS, NotComparable, compared, pairs, side
    from .summary import shown

    try:
        matched = pairs(side(a, solver_a), side(b, solver_b))
    except NotComparable as error:
        raise WrongUsage(message_of(error)) from error
    click.echo(shown(compared(matched, target), HEADS, {"median_seconds_a": 1, "median_seconds_b": 1}, spoken()))
    if out is not None:
        try:
            from .performance_profile import write
        except ModuleNotFoundError as error:
            raise click.ClickException(
                said(say("plots need plotly, which is not installed here: pip install 'wijkplan[bench]'"))
            ) from error
        write(out, matched, (solver_a or a.name, solver_b or b.name), target)
        click.echo(said(say("Plots: {out}", out=out)), err=True)
