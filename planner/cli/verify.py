"""``wijkplan verify``: judge anyone's plan, or everything that a comparison states."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import Language, Text, grouped, message_of, say, translated

from .shared import JSON, LANGUAGE, QUESTION_IDS, QUIET, VARIANT_IDS, Refused, WrongUsage, console, read

if TYPE_CHECKING:
    from rich.console import Console

    from wijkplan.planner.verify.fields import Unequal
    from wijkplan.planner.verify.file_checked import FileChecked
    from wijkplan.planner.verify.judge_plan import Judged
    from wijkplan.planner.verify.output_folder import Checked


@click.command(
    epilog="""\b
Examples:
  wijkplan verify out
  wijkplan verify instances/pilot out
  wijkplan verify instances/examples/shared-crew plan.json --variant shared --language nl""",
)
@click.argument("programme", nargs=-1, type=click.Path(path_type=Path))
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
    certificates alone. Exit code 1 where one differs from what is stated. The programme is where it was when the folder
    was made, unless it is named.
    """
    programme = programme or _beside(plan)
    if not plan.is_dir():
        _plan(programme, plan, variant, question, language, as_json, quiet)
    elif variant or question:
        raise WrongUsage(say("{plan} is a folder; --variant and --question go with a plan file", plan=plan))
    else:
        _folder(programme, plan, full, language, as_json, quiet)


def _beside(plan: Path) -> tuple[Path, ...]:
    """The programme of an output folder, or of the one that a plan file lies in."""
    from wijkplan.planner.folder.stored_comparison import Stale, paths_of

    try:
        return paths_of(plan if plan.is_dir() else plan.parent)
    except Stale as error:
        if not plan.is_dir():
            raise WrongUsage(say("name the programme that {plan} is a plan of, before it", plan=plan)) from error
        raise WrongUsage(message_of(error)) from error


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
    from wijkplan.planner.plan.rule_words import BROKEN, TERM_NAMES
    from wijkplan.planner.results.comparison_json import in_terms
    from wijkplan.planner.verify.judge_plan import NoDelivery, judge_file

    _, compiled = read(programme, language)
    try:
        judged = judge_file(compiled, plan, variant, question)
    except NoDelivery as error:
        raise Refused(say("this question cannot be judged: {error}", error=message_of(error))) from error
    if as_json:
        click.echo(json.dumps(judged.as_json(language), indent=1, ensure_ascii=False))
    elif not quiet:
        out = console(stderr=False)
        if judged.findings:
            render(judged.findings, out, language)
        for conflict in judged.conflicts:
            sentence = conflict.sentence if language == "nl" else conflict.sentence_en
            rule = conflict.rule if language == "en" else translated(BROKEN[conflict.rule], language)
            out.print(f"{rule}: {sentence}", markup=False, soft_wrap=True)
        if judged.verdict is not None:
            for term, euros in judged.verdict.terms.items():
                if euros and term in in_terms(judged.problem):
                    label = translated(TERM_NAMES[term], language)
                    out.print(f"  {label:<36} {translated(grouped(euros), language):>14}")
            out.print(translated(_verdict(judged), language), markup=False, soft_wrap=True)
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
        raise Refused(message_of(error)) from error
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
        for line in _lines(rows, language):
            out.print(line, markup=False, soft_wrap=True)
        counted = (
            say("{wrong} of {number} figures are not what is stated.", wrong=wrong, number=len(rows))
            if wrong
            else say("All {number} figures are as stated.", number=len(rows))
        )
        out.print(translated(counted, language), markup=False, soft_wrap=True)
        _fields(out, files, unequal, language)
    if not verified.agrees:
        raise click.exceptions.Exit(1)


def _verdict(judged: Judged) -> Text:
    """Whether the plan holds, and what it costs."""
    from wijkplan.planner.plan.variant_words import named
    from wijkplan.planner.plan.variants import SOONER

    verdict = judged.verdict
    assert verdict is not None
    asked = {"variant": named(judged.variant), "question": named(judged.question)}
    if verdict.objective is None:
        cost = say("cannot be costed")
    elif judged.question in SOONER:
        cost = say("costs {number} home-weeks", number=grouped(verdict.objective))
    else:
        cost = say("costs {number} euros", number=grouped(verdict.objective))
    if verdict.feasible:
        return say("The plan holds ({variant}, {question}) and {cost}.", **asked, cost=cost)
    number = len(verdict.violations)
    return say(
        "The plan breaks rules in {number} places ({variant}, {question}) and {cost}.",
        number=number,
        **asked,
        cost=cost,
    )


def _lines(rows: Sequence[Checked], language: Language) -> Iterator[str]:
    """Each figure as it is stated and derived, in columns."""
    from wijkplan.planner.plan.variant_words import name
    from wijkplan.planner.verify.output_folder import WHAT

    heads = [
        (name(translated(row.question, language), language), name(translated(row.variant, language), language))
        for row in rows
    ]
    wide = [max((len(head[i]) for head in heads), default=0) for i in range(2)]
    broad = max(len(translated(what, language)) for what in WHAT.values())
    for row, (question, variant) in zip(rows, heads, strict=True):
        stated, derived = (_shown(value, language) for value in (row.stated, row.derived))
        agrees = say("not derived") if row.derived is None else say("as stated")
        end = translated(agrees if row.agrees else say("NOT as stated: {stated}", stated=stated), language)
        note = f" ({translated(row.note, language)})" if row.note else ""
        what = translated(WHAT[row.what], language)
        yield f"{question:<{wide[0]}} {variant:<{wide[1]}} {what:<{broad}} {derived:>13}  {end}{note}"


def _fields(out: Console, files: Sequence[FileChecked], unequal: Sequence[Unequal], language: Language) -> None:
    """Every field that differs, and how many were derived; what is not is named."""
    from wijkplan.planner.verify.fields import NOT_DERIVED, unlike

    for field in unequal:
        out.print(f"{field.file} {translated(unlike(field), language)}", markup=False, soft_wrap=True)
    derived, others = sum(file.derived for file in files), sum(file.not_derived for file in files)
    state = (
        say("{number} of {derived} fields differ", number=len(unequal), derived=derived)
        if unequal
        else say("All {derived} fields of {number} files are as derived", derived=derived, number=len(files))
    )
    listed = dict.fromkeys(translated(what, language) for kinds in NOT_DERIVED.values() for what in kinds.values())
    told = say("{state}; {others} are not derived ({kinds}).", state=state, others=others, kinds=", ".join(listed))
    out.print(translated(told, language), markup=False, soft_wrap=True)


def _shown(value: int | str | None, language: Language) -> str:
    return "-" if value is None else translated(grouped(value) if isinstance(value, int) else value, language)
