"""``wijkplan round``: the rounds of a programme, from opening to closing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wijkplan.planner.text import joined, message_of, say

from .shared import (
    ASKED,
    JSON,
    LANGUAGE,
    ORDERS,
    QUIET,
    SEED,
    SPEAKS,
    TIME_LIMIT,
    WORK,
    WORKERS,
    Refused,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    refuse,
    said,
    tell,
)

if TYPE_CHECKING:
    from wijkplan.planner.text import Language

from . import round_parties, round_reports
from .round_shared import BY, ROUND, ROUNDS, changing, last_day, lines_of, party_and_id


@click.group(
    epilog="""\b
Examples:
  wijkplan round open rounds 2027-Q1 submissions/ --status-date 2027-01-04
  wijkplan round list rounds""",
)
def round() -> None:
    """Plan in rounds, in a folder that keeps all that was received, planned, sent and decided.

    A round has a status date: before it everything stands as it was done. Lines that were accepted stay; what is done
    is reported in progress files; the next round plans on from there."""


@round.command(
    "open",
    short_help="Begin a round with submissions and a status date.",
    epilog="""\b
Examples:
  wijkplan round open rounds 2027-Q1 submissions/ --status-date 2027-01-04
  wijkplan round open rounds 2027-Q2 --status-date 2027-04-05""",
)
@ROUNDS
@click.argument("id")
@click.argument("programme", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--status-date",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Before it everything stands as it was done.",
)
@click.option(
    "--notice",
    type=click.IntRange(0, 104),
    default=4,
    show_default=True,
    help="Weeks from the status date in which nothing is changed; fewer than 4 only where the cao or people themselves "
    "allow it (Arbeidstijdenwet 4:2).",
)
@click.option(
    "--threshold",
    type=click.IntRange(0),
    metavar="EUROS",
    help="Ask to move an agreed line if that saves more than this.  [default: ask nothing]",
)
@BY
@LANGUAGE
@QUIET
def open_(
    rounds: Path,
    id: str,
    programme: tuple[Path, ...],
    status_date: datetime,
    notice: int,
    threshold: int | None,
    by: str,
    language: Language,
    quiet: bool,
) -> None:
    """Open round ID. PROGRAMME are the submissions, copied as they are; without them those of the round before are
    planned on."""
    from wijkplan.planner.intake.read_programme import load_all
    from wijkplan.planner.rounds.steps import Opening, open_round

    with changing(rounds, language) as folder:
        loaded = load_all(programme) if programme else None
        if loaded is not None and loaded.programme is None:
            refuse(loaded.findings, language)
        made = open_round(folder, Opening(id, status_date.date(), notice, threshold), programme, loaded, by)
    if not quiet:
        tell(
            say(
                "Round {id} is open, status date {status_date}. Next: wijkplan round plan {rounds}",
                id=made.id,
                status_date=made.status_date,
                rounds=rounds,
            )
        )


@round.command(
    "plan",
    short_help="Plan a round from its submissions and what stands.",
    epilog="""\b
Examples:
  wijkplan round plan rounds --time-limit 15
  wijkplan round plan rounds --questions equal-delivery --orders 1 --time-limit 1
  wijkplan round plan rounds --without employer:bouwploeg --reason "left the agreement" --work 2000""",
)
@ROUNDS
@ROUND
@click.option(
    "--without",
    "leaving",
    multiple=True,
    metavar="PARTY",
    help="employer:ID or client:ID takes no part any more; may be repeated.",
)
@click.option("--reason", default="left", show_default=True, help="With --without: why.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="With --without employer:ID: the last day on which its people are there.  [default: two months after the "
    "status date]",
)
@ASKED
@ORDERS
@TIME_LIMIT
@WORKERS
@SEED
@WORK
@BY
@LANGUAGE
@QUIET
def plan(
    rounds: Path,
    which: str | None,
    leaving: tuple[str, ...],
    reason: str,
    until: datetime | None,
    asked: tuple[str, ...],
    orders: int,
    time_limit: float,
    workers: int,
    seed: int,
    work: int | None,
    by: str,
    language: Language,
    quiet: bool,
) -> None:
    """Make the comparison of a round, in its folder. What was accepted or done in the rounds before it stays. With
    fewer questions and orders, and less time, what slipped is planned anew within a minute."""
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.experiment.comparison_types import Silent
    from wijkplan.planner.experiment.stored_plans import Against
    from wijkplan.planner.pipeline import headlines
    from wijkplan.planner.plan.variants import ALL_QUESTIONS, question_of
    from wijkplan.planner.rounds.change_words import change_lines
    from wijkplan.planner.rounds.plan_round import Asked, plan_round
    from wijkplan.planner.text import translated

    from .progress import Progress, solves

    with changing(rounds, language) as folder, interruptible() as stop:
        one = folder.one(which)
        gone = {name: last_day(one, kind, until) for kind, name in map(party_and_id, leaving)}
        questions = tuple(map(question_of, asked)) or ALL_QUESTIONS
        how = Asked(Settings(time_limit, workers, seed, work), gone, reason, by, Against(orders=orders), questions)
        with (
            Silent()
            if quiet
            else Progress(console(), language, time_limit if work is None else None, solves(questions)) as watch,
            agreeing(),
        ):
            made = plan_round(folder, one, how, watch, stop)
    done, held, out = made.done, made.held, made.out
    if not quiet:
        for line in headlines(done.comparison, done.names, language):
            click.echo(line, err=True)
        states = sorted({line.state for line in held.values()})
        from wijkplan.planner.share.line_states import STATES

        counts = [(sum(line.state == state for line in held.values()), STATES[state]) for state in states]
        tell(
            say(
                "Lines of the last plan: {counted}.",
                counted=joined([say("{n} {what}", n=n, what=w) for n, w in counts]),
            )
            if held
            else say("A first round: nothing stands yet.")
        )
        for text in change_lines(made.changes):
            click.echo(translated(text, language), err=True)
        base = done.comparison.result("equal_delivery", done.comparison.baseline)
        if base is None or base.cost is None:
            tell(
                say(
                    "With what was agreed (weeks, people of others, shared tenders) no plan was found that each could "
                    "make for itself: this one delivers what the last plan does, and is held against it."
                )
            )
        tell(say("Report: {path}. Next: wijkplan round publish {rounds}", path=out / "report.html", rounds=rounds))


@round.command(
    "publish",
    short_help="Write what each party may see of the plan.",
    epilog="""\b
Examples:
  wijkplan round publish rounds --language nl""",
)
@ROUNDS
@ROUND
@BY
@LANGUAGE
@JSON
@QUIET
def publish(rounds: Path, which: str | None, by: str, language: Language, as_json: bool, quiet: bool) -> None:
    """Write the files of every party into the folder of the round; again, they are the next publication, and the old
    one stays."""
    from wijkplan.planner.folder.stored_comparison import Stale
    from wijkplan.planner.rounds.plan_round import programme_of
    from wijkplan.planner.rounds.steps import publish as sent_round
    from wijkplan.planner.share.secret_key import secret_key

    with changing(rounds, language) as folder:
        one = folder.one(which)
        programme, compiled, _ = programme_of(folder, one)
        try:
            made = sent_round(folder, one, programme, compiled, secret_key(), language, by)
        except Stale as error:
            raise Refused(message_of(error)) from error
    if as_json:
        click.echo(json.dumps([row.model_dump() for row in made], indent=1, ensure_ascii=False))
    elif not quiet:
        parties = sorted({row.audience for row in made})
        tell(
            say(
                "{files} files for {audiences} audiences in {folder}",
                files=len(made),
                audiences=len(parties),
                folder=rounds / one.id / "published",
            )
        )


@round.command(
    "close",
    short_help="End a round.",
    epilog="""\b
Examples:
  wijkplan round close rounds""",
)
@ROUNDS
@ROUND
@SPEAKS
@BY
@QUIET
def close(rounds: Path, which: str | None, by: str, quiet: bool) -> None:
    """End a round: the hash of all its files is stated, and nothing in it may change any more."""
    from wijkplan.planner.rounds.steps import close as ended

    with changing(rounds) as folder:
        one = folder.one(which)
        reference = ended(folder, one, by)
    if not quiet:
        tell(say("Round {id} is closed: {sha256}", id=one.id, sha256=reference.sha256))


@round.command(
    "list",
    short_help="Show all rounds, or the lines of one party.",
    epilog="""\b
Examples:
  wijkplan round list rounds
  wijkplan round list rounds --lines --json""",
)
@ROUNDS
@ROUND
@click.option(
    "--lines", "with_lines", is_flag=True, help="The state of every line of the last plan that was sent round."
)
@LANGUAGE
@JSON
def list_(rounds: Path, which: str | None, with_lines: bool, language: Language, as_json: bool) -> None:
    """Show the rounds with their states, and what in their folders is not as the log says; exit code 1 where anything
    is not."""
    from wijkplan.planner.rounds.round_folder import Folder, RoundError

    del language  # kept by its option
    folder = Folder(rounds)
    try:
        folder.about  # noqa: B018  (raises where this is no folder of rounds)
        listed = folder.rounds()
        faults = {one.id: folder.faults(one.id) for one in listed}
        shown = lines_of(folder, folder.one(which)) if with_lines else None
    except RoundError as error:
        raise WrongUsage(message_of(error)) from error
    if as_json:
        rows = [one.model_dump(mode="json") | {"faults": faults[one.id]} for one in listed]
        click.echo(
            json.dumps(
                {"rounds": rows} | ({} if shown is None else {"lines": shown}),
                indent=1,
                ensure_ascii=False,
                default=str,
            )
        )
    else:
        for one in listed:
            line = say(
                "{id:<12} {state:<22} status date {day}  opened {opened}",
                id=one.id,
                state=said(one.called),
                day=one.status_date,
                opened=datetime.fromisoformat(one.opened).date(),
            )
            click.echo(said(line))
            for fault in faults[one.id]:
                click.echo(f"  {said(fault)}")
        for row in shown or ():
            click.echo(_line(row))
    if any(faults.values()):
        raise click.exceptions.Exit(1)


def _line(row: Mapping[str, Any]) -> str:
    """A line of the last plan with its state, and what was said of it."""
    from wijkplan.planner.compile.labels import week_label
    from wijkplan.planner.share.line_states import STATES, WHOSE

    def week(key: str) -> str:
        return week_label(row[key], 0)

    told = [say("{week} {state}", week=week("planned"), state=STATES[row["state"]])]
    if row["state"] == "started":
        told.append(say("since {day}", day=row["start"]))
    elif row["state"] == "done":
        told.append(say("began {day}", day=row["start"]))
    elif row["start"] != row["planned"]:
        told.append(say("agreed for {week}", week=week("start")))
    if row["end"] is not None:
        told.append(say("ended {day}", day=row["end"]))
    if row["earliest"] is not None and row["state"] == "countered":  # of others it is the status date
        told.append(say("not before {week}", week=week("earliest")))
    if row["latest"] is not None:
        told.append(say("not after {week}", week=week("latest")))
    if row["people"] is not None:
        told.append(say("with people: {whose}", whose=WHOSE[row["people"]]))
    return f"{row['activity']:<40} {said(joined(told))}" + (f" ({row['reason']})" if row["reason"] else "")


for command in (
    round_parties.receive,
    round_parties.parties,
    round_parties.answers,
    round_parties.answer,
    round_parties.budget,
    round_parties.progress,
    round_reports.norms,
    round_reports.quarter,
):
    round.add_command(command)
