"""The papers of an output folder, made again from its comparison and plans: each statement in them is what these say.
So are the access meter and the front of cost against completion.

Compared are the facts and sentences beside each dossier and the open data; the documents themselves are for people to
go on with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from wijkplan.planner.access import access
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.folder.stored_comparison import Folder, Stale, read_value
from wijkplan.planner.plan.variants import QUESTIONS
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Part
from wijkplan.planner.results.completion_front import completion_front, homes_of
from wijkplan.planner.tenders.tender_documents import tender_papers
from wijkplan.planner.text import say

from .fields import unequal
from .output_folder import Checked


def audit_papers(folder: Path, read: Folder, programme: Programme, compiled: Compiled) -> Iterator[Checked]:
    """One row per file, also for one that is too many, whatever it holds. Raises
    :class:`~wijkplan.planner.experiment.engine.Disagreement` where a plan chose a tender that is not lawful."""
    now = datetime.fromisoformat(read.run.started)
    made = tender_papers(programme, compiled, read.comparison, read.plans, now, ".json")
    if made.failed:
        names, why = ", ".join(sorted(made.failed)), next(iter(made.failed.values()))
        raise Disagreement(say("{names} cannot be made again: {why}", names=names, why=why))
    derived = {name: json.loads(content) for name, content in made.made.items()}
    kinds = ("dossiers/dossier-*.json", "ocds/*.json", "places/*.json")
    there = {p.relative_to(folder).as_posix() for kind in kinds for p in folder.glob(kind)}
    for name in sorted(there | set(derived)):
        stated = _read(folder / name)
        part, file = name.split("/")
        difference = _difference(name, stated, derived.get(name)) if name in derived else WHOLE
        yield Checked(part, file, "paper", _state(stated), _state(derived.get(name)), not difference, difference)


def audit_access(read: Folder, programme: Programme, compiled: Compiled) -> Checked:
    """What the comparison says of able bidders, from the programme and the plans of the two questions."""
    stated = _value(read.comparison.access)
    plans = {key: plan for key, plan in read.plans.items() if key[0] in QUESTIONS}
    derived = _value(access(programme, compiled, plans))
    difference = _difference("", stated, derived)
    return Checked(
        say("access"), say("able bidders"), "access", _state(stated), _state(derived), not difference, difference
    )


def audit_front(read: Folder, programme: Programme, compiled: Compiled) -> Checked:
    """Cost against completion, from the stated terms (which :func:`~wijkplan.planner.verify.output_folder.audit`
    derives) and all plans."""
    stated = [_value(point) for point in read.comparison.completion_front]
    derived = [
        _value(point)
        for point in completion_front(compiled.problem, homes_of(programme, compiled), read.results, read.plans)
    ]
    difference = _difference("", stated, derived)
    return Checked(
        say("front"), say("completion"), "front", _state(stated), _state(derived), not difference, difference
    )


def _value(part: Part) -> Any:
    return part.model_dump(mode="json", by_alias=True)


def _read(path: Path) -> Any:
    try:
        return read_value(path)
    except Stale:
        return None


def _state(content: Any) -> str | None:
    """A digest of the content, ``None`` where there is none."""
    return None if content is None else sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]


WHOLE = say("differs at {place}", place=say("the whole file"))


def _difference(file: str, stated: Any, derived: Any) -> str:
    """Where two JSON values differ first; empty where they do not."""
    if stated is None or derived is None:
        return "" if stated is derived else WHOLE
    first = next(iter(unequal(file, stated, derived)), None)
    return "" if first is None else say("differs at {place}", place=first.path or say("the whole file"))
