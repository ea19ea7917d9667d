"""Article 15b: which kinds of work can be bought together and what that is worth, against brute force on a small
area."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from math import acos, cos, radians, sin
from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, SETTINGS, TOWN, WANTED, programme
from wijkplan.models.cpsat.solve import prove
from wijkplan.planner.compile import compile
from wijkplan.planner.compile.kinds_together import Together, kinds_together
from wijkplan.planner.plan.joint_renewal import joint_renewal
from wijkplan.planner.plan.variants import ALIGNED, COMBINED, all_in, in_variant, without_partners
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import KindsTogether
from wijkplan.planner.reference import load
from wijkplan.planner.results.joint_work import candidates_csv, joint_work
from wijkplan.planner.submission.schema import Project

LATE = {"start": "2027-09-06", "end": "2027-10-10"}
(SEWER,), (CABLE,) = TOWN["projects"], GRID["projects"]
FREE_CABLE = {key: value for key, value in CABLE.items() if key not in ("award", "employer", "framework")}
POLES: dict[str, Any] = {
    "work_type": "charging",
    "district": "P02",
    "wanted": WANTED,
    "places": [{"id": "s1", "street": "S1", "charger_poles": 4}],
}
CREWS = [
    {"id": f"f{t}", "trade": t, "region": "AM01", "heads": 8, "status": "free"}
    for t in ("SEW", "MCH", "GRW", "PAV", "EVM", "LVM", "MVM")
]
CONCESSION = {"id": "CO", "type": "concession", "holders": ["gridco"], "work_types": ["charging"], "end": "2027-12-31"}


def area(
    town: list[dict[str, Any]], grid: list[dict[str, Any]], settings: dict[str, Any] | None = None, **client: Any
) -> Programme:
    clients = ({**TOWN, "desk_places": 4, **client, "projects": town}, {**GRID, "projects": grid})
    firms = (
        {**GRIDCO, "crews": [*GRIDCO["crews"], {"id": "e", "trade": "EVM", "region": "AM01", "heads": 2}, *CREWS]},
        CIVIL,
        FIRM,
    )
    return programme(clients=clients, employers=firms, settings=settings)


FREE = area([SEWER, {**SEWER, "id": "SEW2"}, {**POLES, "id": "POLE"}], [{**FREE_CABLE, "id": "NET"}])
HELD = area(
    [SEWER, {**POLES, "id": "POLE", "award": "call-off", "employer": "gridco", "framework": "CO"}],
    [{**FREE_CABLE, "id": "NET", "wanted": LATE}],
    frameworks=[CONCESSION],
)
PRIVATE = {**POLES, "id": "SHOP", "work_type": "retrofit", "places": [{"id": "b", "insulation_light_homes": 4}]}


def in_assen(project: dict[str, Any], name: str) -> dict[str, Any]:
    """The same work in the only street of another district."""
    places = [{**place, "street": "A1"} for place in project["places"]]
    return {**project, "id": name, "district": "P03", "places": places}


ASSEN = {"streets": [*SETTINGS["streets"], {"id": "A1", "district": "P03", "name": "Lariks", "homes": 20}]}
FAR = area([SEWER, in_assen(POLES, "POLE")], [in_assen(FREE_CABLE, "NET")], settings=ASSEN)
"""Opwierde and Assen: one pilot area, 41 kilometres and two municipalities apart."""
SPREAD = area(
    [SEWER, {**POLES, "id": "POLE"}, in_assen(POLES, "POLE2"), in_assen(SEWER, "S3")],
    [{**FREE_CABLE, "id": "NET", "wanted": {"start": "2027-03-01", "end": "2027-04-02"}}],
    settings=ASSEN,
)


def km(a: Any, b: Any) -> float:
    """Between two districts, on a sphere."""
    (y1, x1), (y2, x2) = ((radians(d.lat), radians(d.lon)) for d in (a, b))
    return 6371 * acos(min(1.0, sin(y1) * sin(y2) + cos(y1) * cos(y2) * cos(x1 - x2)))


def near(made: Programme, one: Project, other: Project) -> bool:
    """In one municipality or within the distance."""
    a, b = (made.reference.districts[p.district] for p in (one, other))
    return a.gm_code == b.gm_code or km(a, b) <= made.reference.settings.combine_km


def by_hand(made: Programme, kinds: tuple[str, ...]) -> tuple[str, int]:
    """Word and number of groups, by trying every group of one free project per kind. Work in one district shares a
    street here; districts that are near would do so by a trade, of which there are none."""
    found: dict[str, list[Project]] = {kind: [] for kind in kinds}
    regimes = {client.id: client.regime for client in made.clients}
    for _, project in made.projects:
        if project.work_type in kinds and project.award == "to-tender":
            found[project.work_type].append(project)
    if not all(found.values()):
        return "not free", 0
    parts, groups, lawful = set(), 0, False
    for group in product(*found.values()):
        regime = {regimes[p.client or ""] for p in group}
        span = (max(p.wanted.end for p in group) - min(p.wanted.start for p in group)).days / 7
        if "private" in regime and len(regime) > 1:
            continue
        lawful = True
        together = all(near(made, a, b) for a, b in combinations(group, 2))
        if not together or span > made.reference.settings.contract_period_weeks:
            continue
        groups += 1
        parts.add(len(regime) == 1)
    if groups:
        return ("one contract" if True in parts else "in lots"), groups
    return ("apart" if lawful else "unlawful"), 0


@pytest.mark.parametrize("made", [FREE, HELD, FAR, SPREAD], ids=["free", "held", "far", "spread"])
def test_each_pair_and_triple_is_what_trying_every_group_gives(made: Programme) -> None:
    rows = kinds_together(made)
    present = [kind for kind in load().work_types if any(p.work_type == kind for _, p in made.projects)]
    assert [row.work_types for row in rows] == [kinds for size in (2, 3) for kinds in combinations(present, size)]
    assert [(row.word, row.groups) for row in rows] == [by_hand(made, row.work_types) for row in rows]


def test_districts_that_are_far_apart_are_in_the_way_and_nothing_else() -> None:
    found = {one.word for one in kinds_together(FAR) if "sewer" in one.work_types and "retrofit" not in one.work_types}
    assert found == {"apart"}
    assert row(kinds_together(FAR), "charging", "cabling").word == "in lots"


def row(rows: tuple[Together, ...] | tuple[KindsTogether, ...], *kinds: str) -> Any:
    return next(one for one in rows if set(one.work_types) == set(kinds))


def test_a_concession_is_in_the_way_until_its_last_day() -> None:
    found = row(kinds_together(HELD), "charging", "sewer")
    assert (found.word, found.until, found.free) == ("not free", date(2027, 12, 31), {"charging": 0, "sewer": 1})
    assert found.awards["charging"] == {"call-off": 1}


def test_work_that_a_private_client_buys_is_never_joined_with_that_of_an_authority() -> None:
    owners = {**TOWN, "id": "owners", "regime": "private", "projects": [{**PRIVATE, "award": "to-tender"}]}
    firms = (
        GRIDCO,
        {**CIVIL, "crews": [*CREWS, {"id": "i", "trade": "INS", "region": "AM01", "heads": 6, "status": "free"}]},
        FIRM,
    )
    made = programme(clients=({**TOWN, "projects": [SEWER]}, GRID, owners), employers=firms)
    assert row(kinds_together(made), "retrofit", "sewer").word == "unlawful"


@pytest.mark.parametrize("made", [FREE, HELD], ids=["free", "held"])
def test_what_is_proven_optimal_lies_between_the_ends(made: Programme) -> None:
    one = compile(made)
    told = joint_work(made, one, None)
    assert told.question == "all_in" and told.candidates.cut_off == 0
    kinds = {name.id: name.work_type for name in one.names.projects}
    asked = all_in(one.problem)
    for found in told.rows:
        mine = {
            t for t, name in enumerate(one.names.tenders) if {kinds[p] for p in name.projects} == set(found.work_types)
        }
        assert found.tenders == len(mine)
        few = replace(
            asked, tenders=tuple(replace(t, barred=t.combined and i not in mine) for i, t in enumerate(asked.tenders))
        )
        apart = prove(in_variant(few, ALIGNED))
        wide = in_variant(few, COMBINED)
        together = prove(wide if found.partner_crews else without_partners(wide))
        assert (apart[0], together[0]) == ("optimal", "optimal")
        saved = apart[1] - together[1]
        assert found.low_eur <= saved and (found.high_eur is None or saved <= found.high_eur), found


def test_two_sewers_and_poles_of_one_town_are_worth_the_procedures_they_spare() -> None:
    found = row(joint_work(FREE, compile(FREE), None).rows, "charging", "sewer")
    names, problem = compile(FREE).names, compile(FREE).problem
    cost = {name.id: t.procurement + t.mobilisation for t, name in zip(problem.tenders, names.tenders, strict=True)}
    together = cost["undivided:POLE+SEW+SEW2"]
    assert found.procedures_eur == cost["single:POLE"] + cost["single:SEW"] + cost["single:SEW2"] - together > 0


def test_the_list_is_named_by_its_hash() -> None:
    one = compile(FREE)
    told = joint_work(FREE, one, None).candidates
    assert told.sha256 == hashlib.sha256(candidates_csv(FREE, one).encode()).hexdigest()
    assert told.listed == len(one.names.tenders) == candidates_csv(FREE, one).count("\n") - 1


def test_what_comes_free_at_the_end_of_a_framework_is_what_the_what_if_frees() -> None:
    ends = {**CONCESSION, "end": "2027-05-28"}  # the poles are wanted from 3 May and may wait 26 weeks
    poles = {**POLES, "id": "POLE", "award": "call-off", "employer": "gridco", "framework": "CO"}
    made = area([SEWER, poles], [{**FREE_CABLE, "id": "NET", "wanted": LATE}], frameworks=[ends])
    (one,) = joint_work(made, compile(made), None).comes_free
    assert (one.project, one.work_type, one.until) == ("POLE", "charging", date(2027, 5, 28))
    assert {one.project: one.until} == joint_renewal(made).projects
    assert joint_work(HELD, compile(HELD), None).comes_free == ()  # it may not wait until 31 December
