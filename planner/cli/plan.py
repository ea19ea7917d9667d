"""``wijkplan plan``: one variant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    JSON,
    LANGUAGE,
    PATHS,
    QUESTION_IDS,
    QUIET,
    SEED,
    TIME_LIMIT,
    WORK,
    WORKERS,
    Refused,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    question_option,
    read,
    tell,
    variant_option,
)
from .standing import PINS

if TYPE_CHECKING:
    from wijkplan.models.outcome import Settings
    from wijkplan.models.problem import Problem
    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.text import Language


@click.command(
    epilog="""\b
Examples:
  wijkplan plan instances/examples/shared-crew --variant shared --time-limit 5 --out plan.json
  wijkplan plan submissions/ --pins answers/ --out plan.json""",
)
@PATHS
@variant_option("What the plan may use.")
@question_option(QUESTION_IDS, "What counts as cost.", "all-in")
@PINS
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the plan; otherwise it is printed."
)
@TIME_LIMIT
@WORKERS
@SEED
@WORK
@LANGUAGE
@JSON
@QUIET
def plan(
    programme: tuple[Path, ...],
    variant: str,
    question: str,
    pins: tuple[Path, ...],
    out: Path | None,
    time_limit: float,
    workers: int,
    seed: int,
    work: int | None,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Solve one variant for one question, check the plan and write it.

    PROGRAMME are JSON files, workbooks (.xlsx, .ods) and folders with both. Ctrl-C, a polite kill or closing the
    terminal ends the solve; the best plan so far is checked and written."""
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.experiment.compare import solve_one
    from wijkplan.planner.experiment.comparison_types import Silent
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.folder.atomic_output import CannotWrite, write_json
    from wijkplan.planner.plan.infeasibility_reasons import named
    from wijkplan.planner.plan.variant_words import named as called
    from wijkplan.planner.plan.variants import VARIANTS, question_of
    from wijkplan.planner.results.comparison_json import plan_of

    from .progress import Progress

    with interruptible() as stop:
        loud = not (as_json or quiet)
        _, compiled = read(programme, language, aside=loud and not pins)
        problem = pinned_problem(compiled, pins, language)
        if out is not None and out.parent.exists() and not out.parent.is_dir():
            raise WrongUsage(say("{parent} is no folder", parent=out.parent))
        if out is not None and out.exists() and not out.is_file():
            raise WrongUsage(say("{out} is no ordinary file; leave --out out to print the plan", out=out))
        settings = Settings(time_limit, workers, seed, work)
        with Progress(console(), language, time_limit if work is None else None) if loud else Silent() as watch:
            with agreeing():
                run = solve_one(
                    problem,
                    compiled.flexible,
                    VARIANTS[variant],
                    question_of(question),
                    real_engine(),
                    settings,
                    watch,
                    stop,
                )
            watch.done(run)
        if run.plan is None:
            if loud and not stop():
                _say_why(run.problem, compiled, settings, language)
            raise Refused(
                say(
                    "no plan for {variant}, {question}: {named}",
                    variant=called(variant),
                    question=called(question),
                    named=named(run.reason, compiled.names),
                )
            )
        value = plan_of(compiled, run, seed).to_values()
        if out is None:
            click.echo(json.dumps(value, indent=1, ensure_ascii=False))
            return
        try:
            write_json(out, value)
        except CannotWrite as error:
            raise Refused(message_of(error)) from error
        if as_json:
            keys = {
                "status": run.status,
                "cost": run.cost,
                "bound": run.bound,
                "bound_certified": run.certified,
                "plan": str(out),
            }
            click.echo(json.dumps(keys))
        elif not quiet:
            tell(say("Plan written to {path}.", path=out))


def _say_why(problem: Problem, compiled: Compiled, settings: Settings, language: Language) -> None:
    """Which rules cannot hold together, where that is found."""
    from .conflicts import why_none

    for line in why_none(problem, compiled.names, settings, language):
        console().print(line, markup=False, emoji=False, soft_wrap=True)


def pinned_problem(compiled: Compiled, paths: tuple[Path, ...], language: Language) -> Problem:
    """The problem with what employers pin; answers that cannot be read end the command."""
    from wijkplan.planner.findings.finding import has_errors, render
    from wijkplan.planner.plan.variants import pinned

    from .consent import answers, found, passed_over

    answered = answers(found(paths), compiled)
    for one in answered:
        if one.counters:
            what = say("{count} lines ask for other weeks or people; only pins are planned with here.",
                       count=len(one.counters))  # fmt: skip
            remedy = say("Take them in with wijkplan round answers; the next plan keeps to them.")
            one.add("warning", "answers-aside", len(one.counters), what, remedy)
    findings = [*passed_over(paths), *(f for one in answered for f in one.findings)]
    if findings:
        render(findings, console(), language)
    if has_errors(findings):
        raise Refused(say("these answers cannot be planned with; the findings above say why"))
    return pinned(compiled.problem, {activity: week for one in answered for activity, week in one.pins.items()})
