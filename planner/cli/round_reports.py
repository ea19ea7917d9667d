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
  wijkplan round norms rounds --json
  wijkplan round norms rounds --take lv-cable""",
)
@ROUNDS
@click.option("--take", metavar="PACKAGE", help="Plan with the reported hours of this package from now on.")
@ROUND
@BY
@LANGUAGE
@JSON
@QUIET
def norms(
    rounds: Path, take: str | None, which: str | None, by: str, language: Language, as_json: bool, quiet: bool
) -> None:
    """Show per package the hours per unit of the norm and those of works that are done, with how many and how far apart
    they are. --take is for the core team: the programme file is taken in anew with these hours."""
    from wijkplan.planner.rounds.norms import estimates, take_over
    from wijkplan.planner.rounds.round_folder import Folder, RoundError

    if take is not None:
        with changing(rounds, language) as folder:
            row = take_over(folder, folder.one(which), take, by)
        if not quiet:
            tell(
                say(
                    "{file} takes the place of {replaces}. Next: wijkplan round plan {rounds}",
                    file=row.file,
                    replaces=row.replaces,
                    rounds=rounds,
                )
            )
        return
    try:
        found = estimates(Folder(rounds), Folder(rounds).one(which))
    except RoundError as error:
        raise WrongUsage(message_of(error)) from error
    if as_json:
        click.echo(json.dumps([one.model_dump() for one in found], indent=1, ensure_ascii=False))
        return
    for one in found:
        line = say(
            "{package} per {unit}: norm {norm:g} h, reported {reported:g} h ({works} works of {parties} parties, "
            "{lowest:g} to {highest:g}{spread}{few})",
            package=one.package,
            unit=one.unit,
            norm=one.norm_hours,
            reported=one.reported_hours,
            works=one.works,
            parties=one.parties,
            lowest=one.lowest,
            highest=one.highest,
            spread="" if one.spread is None else say(", spread {spread:g}", spread=one.spread),
            few=say(", few works") if one.few else "",
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
