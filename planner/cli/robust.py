"""``wijkplan robust``: what of a plan is safe to commit to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    IN_EUROS,
    JSON,
    LANGUAGE,
    PROGRAMME_NOW,
    QUIET,
    SEED,
    VARIANT_IDS,
    VARIANT_OF_FOLDER,
    WORKERS,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    question_of_folder,
    read,
    show_sheet,
    to_folder,
    write_to,
)

if TYPE_CHECKING:
    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.folder.stored_comparison import Folder
    from wijkplan.planner.robust.assess import Stated
    from wijkplan.planner.robust.robust_types import Robust
    from wijkplan.planner.text import Language

SOLVE = 5.0
"""Seconds of one solve with a thing forbidden, at most."""


@click.command(
    short_help="Say which weeks, tenders and people of a plan are safe to commit to.",
    epilog="""\b
Examples:
  wijkplan robust out --within 1 --draws 200 --to safe
  wijkplan robust out --against streets --promise 80 --language nl""",
)
@click.argument("out", metavar="PLAN", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--within",
    metavar="PERCENT",
    type=click.FloatRange(min=0, max=100),
    default=1.0,
    show_default=True,
    help="Look at all plans that cost so many percent more than the bound at most, of what can be decided; or as much "
    "as this plan.",
)
@click.option(
    "--draws",
    metavar="NUMBER",
    type=click.IntRange(min=10, max=100_000),
    default=200,
    show_default=True,
    help="How often the plan is carried out with what may go wrong.",
)
@click.option(
    "--promise",
    metavar="PERCENT",
    type=click.FloatRange(min=1, max=100),
    default=90.0,
    show_default=True,
    help="How often a promise to residents is to be kept.",
)
@click.option(
    "--against",
    type=click.Choice((*VARIANT_IDS, "nothing")),
    help="Carry this plan out under the same disturbances beside it.  [default: the baseline of the folder]",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, max=1e6),
    default=60.0,
    show_default=True,
    help="Seconds to ask what could be otherwise; the draws take theirs besides.",
)
@to_folder("Write it there: JSON, a workbook and a page.")
@PROGRAMME_NOW
@VARIANT_OF_FOLDER
@question_of_folder(IN_EUROS)
@WORKERS
@SEED
@LANGUAGE
@JSON
@QUIET
def robust(
    out: Path,
    within: float,
    draws: int,
    promise: float,
    against: str | None,
    time_limit: float,
    target: Path | None,
    programme: tuple[Path, ...],
    variant: str,
    question: str,
    workers: int,
    seed: int,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say which weeks, tenders and people are the same in all plans about as good as the one in the folder PLAN,
    proven by asking whether each could be otherwise; with what chance its weeks keep when things go wrong; and between
    which weeks residents can be promised that the work is done.

    The same seed draws the same frost, court cases and late stations for every plan of a programme, so two plans are
    compared under the same disturbances. It names all employers: it is for the neutral party."""
    from datetime import UTC, datetime

    from wijkplan.models.outcome import Settings
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.folder.stored_comparison import Stale, paths_of, read_folder
    from wijkplan.planner.robust.assess import Asked, assess
    from wijkplan.planner.robust.robust_sheets import robust_files

    with interruptible() as stop:
        try:
            paths = programme or paths_of(out)
            merged, compiled = read(paths, language)
            folder = read_folder(out, compiled, paths)
            plan = _stated(out, folder, compiled, question, variant)
            other = against or folder.comparison.baseline
            beside = None if other in ("nothing", variant) else _stated(out, folder, compiled, question, other)
        except Stale as error:
            raise WrongUsage(message_of(error)) from error
        since = 0 if merged.agreed is None else compiled.names.week_of(merged.agreed.status_date)
        asked = Asked(question, within, time_limit, draws, promise, since)
        with agreeing():
            told = assess(compiled.names, plan, beside, asked, real_engine(), Settings(SOLVE, workers, seed), stop)
    if target is not None:
        write_to(target, robust_files(told, language, datetime.now(UTC).replace(tzinfo=None)))
    if as_json:
        click.echo(told.model_dump_json(indent=1))
    elif not quiet:
        _show(told, language)


def _stated(out: Path, folder: Folder, compiled: Compiled, question: str, variant: str) -> Stated:
    """A plan of the folder with what is stated of it."""
    from wijkplan.planner.folder.stored_comparison import read_certificates
    from wijkplan.planner.plan.variants import VARIANTS, in_variant, question_of
    from wijkplan.planner.results.certificate_file import by_problem
    from wijkplan.planner.robust.assess import Stated

    asked = question_of(question)
    result = folder.comparison.result(asked, variant)
    if result is None or (asked, variant) not in folder.plans:
        raise WrongUsage(
            say("{out} has no plan for {variant}, {question}", out=out, variant=variant, question=question)
        )
    certificate = None
    if result.bound_certified and result.bound_from is not None:
        certificate = by_problem(read_certificates(out)).get((asked, result.bound_from))
    fixed = (result.cost or 0) - (result.decidable_cost or 0)
    problem = in_variant(folder.asked(compiled)[asked], VARIANTS[variant])
    return Stated(variant, problem, folder.plans[asked, variant], certificate, result.bound, fixed)


def _show(told: Robust, language: Language) -> None:
    from wijkplan.planner.robust.robust_sheets import sentences, sheets
    from wijkplan.planner.text import translated

    out = console(stderr=False)
    for sentence in sentences(told):
        out.print(translated(sentence, language), markup=False, soft_wrap=True)
    for sheet in sheets(told)[:1]:
        show_sheet(out, sheet, language)
