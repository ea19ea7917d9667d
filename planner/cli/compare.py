"""``wijkplan compare``: all variants, both questions, one folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import JSON, LANGUAGE, PATHS, QUIET, SEED, TIME_LIMIT, WORK, WORKERS, Refused, WrongUsage, console, interruptible, read

if TYPE_CHECKING:
    from planner.language import Language


@click.command(
    short_help="Compare all variants for both questions; write the report.",
    epilog="""\b
Examples:
  wijkplan compare instances/pilot --time-limit 15 --out out
  wijkplan compare submissions/ --work 2000 --seed 1 --language nl""",
)
@PATHS
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="Folder for the results.")
@click.option("--force", is_flag=True, help="Use the folder even if something else made it.")
@TIME_LIMIT
@WORKERS
@SEED
@WORK
@click.option(
    "--bundling-effect",
    type=click.IntRange(0, 100),
    default=100,
    show_default=True,
    help="Percentage of all effects of combining, good and bad, that comes true in the separate market scenario; changes no cost and no proof.",
)
@LANGUAGE
@JSON
@QUIET
def compare(
    programme: tuple[Path, ...],
    out: Path,
    force: bool,
    time_limit: float,
    workers: int,
    seed: int,
    work: int | None,
    bundling_effect: int,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compare all variants for both questions; write comparison.json, the plans, report.html and run.json.

    PROGRAMME are JSON files, workbooks (.xlsx, .ods) and folders with both. Ctrl-C, a polite kill or closing the terminal ends the running
    solve; what was found so far is checked and written.
    """
    from planner.output import CannotWrite, check_folder, make_folder, write_folder

    try:
        check_folder(out, force)
    except CannotWrite as error:
        raise WrongUsage(str(error)) from error
    with interruptible() as stop:
        from models.outcome import Settings
        from planner.engine import Disagreement
        from planner.pipeline import run_comparison
        from planner.run import Silent

        from .progress import COMPARED, Progress

        read_programme, compiled = read(programme, language, aside=not (as_json or quiet))
        try:
            make_folder(out)
        except CannotWrite as error:
            raise Refused(str(error)) from error
        with Silent() if as_json or quiet else Progress(console(), time_limit if work is None else None, COMPARED) as watch:
            try:
                done = run_comparison(
                    read_programme, compiled, programme, Settings(time_limit, workers, seed, work), watch, stop, effect=bundling_effect
                )
            except Disagreement as fault:
                raise Refused(f"nothing is reported, because the checker does not agree with the engine: {fault}") from fault
        try:
            write_folder(out, done.texts)
        except CannotWrite as error:
            raise Refused(str(error)) from error
    if as_json:
        click.echo(json.dumps(done.comparison, indent=1, ensure_ascii=False))
    elif not quiet:
        for line in done.headlines:
            click.echo(line, err=True)
        click.echo(f"Report: {out / 'report.html'}", err=True)
    if all(result["plan"] is None for result in done.comparison["results"]):
        widest = done.comparison["results"][-1]
        found = "there is no plan" if widest["status"] == "infeasible" else "no plan was found"
        raise Refused(f"{found}, not even with everything allowed: {widest['reason']}")
