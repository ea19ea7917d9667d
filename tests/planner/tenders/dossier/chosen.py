"""A plan in which one combined tender is chosen: work in the weeks asked for, nothing solved, euros that can be added
up by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, programme
from tests.planner.record.rows import comparison, saving
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Plan, Publication
from wijkplan.models.problem import Source
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import CandidateList, JointWork, TenderWorth
from wijkplan.planner.tenders.dossier.dossier_case import Case

(SEWER,) = TOWN["projects"]
(CABLE,) = GRID["projects"]
TENDERED = {key: value for key, value in CABLE.items() if key not in ("award", "employer", "framework")} | {"id": "NET"}
CALLS = [{**CABLE, "id": f"C{i}"} for i in range(2)]
RETROFIT = {**SEWER, "id": "RET", "work_type": "retrofit", "places": [{"id": "b", "insulation_light_homes": 8}]}

WORTH = JointWork(
    question="equal_delivery",
    candidates=CandidateList(listed=0, dominated=0, cut_off=0, largest_group=5, sha256="0" * 64),
    chosen=(
        TenderWorth(tender="undivided:A+B", procedures_eur=16_380, low_eur=7_000, high_eur=18_500, partner_crews=True),
        TenderWorth(tender="lots-regime:NET+SEW", procedures_eur=0, low_eur=0, high_eur=None, partner_crews=False),
    ),
    rows=(),
)
COMPARISON = comparison(
    savings=(saving("equal_delivery", "streets", "bundled", 90_000, None, "indicated"),), joint_work=WORTH
)


def world(town: list[dict[str, Any]], grid: list[dict[str, Any]] | None = None, **other: Any) -> Programme:
    """The tiny programme with other projects."""
    clients = ({**TOWN, "projects": town}, {**GRID, "projects": grid or [CABLE]})
    return programme(clients=clients, employers=(GRIDCO, CIVIL, FIRM), **other)


TWO_SEWERS = world([{**SEWER, "id": "A"}, {**SEWER, "id": "B"}])
TWO_CALL_OFFS = world([SEWER], CALLS)
CONCEDED = programme(
    clients=(
        TOWN,
        {**GRID, "frameworks": [{**framework, "type": "concession"} for framework in GRID["frameworks"]]}
        | {"projects": CALLS},
    ),
    employers=(GRIDCO, CIVIL, FIRM),
)
ASKED = {
    "combinations": {"name": [{"projects": ["SEW", "NET"]}]}
}  # else it is no candidate: two procedures cost the same apart
TWO_REGIMES = world([SEWER], [CABLE, TENDERED], settings=ASKED)
AGREED = {
    "projects": ["SEW", "NET"],
    "name": "Dorp",
    "lead_client": "grid",
    "mandate": "besluit 12",
    "cost_key": "naar waarde",
}
LED = world([SEWER], [CABLE, TENDERED], settings={"combinations": {"name": [AGREED]}})
TWO_WORK_TYPES = world([SEWER, RETROFIT])


def plan_with(compiled: Compiled, tender: str, week: int = 10) -> Plan:
    """Everything in the weeks asked for, ``tender`` published in a week and everything else alone."""
    problem, names = compiled.problem, compiled.names
    index = names.tender_index[tender]
    rest = [
        p for p, project in enumerate(problem.projects) if project.tendered and p not in problem.tenders[index].projects
    ]
    single = [names.tender_index[f"single:{names.projects[p].id}"] for p in rest]
    asked = submitted(problem)
    return replace(asked, tenders=(Publication(index, week), *(Publication(t, week) for t in single)))


def case(made: Programme, tender: str, week: int = 10) -> Case:
    """The case of a chosen tender."""
    compiled = compile(made)
    key = ("equal_delivery", "combined")
    return Case(
        made,
        compiled,
        COMPARISON,
        {key: plan_with(compiled, tender, week)},
        (key,),
        compiled.names.tender_index[tender],
    )


def lending_rivals() -> Case:
    """Two sewers out to tender while one civil contractor lends groundworkers to another, for work in hand."""
    crews = [{"id": f"c{trade}", "trade": trade, "region": "AM01", "heads": 6} for trade in ("SEW", "MCH", "PAV")]
    hand = {
        **SEWER,
        "id": "HAND",
        "client": "town",
        "award": "contracted",
        "wanted": {"start": "2027-03-15", "end": "2027-05-02"},
    }
    few = {"id": "g", "trade": "GRW", "region": "AM01", "heads": 1}
    borrower = {**CIVIL, "id": "borrower", "name": "Borrower", "crews": [*crews, few], "projects": [hand]}
    lends = {
        "id": "g",
        "trade": "GRW",
        "region": "AM01",
        "heads": 12,
        "lendable_percent": 100,
        "consent": True,
        "legal_basis": "overeenkomst",
    }
    lender = {**CIVIL, "id": "lender", "name": "Lender", "crews": [lends]}
    town = {**TOWN, "projects": [{**SEWER, "id": "A"}, {**SEWER, "id": "B"}]}
    made = programme(clients=(town, GRID), employers=(GRIDCO, CIVIL, FIRM, borrower, lender))
    found = case(made, "undivided:A+B")
    problem, key = found.problem, found.chosen_in[0]
    placements = []
    for placement in found.plan.placements:
        demands = problem.activities[placement.activity].modes[placement.mode].demands
        lent = [next((i for i, q in enumerate(d.patterns) if q.source is Source.LENT), None) for d in demands]
        if found.names.activities[placement.activity].id.startswith("HAND/"):
            patterns = tuple(old if new is None else new for new, old in zip(lent, placement.patterns, strict=True))
            placement = replace(placement, patterns=patterns)
        placements.append(placement)
    return replace(found, plans={key: replace(found.plan, placements=tuple(placements))})


ALL = (
    (TWO_SEWERS, "undivided:A+B"),
    (TWO_CALL_OFFS, "undivided:C0+C1"),
    (TWO_REGIMES, "lots-regime:NET+SEW"),
    (TWO_WORK_TYPES, "lots-work-type:RET+SEW"),
)
