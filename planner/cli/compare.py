"""``wijkplan compare``: all variants, all questions, one folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from wijkplan.planner.text import both, message_of, say

from .shared import (
    ASKED,
    IN_EUROS,
    JSON,
    LANGUAGE,
    ORDERS,
    QUIET,
    SEED,
    STORED_IDS,
    TIME_LIMIT,
    WORK,
    WORKERS,
    Refused,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    read,
    tell,
)
from .standing import FROM, PINS, STATUS_DATE, put_standing

if TYPE_CHECKING:
    from wijkplan.models.plan import Plan
    from wijkplan.planner.programme import Programme
    from wijkplan.planner.text import Language

WHAT_IF = "what-if"
RACE_LIMIT = 600.0  # seconds, where none are given
DEMO, DEMO_WORK = (
    "combined-tender",
    100,
)  # an example that proves something within seconds, and rounds where no limit is given


@click.command(
    epilog="""\b
Examples:
  wijkplan compare --demo
  wijkplan compare instances/pilot --time-limit 15 --out out
  wijkplan compare submissions/ --work 2000 --seed 1 --language nl
  wijkplan compare submissions/ --from out --pins answers/ --status-date 2027-04-05 --out next""",
)
@click.argument("programme", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--demo", is_flag=True, help=f"A small programme that comes with wijkplan, {DEMO_WORK} rounds; needs no files."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="Folder for the results."
)
@click.option("--force", is_flag=True, help="Use the folder even if something else made it.")
@TIME_LIMIT
@WORKERS
@SEED
@WORK
@click.option(
    "--bundling-effect",
    type=click.IntRange(0, 100),
    default=100,
    show_default=True,
    help="Percentage of all effects of combining, good and bad, that comes true in the separate market scenario; "
    "changes no cost and no proof.",
)
@click.option(
    "--baseline",
    type=click.Choice(STORED_IDS),
    default="streets",
    show_default=True,
    help="The stored plan that equal delivery and savings are measured against.",
)
@ORDERS
@click.option(
    "--nobody-worse",
    is_flag=True,
    help="Equal delivery also asks that no employer's own people rise and fall more than in the baseline; says what "
    "that costs (one more solve).",
)
@click.option(
    "--what-if",
    type=click.Choice(("joint-renewal",)),
    help="joint-renewal: frameworks and concessions that end within the programme are tendered jointly from then on; "
    "the submissions of that are "
    "written to OUT/what-if and compared.",
)
@click.option(
    "--intake",
    type=click.Choice(("off", "on")),
    default="off",
    show_default=True,
    help="on: everything together also with newcomers (newcomers.json of the programme), beside the same without; two "
    "more solves for each question but all-in.",
)
@PINS
@STATUS_DATE
@FROM
@ASKED
@LANGUAGE
@click.option(
    "--until-verdict",
    is_flag=True,
    help="Spend the time where the outcome is decided and stop once it is; --time-limit is then the limit of it all.  "
    "[default then: 600]",
)
@click.option(
    "--pair",
    "pairs",
    multiple=True,
    metavar="FROM:TO",
    help="With --until-verdict: a saving to decide, such as aligned:combined; may be repeated.  [default: all]",
)
@click.option(
    "--question", type=click.Choice(IN_EUROS), help="With --until-verdict: the question to decide.  [default: both]"
)
@click.option(
    "--until-width",
    type=click.IntRange(0, 100),
    help="With --until-verdict: go on until the interval of each saving is no wider than this percentage of its high "
    "end.",
)
@JSON
@QUIET
@click.pass_context
def compare(
    context: click.Context,
    programme: tuple[Path, ...],
    demo: bool,
    out: Path,
    force: bool,
    time_limit: float,
    workers: int,
    seed: int,
    work: int | None,
    bundling_effect: int,
    baseline: str,
    orders: int,
    nobody_worse: bool,
    what_if: str | None,
    intake: str,
    pins: tuple[Path, ...],
    status_date: datetime | None,
    earlier: Path | None,
    asked: tuple[str, ...],
    language: Language,
    until_verdict: bool,
    pairs: tuple[str, ...],
    question: str | None,
    until_width: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compare all variants for all questions; write comparison.json, the plans, report.html and run.json.

    PROGRAMME are JSON files, workbooks (.xlsx, .ods) and folders with both. Ctrl-C, a polite kill or closing the
    terminal ends the running solve; what was found so far is checked and written."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, check_folder, make_folder, write_folder

    if not until_verdict and (pairs or question or until_width is not None):
        raise WrongUsage(
            say("--pair, --question and --until-width say what a race is to decide; use them with --until-verdict")
        )
    if until_verdict and asked:
        raise WrongUsage(say("--until-verdict decides savings in euros; --questions does not go with it"))
    if until_verdict and work is not None:
        raise WrongUsage(
            say("--until-verdict is a race against the clock; --work, which does without one, does not go with it")
        )
    if until_verdict and context.get_parameter_source("time_limit") is ParameterSource.DEFAULT:
        time_limit = RACE_LIMIT
    listed = [_pair(text) for text in pairs]
    if demo == bool(programme):
        raise WrongUsage(say("name a programme, or --demo for one that comes with wijkplan; one of the two"))
    if demo:
        from wijkplan import example

        programme = (example(DEMO),)
        if not until_verdict and context.get_parameter_source("time_limit") is ParameterSource.DEFAULT:
            work = work or DEMO_WORK
    try:
        check_folder(out, force)
    except CannotWrite as error:
        raise WrongUsage(message_of(error)) from error
    with interruptible() as stop:
        from wijkplan.models.outcome import Settings
        from wijkplan.planner.experiment.comparison_types import Silent
        from wijkplan.planner.experiment.race_loop import goal
        from wijkplan.planner.experiment.stored_plans import Against
        from wijkplan.planner.pipeline import headlines, run_comparison
        from wijkplan.planner.plan.variants import ALL_QUESTIONS, question_of
        from wijkplan.planner.rounds.subject import prepare

        from .progress import Progress, solves

        questions = tuple(map(question_of, asked)) or ALL_QUESTIONS

        read_programme, compiled = read(programme, language, aside=not (as_json or quiet or pins))
        try:
            make_folder(out)
            if what_if is not None:
                programme = (_renewed(read_programme, out / WHAT_IF, quiet=as_json or quiet),)
                read_programme, compiled = read(programme, language)
            standing = put_standing(out, compiled, pins, status_date, earlier, language)
            if standing:
                programme = (*programme, *standing)
                read_programme, compiled = read(programme, language)
        except CannotWrite as error:
            raise Refused(message_of(error)) from error
        if intake == "on" and compiled.recruits is None:
            raise WrongUsage(
                say("--intake on needs a file of kind newcomers in the programme: tracks, seats and candidates")
            )
        settings = Settings(time_limit, workers, seed, work)
        last: Plan | None = None
        if standing and earlier is not None and not until_verdict:
            from wijkplan.planner.rounds.standing_from import goes_on_from

            last = goes_on_from(read_programme, earlier, settings, stop)
        limit = None if until_verdict or work is not None else time_limit
        with (
            Silent() if as_json or quiet else Progress(console(), language, limit, solves(questions)) as watch,
            agreeing(),
        ):
            done = run_comparison(
                read_programme,
                compiled,
                programme,
                settings,
                watch,
                stop,
                effect=bundling_effect,
                goal=goal(listed, question, until_width, baseline) if until_verdict else None,
                against=Against(baseline, orders, nobody_worse),
                questions=questions,
                intake=intake == "on",
                last=last,
            )
        try:
            write_folder(out, done.texts)
        except CannotWrite as error:
            raise Refused(message_of(error)) from error
    prepare(out, read_programme, compiled)
    for name, why in sorted(done.failed.items()):
        tell(
            say(
                "Not written, a fault of wijkplan: {name} ({why}). All plans and figures are there; please report "
                "this.",
                name=name,
                why=why,
            )
        )
    if as_json:
        click.echo(done.comparison.to_json(), nl=False)
    elif not quiet:
        for line in headlines(done.comparison, done.names, language):
            click.echo(line, err=True)
        if "report.html" not in done.failed:
            tell(say("Report: {path}", path=out / "report.html"))
    if all(result.plan is None for result in done.comparison.results):
        widest = done.comparison.in_euros[-1]
        reason = both(widest.reason or "-", widest.reason_nl or "-")
        raise Refused(
            say(
                "there is no plan, not even with everything allowed: {reason} "
                "(wijkplan conflicts says which rules cannot hold together)",
                reason=reason,
            )
            if widest.status == "infeasible"
            else say(
                "no plan was found, not even with everything allowed: {reason} "
                "(wijkplan conflicts says which rules cannot hold together)",
                reason=reason,
            )
        )


def _renewed(programme: Programme, folder: Path, quiet: bool) -> Path:
    """Writes the submissions of the what-if and says what is free in them."""
    from wijkplan.planner.folder.atomic_output import write_text
    from wijkplan.planner.plan.joint_renewal import joint_renewal

    found = joint_renewal(programme)
    if not found.projects:
        raise WrongUsage(
            say(
                "--what-if joint-renewal: no framework or concession ends within the programme with work that may "
                "wait for that"
            )
        )
    for old in folder.glob("*.json"):
        old.unlink()
    for name, text in found.files().items():
        write_text(folder / name, text)
    if not quiet:
        listed = ", ".join(f"{project} ({end})" for project, end in sorted(found.projects.items()))
        tell(
            say(
                "Free after the last day of their framework or concession: {listed}. Crews that are free then: "
                "{number}.",
                listed=listed,
                number=len(found.crews),
            )
        )
    return folder


def _pair(text: str) -> tuple[str, str]:
    from wijkplan.planner.experiment.savings import PAIRS

    source, _, to = text.partition(":")
    if (source, to) not in PAIRS:
        raise WrongUsage(
            say("--pair {text}: use one of {listed}", text=text, listed=", ".join(":".join(pair) for pair in PAIRS))
        )
    return source, to
