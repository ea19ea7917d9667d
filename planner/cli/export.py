"""``wijkplan export``: the plan for one audience."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    IN_EUROS,
    JSON,
    LANGUAGE,
    QUIET,
    Refused,
    WrongUsage,
    question_option,
    read,
    tell,
    variant_option,
)

if TYPE_CHECKING:
    from wijkplan.planner.share.audience import Audience
    from wijkplan.planner.share.export import Export, Subject
    from wijkplan.planner.share.xlsx_writer import Table
    from wijkplan.planner.text import Language


@click.command(
    epilog="""\b
Examples:
  wijkplan export out --audience employer:netploeg --language nl --to netploeg
  wijkplan export out --audience core-team --to kernteam""",
)
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("programme", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--audience",
    "reader",
    required=True,
    metavar="WHO",
    help="employer:ID, client:ID, municipality:ID, core-team, steering-group, clearing, school, uwv, union or public.",
)
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for the files.",
)
@variant_option("Whose plan.")
@question_option(IN_EUROS, "Which plan.")
@click.option(
    "--robust",
    "chances",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="robust.json of this plan: its weeks that are safe to commit to, and promises to residents, for who may see.",
)
@LANGUAGE
@JSON
@QUIET
def export(
    out: Path,
    programme: tuple[Path, ...],
    reader: str,
    target: Path,
    variant: str,
    question: str,
    chances: Path | None,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write what one audience may see of the folder OUT that wijkplan compare wrote.

    An employer gets a workbook with its own work, changes, balance, what to hand in and its people, its plan for MS
    Project (XML), and a calendar per crew; a client its own projects; both and the core team aggregates over enough
    employers, and a page that opens offline. Only the clearing party gets all. What was disclosed to whom is kept in
    OUT/disclosures.jsonl, of a round that is closed beside all rounds. The programme is where it was then, unless it
    is named."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, make_folder, write_bytes
    from wijkplan.planner.folder.stored_comparison import Stale, paths_of, read_folder
    from wijkplan.planner.plan.variant_words import no_plan
    from wijkplan.planner.plan.variants import question_of
    from wijkplan.planner.share.audience import UnknownAudience, audience
    from wijkplan.planner.share.export import Subject
    from wijkplan.planner.share.export import export as exported
    from wijkplan.planner.share.ms_project import not_in_ms_project
    from wijkplan.planner.share.secret_key import secret_key
    from wijkplan.planner.text import translated

    try:
        paths = programme or paths_of(out)
        merged, compiled = read(paths, language)
        subject = Subject(
            merged, compiled, read_folder(out, compiled, paths), question_of(question), variant, secret_key()
        )
        who = audience(reader, compiled.names)
    except (Stale, UnknownAudience) as error:
        raise WrongUsage(message_of(error)) from error
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    if (subject.question, variant) not in subject.folder.plans:
        raise Refused(no_plan(out, variant, question))
    if target.resolve() == out.resolve():
        raise WrongUsage(
            say("{target} is the folder of the neutral party; name another for {who}", target=target, who=who)
        )
    made = exported(subject, who, language, () if chances is None else _safe(chances, subject, who))
    try:
        private = who.kind != "core-team"  # whose files all may see
        make_folder(target, private)
        _log(out, subject, who, made)  # first: nothing leaves that is not in the log
        write_bytes({target / name: raw for name, raw in made.files.items()}, private)
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    if as_json:
        told = {
            "audience": str(who),
            "files": [str(target / name) for name in made.files],
            "suppressed": made.suppressed,
        }
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
    elif not quiet:
        for name in made.files:
            tell(say("Written: {name}", name=target / name))
        if who.kind == "employer":
            click.echo(translated(not_in_ms_project(), language), err=True)


def _log(out: Path, subject: Subject, who: Audience, made: Export) -> None:
    """Beside the plan; of a round that is closed, in which nothing changes any more, beside all rounds."""
    from wijkplan.planner.rounds.round_folder import sealed
    from wijkplan.planner.share.export import log

    here = out.absolute()
    if sealed(here):
        log(here.parents[1], subject, who, made, here.parent.name)
    else:
        log(out, subject, who, made)


def _safe(file: Path, subject: Subject, who: Audience) -> list[Table]:
    """What the audience may see of what is safe to commit to."""
    from pydantic import ValidationError

    from wijkplan.planner.record.robust import Robust
    from wijkplan.planner.robust.own_part import OtherPlan, own_tables

    try:
        told = Robust.model_validate_json(file.read_text("utf-8"))
        return own_tables(told, subject.problem, subject.compiled.names, subject.plan, who)
    except (OSError, ValidationError) as error:
        raise WrongUsage(say("{file} is not what wijkplan robust --to writes", file=file)) from error
    except OtherPlan as error:
        raise WrongUsage(
            say("{file} is about another plan: {why}; run wijkplan robust again", file=file, why=message_of(error))
        ) from error
