"""``wijkplan round``: the rounds of a programme, from opening to closing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    JSON,
    LANGUAGE,
    QUIET,
    SEED,
    TIME_LIMIT,
    WORK,
    WORKERS,
    Refused,
    WrongUsage,
    console,
    interruptible,
    refuse,
    tell,
)

if TYPE_CHECKING:
    from wijkplan.planner.findings.finding import Finding
    from wijkplan.planner.rounds.round_folder import Folder
    from wijkplan.planner.rounds.round_types import Round
    from wijkplan.planner.share.consent_files import Answers, Kind
    from wijkplan.planner.text import Language

ROUNDS = click.argument("rounds", type=click.Path(path_type=Path, file_okay=False))
ROUND = click.option("--round", "which", metavar="ID", help="Which round.  [default: the last one]")
BY = click.option("--by", default="core-team", show_default=True, help="Who does it, for the log.")


@click.group(
    short_help="Plan in rounds: open, plan, publish, answers, progress, close.",
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
    help="Weeks from the status date in which nothing is changed.",
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

    with _changing(rounds, language) as folder:
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
    "receive",
    short_help="Take in submissions while a round is open.",
    epilog="""\b
Examples:
  wijkplan round receive rounds nieuwkomer.xlsx
  wijkplan round receive rounds netploeg-v2.xlsx --replaces netploeg-v2.xlsx=netploeg.xlsx""",
)
@ROUNDS
@click.argument("files", metavar="FILES...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--replaces",
    multiple=True,
    metavar="NEW=OLD",
    help="File NEW takes the place of file OLD; without it that of the file with the same name.  May be repeated.",
)
@ROUND
@BY
@LANGUAGE
@QUIET
def receive(
    rounds: Path,
    files: tuple[Path, ...],
    replaces: tuple[str, ...],
    which: str | None,
    by: str,
    language: Language,
    quiet: bool,
) -> None:
    """Take in submissions of a party that joins, new work, or corrected files. What was handed in before is kept; a
    plan that was made has to be made again."""
    from wijkplan.planner.rounds.hand_in import receive as handed_in

    pairs = [text.partition("=") for text in replaces]
    if not all(new and equals and old for new, equals, old in pairs):
        raise WrongUsage(say("--replaces takes the name of the new file and that of the old one: NEW=OLD"))
    with _changing(rounds, language) as folder:
        one = folder.one(which)
        rows = handed_in(folder, one, files, {new: old for new, _, old in pairs}, by)
    for row in rows if not quiet else ():
        instead = say(", in the place of {name}", name=row.replaces) if row.replaces else ""
        tell(
            say(
                "{file}: {party} ({read_as}){instead}",
                file=row.file,
                party=row.party or say("nobody"),
                read_as=row.read_as,
                instead=instead,
            )
        )
    if one.state in ("planned", "published") and not quiet:
        tell(say("The plan of round {id} is of before: wijkplan round plan {rounds}", id=one.id, rounds=rounds))


@round.command(
    "parties",
    short_help="Show who takes part, since and until when.",
    epilog="""\b
Examples:
  wijkplan round parties rounds --json""",
)
@ROUNDS
@ROUND
@JSON
def parties(rounds: Path, which: str | None, as_json: bool) -> None:
    """Show the parties of a round: the round in which each handed in first, and when it leaves."""
    from wijkplan.planner.rounds.round_folder import Folder, RoundError
    from wijkplan.planner.rounds.steps import parties as taking_part

    try:
        rows = taking_part(Folder(rounds), Folder(rounds).one(which))
    except RoundError as error:
        raise WrongUsage(message_of(error)) from error
    if as_json:
        click.echo(json.dumps([row.model_dump(mode="json") for row in rows], indent=1, ensure_ascii=False))
        return
    for row in rows:
        leaves = "" if row.until_round is None else f"  leaves after {row.until_round}: {row.reason}"
        day = "" if row.until is None else f", people until {row.until}"
        click.echo(f"{row.party:<24} since {row.from_round}{leaves}{day}")


@round.command(
    "plan",
    short_help="Plan a round from its submissions and what stands.",
    epilog="""\b
Examples:
  wijkplan round plan rounds --time-limit 15
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
    time_limit: float,
    workers: int,
    seed: int,
    work: int | None,
    by: str,
    language: Language,
    quiet: bool,
) -> None:
    """Make the comparison of a round, in its folder. What was accepted or done in the rounds before it stays."""
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.experiment.comparison_types import Silent
    from wijkplan.planner.experiment.engine import Disagreement
    from wijkplan.planner.pipeline import headlines
    from wijkplan.planner.plan.variants import ALL_QUESTIONS
    from wijkplan.planner.rounds.change_words import change_lines
    from wijkplan.planner.rounds.plan_round import Asked, plan_round
    from wijkplan.planner.text import translated

    from .progress import Progress, solves

    with _changing(rounds, language) as folder, interruptible() as stop:
        one = folder.one(which)
        gone = {name: _last_day(one, kind, until) for kind, name in map(_party, leaving)}
        asked = Asked(Settings(time_limit, workers, seed, work), gone, reason, by)
        with (
            Silent()
            if quiet
            else Progress(console(), time_limit if work is None else None, solves(ALL_QUESTIONS)) as watch
        ):
            try:
                made = plan_round(folder, one, asked, watch, stop)
            except Disagreement as fault:
                raise Refused(
                    say(
                        "nothing is reported, because the checker does not agree with the engine: {fault}",
                        fault=message_of(fault),
                    )
                ) from fault
    done, held, out = made.done, made.held, made.out
    if not quiet:
        for line in headlines(done.comparison, language):
            click.echo(line, err=True)
        states = sorted({line.state for line in held.values()})
        counted = ", ".join(f"{sum(line.state == state for line in held.values())} {state}" for state in states)
        tell(
            say("Lines of the last plan: {counted}.", counted=counted)
            if held
            else say("A first round: nothing stands yet.")
        )
        for text in change_lines(made.changes):
            click.echo(translated(text, language), err=True)
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

    with _changing(rounds, language) as folder:
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
    "answers",
    short_help="Take in what employers answered.",
    epilog="""\b
Examples:
  wijkplan round answers rounds netploeg.xlsx bouwploeg.xlsx""",
)
@ROUNDS
@click.argument("files", metavar="ANSWERS...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@ROUND
@LANGUAGE
@QUIET
def answers(rounds: Path, files: tuple[Path, ...], which: str | None, language: Language, quiet: bool) -> None:
    """Keep workbooks that employers answered in, as they were received, and what they decide line by line."""
    from wijkplan.planner.folder.stored_comparison import Stale
    from wijkplan.planner.rounds.plan_round import programme_of
    from wijkplan.planner.rounds.steps import take_answers

    from .consent import found

    with _changing(rounds, language) as folder:
        one = folder.one(which)
        _, compiled, _ = programme_of(folder, one)
        try:
            given = take_answers(folder, one, found(files), compiled)
        except Stale as error:
            raise Refused(message_of(error)) from error
    _told(given, language, quiet)


@round.command(
    "answer",
    short_help="Answer one line, project or street for an employer.",
    epilog="""\b
Examples:
  wijkplan round answer rounds netploeg accept --project kabel-pekela
  wijkplan round answer rounds netploeg window --line kabel-pekela/lv-cable:p --earliest 2027-W20 --reason leave
  wijkplan round answer rounds netploeg people --street Dorpsstraat --people own""",
)
@ROUNDS
@click.argument("party")
@click.argument("kind", metavar="ANSWER", type=click.Choice(("accept", "refuse", "pin", "window", "people")))
@click.option("--line", help="The work, as exports name it.")
@click.option("--project", help="All its lines of a project that have no answer of their own.")
@click.option("--street", help="All its lines in a street, by its id, likewise.")
@click.option("--week", help="With pin: in which week (2027-W36, or a date).")
@click.option("--earliest", metavar="WEEK", help="With window: not before.")
@click.option("--latest", metavar="WEEK", help="With window: not after.")
@click.option(
    "--people",
    type=click.Choice(("own", "own-or-hired", "own-or-lent")),
    help="Whose people may do it: own ones, or hired ones or those of others too.",
)
@click.option("--reason", help="Why, for the other side to read.")
@ROUND
@LANGUAGE
@QUIET
def answer(
    rounds: Path,
    party: str,
    kind: Kind,
    line: str | None,
    project: str | None,
    street: str | None,
    week: str | None,
    earliest: str | None,
    latest: str | None,
    people: str | None,
    reason: str | None,
    which: str | None,
    language: Language,
    quiet: bool,
) -> None:
    """Keep one answer of PARTY (the id of an employer) to the plan that was sent round: accept, refuse, pin in a week,
    window (other weeks) or people (other people). It is kept as a file, as answers in workbooks are."""
    import tempfile

    from pydantic import ValidationError

    from wijkplan.planner.folder.stored_comparison import Stale
    from wijkplan.planner.rounds.answer_rows import answer_bytes
    from wijkplan.planner.rounds.plan_round import programme_of
    from wijkplan.planner.rounds.steps import take_answers
    from wijkplan.planner.share.answer_json import AnswerRow

    stated = {"line": line, "project": project, "street": street, "answer": kind, "week": week, "earliest": earliest}
    stated |= {"latest": latest, "people": None if people is None else people.replace("-", "_"), "reason": reason}
    try:
        row = AnswerRow.model_validate(stated)
    except ValidationError as error:
        raise WrongUsage(say("name one of --line, --project and --street, each value with some text")) from error
    with _changing(rounds, language) as folder, tempfile.TemporaryDirectory() as aside:
        one = folder.one(which)
        path = Path(aside) / "answer.json"
        path.write_bytes(answer_bytes(party.removeprefix("employer:"), one.id, [row]))
        _, compiled, _ = programme_of(folder, one)
        try:
            given = take_answers(folder, one, [path], compiled)
        except Stale as error:
            raise Refused(message_of(error)) from error
    _told(given, language, quiet)


@round.command(
    "budget",
    short_help="Promise a party at most so many changes.",
    epilog="""\b
Examples:
  wijkplan round budget rounds netploeg 3 --before 2027-03-01""",
)
@ROUNDS
@click.argument("party")
@click.argument("changes", type=click.IntRange(0))
@click.option(
    "--before",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Counted are lines whose old or new week lies before this day.",
)
@click.option("--reason", help="Why.")
@ROUND
@BY
@QUIET
def budget(
    rounds: Path,
    party: str,
    changes: int,
    before: datetime,
    reason: str | None,
    which: str | None,
    by: str,
    quiet: bool,
) -> None:
    """Let the next plan put at most CHANGES lines of PARTY (the id of an employer) into another week. Lines that
    cannot keep their week count, and are never held."""
    from wijkplan.planner.rounds.change_types import Budget
    from wijkplan.planner.rounds.steps import set_budget

    with _changing(rounds) as folder:
        one = folder.one(which)
        made = Budget(party=party.removeprefix("employer:"), changes=changes, before=before.date(), reason=reason)
        set_budget(folder, one, made, by)
    if not quiet:
        tell(
            say(
                "{party}: at most {changes} changes before {before}",
                party=made.party,
                changes=made.changes,
                before=made.before,
            )
        )


@round.command(
    "progress",
    short_help="Take in what was done.",
    epilog="""\b
Examples:
  wijkplan round progress rounds netploeg.json""",
)
@ROUNDS
@click.argument(
    "files",
    metavar="PROGRESS...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@ROUND
@LANGUAGE
@QUIET
def progress(rounds: Path, files: tuple[Path, ...], which: str | None, language: Language, quiet: bool) -> None:
    """Keep progress files (JSON, or a workbook with a sheet Voortgang or Progress): what began, what is done, and what
    remains."""
    from wijkplan.planner.rounds.plan_round import programme_of
    from wijkplan.planner.rounds.steps import take_progress

    with _changing(rounds, language) as folder:
        one = folder.one(which)
        _, compiled, _ = programme_of(folder, one)
        told = take_progress(folder, one, files, compiled)
    _show([finding for _, _, findings in told for finding in findings], language, quiet)
    for party, made, _ in told if not quiet else ():
        if made is not None:
            ended = sum(row.ended is not None for row in made.rows)
            tell(
                say(
                    "{party}: {number} works begun, {ended} of them done",
                    party=party,
                    number=len(made.rows),
                    ended=ended,
                )
            )
    if any(made is None for _, made, _ in told):
        raise Refused(say("progress with errors is kept aside and counts for nothing; the findings above say why"))


@round.command(
    "norms",
    short_help="Show norms beside reported hours, or take them over.",
    epilog="""\b
Examples:
  wijkplan round norms rounds --json
  wijkplan round norms rounds --take lv-cable""",
)
@ROUNDS
@click.option("--take", metavar="PACKAGE", help="Plan with the reported hours of this package from now on.")
@ROUND
@BY
@LANGUAGE
@JSON
@QUIET
def norms(
    rounds: Path, take: str | None, which: str | None, by: str, language: Language, as_json: bool, quiet: bool
) -> None:
    """Show per package the hours per unit of the norm and those of works that are done, with how many and how far apart
    they are. --take is for the core team: the programme file is taken in anew with these hours."""
    from wijkplan.planner.rounds.norms import estimates, take_over
    from wijkplan.planner.rounds.round_folder import Folder, RoundError

    if take is not None:
        with _changing(rounds, language) as folder:
            row = take_over(folder, folder.one(which), take, by)
        if not quiet:
            tell(
                say(
                    "{file} takes the place of {replaces}. Next: wijkplan round plan {rounds}",
                    file=row.file,
                    replaces=row.replaces,
                    rounds=rounds,
                )
            )
        return
    try:
        found = estimates(Folder(rounds), Folder(rounds).one(which))
    except RoundError as error:
        raise WrongUsage(message_of(error)) from error
    if as_json:
        click.echo(json.dumps([one.model_dump() for one in found], indent=1, ensure_ascii=False))
        return
    for one in found:
        spread = "" if one.spread is None else f", spread {one.spread:g}"
        few = ", few works" if one.few else ""
        click.echo(
            f"{one.package} per {one.unit}: norm {one.norm_hours:g} h, reported {one.reported_hours:g} h "
            f"({one.works} works of {one.parties} parties, {one.lowest:g} to {one.highest:g}{spread}{few})"
        )


@round.command(
    "quarter",
    short_help="Write the quarterly sheet for the steering group.",
    epilog="""\b
Examples:
  wijkplan round quarter rounds --to sheet --language nl""",
)
@ROUNDS
@ROUND
@click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False), help="Folder for page and workbook.")
@LANGUAGE
@JSON
@QUIET
def quarter(
    rounds: Path, which: str | None, target: Path | None, language: Language, as_json: bool, quiet: bool
) -> None:
    """Planned against done, homes finished, what is late and why, and what is saved against the baseline frozen at the
    start, with how far the forecast may be off. For the core team and the steering group."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, make_folder, write_bytes
    from wijkplan.planner.folder.stored_comparison import Stale
    from wijkplan.planner.rounds.plan_round import CannotRead, programme_of
    from wijkplan.planner.rounds.quarter import quarter as sheet_of
    from wijkplan.planner.rounds.quarter import quarter_files, sentences
    from wijkplan.planner.rounds.round_folder import Folder, RoundError
    from wijkplan.planner.text import translated

    folder = Folder(rounds)
    try:
        one = folder.one(which)
        told = sheet_of(folder, one, programme_of(folder, one)[1])
    except CannotRead as error:
        refuse(error.findings, language)
        raise
    except (RoundError, Stale) as error:
        raise WrongUsage(message_of(error)) from error
    if target is not None:
        try:
            make_folder(target)
            write_bytes({target / name: raw for name, raw in quarter_files(told, language).items()})
        except CannotWrite as error:
            raise Refused(message_of(error)) from error
    if as_json:
        click.echo(told.model_dump_json(indent=1))
    elif not quiet:
        for text in sentences(told):
            click.echo(translated(text, language))


@round.command(
    "close",
    short_help="End a round.",
    epilog="""\b
Examples:
  wijkplan round close rounds""",
)
@ROUNDS
@ROUND
@BY
@QUIET
def close(rounds: Path, which: str | None, by: str, quiet: bool) -> None:
    """End a round: the hash of all its files is stated, and nothing in it may change any more."""
    from wijkplan.planner.rounds.steps import close as ended

    with _changing(rounds) as folder:
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
@JSON
def list_(rounds: Path, which: str | None, with_lines: bool, as_json: bool) -> None:
    """Show the rounds with their states, and what in their folders is not as the log says; exit code 1 where anything
    is not."""
    from wijkplan.planner.rounds.round_folder import Folder, RoundError

    folder = Folder(rounds)
    try:
        folder.about  # noqa: B018  (raises where this is no folder of rounds)
        listed = folder.rounds()
        faults = {one.id: folder.faults(one.id) for one in listed}
        shown = _lines_of(folder, folder.one(which)) if with_lines else None
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
            click.echo(f"{one.id:<12} {one.state:<11} status date {one.status_date}  opened {one.opened}")
            for fault in faults[one.id]:
                click.echo(f"  {fault}")
        for row in shown or ():
            click.echo("  ".join(str(value) for value in row.values() if value is not None))
    if any(faults.values()):
        raise click.exceptions.Exit(1)


def _lines_of(folder: Folder, one: Round) -> list[dict[str, object]]:
    from dataclasses import asdict

    from wijkplan.planner.rounds.steps import current_lines

    return [asdict(line) for _, line in sorted(current_lines(folder, one).items())]


def _party(text: str) -> tuple[str, str]:
    kind, colon, name = text.partition(":")
    if not colon or kind not in ("employer", "client") or not name:
        raise WrongUsage(say("--without {text}: name employer:ID or client:ID", text=text))
    return kind, name


def _last_day(one: Round, kind: str, until: datetime | None) -> date | None:
    """Of an employer that leaves; two months of notice where none is named."""
    from wijkplan.planner.rounds.steps import notice_ends

    if kind == "client":
        return None
    return notice_ends(one.status_date) if until is None else until.date()


def _told(given: Sequence[Answers], language: Language, quiet: bool) -> None:
    """Findings and counts of answers; those with errors are refused."""
    _show([finding for answered in given for finding in answered.findings], language, quiet)
    words: tuple[tuple[Kind, str], ...] = (
        ("accept", "accepted"),
        ("pin", "pinned"),
        ("refuse", "refused"),
        ("window", "in other weeks"),
        ("people", "with other people"),
    )
    for answered in given if not quiet else ():
        counts = ", ".join(f"{answered.count(kind)} {word}" for kind, word in words if answered.count(kind))
        parts = ([counts] if counts else []) + [f"{answered.count(None)} not answered"]
        click.echo(f"{answered.employer or answered.file}: {', '.join(parts)}", err=True)
    if any(finding.severity == "error" for answered in given for finding in answered.findings):
        raise Refused(say("answers with errors are kept and decide nothing; the findings above say why"))


@contextmanager
def _changing(rounds: Path, language: Language = "en") -> Iterator[Folder]:
    """The rounds for this process alone; what does not fit them is wrong usage, submissions that make no programme are
    refused with their findings."""
    from wijkplan.planner.folder.atomic_output import CannotWrite
    from wijkplan.planner.rounds.plan_round import CannotRead
    from wijkplan.planner.rounds.round_folder import Folder, RoundError

    folder = Folder(rounds)
    try:
        with folder.locked():
            yield folder
    except CannotRead as error:
        refuse(error.findings, language)
    except RoundError as error:
        raise WrongUsage(message_of(error)) from error
    except CannotWrite as error:
        raise Refused(message_of(error)) from error


def _show(findings: Sequence[Finding], language: Language, quiet: bool) -> None:
    from wijkplan.planner.findings.finding import render

    listed = [one for one in findings if one.severity == "error" or not quiet]
    if listed:
        render(listed, console(), language)
