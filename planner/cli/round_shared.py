"""What the commands of rounds share: arguments, the folder that they change, what is said of findings and answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wijkplan.planner.text import Text, message_of, say, translated

from .shared import (
    Refused,
    WrongUsage,
    console,
    refuse,
)

if TYPE_CHECKING:
    from wijkplan.planner.findings.finding import Finding
    from wijkplan.planner.rounds.round_folder import Folder
    from wijkplan.planner.rounds.round_types import Round
    from wijkplan.planner.share.consent_files import Answers
    from wijkplan.planner.share.party_sheets import Kind
    from wijkplan.planner.text import Language

ROUNDS = click.argument("rounds", type=click.Path(path_type=Path, file_okay=False))
ROUND = click.option("--round", "which", metavar="ID", help="Which round.  [default: the last one]")
BY = click.option("--by", default="core-team", show_default=True, help="Who does it, for the log.")


def lines_of(folder: Folder, one: Round) -> list[dict[str, Any]]:
    """The lines of a round as they stand, in the order of their ids."""
    from dataclasses import asdict

    from wijkplan.planner.rounds.what_stands import current_lines

    return [asdict(line) for _, line in sorted(current_lines(folder, one).items())]


def party_and_id(text: str) -> tuple[str, str]:
    """Kind and id of ``employer:ID`` or ``client:ID``; anything else is wrong usage."""
    kind, colon, name = text.partition(":")
    if not colon or kind not in ("employer", "client") or not name:
        raise WrongUsage(say("--without {text}: name employer:ID or client:ID", text=text))
    return kind, name


def last_day(one: Round, kind: str, until: datetime | None) -> date | None:
    """Of an employer that leaves; two months of notice where none is named."""
    from wijkplan.planner.rounds.taking_part import notice_ends

    if kind == "client":
        return None
    return notice_ends(one.status_date) if until is None else until.date()


def told(given: Sequence[Answers], language: Language, quiet: bool, left: int | None = None) -> None:
    """Findings and counts of answers; those with errors are refused. Of a single answer ``left`` is how many lines of
    its party have none yet: what it does not answer is no finding then, and no file is named that nobody sent."""
    findings = [finding for answered in given for finding in answered.findings]
    if left is not None:
        findings = [replace(finding, file="round answer") for finding in findings if finding.severity != "hint"]
    show(findings, language, quiet)
    words: tuple[tuple[Kind, Text], ...] = (
        ("accept", say("accepted")),
        ("pin", say("pinned")),
        ("refuse", say("refused")),
        ("window", say("in other weeks")),
        ("people", say("with other people")),
    )
    refused = [one for one in given if any(finding.severity == "error" for finding in one.findings)]
    for answered in (one for one in given if one not in refused and not quiet):
        none = answered.count(None) if left is None else left
        counted = [(answered.count(kind), word) for kind, word in words] + [(none, say("not answered"))]
        parts = [f"{n} {translated(word, language)}" for n, word in counted if n or word == counted[-1][1]]
        click.echo(f"{answered.employer or answered.file}: {', '.join(parts)}", err=True)
    if refused:
        raise Refused(say("answers with errors are kept and decide nothing; the findings above say why"))


@contextmanager
def changing(rounds: Path, language: Language = "en") -> Iterator[Folder]:
    """The rounds for this process alone; what does not fit them is wrong usage, submissions that make no programme are
    refused with their findings."""
    from wijkplan.planner.folder.atomic_output import CannotWrite
    from wijkplan.planner.rounds.plan_round import CannotRead, NoPlan
    from wijkplan.planner.rounds.round_folder import Folder, RoundError

    folder = Folder(rounds)
    try:
        with folder.locked():
            yield folder
    except CannotRead as error:
        refuse(error.findings, language)
    except NoPlan as error:
        raise Refused(message_of(error)) from error
    except RoundError as error:
        raise WrongUsage(message_of(error)) from error
    except CannotWrite as error:
        raise Refused(message_of(error)) from error


def show(findings: Sequence[Finding], language: Language, quiet: bool) -> None:
    """Print findings; with ``quiet`` only errors."""
    from wijkplan.planner.findings.finding import render

    listed = [one for one in findings if one.severity == "error" or not quiet]
    if listed:
        render(listed, console(), language)
