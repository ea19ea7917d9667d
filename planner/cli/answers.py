"""``wijkplan answers``: who agreed to what, and what of the saving hangs on the rest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    IN_EUROS,
    JSON,
    LANGUAGE,
    PROGRAMME_NOW,
    QUIET,
    SEED,
    WORK,
    WORKERS,
    Refused,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    question_option,
    read,
    time_limit,
    variant_option,
)

if TYPE_CHECKING:
    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.findings.finding import Finding
    from wijkplan.planner.folder.stored_comparison import Folder
    from wijkplan.planner.share.consent_files import Answers
    from wijkplan.planner.share.saving_at_risk import Count, Hanging, Sent
    from wijkplan.planner.text import Language, Text


@click.command(
    epilog="""\b
Examples:
  wijkplan answers out answers/ --time-limit 30
  wijkplan answers out netploeg.xlsx bouwploeg.xlsx --each --language nl""",
)
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument(
    "workbooks", metavar="ANSWERS...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@PROGRAMME_NOW
@variant_option()
@question_option(IN_EUROS)
@click.option(
    "--each",
    is_flag=True,
    help="Solve once more for each employer that has not agreed to all: what hangs on its lines alone.",
)
@time_limit(30.0, "Seconds per solve.")
@WORKERS
@SEED
@WORK
@LANGUAGE
@JSON
@QUIET
def answers(
    out: Path,
    workbooks: tuple[Path, ...],
    programme: tuple[Path, ...],
    variant: str,
    question: str,
    each: bool,
    time_limit: float,
    workers: int,
    seed: int,
    work: int | None,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Count what employers answered to a plan of the folder OUT, and find out how much of its saving hangs on lines
    nobody agreed to.

    ANSWERS are workbooks that wijkplan export made and employers filled in, or folders with them. No answer is no
    consent: work that is refused or not answered keeps the week of the baseline and its own or hired people, what is
    pinned its week, the rest is planned anew, and the cost is set beside that of the plan. For the neutral party only:
    it shows all employers side by side."""
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.experiment.comparison_types import Silent
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.folder.stored_comparison import Stale, paths_of, read_folder
    from wijkplan.planner.plan.variant_words import named
    from wijkplan.planner.plan.variants import question_of
    from wijkplan.planner.share.saving_at_risk import counts, hanging, held_by, leave_out_other_plans

    from . import consent as answered
    from .progress import Progress

    files, asked = answered.found(workbooks), question_of(question)
    with interruptible() as stop:
        try:
            paths = programme or paths_of(out)
            _, compiled = read(paths, language)
            folder = read_folder(out, compiled, paths)
        except Stale as error:
            raise WrongUsage(message_of(error)) from error
        beside = folder.comparison.baseline
        if not {(asked, variant), (asked, beside)} <= folder.plans.keys():
            raise Refused(
                say(
                    "{out} has no plan for {variant}, {question}, or no plan {beside} to set beside it",
                    out=out,
                    variant=named(variant),
                    question=named(question),
                    beside=named(beside),
                )
            )
        plan, baseline = folder.plans[asked, variant], folder.plans[asked, beside]
        given = answered.answers(files, compiled)
        leave_out_other_plans(compiled, plan, given)
        _show_findings(given, answered.passed_over(workbooks), language)
        told = counts(compiled, plan, given)
        sent = _sent(folder, compiled, asked, variant)
        open_ones = [one.employer for one in told if one.agreed < one.lines]
        groups = [open_ones, *([name] for name in open_ones if each)] if open_ones else []
        settings, engine, found = Settings(time_limit, workers, seed, work), real_engine(), []
        with (
            Silent()
            if as_json or quiet
            else Progress(console(), language, time_limit if work is None else None, len(groups)) as watch
        ):
            for group in groups:
                with agreeing():
                    found.append(
                        hanging(sent, held_by(compiled, baseline, given, group), engine, settings, watch, stop)
                    )
    together, alone = found[0] if found else None, dict(zip(open_ones, found[1:], strict=False))
    if as_json:
        click.echo(json.dumps(_json(told, together, alone), indent=1, ensure_ascii=False))
    elif not quiet:
        _print(told, together, alone, compiled, language)
    if together is not None and together.kept is None:
        raise click.exceptions.Exit(1)


def _show_findings(given: Sequence[Answers], others: Sequence[Finding], language: Language) -> None:
    """Errors and warnings; what is refused and unanswered is counted in the table."""
    from wijkplan.planner.findings.finding import has_errors, render

    findings = [*others, *(f for one in given for f in one.findings if f.kind not in ("refused", "unanswered"))]
    if findings:
        render(findings, console(), language)
    if has_errors(findings):
        raise Refused(say("these answers cannot be counted; the findings above say why"))


def _sent(folder: Folder, compiled: Compiled, question: Any, variant: str) -> Sent:
    from wijkplan.planner.plan.variants import VARIANTS, in_variant
    from wijkplan.planner.share.saving_at_risk import Sent

    rows = {row.variant: row for row in folder.comparison.of(question)}
    asked = folder.asked(compiled)[question]
    row = rows[variant]
    plans = [folder.plans[question, name] for name in rows if (question, name) in folder.plans]
    assert row.cost is not None  # there is a plan, so there is its cost
    bound = row.bound if row.bound_certified else None
    return Sent(
        question,
        variant,
        in_variant(asked, VARIANTS[variant]),
        rows[folder.comparison.baseline].cost,
        row.cost,
        bound,
        plans,
    )


def _json(told: Sequence[Count], together: Hanging | None, alone: dict[str, Hanging]) -> dict[str, Any]:
    def figures(one: Hanging | None) -> dict[str, Any] | None:
        keys = {"found_eur": "found", "low_eur": "low", "high_eur": "high"}
        return None if one is None else asdict(one) | {key: getattr(one, name) for key, name in keys.items()}

    return {
        "employers": [
            asdict(one) | {"agreed": one.agreed, "hanging": figures(alone.get(one.employer))} for one in told
        ],
        "hanging": figures(together),
    }


def _print(
    told: Sequence[Count], together: Hanging | None, alone: dict[str, Hanging], compiled: Compiled, language: Language
) -> None:
    from rich.table import Table

    from wijkplan.planner.share.consent_summary import sentences
    from wijkplan.planner.text import grouped, say, translated

    def show(text: Text) -> str:
        return translated(text, language)

    out, table = console(stderr=False), Table(box=None, padding=(0, 2, 0, 0))
    headings = [
        say("employer"),
        say("lines"),
        say("accepted"),
        say("pinned here"),
        say("pinned elsewhere"),
        say("refused"),
        say("asked otherwise"),
        say("unanswered"),
    ]
    headings += [say("hangs on it (EUR)")] if alone else []
    for i, heading in enumerate(headings):
        table.add_column(show(heading), justify="right" if i else "left")
    for one in told:
        cells: list[object] = [one.lines, one.accepted, one.pinned, one.pinned_elsewhere, one.refused]
        cells += [one.countered, one.unanswered]
        found = alone[one.employer].found if one.employer in alone else 0
        cells += ["-" if found is None else show(grouped(found))] if alone else []
        name = one.employer if one.sent else f"{one.employer} ({show(say('sent nothing'))})"
        table.add_row(name, *map(str, cells))
    out.print(table)
    for text in sentences(told, together, compiled.names):
        out.print(show(text), markup=False, soft_wrap=True)
