"""``wijkplan round receive|parties|answers|answer|budget|progress``: what parties send, and who takes part."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    JSON,
    LANGUAGE,
    QUIET,
    SPEAKS,
    Refused,
    WrongUsage,
    said,
    tell,
    to_folder,
    write_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.rounds.round_folder import Folder
    from wijkplan.planner.rounds.round_types import Leaving, Round
    from wijkplan.planner.share.consent_files import Answers
    from wijkplan.planner.share.party_sheets import Kind
    from wijkplan.planner.text import Language

from .round_shared import BY, ROUND, ROUNDS, changing, show, told


@click.command(
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
    with changing(rounds, language) as folder:
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


@click.command(
    "parties",
    short_help="Show who takes part, since and until when.",
    epilog="""\b
Examples:
  wijkplan round parties rounds --json""",
)
@ROUNDS
@ROUND
@to_folder("Write it there: a page and a workbook.")
@LANGUAGE
@JSON
def parties(rounds: Path, which: str | None, target: Path | None, language: Language, as_json: bool) -> None:
    """Show the parties of a round: the round in which each handed in first, and when it leaves."""
    from wijkplan.planner.rounds.round_folder import Folder, RoundError
    from wijkplan.planner.rounds.taking_part import parties as taking_part

    try:
        rows = taking_part(Folder(rounds), Folder(rounds).one(which))
    except RoundError as error:
        raise WrongUsage(message_of(error)) from error
    if target is not None:
        write_to(target, _party_files(rows, Folder(rounds).one(which).id, language))
    if as_json:
        click.echo(json.dumps([row.model_dump(mode="json") for row in rows], indent=1, ensure_ascii=False))
        return
    for row in rows:
        line = say("{party:<24} since {round}", party=row.party, round=row.from_round)
        if row.until_round is not None:
            line = say("{line}  leaves after {round}: {why}", line=line, round=row.until_round, why=row.reason)
        if row.until is not None:
            line = say("{line}, people until {day}", line=line, day=row.until)
        click.echo(said(line))


def _party_files(rows: list[Leaving], round: str, language: Language) -> dict[str, bytes]:
    """Who takes part, as a page and a workbook."""
    from datetime import UTC, datetime

    from wijkplan.planner.share.party_page import tables_page
    from wijkplan.planner.share.xlsx_writer import Table, workbook

    about = say("An employer that leaves finishes what it began, and has its people until the day that is named.")
    table = Table(
        say("Parties"),
        about,
        (say("Party"), say("Since round"), say("Last round"), say("People until"), say("Why")),
        [
            (row.party, row.from_round, row.until_round, row.until, "" if row.until_round is None else row.reason)
            for row in rows
        ],
    )
    page = tables_page(say("Who takes part in round {round}", round=round), about, [table], language)
    book = workbook([table], language, datetime.now(UTC).replace(tzinfo=None))
    return {"parties.html": page.encode(), "parties.xlsx": book}


@click.command(
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
    from .consent import found, passed_over

    with changing(rounds, language) as folder:
        one = folder.one(which)
        given, _ = _taken(folder, one, found(files))
    show(passed_over(files), language, quiet)
    told(given, language, quiet)


def _taken(folder: Folder, one: Round, files: Sequence[Path]) -> tuple[Sequence[Answers], Compiled]:
    """Answers in files, kept as they were received, and what they decide; with the programme of the round."""
    from wijkplan.planner.folder.stored_comparison import Stale
    from wijkplan.planner.rounds.plan_round import programme_of
    from wijkplan.planner.rounds.steps import take_answers

    _, compiled, _ = programme_of(folder, one)
    try:
        return take_answers(folder, one, files, compiled), compiled
    except Stale as error:
        raise Refused(message_of(error)) from error


@click.command(
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

    from wijkplan.planner.rounds.answer_rows import answer_bytes
    from wijkplan.planner.rounds.taking_part import check_party
    from wijkplan.planner.share.answer_json import AnswerRow

    stated = {"line": line, "project": project, "street": street, "answer": kind, "week": week, "earliest": earliest}
    stated |= {"latest": latest, "people": None if people is None else people.replace("-", "_"), "reason": reason}
    try:
        row = AnswerRow.model_validate(stated)
    except ValidationError as error:
        raise WrongUsage(say("name one of --line, --project and --street, each value with some text")) from error
    who = party.removeprefix("employer:")
    with changing(rounds, language) as folder, tempfile.TemporaryDirectory() as aside:
        one = folder.one(which)
        check_party(folder, one, who)
        path = Path(aside) / "answer.json"
        path.write_bytes(answer_bytes(who, one.id, [row]))
        given, compiled = _taken(folder, one, [path])
        left = _unanswered(folder, folder.one(one.id), compiled, who)
    told(given, language, quiet, left)


def _unanswered(folder: Folder, one: Round, compiled: Compiled, party: str) -> int:
    """How many lines of a party nothing was said of yet."""
    from wijkplan.planner.rounds.what_stands import current_lines
    from wijkplan.planner.share.consent_files import work_of

    mine = work_of(compiled, party)
    return sum(line.state == "proposed" for name, line in current_lines(folder, one).items() if name in mine)


@click.command(
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
@SPEAKS
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

    with changing(rounds) as folder:
        one = folder.one(which)
        made = Budget(party=party.removeprefix("employer:"), changes=changes, before=before.date(), reason=reason)
        set_budget(folder, one, made, by)
    if not quiet:
        tell(
            say(
                "{party}: changes before {before} at most {changes}",
                party=made.party,
                changes=made.changes,
                before=made.before,
            )
        )


@click.command(
    "progress",
    short_help="Take in what was done.",
    epilog="""\b
Examples:
  wijkplan round progress rounds netploeg.xlsx
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
    """Keep what employers report: what began, what is done, and what remains. PROGRESS are the workbooks that were sent
    round, with their sheet Voortgang (Progress) filled in, or JSON files."""
    from wijkplan.planner.rounds.plan_round import programme_of
    from wijkplan.planner.rounds.reported import take_progress

    with changing(rounds, language) as folder:
        one = folder.one(which)
        _, compiled, _ = programme_of(folder, one)
        told = take_progress(folder, one, files, compiled)
    show([finding for _, _, findings in told for finding in findings], language, quiet)
    for party, made, _ in told if not quiet else ():
        if made is not None:
            ended = sum(row.ended is not None for row in made.rows)
            tell(
                say(
                    "{party}: works begun {number}, of which done {ended}",
                    party=party,
                    number=len(made.rows),
                    ended=ended,
                )
            )
    if any(made is None for _, made, _ in told):
        raise Refused(say("progress with errors is kept aside and counts for nothing; the findings above say why"))
