"""``wijkplan what-if``: between what euros the programme costs more or less when one thing is different."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import say

from .shared import (
    IN_EUROS,
    JSON,
    LANGUAGE,
    PROGRAMME_NOW,
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
    to_folder,
    variant_option,
    write_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkplan.models.outcome import Settings
    from wijkplan.planner.rounds.subject import Subject
    from wijkplan.planner.rounds.what_if import Change, WhatIf
    from wijkplan.planner.submission.base_types import LearningScope
    from wijkplan.planner.text import Language, Text

SCOPES = ("consortium", "trade", "chain")


@click.command(
    "what-if",
    epilog="""\b
Examples:
  wijkplan what-if out --lend-nobody netaannemer-a=2027-W18..2027-W22
  wijkplan what-if out --more netaannemer-a/LVM=2
  wijkplan what-if out --closed-until NIEUWOLDA-S1=2027-W36
  wijkplan what-if out --smooth 80
  wijkplan what-if out --learning 8""",
)
@click.argument("out", metavar="PLAN", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--lend-nobody", metavar="EMPLOYER[=WEEK..WEEK]", help="It lends none of its people, or none then.")
@click.option("--more", metavar="EMPLOYER/TRADE=NUMBER", help="It has so many people more; fewer with a minus.")
@click.option("--closed-until", metavar="STREET=WEEK", help="Nothing opens that street before then.")
@click.option(
    "--framework-ends",
    metavar="FRAMEWORK=WEEK",
    help="It is not renewed: nothing is called off under it from that week on.",
)
@click.option(
    "--smooth",
    metavar="PERCENT",
    type=click.IntRange(min=0, max=100),
    help="Own people rise and fall at most so many percent of what they do in that plan.",
)
@click.option(
    "--learning",
    metavar="PERCENT",
    type=click.FloatRange(min=0, max=15),
    help="Each doubling of districts done takes so much off the labour of comparable work of the same employer, and "
    "the plan counts on it; 0: nothing is learnt. A scenario: plans that are found, no proof.",
)
@click.option(
    "--learning-scope",
    type=click.Choice(SCOPES),
    help="With --learning: whose comparable work counts, of the same consortium, of the same trade in a region, or of "
    "the whole chain there.  [default: what the programme says]",
)
@to_folder("Write the answer there: JSON and a page.")
@PROGRAMME_NOW
@variant_option()
@question_option(IN_EUROS)
@time_limit(30.0, "Seconds to plan the whole again.")
@WORKERS
@SEED
@WORK
@LANGUAGE
@JSON
def what_if(
    out: Path,
    lend_nobody: str | None,
    more: str | None,
    closed_until: str | None,
    framework_ends: str | None,
    smooth: int | None,
    learning: float | None,
    learning_scope: LearningScope | None,
    target: Path | None,
    programme: tuple[Path, ...],
    variant: str,
    question: str,
    time_limit: float,
    workers: int,
    seed: int,
    work: int | None,
    language: Language,
    as_json: bool,
) -> None:
    """Say what one change would cost or save against the plan in the folder PLAN, as an interval that is proven, and
    whose work it would move. The answer names all employers: it is for the neutral party."""
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.folder.stored_comparison import read_comparison
    from wijkplan.planner.plan.variants import question_of
    from wijkplan.planner.rounds.what_if import answer, smoother

    from .why import subject_of

    given = (lend_nobody, more, closed_until, framework_ends, smooth, learning)
    if given.count(None) != len(given) - 1:
        raise WrongUsage(
            say("ask one thing: --lend-nobody, --more, --closed-until, --framework-ends, --smooth or --learning")
        )
    if learning is not None:
        settings = Settings(time_limit, workers, seed, work)
        _learning(out, programme, variant, question, (learning, learning_scope), target, settings, language, as_json)
        return
    if learning_scope is not None:
        raise WrongUsage(say("--learning-scope goes with --learning"))
    with interruptible() as stop:
        subject = subject_of(out, programme, variant, question, language, None)
        stated = read_comparison(out).result(question_of(question), variant)
        bound = stated.bound if stated is not None and stated.bound_certified else None
        change = (
            smoother(subject.problem, subject.plan, smooth)
            if smooth is not None
            else _change(subject, lend_nobody, more, closed_until, framework_ends)
        )
        settings = Settings(time_limit, workers, seed, work)
        with agreeing():
            found = answer(subject, bound, change, real_engine(), settings, stop)
    asked = next(f"{one}" for one in given if one is not None)
    if target is not None:
        write_to(target, _files(found, asked, language))
    if as_json:
        click.echo(found.model_dump_json(indent=1))
        return
    from wijkplan.planner.text import translated

    for line in _told(found):
        console(stderr=False).print(translated(line, language), markup=False, emoji=False, soft_wrap=True)


def _learning(
    out: Path,
    programme: tuple[Path, ...],
    variant: str,
    question: str,
    learning: tuple[float, LearningScope | None],
    target: Path | None,
    settings: Settings,
    language: Language,
    as_json: bool,
) -> None:
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.folder.stored_comparison import Stale, paths_of
    from wijkplan.planner.plan.plan_file import plan_file
    from wijkplan.planner.rounds.learned import learnt, told_of
    from wijkplan.planner.text import message_of, translated

    from .why import subject_of

    with interruptible() as stop:
        try:
            merged, compiled = read(programme or paths_of(out), language)
        except Stale as error:
            raise WrongUsage(message_of(error)) from error
        subject = subject_of(out, programme, variant, question, language, None)
        with agreeing():
            rate, asked = learning
            scope = asked or merged.reference.learning_scope
            found, plan = learnt(subject, merged, compiled, rate, scope, real_engine(), settings, stop)
    if target is not None:
        answer = (found.model_dump_json(indent=1) + "\n").encode()
        made = plan_file(plan.compiled, plan.plan).to_json().encode()
        write_to(target, {"learning.json": answer, "learning-plan.json": made})
    if as_json:
        click.echo(found.model_dump_json(indent=1))
        return
    for line in told_of(found):
        console(stderr=False).print(translated(line, language), markup=False, emoji=False, soft_wrap=True)


def _change(
    subject: Subject, lend_nobody: str | None, more: str | None, closed_until: str | None, framework_ends: str | None
) -> Change:
    from wijkplan.planner.rounds import what_if as rules

    from .why import week_of

    names, problem = subject.names, subject.problem
    if lend_nobody is not None:
        name, _, weeks = lend_nobody.partition("=")
        employer = _one_of(name, [one.id for one in names.employers])
        if not weeks:
            return rules.lend_nobody(problem, subject.plan, employer)
        first, _, last = weeks.partition("..")
        span = week_of(names, first, "--lend-nobody"), week_of(names, last or first, "--lend-nobody") + 1
        if not span[0] < span[1]:
            raise WrongUsage(say("--lend-nobody {text}: the last week comes before the first", text=lend_nobody))
        return rules.lend_nobody(problem, subject.plan, employer, span)
    if more is not None:
        who, _, number = more.partition("=")
        name, _, trade = who.partition("/")
        if not number.removeprefix("-").isdecimal():
            raise WrongUsage(say("--more {text}: write EMPLOYER/TRADE=NUMBER, such as netaannemer-a/LVM=2", text=more))
        employer, at = _one_of(name, [one.id for one in names.employers]), _one_of(trade, [t.id for t in names.trades])
        if not any((pool.employer, pool.trade) == (employer, at) for pool in problem.pools):
            raise WrongUsage(say("--more {text}: that employer has no people of that trade", text=more))
        return rules.more_people(problem, employer, at, int(number))
    if framework_ends is not None:
        name, _, week = framework_ends.rpartition("=")
        known = sorted(subject.frameworks)
        projects = subject.frameworks[known[_one_of(name, known)]]
        return rules.framework_ends(problem, projects, week_of(names, week, "--framework-ends"))
    name, _, week = (closed_until or "").rpartition("=")
    street = _one_of(name, [one.id for one in names.streets])
    return rules.closed_until(problem, street, week_of(names, week, "--closed-until"))


def _one_of(name: str, ids: Sequence[str]) -> int:
    from wijkplan.planner.findings.finding import suggestion

    if name not in ids:
        raise WrongUsage(say("there is no {name!r} here. {suggestion}", name=name, suggestion=suggestion(name, ids)))
    return list(ids).index(name)


def _told(found: WhatIf) -> list[Text]:
    from wijkplan.planner.text import grouped

    if found.impossible:
        return [say("Then there is no plan (wijkplan conflicts says which rules cannot hold together).")]
    ends = (found.low, found.high)
    low, high = (say("not known") if one is None else grouped(one) for one in ends)
    lines = [say("It costs between {low} and {high} euros more (less: negative).", low=low, high=high)]
    if found.cost is None:
        lines.append(say("No plan with it was found in this time."))
    lines += [
        say("{employer}: {works} works elsewhere or with others, {weeks} weeks in all.", **one.model_dump())
        for one in found.affected
    ]
    return lines


def _files(found: WhatIf, asked: str, language: Language) -> dict[str, bytes]:
    from functools import reduce

    from wijkplan.planner.share.party_page import tables_page
    from wijkplan.planner.share.xlsx_writer import Table

    about = reduce(lambda first, second: say("{first} {second}", first=first, second=second), _told(found)[:2])
    table = Table(
        say("Who is affected"),
        say("Works in another week or with another crew in the plan that was found."),
        (say("Employer"), say("Works"), say("Weeks moved")),
        [(row.employer, row.works, row.weeks) for row in found.affected],
    )
    page = tables_page(say("What if: {asked}", asked=asked), about, [table], language)
    return {"what-if.json": (found.model_dump_json(indent=1) + "\n").encode(), "what-if.html": page.encode()}
