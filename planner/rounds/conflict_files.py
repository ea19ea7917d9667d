"""A conflict and its menu as files: JSON, a page, a workbook, and the plan that each repair gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import Any

from wijkplan.models.conflict.minimal import Conflict
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.repairs import Mended
from wijkplan.planner.plan.conflict_words import ConflictWords
from wijkplan.planner.plan.plan_file import plan_file
from wijkplan.planner.plan.rule_words import rule_name
from wijkplan.planner.share.party_page import tables_page
from wijkplan.planner.share.xlsx_writer import Table, workbook
from wijkplan.planner.text import Language, Text, say, translated

TITLE = say("What cannot hold together")


def conflict_values(problem: Problem, compiled: Compiled, found: Conflict | None, menu: Sequence[Mended]) -> Any:
    """A conflict and its menu as JSON values; ``plan`` names the file with the plan that a repair gives."""
    if found is None:
        return {"conflict": None, "repairs": []}
    english, dutch = (ConflictWords(problem, compiled.names, language) for language in ("en", "nl"))
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
                "plan": None if one.plan is None else plan_name(number),
            }
            for number, one in enumerate(menu, start=1)
        ],
    }


def plan_name(number: int) -> str:
    """The file with the plan that the repair of this number on the menu gives."""
    return f"plan-repair-{number}.json"


def confirmations(found: Conflict) -> list[Text]:
    """How sure it is that these cannot hold together."""
    told = [
        say("Confirmed: solved again with another seed, without presolve.")
        if found.confirmed
        else say("Not confirmed: time was too short to solve it again.")
    ]
    if found.second_solver:
        told.append(say("A second solver, which shares nothing with the first, says so too (Pumpkin)."))
    if found.minimal:
        told.append(say("None of these can be left out: without each by itself there is a plan of these works."))
    return told


def conflict_files(
    problem: Problem, compiled: Compiled, found: Conflict, menu: Sequence[Mended], language: Language, made: datetime
) -> dict[str, bytes]:
    """All files by name, in one language but for the JSON."""
    words = ConflictWords(problem, compiled.names, language)
    rules = Table(
        say("Rules"),
        say("What cannot hold together, and who decides about it."),
        (say("Rule"), say("Owner"), say("What")),
        [
            (rule_name(row.rule) if row.rule != "desk" else say("tenders at a time"), row.owner or "-", row.sentence)
            for row in words.told(found)
        ],
    )
    works = Table(
        say("Works"),
        say("The works that this is about."),
        (say("Work"), say("Name")),
        [(compiled.names.activities[a].id, compiled.names.activities[a].title) for a in found.works],
    )
    repairs = Table(
        say("What would mend it"),
        say(
            "Each way changes one thing at one place, by the least that helps; all else stays as it was sent. Its plan "
            "holds once that is changed, and costs at most what was found and at least what is proven; cheapest first."
        ),
        (say("Repair"), say("Who decides"), say("Euros at least"), say("Euros found"), say("Plan")),
        [
            (
                words.repair(one.repair),
                words.owner(one.repair.group) or "-",
                one.low,
                one.high,
                say("no plan of the whole was found") if one.plan is None else plan_name(number),
            )
            for number, one in enumerate(menu, start=1)
        ],
    )
    tables = [rules, works, repairs]
    about = reduce(lambda first, second: say("{first} {second}", first=first, second=second), confirmations(found))
    values = conflict_values(problem, compiled, found, menu)
    return {
        "conflict.json": (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode(),
        "conflict.html": tables_page(TITLE, about, tables, language).encode(),
        "conflict.xlsx": workbook(tables, language, made),
    } | {
        plan_name(number): (json.dumps(_plan(compiled, one), indent=1, ensure_ascii=False) + "\n").encode()
        for number, one in enumerate(menu, start=1)
        if one.plan is not None
    }


def _plan(compiled: Compiled, one: Mended) -> Any:
    """The plan that a repair gives, by names; who trains has only the newcomers of its own people in it."""
    assert one.plan is not None
    recruits = compiled.recruits
    if recruits is not None and one.repair.kind == "train":
        kept = [c for c, cohort in enumerate(recruits.cohorts) if cohort.pool == one.repair.group.index]
        names = tuple(recruits.names[c] for c in kept)
        recruits = replace(recruits, cohorts=one.repair.problem.cohorts, names=names)
    return plan_file(replace(compiled, recruits=recruits), one.plan).to_values()
