"""``wijkplan verify``: judge anyone's plan, or everything that a comparison states."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import JSON, LANGUAGE, PATHS, QUESTION_IDS, QUIET, VARIANT_IDS, Refused, WrongUsage, console, read

if TYPE_CHECKING:
    from rich.console import Console

    from wijkplan.planner.text import Language
    from wijkplan.planner.verify.every_field import FileChecked
    from wijkplan.planner.verify.fields import Unequal


@click.command(
    short_help="Judge a plan file, or derive a whole output folder again.",
    epilog="""\b
Examples:
  wijkplan verify instances/pilot out
  wijkplan verify instances/examples/shared-crew plan.json --variant shared --language nl""",
)
@PATHS
@click.argument("plan", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--variant",
    type=click.Choice(VARIANT_IDS),
    help="What the plan may use.  [default: what the plan says, or bundled]",
)
@click.option(
    "--question",
    type=click.Choice(QUESTION_IDS),
    help="What it is judged on.  [default: what the plan says, or all-in]",
)
@click.option(
    "--full", is_flag=True, help="Of a folder: make its stored plans again in every order, not only in the cheapest."
)
@LANGUAGE
@JSON
@QUIET
def verify(
    programme: tuple[Path, ...],
    plan: Path,
    variant: str | None,
    question: str | None,
    full: bool,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Judge a plan file, also one typed by hand: every broken rule, and what it costs. Exit code 1 where a rule is
    broken.

    PLAN may also be the folder that wijkplan compare wrote: then every field in it is derived again, bounds from their
    certificates alone. Exit code 1 where one differs from what is stated.
    """
    if not plan.is_dir():
        _plan(programme, plan, variant, question, language, as_json, quiet)
    elif variant or question:
        raise WrongUsage(f"{plan} is a folder; --variant and --question go with a plan file")
    else:
        _folder(programme, plan, full, language, as_json, quiet)


def _plan(
    programme: tuple[Path, ...],
    plan: Path,
    variant: str | None,
    question: str | None,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    from wijkplan.planner.findings.finding import has_errors, render
    from wijkplan.planner.plan.variants import SOONER
    from wijkplan.planner.results.comparison_json import in_terms
    from wijkplan.planner.verify.judge_plan import NoDelivery, judge_file

    _, compiled = read(programme, language)
    try:
        judged = judge_file(compiled, plan, variant, question)
    except NoDelivery as error:
        raise Refused(f"this question cannot be judged: {error}") from error
    if as_json:
        click.echo(json.dumps(judged.as_json(language), indent=1, ensure_ascii=False))
    elif not quiet:
        out = console(stderr=False)
        if judged.findings:
            render(judged.findings, out, language)
        for conflict in judged.conflicts:
            sentence = conflict.sentence if language == "nl" else conflict.sentence_en
            out.print(f"{conflict.rule}: {sentence}", markup=False, soft_wrap=True)
        if judged.verdict is not None:
            for term, euros in judged.verdict.terms.items():
                if euros and term in in_terms(judged.problem):
                    out.print(f"  {term:<14} {euros:>14,}".replace(",", " "))
            unit = "home-weeks" if judged.question in SOONER else "euros"
            cost = (
                "cannot be costed"
                if judged.verdict.objective is None
                else f"costs {judged.verdict.objective:,} {unit}".replace(",", " ")
            )
            state = "holds" if judged.verdict.feasible else f"breaks rules in {len(judged.verdict.violations)} places"
            out.print(f"The plan {state} ({judged.variant}, {judged.question}) and {cost}.", soft_wrap=True)
    if has_errors(judged.findings) or judged.verdict is None or not judged.verdict.feasible:
        raise click.exceptions.Exit(1)


def _folder(
    programme: tuple[Path, ...], folder: Path, full: bool, language: Language, as_json: bool, quiet: bool
) -> None:
    from wijkplan.planner.experiment.engine import Disagreement
    from wijkplan.planner.folder.stored_comparison import Stale, read_folder
    from wijkplan.planner.verify.fields import NOT_DERIVED
    from wijkplan.planner.verify.whole_folder import verify_folder

    merged, compiled = read(programme, language)
    try:
        found = read_folder(folder, compiled, programme)
        verified = verify_folder(folder, found, merged, compiled, full)
    except (Stale, Disagreement) as error:
        raise Refused(str(error)) from error
    rows, files, unequal = verified.figures, verified.files, verified.unequal
    wrong = sum(not row.agrees for row in rows)
    if as_json:
        value = {
            "checked": [asdict(row) for row in rows],
            "files": [asdict(file) for file in files],
            "not_derived": NOT_DERIVED,
        }
        click.echo(json.dumps({"agrees": verified.agrees, **value}, indent=1, ensure_ascii=False))
    elif not quiet:
        out = console(stderr=False)
        for row in rows:
            stated, derived = (_shown(value) for value in (row.stated, row.derived))
            end = (
                "as stated"
                if row.agrees and row.derived is not None
                else "not derived"
                if row.agrees
                else f"NOT as stated: {stated}"
            )
            note = f" ({row.note})" if row.note else ""
            out.print(
                f"{row.question:<15} {row.variant:<17} {row.what:<7} {derived:>13}  {end}{note}",
                markup=False,
                soft_wrap=True,
            )
        told = (
            f"{wrong} of {len(rows)} figures are not what is stated"
            if wrong
            else f"All {len(rows)} figures are as stated"
        )
        out.print(f"{told}.", markup=False, soft_wrap=True)
        _fields(out, files, unequal)
    if not verified.agrees:
        raise click.exceptions.Exit(1)


def _fields(out: Console, files: Sequence[FileChecked], unequal: Sequence[Unequal]) -> None:
    """Every field that differs, and how many were derived; what is not is named."""
    from wijkplan.planner.verify.fields import NOT_DERIVED

    for field in unequal:
        out.print(
            f"{field.file} {field.path}: stated {field.stated!r}, derived {field.derived!r}",
            markup=False,
            soft_wrap=True,
        )
    derived, others = sum(file.derived for file in files), sum(file.not_derived for file in files)
    state = (
        f"{len(unequal)} of {derived} fields differ"
        if unequal
        else f"All {derived} fields of {len(files)} files are as derived"
    )
    kinds = ", ".join(dict.fromkeys(what for patterns in NOT_DERIVED.values() for what in patterns.values()))
    out.print(f"{state}; {others} are not derived ({kinds}).", markup=False, soft_wrap=True)


def _shown(value: int | str | None) -> str:
    return "-" if value is None else f"{value:,}".replace(",", " ") if isinstance(value, int) else value
