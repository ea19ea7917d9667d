"""Jobs that plan nothing: everybody's hand-in checked together, and the smallest set of rules that cannot hold
together. What they find names parties, so it is for the operator; the core team sees how much it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wijkplan.models.conflict.minimal import conflict as smallest
from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.atomic_output import write_text
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.plan.conflict_words import ConflictWords
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant
from wijkplan.planner.text import LANGUAGES, translated

from .handing_in import as_row, gather
from .job_process import Tell
from .models import Job
from .rounds_of import folder_of
from .where import programme_folder

VARIANT = "bundled"
MOST = 500
"""Findings that are kept of a check; all are counted."""


def paths_of_job(job: Job) -> Sequence[Path]:
    """What would be planned: the submissions of the round, or while they are collected what counts of each."""
    from wijkplan.planner.rounds.taking_part import paths_of

    if not job.round.collecting:
        folder = folder_of(job.programme)
        return list(paths_of(folder, folder.one(job.round.name)))
    return gather(job.programme, programme_folder(job.programme.slug) / "gathered" / f"job-{job.pk}")


def check(job: Job, tell: Tell) -> str:
    """Read everybody's hand-in together."""
    found = load_all(paths_of_job(job)).findings
    counts = Counter(one.severity for one in found)
    tell("found", {f"{one}s": counts[one] for one in ("error", "warning", "hint")})
    order = {"error": 0, "warning": 1, "hint": 2}
    rows = [as_row(one) | {"file": Path(one.file).name} for one in sorted(found, key=lambda one: order[one.severity])]
    return keep(job, {"findings": rows[:MOST], "conflict": []})


def conflicts(job: Job, tell: Tell, compiled: Compiled) -> str:
    """Look for rules that cannot hold together; none found is no proof that there is a plan."""
    problem = in_variant(all_in(compiled.problem), VARIANTS[VARIANT])
    pinned = [a for a, one in enumerate(problem.activities) if one.pinned is not None]
    found = smallest(problem, pinned, float(job.args.get("seconds", 30)), job.seed, int(job.args.get("workers", 2)))
    rows: list[dict[str, Any]] = []
    if found is not None:
        words = {spoken: ConflictWords(problem, compiled.names, spoken).told(found) for spoken in LANGUAGES}
        rows = [
            {"rule": one.rule, "party": one.owner, "nl": translated(one.sentence, "nl")}
            | {"en": translated(other.sentence, "en")}
            for one, other in zip(words["nl"], words["en"], strict=True)
        ]
    tell("found", {"rules": len(rows)})
    return keep(job, {"findings": [], "conflict": rows})


def keep(job: Job, values: dict[str, Any]) -> str:
    """Write what a job found; gives back where, in the folder of the programme."""
    base = programme_folder(job.programme.slug)
    path = base / "jobs" / f"{job.pk}.json"
    write_text(path, json.dumps(values, ensure_ascii=False) + "\n")
    return str(path.relative_to(base))


def result_of(job: Job) -> dict[str, Any] | None:
    """What a job of these kinds found; ``None`` for others, and before it ended."""
    path = programme_folder(job.programme.slug) / "jobs" / f"{job.pk}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
