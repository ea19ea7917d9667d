"""A plan in which one combined tender is chosen: work in the weeks asked for, nothing solved, euros that can be added up by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, programme
from tests.planner.record.rows import comparison, saving
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Plan, Publication
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.programme import Programme
from wijkplan.planner.tenders.dossier.dossier_case import Case

(SEWER,) = TOWN["projects"]
(CABLE,) = GRID["projects"]
TENDERED = {key: value for key, value in CABLE.items() if key not in ("award", "employer", "framework")} | {"id": "NET"}
CALLS = [{**CABLE, "id": f"C{i}"} for i in range(2)]
RETROFIT = {**SEWER, "id": "RET", "work_type": "retrofit", "places": [{"id": "b", "insulation_light_homes": 8}]}

COMPARISON = comparison(
    savings=(
        saving("equal_delivery", "streets", "bundled", 90_000, None, "indicated"),
        saving("equal_delivery", "aligned", "combined", 7_000, 8_500),
        saving("all_in", "aligned", "combined", 0, 1, "undecided"),
    )
)


def world(town: list[dict[str, Any]], grid: list[dict[str, Any]] | None = None, **other: Any) -> Programme:
    """The tiny programme with other projects."""
    clients = ({**TOWN, "projects": town}, {**GRID, "projects": grid or [CABLE]})
    return programme(clients=clients, employers=(GRIDCO, CIVIL, FIRM), **other)


TWO_SEWERS = world([{**SEWER, "id": "A"}, {**SEWER, "id": "B"}])
TWO_CALL_OFFS = world([SEWER], CALLS)
ASKED = {"combinations": {"name": [{"projects": ["SEW", "NET"]}]}}  # else it is no candidate: two procedures cost the same apart
TWO_REGIMES = world([SEWER], [CABLE, TENDERED], settings=ASKED)
AGREED = {"projects": ["SEW", "NET"], "name": "Dorp", "lead_client": "grid", "mandate": "besluit 12", "cost_key": "naar waarde"}
LED = world([SEWER], [CABLE, TENDERED], settings={"combinations": {"name": [AGREED]}})
TWO_WORK_TYPES = world([SEWER, RETROFIT])


def plan_with(compiled: Compiled, tender: str, week: int = 10) -> Plan:
    """Everything in the weeks asked for, ``tender`` published in a week and everything else alone."""
    problem, names = compiled.problem, compiled.names
    index = names.tender_index[tender]
    rest = [p for p, project in enumerate(problem.projects) if project.tendered and p not in problem.tenders[index].projects]
    single = [names.tender_index[f"single:{names.projects[p].id}"] for p in rest]
    asked = submitted(problem)
    return replace(asked, tenders=(Publication(index, week), *(Publication(t, week) for t in single)))


def case(made: Programme, tender: str, week: int = 10) -> Case:
    """The case of a chosen tender."""
    compiled = compile(made)
    key = ("equal_delivery", "combined")
    return Case(made, compiled, COMPARISON, {key: plan_with(compiled, tender, week)}, (key,), compiled.names.tender_index[tender])


ALL = (
    (TWO_SEWERS, "undivided:A+B"),
    (TWO_CALL_OFFS, "undivided:C0+C1"),
    (TWO_REGIMES, "lots-regime:NET+SEW"),
    (TWO_WORK_TYPES, "lots-work-type:RET+SEW"),
)
