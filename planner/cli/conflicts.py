"""``wijkplan conflicts``: the smallest set of rules that cannot hold together, and what would mend it."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wijkplan.planner.text import say

from .shared import (
    JSON,
    LANGUAGE,
    PATHS,
    SEED,
    VARIANT_IDS,
    WORKERS,
    WrongUsage,
    agreeing,
    console,
    interruptible,
    read,
)
from .standing import PINS

if TYPE_CHECKING:
    from collections.abc import Callable

    from wijkplan.models.conflict.minimal import Conflict
    from wijkplan.models.outcome import Settings
    from wijkplan.models.problem import Problem
    from wijkplan.planner.compile import Names
    from wijkplan.planner.experiment.repairs import Mended
    from wijkplan.planner.text import Language


@click.command(
    short_help="Say which rules cannot hold together, and what would mend it.",
    epilog="""\b
Examples:
  wijkplan conflicts submissions/
  wijkplan conflicts instances/pilot --pin P09-netbeheerder/lv-cable:p=2027-W06 --menu 120""",
)
@PATHS
@click.option("--pin", "wanted", multiple=True, metavar="LINE=WEEK", help="Also have this work start in that week.")
@click.option(
    "--done-by", "due", multiple=True, metavar="ID=WEEK", help="Also have this work, project or district done by then."
)
@PINS
@click.option(
    "--variant", type=click.Choice(VARIANT_IDS), default="bundled", show_default=True, help="What the plan may use."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True, max=1e6),
    default=60.0,
    show_default=True,
    help="Seconds to look for a conflict.",
)
@click.option(
    "--menu",
    type=click.FloatRange(min=0, max=1e6),
    default=60.0,
    show_default=True,
    help="Seconds for what would mend it; 0: do not.",
)
@WORKERS
@SEED
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
    workers: int,
    seed: int,
    language: Language,
    as_json: bool,
) -> None:
    """Look for the smallest set of rules of PROGRAMME that cannot hold together, solve it again to be sure, and say
    what would mend it: each way with who decides, and what the plan that it gives costs.

    With --pin and --done-by, whether that can hold too. Exit code 1 where there is a conflict; 0 where none was found,
    which is no proof that there is a plan."""
    from wijkplan.models.conflict.minimal import conflict as smallest
    from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant

    from .plan import pinned_problem

    with interruptible() as stop:
        _, compiled = read(programme, language)
        problem = in_variant(all_in(pinned_problem(compiled, pins, language)), VARIANTS[variant])
        problem, seeds = _asked(problem, compiled.names, wanted, due)
        seeds |= {a for a, one in enumerate(problem.activities) if one.pinned is not None}
        found = smallest(problem, sorted(seeds), time_limit, seed, workers)
        mended: tuple[Mended, ...] = ()
        if found is not None and menu:
            mended = _menu(problem, found, menu, workers, seed, stop)
    if as_json:
        click.echo(json.dumps(_value(problem, compiled.names, found, mended), indent=1, ensure_ascii=False))
    else:
        shown = console(stderr=False)
        for line in lines(problem, compiled.names, found, mended, language):
            shown.print(line, markup=False, emoji=False, soft_wrap=True)
    if found is not None:
        raise click.exceptions.Exit(1)


def _menu(
    problem: Problem, found: Conflict, seconds: float, workers: int, seed: int, stop: Callable[[], bool]
) -> tuple[Mended, ...]:
    """A third of the time for which ways help, the rest for their plans."""
    from wijkplan.models.conflict.minimal import Asker
    from wijkplan.models.conflict.repairs import repairs
    from wijkplan.models.outcome import Settings
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.experiment.repairs import menu

    ways = list(repairs(problem, found, Asker(time.monotonic() + seconds / 3, seed, workers)))
    each = seconds * 2 / 3 / max(1, len(ways))
    with agreeing():
        return menu(ways, real_engine(), Settings(each, workers, seed), stop)


def _asked(problem: Problem, names: Names, wanted: tuple[str, ...], due: tuple[str, ...]) -> tuple[Problem, set[int]]:
    """The problem with what is asked besides, and the works that this is about."""
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
    told.append(
        say("Confirmed: solved again with another seed, without presolve.")
        if found.confirmed
        else say("Not confirmed: time was too short to solve it again.")
    )
    if found.second_solver:
        told.append(say("A second solver, which shares nothing with the first, says so too (Pumpkin)."))
    if found.minimal:
        told.append(say("None of these can be left out: without each by itself there is a plan of these works."))
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


def _value(problem: Problem, names: Names, found: Conflict | None, mended: tuple[Mended, ...]) -> dict[str, Any]:
    from wijkplan.planner.plan.conflict_words import ConflictWords
    from wijkplan.planner.text import translated

    if found is None:
        return {"conflict": None, "repairs": []}
    english, dutch = ConflictWords(problem, names, "en"), ConflictWords(problem, names, "nl")
    return {
        "conflict": {
            "works": english.works(found),
            "rules": [
                {
                    "rule": row.rule,
                    "owner": row.owner,
                    "sentence": str(row.sentence),
                    "sentence_nl": translated(other.sentence, "nl"),
                }
                for row, other in zip(english.told(found), dutch.told(found), strict=True)
            ],
            "minimal": found.minimal,
            "confirmed": found.confirmed,
            "second_solver": found.second_solver,
            "questions": found.questions,
            "seconds": round(found.seconds, 1),
        },
        "repairs": [
            {
                "kind": one.repair.kind,
                "owner": english.owner(one.repair.group),
                "amount": one.repair.amount,
                "sentence": str(english.repair(one.repair)),
                "sentence_nl": translated(dutch.repair(one.repair), "nl"),
                "low": one.low,
                "high": one.high,
            }
            for one in mended
        ],
    }
