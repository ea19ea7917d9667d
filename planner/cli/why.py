"""``wijkplan why``: why a work stands where it stands, and what another week would cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    JSON,
    LANGUAGE,
    PROGRAMME_NOW,
    QUESTION_IDS,
    SEED,
    VARIANT_OF_FOLDER,
    WORK,
    WORKERS,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    question_of_folder,
    read,
)

if TYPE_CHECKING:
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.compile.names import Names
    from wijkplan.planner.rounds.week_again import WeekAgain
    from wijkplan.planner.rounds.why import LineReasons, MakesRoom, Subject, WeekCost
    from wijkplan.planner.text import Language, Text


@click.command(
    short_help="Say why a work stands where it stands, and what another week would cost.",
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
@VARIANT_OF_FOLDER
@question_of_folder(QUESTION_IDS)
@click.option(
    "--audience",
    metavar="employer:ID",
    help="Tell it as that employer may read it: no names, works or heads of others.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, max=1e6),
    default=10.0,
    show_default=True,
    help="Seconds to plan the whole again with the work in WEEK, "
    "where a rule is in the way; 0: do not. With --draw, per work.",
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
    with interruptible() as stop:
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
        for text in _sentences(row, cost, language):
            shown.print(text, markup=False, soft_wrap=True)


def _draw(
    subject: Subject, number: int, settings: Settings, stop: Callable[[], bool], language: Language, as_json: bool
) -> None:
    """Works drawn, each planned again in its week."""
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.rounds.week_again import drawn, planned_again
    from wijkplan.planner.text import translated

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
    from wijkplan.planner.folder.stored_comparison import Stale, paths_of, read_folder
    from wijkplan.planner.plan.variants import VARIANTS, in_variant, question_of
    from wijkplan.planner.rounds.what_if import under_frameworks
    from wijkplan.planner.rounds.why import Subject

    try:
        paths = programme or paths_of(out)
        merged, compiled = read(paths, language)
        folder = read_folder(out, compiled, paths)
    except Stale as error:
        raise WrongUsage(message_of(error)) from error
    asked = question_of(question)
    if (asked, variant) not in folder.plans:
        raise WrongUsage(
            say("{out} has no plan for {variant}, {question}", out=out, variant=variant, question=question)
        )
    asks = None if audience is None else _owner(compiled.names, audience)
    problem = in_variant(folder.asked(compiled)[asked], VARIANTS[variant])
    kept = folder.kept.get((asked, variant))
    return Subject(
        problem, compiled.names, folder.plans[asked, variant], kept, asks, under_frameworks(merged, compiled)
    )


def _owner(names: Names, audience: str) -> int:
    from wijkplan.planner.share.audience import UnknownAudience
    from wijkplan.planner.share.audience import audience as audience_of

    try:
        reader = audience_of(audience, names)
    except UnknownAudience as error:
        raise WrongUsage(message_of(error)) from error
    if reader.kind != "employer":
        raise WrongUsage(
            say(
                "--audience {audience}: reasons are told to an employer (employer:ID); leave it out for all",
                audience=audience,
            )
        )
    return names.employer_index[reader.id]


def line_of(names: Names, line: str) -> int:
    """The work of that id, or the only one whose id or title holds those letters."""
    from wijkplan.planner.findings.finding import suggestion

    if line in names.activity_index:
        return names.activity_index[line]
    found = [a for a, one in enumerate(names.activities) if line.lower() in f"{one.id} {one.title}".lower()]
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
    from wijkplan.planner.text import grouped

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


def _sentences(row: LineReasons, cost: WeekCost | None, language: Language) -> list[str]:
    from wijkplan.planner.text import say, translated

    asked = say("asked for: {week}", week=row.asked) if row.asked else say("no week was asked for")
    head = say("{work} starts in {week} ({asked}).", work=row.activity, week=row.week, asked=asked)
    lines = [translated(head, language)]
    for week, why in ((row.sooner, row.not_sooner), (row.later, row.not_later)):
        lines.append(translated(say("Not in {week}:", week=week or "-"), language) + " " + " ".join(why))
    for one in (row.asked_week, cost):
        if one is not None:
            lines.append(translated(_told(one), language))
            lines += [translated(_room(room), language) for room in one.make_room]
    return lines


def _room(room: MakesRoom) -> str:
    from wijkplan.planner.text import say

    if room.party is None:
        return say("Works of other parties that could make room: {number}.", number=room.number)
    listed = ", ".join(room.works[:3]) + (", ..." if room.number > 3 else "")
    return say(
        "{party} could make room with {number} works: {works}.", party=room.party, number=room.number, works=listed
    )


def _told(one: WeekCost) -> str:
    from wijkplan.planner.plan.rule_words import rule_name
    from wijkplan.planner.text import grouped, say

    unit = say("euros") if one.unit == "euros" else say("home-weeks")
    if one.exact:
        fields = {"week": one.week, "amount": grouped(one.high or 0), "unit": unit, "heads": one.changes}
        if one.changes:
            return say(
                "{week} would cost {amount} {unit}, and own people rise and fall by {heads:g} more heads, all else "
                "where it stands.",
                **fields,
            )
        return say("{week} would cost {amount} {unit}, all else where it stands.", **fields)
    blocked = {"week": one.week, "rule": rule_name(one.rule)}
    if not one.planned_again:
        return say("{week} is not possible as long as all else stays (rule: {rule}).", **blocked)
    if one.high is None:
        return say(
            "{week} is not possible as long as all else stays (rule: {rule}), and no plan was found in which others "
            "make room.",
            **blocked,
        )
    low, high = (None if value is None else grouped(value) for value in (one.low, one.high))
    fields = {"week": one.week, "low": low or "0", "high": high or "?", "unit": unit, "rule": rule_name(one.rule)}
    return say("{week} would cost {low} to {high} {unit}, with others making room (rule: {rule}).", **fields)
