"""``wijkplan conflicts``: the smallest set of rules that cannot hold together, and what would mend it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    JSON,
    LANGUAGE,
    PATHS,
    SEED,
    WORK,
    WORKERS,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    read,
    time_limit,
    to_folder,
    variant_option,
    write_to,
)
from .standing import PINS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from wijkplan.models.conflict.minimal import Conflict
    from wijkplan.models.outcome import Settings
    from wijkplan.models.problem import Problem
    from wijkplan.planner.compile import Compiled, Names
    from wijkplan.planner.experiment.repairs import Mended
    from wijkplan.planner.programme import Programme
    from wijkplan.planner.text import Language


@click.command(
    epilog="""\b
Examples:
  wijkplan conflicts submissions/
  wijkplan conflicts rounds/2027-Q2 --to conflict
  wijkplan conflicts instances/pilot --pin P09b-KABEL/lv-cable:P09-S7=2027-W06 --menu 120""",
)
@PATHS
@click.option("--pin", "wanted", multiple=True, metavar="LINE=WEEK", help="Also have this work start in that week.")
@click.option(
    "--done-by", "due", multiple=True, metavar="ID=WEEK", help="Also have this work, project or district done by then."
)
@PINS
@variant_option("What the plan may use.")
@time_limit(60.0, "Seconds to look for a conflict.")
@click.option(
    "--menu",
    type=click.FloatRange(min=0, max=1e6),
    default=60.0,
    show_default=True,
    help="Seconds for what would mend it; 0: do not.",
)
@to_folder("Write it there: JSON, a page, a workbook, and the plan that each way out gives.")
@WORKERS
@SEED
@WORK
@LANGUAGE
@JSON
def conflicts(
    programme: tuple[Path, ...],
    wanted: tuple[str, ...],
    due: tuple[str, ...],
    pins: tuple[Path, ...],
    variant: str,
    time_limit: float,
    menu: float,
    target: Path | None,
    workers: int,
    seed: int,
    work: int | None,
    language: Language,
    as_json: bool,
) -> None:
    """Look for the smallest set of rules of PROGRAMME that cannot hold together, solve it again to be sure, and say
    what would mend it: each way with who decides, and what the plan that it gives costs.

    PROGRAMME may be the folder of a round: then with what stands in it. With --pin and --done-by, whether that can hold
    too. Exit code 1 where there is a conflict; 0 where none was found,
    which is no proof that there is a plan."""
    from wijkplan.models.conflict.minimal import conflict as smallest
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant
    from wijkplan.planner.rounds.conflict_files import conflict_files, conflict_values
    from wijkplan.planner.submission.agreed import FACTS

    from .plan import pinned_problem

    with interruptible() as stop:
        merged, compiled = _read(programme, language)
        begun = {line.activity for line in (merged.agreed.lines if merged.agreed else ()) if line.state in FACTS}
        problem = in_variant(all_in(pinned_problem(compiled, pins, language)), VARIANTS[variant])
        problem, seeds = _asked(problem, compiled.names, wanted, due, begun)
        seeds |= {a for a, one in enumerate(problem.activities) if one.pinned is not None}
        found = smallest(problem, sorted(seeds), time_limit, seed, workers, work is None)
        mended: tuple[Mended, ...] = ()
        if found is not None and menu:
            works = {compiled.names.activity_index[id] for id in begun & compiled.names.activity_index.keys()}
            mended = _menu(problem, compiled, found, Settings(menu, workers, seed, work), stop, works)
    if target is not None and found is not None:
        made = datetime.now(UTC).replace(tzinfo=None)
        write_to(target, conflict_files(problem, compiled, found, mended, language, made))
    if as_json:
        click.echo(json.dumps(conflict_values(problem, compiled, found, mended), indent=1, ensure_ascii=False))
    else:
        shown = console(stderr=False)
        for line in lines(problem, compiled.names, found, mended, language):
            shown.print(line, markup=False, emoji=False, soft_wrap=True)
    if found is not None:
        raise click.exceptions.Exit(1)


def _read(programme: tuple[Path, ...], language: Language) -> tuple[Programme, Compiled]:
    """The programme, or that of a round with what stands in it."""
    from wijkplan.planner.rounds.round_folder import RoundError
    from wijkplan.planner.rounds.what_stands import programme_in

    with TemporaryDirectory() as aside:
        try:
            paths = [path for one in programme for path in programme_in(one, Path(aside))]
        except RoundError as error:
            raise WrongUsage(message_of(error)) from error
        return read(paths, language)


def _menu(
    problem: Problem,
    compiled: Compiled,
    found: Conflict,
    settings: Settings,
    stop: Callable[[], bool],
    begun: Collection[int],
) -> tuple[Mended, ...]:
    """What would mend it; a disagreement of checker and engine is told as a fault of ours."""
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.experiment.repairs import ways_out

    recruits = None if compiled.recruits is None else compiled.recruits.into(problem)
    with agreeing():
        return ways_out(problem, found, recruits, real_engine(), settings, stop, begun)


def _asked(
    problem: Problem, names: Names, wanted: tuple[str, ...], due: tuple[str, ...], begun: Collection[str]
) -> tuple[Problem, set[int]]:
    """The problem with what is asked besides, and the works that this is about; what has ``begun`` stays."""
    from .why import line_of, week_of

    activities, projects, districts = list(problem.activities), list(problem.projects), list(problem.districts)
    seeds: set[int] = set()
    for option, text in (*(("--pin", text) for text in wanted), *(("--done-by", text) for text in due)):
        name, equals, week = text.rpartition("=")
        if not equals:
            raise WrongUsage(say("{option} {text}: write ID=WEEK, such as P09=2027-W20", option=option, text=text))
        slot = week_of(names, week, option)
        if not 0 <= slot < problem.horizon:
            raise WrongUsage(say("{option} {text}: that week lies outside the programme", option=option, text=text))
        if option == "--pin":
            a = line_of(names, name)
            if names.activities[a].id in begun:
                raise WrongUsage(
                    say("{option} {text}: that work has begun, and stays where it is", option=option, text=text)
                )
            activities[a] = replace(activities[a], pinned=slot)
            seeds.add(a)
        elif name in names.project_index:
            p = names.project_index[name]
            projects[p] = replace(projects[p], due=slot + 1)
            seeds |= set(problem.members[p])
        elif name in (ids := [one.id for one in names.districts]):
            d = ids.index(name)
            districts[d] = replace(districts[d], due=slot + 1)
            seeds |= {a for p, one in enumerate(projects) if one.district == d for a in problem.members[p]}
        else:
            a = line_of(names, name)
            activities[a] = replace(activities[a], deadline=slot + 1)
            seeds.add(a)
    made = replace(problem, activities=tuple(activities), projects=tuple(projects), districts=tuple(districts))
    return made, seeds


def why_none(problem: Problem, names: Names, settings: Settings, language: Language) -> list[str]:
    """The smallest conflict of a problem of which no plan was found, looked for as long as the plan was, at most a
    minute; nothing where none was confirmed."""
    from wijkplan.models.conflict.minimal import conflict as smallest

    found = smallest(problem, (), min(60.0, settings.seconds), settings.seed, settings.workers)
    return [] if found is None or not found.confirmed else lines(problem, names, found, (), language)


def lines(
    problem: Problem, names: Names, found: Conflict | None, mended: tuple[Mended, ...], language: Language
) -> list[str]:
    """A conflict and its menu for people."""
    from wijkplan.planner.plan.conflict_words import ConflictWords
    from wijkplan.planner.plan.rule_words import rule_name
    from wijkplan.planner.rounds.conflict_files import confirmations
    from wijkplan.planner.text import grouped, translated

    if found is None:
        return [translated(say("No conflict was found; that is no proof that there is a plan."), language)]
    words = ConflictWords(problem, names, language)
    listed = words.works(found)
    works = ", ".join(listed[:6]) + (", ..." if len(listed) > 6 else "")
    told = [
        say("These cannot hold together (works: {works}):", works=works)
        if found.confirmed
        else say("Perhaps these cannot hold together, which is not confirmed (works: {works}):", works=works)
    ]
    for row in words.told(found):
        rule = rule_name(row.rule) if row.rule != "desk" else say("tenders at a time")
        told.append(say("- {sentence} [{rule}; {owner}]", sentence=row.sentence, rule=rule, owner=row.owner or "-"))
    told += confirmations(found)
    if mended:
        told.append(say("What would mend it:"))
    for one in mended:
        owner = words.owner(one.repair.group) or "-"
        fields = {"repair": words.repair(one.repair), "owner": owner}
        if one.high is None:
            told.append(
                say("- {repair} [{owner}] It mends this conflict; no plan of the whole was found in time.", **fields)
            )
        else:
            low = say("nothing proven") if one.low is None else grouped(one.low)
            told.append(
                say(
                    "- {repair} [{owner}] The plan that it gives costs {high} euros (at least {low}).",
                    high=grouped(one.high),
                    low=low,
                    **fields,
                )
            )
    return [translated(text, language) for text in told]
