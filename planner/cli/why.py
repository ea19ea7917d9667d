"""``wijkplan why``: why a work stands where it stands, and what another week would cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import LANGUAGES, grouped, joined, message_of, say, translated

from .shared import (
    JSON,
    LANGUAGE,
    PROGRAMME_NOW,
    QUESTION_IDS,
    SEED,
    WORK,
    WORKERS,
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
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.compile.names import Names
    from wijkplan.planner.plan.reader import Reader
    from wijkplan.planner.rounds.subject import Subject
    from wijkplan.planner.rounds.week_again import WeekAgain
    from wijkplan.planner.rounds.why import LineReasons, MakesRoom, WeekCost
    from wijkplan.planner.text import Language, Text


@click.command(
    epilog="""\b
Examples:
  wijkplan why out kabel-nieuwolda/lv-cable:p --week 2027-W20
  wijkplan why out --all --json""",
)
@click.argument("out", metavar="PLAN", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("line", required=False)
@click.option("--week", metavar="WEEK", help="Also what this week would cost, such as 2027-W20 or a date.")
@click.option("--all", "every", is_flag=True, help="All works.")
@click.option(
    "--draw",
    metavar="NUMBER",
    type=click.IntRange(min=1),
    help="Instead: so many of the works that the plan moves, drawn by --seed, each planned again in its week.",
)
@PROGRAMME_NOW
@variant_option()
@question_option(QUESTION_IDS)
@click.option(
    "--audience",
    metavar="WHO",
    help="Tell it to employer:ID or client:ID, of its own works: no names, works, heads or money of others.",
)
@time_limit(
    6.0,
    "Seconds to plan the whole again with the work in WEEK, "
    "where a rule is in the way; 0: do not. With --draw, per work.",
    zero=True,
)
@WORKERS
@SEED
@WORK
@LANGUAGE
@JSON
def why(
    out: Path,
    line: str | None,
    week: str | None,
    every: bool,
    draw: int | None,
    programme: tuple[Path, ...],
    variant: str,
    question: str,
    audience: str | None,
    time_limit: float,
    workers: int,
    seed: int,
    work: int | None,
    language: Language,
    as_json: bool,
) -> None:
    """Say what keeps LINE, a work of the plan in the folder PLAN, from starting a week sooner or later, and what the
    week that was asked for would cost.

    With --week also what that week would cost: exactly, with all else where it stands; where a rule is in the way, as
    an interval, from planning the whole again. With --draw whether that is also less where others make room."""
    from wijkplan.planner.rounds.why import reasons

    if [every, line is not None, draw is not None].count(True) != 1 or (week is not None and line is None):
        raise WrongUsage(say("name one work, or use --all or --draw; --week goes with one work"))
    solves = draw is not None or week is not None  # else nothing is computed that one could stop, or compile for
    with interruptible() if solves else nullcontext(lambda: False) as stop:
        subject = subject_of(out, programme, variant, question, language, audience)
        if draw is not None:
            from wijkplan.models.outcome import Settings

            if audience is not None:
                raise WrongUsage(say("--draw is for the neutral party: it shows works of all employers"))
            if time_limit == 0 and work is None:
                raise WrongUsage(say("--draw plans again: give it more than 0 seconds"))
            _draw(subject, draw, Settings(time_limit, workers, seed, work), stop, language, as_json)
            return
        listed = list(range(len(subject.names.activities))) if line is None else [line_of(subject.names, line)]
        mine = [a for a in listed if subject.reader is None or subject.reader.owns(subject.problem, a)]
        if line is not None and not mine:
            raise WrongUsage(say("{audience} has no work {line!r}", audience=audience, line=line))
        listed = mine
        placed = subject.plan.by_activity()
        told = reasons(subject, [a for a in listed if a in placed], language)
        cost = None
        if week is not None:
            from wijkplan.models.outcome import Settings

            settings = Settings(time_limit, workers, seed, work) if time_limit or work else None
            cost = _week(subject, listed[0], week_of(subject.names, week, "--week"), settings, stop)
    if as_json:
        rows = [row.model_dump() for row in told]
        value = rows if every else rows[0] | ({} if cost is None else {"other_week": cost.model_dump()})
        click.echo(json.dumps(value, indent=1, ensure_ascii=False))
        return
    shown = console(stderr=False)
    for row in told:
        for text in _sentences(subject.names, row, cost, language):
            shown.print(text, markup=False, soft_wrap=True)


def _draw(
    subject: Subject, number: int, settings: Settings, stop: Callable[[], bool], language: Language, as_json: bool
) -> None:
    """Works drawn, each planned again in its week."""
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.rounds.week_again import drawn, planned_again

    def show(text: str) -> None:
        if not as_json:
            console(stderr=False).print(translated(text, language), markup=False, soft_wrap=True)

    found = []
    try:
        works = drawn(subject, number, settings.seed)
        with agreeing():
            for row, _, _ in planned_again(subject, works, real_engine(), settings, stop):
                found.append(row)
                show(_again(row))
    except ValueError as error:
        raise WrongUsage(message_of(error)) from error
    if as_json:
        click.echo(json.dumps([row.model_dump() for row in found], indent=1, ensure_ascii=False))
        return
    show(
        say(
            "{less} of {drawn} works drawn could be in their week for clearly less than with all else where it stands.",
            less=sum(row.less for row in found),
            drawn=len(found),
        )
    )


def subject_of(
    out: Path, programme: tuple[Path, ...], variant: str, question: str, language: Language, audience: str | None
) -> Subject:
    from dataclasses import replace

    from wijkplan.planner.rounds.subject import NoSubject
    from wijkplan.planner.rounds.subject import subject_of as found_in

    try:
        subject = found_in(out, programme, question, variant, lambda paths: read(paths, language))
    except NoSubject as error:
        raise WrongUsage(message_of(error)) from error
    return subject if audience is None else replace(subject, reader=_reader(subject.names, audience))


def _reader(names: Names, audience: str) -> Reader:
    from wijkplan.planner.plan.reader import Reader
    from wijkplan.planner.share.audience import UnknownAudience
    from wijkplan.planner.share.audience import audience as audience_of

    try:
        who = audience_of(audience, names)
    except UnknownAudience as error:
        raise WrongUsage(message_of(error)) from error
    if who.kind == "employer":
        return Reader("employer", names.employer_index[who.id])
    if who.kind == "client":
        return Reader("client", names.client_index[who.id])
    raise WrongUsage(
        say(
            "--audience {audience}: reasons are told to an employer or client (employer:ID, client:ID); leave it out "
            "for all",
            audience=audience,
        )
    )


def line_of(names: Names, line: str) -> int:
    """The work of that id, or the only one whose id or title holds those letters."""
    from wijkplan.planner.findings.finding import suggestion

    if line in names.activity_index:
        return names.activity_index[line]
    found = [
        a
        for a, one in enumerate(names.activities)
        if line.lower() in " ".join((one.id, *(translated(one.title, spoken) for spoken in LANGUAGES))).lower()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(names.activities[a].id for a in found[:5])
        raise WrongUsage(
            say(
                "{line!r} is in {number} works: {several}{what}",
                line=line,
                number=len(found),
                several=several,
                what=", ..." if len(found) > 5 else "",
            )
        )
    raise WrongUsage(
        say("there is no work {line!r}. {suggestion}", line=line, suggestion=suggestion(line, names.activity_index))
    )


def week_of(names: Names, week: str, option: str) -> int:
    """The slot of an ISO week or date."""
    try:
        if "W" in week.upper():
            year, _, number = week.upper().partition("W")
            return names.week_of(date.fromisocalendar(int(year.strip("-")), int(number), 1))
        return names.week_of(date.fromisoformat(week))
    except ValueError as error:
        raise WrongUsage(
            say(
                "{option} {week}: write a week such as 2027-W20, or a date such as 2027-05-17", option=option, week=week
            )
        ) from error


def _again(row: WeekAgain) -> Text:
    high, low = grouped(row.high), grouped(row.low)
    if row.less:
        return say(
            "{work} in {week}: {low} to {high} euros; {high} with all else where it stands, {low} where others "
            "make room.",
            work=row.activity,
            week=row.week,
            low=low,
            high=high,
        )
    return say(
        "{work} in {week}: {high} euros; where others make room hardly less was found.",
        work=row.activity,
        week=row.week,
        high=high,
    )


def _week(subject: Subject, activity: int, week: int, settings: object, stop: object) -> WeekCost:
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.rounds.why import solved_week, week_cost

    if not 0 <= week < subject.problem.horizon:
        raise WrongUsage(say("that week lies outside the programme"))
    alone = week_cost(subject, activity, week)
    if alone.exact or settings is None:
        return alone
    with agreeing():
        again = solved_week(subject, activity, week, real_engine(), settings, stop)  # type: ignore[arg-type]
    return again.model_copy(update={"rule": alone.rule})


def _sentences(names: Names, row: LineReasons, cost: WeekCost | None, language: Language) -> list[str]:
    from wijkplan.planner.rounds.week_cost_words import week_cost_words

    asked = say("asked for: {week}", week=row.asked) if row.asked else say("no week was asked for")
    head = say("{work} starts in {week} ({asked}).", work=names.work_name(row.activity), week=row.week, asked=asked)
    lines = [translated(head, language)]
    for week, why in ((row.sooner, row.not_sooner), (row.later, row.not_later)):
        lines.append(translated(say("Not in {week}:", week=week or "-"), language) + " " + " ".join(why))
    for one in (row.asked_week, cost):
        if one is not None:
            lines.append(translated(week_cost_words(one), language))
            lines += [translated(_room(names, room), language) for room in one.make_room]
    return lines


def _room(names: Names, room: MakesRoom) -> str:
    if room.party is None:
        return say("Works of other parties that could make room: {number}.", number=room.number)
    listed = joined([*(names.work_name(work) for work in room.works[:3]), *(["..."] if room.number > 3 else [])])
    return say(
        "{party} could make room with {number} works: {works}.",
        party=names.employer_name(room.party),
        number=room.number,
        works=listed,
    )
