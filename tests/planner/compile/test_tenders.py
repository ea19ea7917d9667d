"""Candidate tenders: who may be bought together, in which form, by which procedure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, programme
from wijkplan.models.problem import Source, Tender
from wijkplan.planner.compile import Compiled, compile

(SEWER,) = TOWN["projects"]
(CABLE,) = GRID["projects"]
EVERYONE = (GRIDCO, CIVIL, FIRM)
BUILDER = {
    "id": "RET",
    "work_type": "retrofit",
    "places": [{"id": "b", "insulation_light_homes": 8}],
}


def compiled_with(
    *projects: dict[str, Any], town: dict[str, Any] | None = None, grid: dict[str, Any] | None = None
) -> Compiled:
    listed = [{**SEWER, **project} for project in projects]
    clients = ({**TOWN, **(town or {}), "projects": listed}, {**GRID, **(grid or {})})
    return compile(programme(clients=clients, employers=EVERYONE))


def tender(compiled: Compiled, name: str) -> Tender:
    return compiled.problem.tenders[compiled.names.tender_index[name]]


def ids(compiled: Compiled) -> set[str]:
    """Everything that may be bought, also what another way of buying makes superfluous."""
    return {name.id for name in (*compiled.names.tenders, *(name for _, name in compiled.dominated))}


def test_every_tendered_project_has_its_own_tender() -> None:
    assert ids(compile(programme())) == {"single:CAB", "single:SEW"}  # a call-off and a tender do not mix


def test_projects_of_a_district_can_be_bought_together_undivided_or_in_lots() -> None:
    assert ids(compiled_with({"id": "SEW"}, BUILDER)) == {
        "single:CAB",
        "single:RET",
        "single:SEW",
        "undivided:RET+SEW",
        "lots-work-type:RET+SEW",
    }


def test_one_mobilisation_per_lot_trade_and_district() -> None:
    # Sewer: SEW, MCH, GRW, PAV; two of them in one lot still need each trade once. 16 hours x 60 euros each.
    compiled = compiled_with({"id": "A"}, {"id": "B"})
    assert tender(compiled, "single:A").mobilisation == 4 * 16 * 60
    assert tender(compiled, "undivided:A+B").mobilisation == 4 * 16 * 60


def test_clients_under_different_parts_of_the_law_buy_together_in_lots_only() -> None:
    tendered = {key: value for key, value in CABLE.items() if key not in ("award", "employer", "framework")}
    compiled = compiled_with({"id": "SEW"}, grid={"projects": [tendered]})
    assert {name for name in ids(compiled) if "+" in name} == {"lots-regime:CAB+SEW"}
    assert [name.id for _, name in compiled.dominated] == [
        "lots-regime:CAB+SEW"
    ]  # two procedures either way: nothing is saved


def test_call_offs_go_together_under_one_framework_and_holder_only() -> None:
    calls = [{**CABLE, "id": f"C{i}"} for i in range(2)]
    assert {n for n in ids(compiled_with({"id": "SEW"}, grid={"projects": calls})) if "+" in n} == {"undivided:C0+C1"}
    frameworks = [{"id": f, "holders": ["gridco"], "work_types": ["cabling"]} for f in ("F", "G")]
    calls[1]["framework"] = "G"
    assert not {
        n for n in ids(compiled_with({"id": "SEW"}, grid={"projects": calls, "frameworks": frameworks})) if "+" in n
    }


def test_an_order_is_not_placed_once_its_framework_has_ended() -> None:
    frameworks = [{"id": "F", "holders": ["gridco"], "work_types": ["cabling"], "end": "2027-03-10"}]
    compiled = compiled_with({"id": "SEW"}, grid={"projects": [CABLE], "frameworks": frameworks})
    call = next(
        t for t, name in zip(compiled.problem.tenders, compiled.names.tenders, strict=True) if name.id == "single:CAB"
    )
    weeks = range(compiled.problem.horizon)
    assert call.closed == {w for w in weeks if compiled.names.start + timedelta(weeks=w) > date(2027, 3, 10)}
    assert call.closed and 0 not in call.closed


def test_work_of_one_type_in_neighbouring_districts_can_be_bought_together_and_far_away_not() -> None:
    streets = [
        {"id": "S1", "district": "P02", "name": "a", "homes": 1},
        {"id": "S2", "district": "P02", "name": "b", "homes": 1},
        {"id": "T1", "district": "P05", "name": "c", "homes": 1},
        {"id": "U1", "district": "P04", "name": "d", "homes": 1},
    ]
    projects = [
        {**SEWER, "id": "A"},
        {**SEWER, "id": "B", "district": "P05", "places": [{"id": "t", "street": "T1", "sewer_metres": 50}]},
        {**SEWER, "id": "C", "district": "P04", "places": [{"id": "u", "street": "U1", "sewer_metres": 50}]},
    ]
    compiled = compile(
        programme(settings={"streets": streets}, clients=({**TOWN, "projects": projects}, GRID), employers=EVERYONE)
    )
    assert {n for n in ids(compiled) if "+" in n} == {"undivided:A+B", "lots-district:A+B"}


def test_windows_that_do_not_overlap_are_not_bought_together() -> None:
    early = {"id": "A", "window": {"start": "2027-04-01", "end": "2027-08-31"}}
    late = {"id": "B", "window": {"start": "2027-09-06", "end": "2028-08-31"}}
    assert not {n for n in ids(compiled_with(early, late)) if "+" in n}


PLACE = [{"id": "s1", "street": "S1", "sewer_metres": 2000}]  # at 540 euros a metre 1.08 million


def test_the_procedure_follows_from_the_summed_value() -> None:
    # Two works of 1.08 million: several firms are asked. Together 2.16 million, over 1.5 million: national open.
    compiled = compiled_with({"id": "A", "places": PLACE, "work": "one"}, {"id": "B", "places": PLACE, "work": "other"})
    alone, both = tender(compiled, "single:A"), tender(compiled, "undivided:A+B")
    assert (alone.procurement, alone.preparation, alone.lead) == (12_200, 3, 6)
    assert (both.procurement, both.preparation, both.lead) == (78_500, 4, 11)


def test_cutting_up_a_work_does_not_change_its_procedure() -> None:
    # One work of 2.16 million, in two tenders or in one: national open in every variant (art. 2.14, 2.18).
    compiled = compiled_with({"id": "A", "places": PLACE}, {"id": "B", "places": PLACE})
    alone, both = tender(compiled, "single:A"), tender(compiled, "undivided:A+B")
    assert (alone.procurement, alone.lead) == (both.procurement, both.lead) == (78_500, 11)
    names = [compiled.names.tenders[compiled.names.tender_index[name]] for name in ("single:A", "undivided:A+B")]
    assert [(name.value_eur, name.basis_eur) for name in names] == [(1_080_000, 2_160_000), (2_160_000, 2_160_000)]


def test_work_that_has_started_is_not_tendered_again() -> None:
    pin = {"activity": "lv-cable:s2", "start": "2027-01-11"}
    compiled = compiled_with({"id": "SEW"}, grid={"projects": [{**CABLE, "pins": [pin]}]})
    assert "single:CAB" not in ids(compiled)


def test_partners_in_a_shared_lot_may_staff_each_other() -> None:
    # The builder's firm and the civil firm can be in one lot of RET + SEW: groundworkers of the one may then help the
    # other.
    crews = [{"id": "b", "trade": t, "region": "AM01", "heads": 5, "status": "free"} for t in ("INS", "SEW")]
    firms = (GRIDCO, CIVIL, {**FIRM, "crews": crews, "projects": []})
    clients = ({**TOWN, "projects": [SEWER, {**SEWER, **BUILDER}]}, GRID)
    compiled = compile(programme(clients=clients, employers=firms))
    sewer = compiled.problem.activities[compiled.names.activity_index["SEW/sewer:s1"]]
    found = {p.source for p in sewer.modes[0].demands[0].patterns}
    assert Source.CONSORTIUM in found


def test_grid_and_deliveries_become_levels() -> None:
    station = {**CABLE, "places": [{"id": "s2", "street": "S2", "stations": 2}]}
    pole = {**SEWER, "id": "CHG", "work_type": "charging", "places": [{"id": "s1", "street": "S1", "charger_poles": 3}]}
    settings = {
        "grid_areas": [
            {
                "id": "G",
                "districts": ["P02"],
                "spare_kw": 10.5,
                "kw_per_station": 400,
                "extra": [{"start": "2027-02-01", "amount": 5}],
            }
        ],
        "deliveries": [{"client": "grid", "material": "station", "deliveries": [{"start": "2027-03-01", "amount": 2}]}],
    }
    civil = {
        **CIVIL,
        "sector": "charging",
        "crews": [{"id": "e", "trade": "EVM", "region": "AM01", "heads": 2, "status": "free"}],
    }
    clients = ({**TOWN, "projects": [pole]}, {**GRID, "projects": [station]})
    compiled = compile(programme(settings=settings, clients=clients, employers=(GRIDCO, civil, FIRM)))
    index = compiled.names.activity_index
    (grid,), (delivery,) = compiled.problem.grids, compiled.problem.deliveries
    assert (grid.supply[3], grid.supply[4]) == (10, 15)
    assert grid.loads == ((index["CHG/charger:s1"], 18),) and grid.releases == ((index["CAB/station:s2"], 800),)
    assert (delivery.supply[7], delivery.supply[8]) == (0, 2) and delivery.loads == ((index["CAB/station:s2"], 2),)


def test_nothing_is_published_in_bouwvak_or_at_christmas() -> None:
    """Week 0 begins on 4 January 2027. Bouwvak of the district begins on 26 July 2027 and 31 July 2028, the Christmas
    stop on 27 December 2027 and 25 December 2028, of which the second week lies after the horizon. The cables are a
    call-off, which is an order."""
    compiled = compile(programme())
    assert sorted(tender(compiled, "single:SEW").closed) == [29, 30, 31, 51, 52, 82, 83, 84, 103]
    assert tender(compiled, "single:CAB").closed == frozenset()
