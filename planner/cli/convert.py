"""``wijkplan convert``: JSON to workbook and back, without loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import LANGUAGE, QUIET, Refused, WrongUsage, console, tell

if TYPE_CHECKING:
    from wijkplan.planner.intake.validate import Submitted
    from wijkplan.planner.text import Language


@click.command(
    epilog="""\b
Examples:
  wijkplan convert instances/pilot/programme.json programme.xlsx --language nl
  wijkplan convert programme.xlsx programme.json""",
)
@click.argument("source", metavar="IN", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@LANGUAGE
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@QUIET
def convert(source: Path, out: Path, language: Language, force: bool, quiet: bool) -> None:
    """Write a submission (.json, .xlsx, .ods, or a table or plan with its mapping) as .json or .xlsx. What is written
    reads back as the same submission, or nothing is written."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, write_bytes

    if out.suffix.lower() not in (".json", ".xlsx"):
        raise WrongUsage(say("{out} is neither .json nor .xlsx", out=out))
    if out.exists() and not force:
        raise WrongUsage(say("{out} exists; name another file, or use --force to lose what is in it", out=out))
    submitted = _read(source, language)
    try:
        write_bytes({out: _written(submitted, out, language)})
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    if not quiet:
        tell(say("Written: {name}", name=out))


def _read(source: Path, language: Language) -> Submitted:
    """The submission, or its findings and exit code 1."""
    from wijkplan.planner.findings.finding import has_errors, render
    from wijkplan.planner.intake.read_programme import read_one

    from .mappings import ask_mappings

    ask_mappings([source], language)
    submitted, findings = read_one(source)
    if submitted is None or has_errors(findings):
        render([f for f in findings if f.severity == "error"], console(), language)
        raise Refused(say("{source} is not converted; the findings above say why", source=source))
    return submitted


def _written(submitted: Submitted, out: Path, language: Language) -> bytes:
    from wijkplan.planner.intake.workbook.convert import NotTheSame, values_of, workbook
    from wijkplan.planner.reference import load

    if out.suffix.lower() == ".json":
        return (json.dumps(values_of(submitted.record), indent=1, ensure_ascii=False) + "\n").encode()
    try:
        return workbook(submitted.record, language, load())
    except NotTheSame as error:
        raise Refused(say("{file} is not converted: {error}", file=submitted.file, error=message_of(error))) from error
