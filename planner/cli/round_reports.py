"""``wijkplan round norms|quarter``: what was reported, for whoever steers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    JSON,
    LANGUAGE,
    QUIET,
    WrongUsage,
    refuse,
    said,
    tell,
    to_folder,
    write_to,
)

if TYPE_CHECKING:
    from wijkplan.planner.text import Language

from .round_shared import BY, ROUND, ROUNDS, changing


@click.command(
    "norms",
    short_help="Show norms beside reported hours, or take them over.",
    epilog="""\b
Examples:
  wijkplan round norms rounds --to norms
  wijkplan round norms rounds --take lv-cable""",
)
@ROUNDS
@click.option("--take", metavar="PACKAGE", help="Plan with the reported hours of this package from now on.")
@to_folder("Write it there: a page, a workbook and JSON.")
@ROUND
@BY
@LANGUAGE
@JSON
@QUIET
def norms(
    rounds: Path,
    take: str | None,
    target: Path | None,
    which: str | None,
    by: str,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Show per package the hours per unit of the norm and those of works that are done, with how many and how far apart
    they are. --take is for the core team: the programme file is taken in anew with these hours."""
    from wijkplan.planner.rounds.norms import estimates, norms_files, package_name, planned_with, take_over
    from wijkplan.planner.rounds.round_folder import Folder, RoundError
    from wijkplan.planner.share.progress_sheet import unit_words

    if take is not None:
        with changing(rounds, language) as folder:
            taken = take_over(folder, folder.one(which), take, by)
        if not quiet:
            tell(
                say(
                    "{file} takes the place of {replaces}. Next: wijkplan round plan {rounds}",
                    file=taken.file,
                    replaces=taken.replaces,
                    rounds=rounds,
                )
            )
        if target is None:
            return
    try:
        folder = Folder(rounds)
        one = folder.one(which)
        found = estimates(folder, one)
        files = {} if target is None else norms_files(found, planned_with(folder, one), one, language)
    except RoundError as error:
        raise WrongUsage(message_of(error)) from error
    if target is not None:
        write_to(target, files)
    if as_json:
        click.echo(json.dumps([one.model_dump() for one in found], indent=1, ensure_ascii=False))
        return
    for row in found:
        line = say(
            "{package} per {unit}: norm {norm:g} h, reported {reported:g} h ({works} works of {parties} parties, "
            "{lowest:g} to {highest:g}{spread}{few})",
            package=package_name(row.package),
            unit=unit_words(row.unit),
            norm=row.norm_hours,
            reported=row.reported_hours,
            works=row.works,
            parties=row.parties,
            lowest=row.lowest,
            highest=row.highest,
            spread="" if row.spread is None else say(", spread {spread:g}", spread=row.spread),
            few=say(", few works") if row.few else "",
        )
        click.echo(said(line))


@click.command(
    "quarter",
    short_help="Write the quarterly sheet for the steering group.",
    epilog="""\b
Examples:
  wijkplan round quarter rounds --to sheet --language nl""",
)
@ROUNDS
@ROUND
@to_folder("Folder for page and workbook.")
@LANGUAGE
@JSON
@QUIET
def quarter(
    rounds: Path, which: str | None, target: Path | None, language: Language, as_json: bool, quiet: bool
) -> None:
    """Planned against done, homes finished, what is late and why, and what is saved against the baseline frozen at the
    start, with how far the forecast may be off. For the core team and the steering group."""
    from wijkplan.planner.folder.stored_comparison import Stale
    from wijkplan.planner.rounds.plan_round import CannotRead, programme_of
    from wijkplan.planner.rounds.quarter import quarter as sheet_of
    from wijkplan.planner.rounds.quarter import quarter_files, sentences
    from wijkplan.planner.rounds.round_folder import Folder, RoundError
    from wijkplan.planner.text import translated

    folder = Folder(rounds)
    try:
        one = folder.one(which)
        told = sheet_of(folder, one, programme_of(folder, one)[1])
    except CannotRead as error:
        refuse(error.findings, language)
        raise
    except (RoundError, Stale) as error:
        raise WrongUsage(message_of(error)) from error
    if target is not None:
        write_to(target, quarter_files(told, language))
    if as_json:
        click.echo(told.model_dump_json(indent=1))
    elif not quiet:
        for text in sentences(told):
            click.echo(translated(text, language))
