"""The pilot with a plan that stays as it is whatever is changed in the programme, and what the files of an export
say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from tests.planner.record.rows import PROVENANCE, comparison, result
from tests.support.command import ROOT
from wijkplan.models.check import judge
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.folder.stored_comparison import Folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan import plan_file
from wijkplan.planner.plan.measures import measures
from wijkplan.planner.plan.variants import BUNDLED, SUBMITTED, all_in, in_variant
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Comparison
from wijkplan.planner.results.comparison_json import summary
from wijkplan.planner.share.audience import audience
from wijkplan.planner.share.export import Export, Subject, export


@cache
def pilot() -> Programme:
    programme, _ = load([ROOT / "instances" / "pilot"])
    assert programme is not None
    return programme


@cache
def _fixed() -> tuple[dict[str, Any], Comparison]:
    """The plan by names, and a comparison of one result."""
    compiled = _compiled(pilot())
    plan = submitted(in_variant(all_in(compiled.problem), SUBMITTED))
    return plan_file.to_json(compiled, plan), _comparison(pilot(), compiled, plan)


def _comparison(programme: Programme, compiled: Compiled, plan: Plan) -> Comparison:
    """A comparison of one plan, with what it costs as if only cash counted: less is then unknown of it."""
    problem = replace(in_variant(all_in(compiled.problem), BUNDLED), priced=frozenset(CASH))
    cost = sum(euros for term, euros in judge(problem, plan).terms.items() if term in CASH)
    measured = measures(problem, plan, tuple(d.id for d in compiled.names.districts))
    row = result("all_in", "bundled", cost, bound=4, bound_certified=True, gap=0.2, decidable_cost=3, measures=measured)
    return comparison(programme=summary(programme, compiled), results=(row,))


def fixed() -> tuple[Compiled, Plan]:
    """The pilot as it is, and its plan."""
    compiled = _compiled(pilot())
    plan, _ = plan_file.from_json(compiled, _fixed()[0])
    return compiled, plan


_COMPILED: dict[int, tuple[Programme, Compiled]] = {}  # the programmes are kept, so that their ids stay theirs


_SUBJECTS: dict[int, Subject] = {}  # likewise: what all readers of one programme are told from is made once


def _compiled(programme: Programme) -> Compiled:
    if id(programme) not in _COMPILED:
        _COMPILED[id(programme)] = programme, compile(programme)
    return _COMPILED[id(programme)][1]


@cache
def baseline(reader: str) -> Export:
    """The export of the fixed plan of the pilot as it is."""
    return exported(pilot(), reader)


def exported(programme: Programme, reader: str, plan: Plan | None = None) -> Export:
    """The export of a plan in a programme; of the pilot's fixed one, with the comparison of the pilot as it is, where
    none is named."""
    if plan is not None:
        told = _subject(programme, plan, _comparison(programme, _compiled(programme), plan))
    else:
        told = subject(programme)
    return export(told, audience(reader, told.compiled.names), "en")


def subject(programme: Programme) -> Subject:
    """What exports of the pilot's fixed plan in a programme are about."""
    if id(programme) not in _SUBJECTS:
        kept, _ = plan_file.from_json(_compiled(programme), _fixed()[0])
        _SUBJECTS[id(programme)] = _subject(programme, kept, _fixed()[1])
    return _SUBJECTS[id(programme)]


def _subject(programme: Programme, plan: Plan, fixed_one: Comparison) -> Subject:
    compiled = _compiled(programme)
    assert len(plan.placements) == len(compiled.problem.activities)
    folder = Folder(PROVENANCE, fixed_one, {("all_in", "bundled"): plan, ("all_in", fixed_one.baseline): plan})
    return Subject(programme, compiled, folder, "all_in", "bundled", b"key")


def texts(files: Mapping[str, bytes]) -> str:
    """Everything that can be read in files, workbooks unpacked."""
    found = []
    for name, raw in files.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(raw)) as book:
                found += [book.read(part).decode("utf-8", "replace") for part in book.namelist()]
        found.append(name + raw.decode("utf-8", "replace").replace("\r\n ", ""))
    return "\n".join(found)
