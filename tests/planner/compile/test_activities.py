"""Activities from quantities: hours by norm, modes, positions, own figures, participation."""

from __future__ import annotations

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, changed, programme
from wijkplan.models.problem import Mode, Position
from wijkplan.planner.compile import CannotCompile, Compiled, compile


def modes(compiled: Compiled, activity: str) -> tuple[Mode, ...]:
    return compiled.problem.activities[compiled.names.activity_index[activity]].modes


def test_one_activity_per_package_and_place() -> None:
    assert [name.id for name in compile(programme()).names.activities] == [
        "CAB/mv-cable:s1",
        "CAB/lv-cable:s1",
        "CAB/lv-cable:s2",
        "CAB/connection-upgrade:s2",
        "INS/insulation-light:b1",
        "INS/insulation-light:b2",
        "SEW/sewer:s1",
    ]


def test_crews_of_a_norm_become_modes_whose_demand_follows_content() -> None:
    # 75 % of 10 homes, rounded up: 8 homes x 24 hours = 192 hours INS at 60 euros, 36 hours a week (cao Metaal en
    # Techniek). Two heads: 192 / 72 = 2.7 -> 3 weeks; demand 192 / (3 x 36) = 1.778 -> 178 hundredths. Four heads: 2
    # weeks, eight heads: 1 week.
    found = modes(compile(programme()), "INS/insulation-light:b1")
    assert [(m.duration, m.demands[0].heads, m.labour) for m in found] == [
        (3, 178, 11520),
        (2, 267, 11520),
        (1, 534, 11520),
    ]


def test_refusing_homes_leave_the_quantity() -> None:
    compiled = compile(programme(employers=(GRIDCO, CIVIL, changed(FIRM, participation_percent=50))))
    assert compiled.names.activities[4].quantity == 5


def test_joined_digs_save_closing_when_followed_and_opening_when_following() -> None:
    # The sewer is the deepest of S1: alone or first. First saves 60 % of its closing: MCH 15, GRW 10 and PAV 80 hours
    # per 100 m.
    found = {m.position: m for m in modes(compile(programme()), "SEW/sewer:s1")}
    assert set(found) == {Position.ALONE, Position.FIRST}
    alone, first = found[Position.ALONE], found[Position.FIRST]
    assert alone.labour - first.labour == 0.6 * (15 + 10 + 80) * 60
    assert (alone.opening, first.opening) == (19500, 13650)  # half of the opening is closing: 30 % less
    middle = [m.position for m in modes(compile(programme()), "CAB/mv-cable:s1")]
    assert middle == [Position.ALONE, Position.FIRST, Position.MIDDLE, Position.LAST]


def test_a_dig_alone_in_its_street_has_one_position() -> None:
    assert {m.position for m in modes(compile(programme()), "CAB/lv-cable:s2")} == {Position.ALONE}


def test_without_agreement_digs_of_clients_that_cannot_share_a_lot_are_not_joined() -> None:
    compiled = compile(programme(settings={"agreements": []}))
    assert {m.position for m in modes(compiled, "SEW/sewer:s1")} == {Position.ALONE}
    assert [joint.agreement for joint in compiled.problem.streets[0].joints] == [
        False,
        True,
    ]  # a client agrees with itself


def test_own_figures_replace_the_norm_of_their_package_and_place() -> None:
    own = {
        "id": "attic",
        "place": "b1",
        "package": "insulation-light",
        "hours": [{"trade": "INS", "hours": 72}],
        "crew_heads": 2,
    }
    compiled = compile(programme(employers=(GRIDCO, CIVIL, changed(FIRM, activities=[own]))))
    name = compiled.names.activities[compiled.names.activity_index["INS/attic"]]
    assert name.norm is None and "INS/insulation-light:b1" not in compiled.names.activity_index
    assert [(m.duration, m.demands[0].heads) for m in modes(compiled, "INS/attic")] == [(1, 200)]


def test_large_work_gets_more_crews_side_by_side() -> None:
    # 200 homes x 24 hours = 4800 hours; 8 heads need 16.7 weeks, over the 13 of the data, so 16 heads do it in 9.
    place = {"id": "b1", "insulation_light_homes": 200}
    crew = {"id": "b1", "trade": "INS", "region": "AM01", "heads": 40}
    firm = {**changed(FIRM, places=[place], participation_percent=100), "crews": [crew]}
    found = modes(compile(programme(employers=(GRIDCO, CIVIL, firm))), "INS/insulation-light:b1")
    assert [m.duration for m in found] == [9]


def test_the_names_say_which_norm_was_used_and_how_far_to_trust_it() -> None:
    name = compile(programme()).names.activities[4]
    assert (name.unit, name.quantity, name.hours) == ("insulation_light_homes", 8, {"INS": 192})
    assert name.norm is not None and name.norm.trust == "assumption" and name.norm.source


def test_a_trade_that_nobody_can_supply_is_an_error_with_place_trade_and_amount() -> None:
    # 3 km of sewer in one place takes more sewer layers than the market of the region has; nobody reports any of its
    # own.
    long = [{"id": "s0", "street": "S1", "sewer_metres": 3000}]
    civil = {**CIVIL, "crews": [{"id": "x", "trade": "INS", "region": "AM01", "heads": 1}]}
    with pytest.raises(CannotCompile) as refused:
        compile(programme(clients=(changed(TOWN, places=long), GRID), employers=(GRIDCO, civil, FIRM)))
    findings = {f.kind: f for f in refused.value.findings}
    assert "SEW" in findings["no-supply"].what and findings["no-supply"].path == "projects.SEW.places.s0"
    assert findings["no-supply"].owner == "town" and findings["no-supply"].remedy


def test_faults_are_reported_together() -> None:
    town = changed(TOWN, places=[{"id": "s1", "street": None, "sewer_metres": 100}])
    own = [{"id": "x", "place": "b1", "package": "magic", "hours": [{"trade": "INS", "hours": 1}], "crew_heads": 1}]
    with pytest.raises(CannotCompile) as refused:
        compile(programme(clients=(town, GRID), employers=(GRIDCO, CIVIL, changed(FIRM, activities=own))))
    assert {f.kind for f in refused.value.findings} == {"dig-without-street", "unknown-package"}


def test_work_of_another_type_is_left_out_with_a_warning() -> None:
    town = changed(TOWN, places=[{"id": "s1", "street": "S1", "sewer_metres": 100, "charger_poles": 2}])
    notes = compile(programme(clients=(town, GRID))).notes
    assert [(f.severity, f.kind, f.path) for f in notes] == [
        ("warning", "other-work-type", "projects.SEW.places.s1.charger_poles")
    ]
