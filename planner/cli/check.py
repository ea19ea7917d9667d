"""``wijkplan check``: every finding at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import JSON, LANGUAGE, PATHS, QUIET, Refused, WrongUsage, console, tell, uncollected

if TYPE_CHECKING:
    from wijkplan.planner.findings.finding import Finding
    from wijkplan.planner.intake.validate import Submitted
    from wijkplan.planner.text import Language


@click.command(
    epilog="""\b
Examples:
  wijkplan check instances/pilot
  wijkplan check programme.json crews.xlsx --language nl --annotate checked""",
)
@PATHS
@LANGUAGE
@click.option(
    "--annotate",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a copy of each workbook and table to this folder, with the cells marked and commented.",
)
@JSON
@QUIET
def check(programme: tuple[Path, ...], language: Language, annotate: Path | None, as_json: bool, quiet: bool) -> None:
    """Show everything that is wrong or noteworthy in submissions: where, which value, whose, why it matters, and what
    to do.

    PROGRAMME are JSON files, workbooks (.xlsx, .ods), tables (.csv), plans of MS Project (.xml) and Primavera (.xer),
    and folders with these. What the columns of a table or plan mean is asked once and kept in a file beside it; where
    nobody can be asked, a proposal is written there. Workbooks that wijkplan export made for an employer may be among
    them: their answers are read back. At the end stands how much was sent, how much of it is read, and how much the
    findings name. Exit code 1 where something is wrong."""
    from wijkplan.planner.compile import CannotCompile, compile
    from wijkplan.planner.findings.finding import has_errors, render, to_json
    from wijkplan.planner.intake.alone import alone
    from wijkplan.planner.intake.decode import find_answers
    from wijkplan.planner.intake.own_faults import own_fault
    from wijkplan.planner.intake.read_programme import load_all, note_places
    from wijkplan.planner.intake.reckoning import sentences
    from wijkplan.planner.text import say, translated

    from .consent import answers
    from .mappings import ask_mappings

    ask_mappings(programme, language)
    with uncollected():
        loaded = load_all(programme)
    findings = alone(loaded.findings, loaded.submitted)
    if loaded.programme is not None:
        try:
            with uncollected():
                compiled = compile(loaded.programme)
            notes = compiled.notes
            answered = tuple(f for one in answers(find_answers(programme), compiled) for f in one.findings)
            findings = tuple(f for f in findings if f.kind != "answers-aside") + answered  # here they are read
        except CannotCompile as error:
            notes = error.findings
        except Exception as problem:  # no input ends the check, and what was found is told all the same
            notes = (own_fault("", problem),)
        findings += tuple(note_places(notes, loaded.submitted))
    written = _annotate(annotate, programme, findings, loaded.submitted, language) if annotate is not None else []
    if as_json:
        click.echo(to_json(findings, language, loaded.reckoning))
    elif not quiet:
        render(findings, console(stderr=False), language)
        for line in sentences(loaded.reckoning):
            click.echo(translated(line, language))
        for path in written:
            tell(say("Marked: {path}", path=path))
        if annotate is not None and (threaded := _with_threads(programme)):
            what = say(
                "Threads of comments are in the workbook itself only, not in its marked copy: {names}.",
                names=", ".join(threaded),
            )
            click.echo(translated(what, language), err=True)
    if has_errors(findings):
        raise click.exceptions.Exit(1)


def _with_threads(paths: Sequence[Path]) -> list[str]:
    """Names of workbooks with threaded comments, which the marked copy cannot keep."""
    from wijkplan.planner.intake.decode import WORKBOOKS, find
    from wijkplan.planner.intake.workbook.annotate import has_threads

    return [path.name for path in find(paths)[0] if path.suffix.lower() in WORKBOOKS and has_threads(path)]


def _annotate(
    folder: Path, paths: Sequence[Path], findings: Sequence[Finding], submitted: Sequence[Submitted], language: Language
) -> list[Path]:
    """Marked copies of all workbooks and tables among the paths, each for its sender to see. What cannot be opened has
    a finding already and is passed over."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, make_folder, write_bytes
    from wijkplan.planner.intake.decode import WORKBOOKS, find
    from wijkplan.planner.intake.exchange.parts import table_rows
    from wijkplan.planner.intake.other_files import TABLES
    from wijkplan.planner.intake.workbook.annotate import Unreadable, annotated, annotated_rows
    from wijkplan.planner.share.sender_findings import for_sender

    books = [path for path in find(paths)[0] if path.suffix.lower() in (*WORKBOOKS, *TABLES)]
    made: dict[Path, bytes] = {}
    for path in books:
        seen = for_sender(str(path), findings, submitted)
        try:
            if path.suffix.lower() in TABLES:
                name, raw = annotated_rows(path, table_rows(path), seen, language)
            else:
                name, raw = annotated(path, seen, language)
        except Unreadable:
            continue
        target = folder / name
        made[target if target not in made else folder / f"{path.parent.name}-{name}"] = raw
    if any(target.resolve() == path.resolve() for target in made for path in books):
        raise WrongUsage(say("a marked copy would take the place of the workbook itself; name another folder"))
    try:
        make_folder(folder)
        write_bytes(made)
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    return list(made)
