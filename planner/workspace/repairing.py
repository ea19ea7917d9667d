"""A job that looks for what cannot hold together and what would mend it: the menu of repairs, each with who decides and
what the plan that it gives costs. Whoever runs the round may ask besides that a district be done by a day.

The menu names works and people of parties, so it is for the operator; the core team sees how many ways there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from wijkplan.models.conflict.minimal import conflict as smallest
from wijkplan.models.outcome import Settings
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import Disagreement, real_engine
from wijkplan.planner.experiment.repairs import ways_out
from wijkplan.planner.folder.atomic_output import make_folder, write_bytes
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant
from wijkplan.planner.rounds.conflict_files import conflict_files, conflict_values
from wijkplan.planner.text import say

from .job_process import Stopper, Tell
from .jobs import CannotDo
from .jobs_beside import VARIANT, keep
from .models import Job
from .where import programme_folder

SECONDS, MENU = 30, 60
"""How long a conflict is looked for, and its menu."""


def repair(job: Job, tell: Tell, stop: Stopper, compiled: Compiled) -> str:
    """Look for a conflict and for its menu. None found is no proof that there is a plan."""
    args: Mapping[str, Any] = job.args
    problem, about = _asked(in_variant(all_in(compiled.problem), VARIANTS[VARIANT]), compiled, args)
    workers, work = int(args.get("workers", 2)), args.get("work")
    pinned = {a for a, one in enumerate(problem.activities) if one.pinned is not None}
    seconds = float(args.get("seconds", SECONDS))
    found = smallest(problem, sorted(about | pinned), seconds, job.seed, workers, work is None)
    tell("found", {"rules": 0 if found is None else len(found.groups)})
    if found is None:
        return keep(job, {"findings": [], "conflict": [], "repairs": []})
    recruits = None if compiled.recruits is None else compiled.recruits.into(problem)
    settings = Settings(float(args.get("menu", MENU)), workers, job.seed, work)
    try:
        menu = ways_out(problem, found, recruits, real_engine(), settings, stop)
    except Disagreement as fault:
        tell("fault", {"what": str(fault)})
        raise CannotDo(say("no menu is told, because the checker does not agree with the engine")) from fault
    tell("ways", {"ways": len(menu), "plans": sum(one.plan is not None for one in menu)})
    made = datetime.now(UTC).replace(tzinfo=None)
    folder = files_of(job)
    make_folder(folder)
    write_bytes(
        {folder / name: raw for name, raw in conflict_files(problem, compiled, found, menu, "nl", made).items()}
    )
    values = conflict_values(problem, compiled, found, menu)
    rows = [
        {"rule": one["rule"], "party": one["owner"], "nl": one["sentence_nl"], "en": one["sentence"]}
        for one in values["conflict"]["rules"]
    ]
    ways = [
        {"party": one["owner"], "nl": one["sentence_nl"], "en": one["sentence"]}
        | {key: one[key] for key in ("low", "high", "plan")}
        for one in values["repairs"]
    ]
    return keep(job, {"findings": [], "conflict": rows, "repairs": ways, "confirmed": found.confirmed})


def files_of(job: Job) -> Path:
    """Where the menu is as files: JSON, a page, a workbook, and the plan of each way."""
    return programme_folder(job.programme.slug) / "jobs" / f"{job.pk}-repairs"


def _asked(problem: Problem, compiled: Compiled, args: Mapping[str, Any]) -> tuple[Problem, set[int]]:
    """The problem with what is asked besides, and the works that this is about. Raises :class:`CannotDo`."""
    if not args.get("district"):
        return problem, set()
    names, asked = compiled.names, str(args["district"])
    ids = [one.id for one in names.districts]
    slot = names.week_of(date.fromisoformat(str(args["by"])))
    if asked not in ids:
        raise CannotDo(say("no work of district {district} is in this round", district=asked))
    if not 0 <= slot < problem.horizon:
        raise CannotDo(say("{day} lies outside the programme", day=args["by"]))
    district = ids.index(asked)
    rows = list(problem.districts)
    rows[district] = replace(rows[district], due=slot + 1)
    works = {a for p, one in enumerate(problem.projects) if one.district == district for a in problem.members[p]}
    return replace(problem, districts=tuple(rows)), works
