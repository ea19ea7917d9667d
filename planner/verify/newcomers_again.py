"""What an output folder says of newcomers, derived again: costs and rules from its two plans per question, bounds from
the certificates, everything else in ``newcomers.json`` from these."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.comparison_types import Compared, Run
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.experiment.newcomer_runs import NewcomerRuns, to_ask
from wijkplan.planner.folder.stored_comparison import Folder, read_json
from wijkplan.planner.plan.variant_words import named
from wijkplan.planner.record.newcomers import NAME, NewcomersAnswer
from wijkplan.planner.results.newcomers_record import newcomers_record, plan_file_name, plan_of
from wijkplan.planner.results.shortages import again
from wijkplan.planner.text import say

from .fields import sides
from .file_checked import FileChecked, file_checked
from .put_together import beside_run

SIDES = ("without", "beside")


def newcomers_files(folder: Path, read: Folder, compiled: Compiled, compared: Compared) -> Iterator[FileChecked]:
    """``newcomers.json`` and its plans; nothing where newcomers were not asked and no file speaks of them.

    Raises:
        Disagreement: what lies there contradicts itself, or a plan with newcomers costs more than one without.
    """
    asked = read.run.settings.intake
    made: dict[str, Any] = {}
    known = frozenset[str]()
    if asked and read.newcomers is not None:
        found = tuple(_again(read, compiled, run, one) for run, one in _pairs(read, compared))
        made[NAME] = json.loads(newcomers_record(compiled, found).to_json())
        for one in found:
            for side, run in ((SIDES[0], one.without), (SIDES[1], one.beside)):
                told = plan_of(compiled, run, read.run.settings.seed)
                made[plan_file_name(run.question, side)] = json.loads(told.to_json())
        stated = read_json(folder / NAME)["answers"]
        known = sides((f"answers[{i}].{side}", row[side]) for i, row in enumerate(stated) for side in SIDES)
    elif asked:
        made[NAME] = {"answers": [{"question": run.question} for run in to_ask(compared.all_runs)]}
    for name in sorted(made.keys() | {path.name for path in folder.glob("newcomers*.json")}):
        lies = read_json(folder / name) if (folder / name).is_file() else None
        yield file_checked(name, lies, made.get(name), known if name == NAME else frozenset())


def _pairs(read: Folder, compared: Compared) -> Iterator[tuple[Run, NewcomersAnswer]]:
    """Everything together in each question beside what is stated of it with newcomers, in the order of the questions.
    Where nobody interrupted it there is an answer to each."""
    assert read.newcomers is not None
    stated = {one.question: one for one in read.newcomers.answers}
    runs = to_ask(compared.all_runs)
    if set(stated) - {run.question for run in runs}:
        raise Disagreement(say("newcomers are answers to questions that nobody asked"))
    if len(stated) < len(runs) and not read.run.interrupted:
        raise Disagreement(say("of newcomers not every question is answered"))
    for run in runs:
        if run.question in stated:
            yield run, stated[run.question]


def _again(read: Folder, compiled: Compiled, run: Run, stated: NewcomersAnswer) -> NewcomerRuns:
    """Both sides of one question, by their plans and certificates."""
    if compiled.recruits is None:
        raise Disagreement(say("this programme has nobody who can learn a trade, and its folder tells of newcomers"))
    told = json.loads(stated.model_dump_json())
    plans = [read.with_newcomers.get(plan_file_name(run.question, side)) for side in SIDES]
    problems = (run.problem, compiled.recruits.into(run.problem))
    found = [
        beside_run(run.question, problem, plan, told[side], told[f"{side}_certificate"])
        for side, problem, plan in zip(SIDES, problems, plans, strict=True)
    ]
    for one in found:
        if one.plan is None or one.verdict is None or not one.verdict.feasible:
            raise Disagreement(
                say(
                    "{question}: a plan with or without newcomers is missing or breaks rules",
                    question=named(run.question),
                )
            )
    return NewcomerRuns(found[0], found[1], again(compiled, found[0], found[1].problem, stated.shortages))
