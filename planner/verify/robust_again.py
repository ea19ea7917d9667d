"""What is stated as safe to commit to, beside the plan that it is about: its cost, its bound, and the week of each
work. Chances and what holds in other plans are what ``wijkplan robust`` found, which is not done again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.folder.stored_comparison import Folder, read_json
from wijkplan.planner.plan.variants import question_of
from wijkplan.planner.record.robust import NAME

from .file_checked import FileChecked, file_checked


def robust_file(folder: Path, read: Folder, compiled: Compiled) -> Iterator[FileChecked]:
    """``robust.json``; nothing where there is none."""
    if read.robust is None:
        return
    told, names = read.robust, compiled.names
    plan = read.plans.get((question_of(told.question), told.variant))
    result = read.comparison.result(question_of(told.question), told.variant)
    made = json.loads(told.model_dump_json())
    if plan is None or result is None:
        made |= {"cost_eur": None, "bound_eur": None, "lines": []}
    else:
        chances = {row["activity"]: row for row in made["lines"]}
        placed = sorted(plan.by_activity().items())
        here = [(names.activities[a].id, week_label(names.start, one.start)) for a, one in placed]
        lines = [chances.get(id, {}) | {"activity": id, "week": week} for id, week in here]
        made |= {"cost_eur": result.cost, "bound_eur": result.bound, "lines": lines}
    yield file_checked(NAME, read_json(folder / NAME), made)
