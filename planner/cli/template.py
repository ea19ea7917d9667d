"""``wijkplan template``: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import QUIET, Refused, WrongUsage, speak, tell

if TYPE_CHECKING:
    from wijkplan.planner.intake.workbook.examples import Kind
    from wijkplan.planner.reference import District, Reference
    from wijkplan.planner.submission.schema import StreetRecord
    from wijkplan.planner.text import Language

KIND_IDS = ("builder", "installer", "grid", "civil", "charging", "municipality", "corporation", "programme")


@click.command(
    epilog="""\b
Examples:
  wijkplan template --kind grid grid.xlsx
  wijkplan template --kind municipality --language en --programme instances/pilot/programme.json town.xlsx""",
)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--kind", type=click.Choice(KIND_IDS), required=True, help="Who fills it in.")
@click.option(
    "--language",
    type=click.Choice(("nl", "en")),
    callback=speak,
    default="nl",
    show_default=True,
    help="Language of sheets and headings.",
)
@click.option(
    "--programme",
    type=click.Path(path_type=Path),
    help="Programme file or folder whose districts and streets can be chosen from a list.",
)
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@QUIET
def template(out: Path, kind: Kind, language: Language, programme: Path | None, force: bool, quiet: bool) -> None:
    """Make an empty workbook for one kind of employer or client, or for the programme of the core team, with lists to
    choose from and an example in grey.

    It asks for projects, work, crews and absence; never for prices, margins or names of people.
    """
    from wijkplan.planner.folder.atomic_output import CannotWrite, write_bytes
    from wijkplan.planner.intake.workbook.template import template as make
    from wijkplan.planner.reference import load

    if out.suffix.lower() != ".xlsx":
        raise WrongUsage(
            say("{out} is no .xlsx file; templates are written as .xlsx, which LibreOffice opens too", out=out)
        )
    if out.exists() and not force:
        raise WrongUsage(say("{out} exists; name another file, or use --force to lose what is in it", out=out))
    streets, districts, reference = _of(programme) if programme is not None else ((), (), load())
    try:
        write_bytes({out: make(kind, language, reference, streets, districts=districts)}, private=False)
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    if not quiet:
        tell(
            say(
                "Template: {out}. When it is filled in: wijkplan check {out} --language {language}",
                out=out,
                language=language,
            )
        )


def _of(path: Path) -> tuple[tuple[StreetRecord, ...], tuple[District, ...], Reference]:
    """Streets and districts of a programme, to choose from, and the reference data with its own work."""
    from wijkplan.planner.intake.read_programme import load_all
    from wijkplan.planner.programme import districts_of
    from wijkplan.planner.reference import load
    from wijkplan.planner.reference.own_work import with_own_work
    from wijkplan.planner.submission.schema import ProgrammeFile

    for submitted in load_all([path]).submitted:
        if isinstance(submitted.record, ProgrammeFile):
            settings = submitted.record
            return settings.streets, districts_of(settings, load()), with_own_work(load(), settings)
    raise Refused(say("{path} holds no programme file that can be read; wijkplan check {path} says why", path=path))
