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
    WORKERS,
    Refused,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    question_option,
    read,
    show_sheet,
    time_limit,
    to_folder,
    variant_option,
    write_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkplan.planner.compile import Compiled, Names
    from wijkplan.planner.folder.stored_comparison import Folder
    from wijkplan.planner.record.robust import Robust
    from wijkplan.planner.robust.assess import Stated
    from wijkplan.planner.text import Language

SOLVE = 5.0
"""Seconds of one solve with a thing forbidden, at most."""


@click.command(
    epilog="""\b
Examples:
  wijkplan robust out --within 1 --draws 200 --report --to safe
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
@time_limit(60.0, "Seconds to ask what could be otherwise; the draws take theirs besides.", zero=True)
@to_folder("Write it there: JSON, a workbook and a page.")
@click.option("--report", is_flag=True, help="Also put it into the report of PLAN, as robust.json in that folder.")
@PROGRAMME_NOW
@variant_option()
@question_option(IN_EUROS)
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
    report: bool,
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
    from wijkplan.planner.plan.variants import question_of
    from wijkplan.planner.robust.assess import Asked, assess
    from wijkplan.planner.rounds.round_folder import sealed
    from wijkplan.planner.share.robust_sheets import robust_files

    if report and sealed(out):
        raise WrongUsage(say("{out} is of a round that is closed; nothing in it changes any more: use --to", out=out))
    with interruptible() as stop:
        try:
            paths = programme or paths_of(out)
            merged, compiled = read(paths, language)
            folder = read_folder(out, compiled, paths)
            plan = _stated(out, folder, compiled, question, variant)
            other = against or folder.comparison.baseline
            if against is None and (question_of(question), other) not in folder.plans:
                other = "nothing"  # what was agreed may leave no plan that each could make for itself
            beside = None if other in ("nothing", variant) else _stated(out, folder, compiled, question, other)
        except Stale as error:
            raise WrongUsage(message_of(error)) from error
        since = 0 if merged.agreed is None else compiled.names.week_of(merged.agreed.status_date)
        asked = Asked(question, within, time_limit, draws, promise, since)
        with agreeing():
            told = assess(compiled.names, plan, beside, asked, real_engine(), Settings(SOLVE, workers, seed), stop)
    if target is not None:
        write_to(target, robust_files(told, compiled.names, language, datetime.now(UTC).replace(tzinfo=None)))
    if report:
        _into_report(told, out, compiled, paths)
    if as_json:
        click.echo(told.model_dump_json(indent=1))
    elif not quiet:
        _show(told, compiled.names, language)


def _into_report(told: Robust, out: Path, compiled: Compiled, paths: Sequence[Path]) -> None:
    """Beside the plan that it is about, and into its report."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, write_text
    from wijkplan.planner.pipeline import redraw
    from wijkplan.planner.record.robust import NAME

    try:
        write_text(out / NAME, told.model_dump_json(indent=1) + "\n")
        write_text(out / "report.html", redraw(out, compiled, paths))
    except CannotWrite as error:
        raise Refused(message_of(error)) from error


def _stated(out: Path, folder: Folder, compiled: Compiled, question: str, variant: str) -> Stated:
    """A plan of the folder with what is stated of it."""
    from wijkplan.planner.folder.stored_comparison import read_certificates
    from wijkplan.planner.plan.variant_words import no_plan
    from wijkplan.planner.plan.variants import VARIANTS, in_variant, question_of
    from wijkplan.planner.results.certificate_file import by_problem
    from wijkplan.planner.robust.assess import Stated

    asked = question_of(question)
    result = folder.comparison.result(asked, variant)
    if result is None or (asked, variant) not in folder.plans:
        raise WrongUsage(no_plan(out, variant, question))
    certificate = None
    if result.bound_certified and result.bound_from is not None:
        certificate = by_problem(read_certificates(out)).get((asked, result.bound_from))
    fixed = (result.cost or 0) - (result.decidable_cost or 0)
    problem = in_variant(folder.asked(compiled)[asked], VARIANTS[variant])
    return Stated(variant, problem, folder.plans[asked, variant], certificate, result.bound, fixed)


def _show(told: Robust, names: Names, language: Language) -> None:
    from wijkplan.planner.share.robust_sheets import sentences, sheets
    from wijkplan.planner.text import translated

    out = console(stderr=False)
    for sentence in sentences(told):
        out.print(translated(sentence, language), markup=False, soft_wrap=True)
    for sheet in sheets(told, names)[:1]:
        show_sheet(out, sheet, language)
