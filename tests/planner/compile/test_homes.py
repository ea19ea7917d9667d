"""Homes: which of them wait together, and for which works."""

from __future__ import annotations

from typing import Any

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, SETTINGS, TOWN, changed, programme
from wijkplan.planner.compile import Compiled, compile


def waiting(compiled: Compiled) -> list[tuple[int, set[str]]]:
    """Numbers of homes and the ids of the works that they need."""
    names = compiled.names.activities
    return [(homes.number, {names[a].id for a in homes.works}) for homes in compiled.problem.homes]


def blocks(*places: dict[str, Any], **settings: Any) -> Compiled:
    return compile(
        programme(employers=(GRIDCO, CIVIL, changed(FIRM, places=list(places))), settings=SETTINGS | settings)
    )


def test_a_home_waits_for_its_block_and_all_other_work_in_its_street() -> None:
    found = waiting(blocks({"id": "b1", "street": "S1", "homes": 20, "insulation_light_homes": 6}))
    assert (20, {"INS/insulation-light:b1", "SEW/sewer:s1", "CAB/mv-cable:s1", "CAB/lv-cable:s1"}) in found


def test_blocks_of_one_street_do_not_wait_for_each_other() -> None:
    found = waiting(
        blocks(
            {"id": "b1", "street": "S1", "insulation_light_homes": 6},
            {"id": "b2", "street": "S1", "insulation_light_homes": 9},
        )
    )
    street = {"SEW/sewer:s1", "CAB/mv-cable:s1", "CAB/lv-cable:s1"}
    assert [row for row in found if street <= row[1]] == [
        (6, {"INS/insulation-light:b1", *street}), (9, {"INS/insulation-light:b2", *street}), (5, street)
    ]  # fmt: skip


def test_of_two_work_types_in_one_street_the_one_with_most_homes_tells_its_blocks() -> None:
    """In S2 the grid operator upgrades 10 homes: without other work there they are its homes, with a block of 12 all
    12 wait for the upgrades."""
    alone = [
        row
        for row in waiting(blocks({"id": "b1", "street": "S1", "insulation_light_homes": 6}))
        if "CAB/lv-cable:s2" in row[1]
    ]
    assert alone == [(10, {"CAB/lv-cable:s2", "CAB/connection-upgrade:s2"})]
    met = [
        row
        for row in waiting(blocks({"id": "b1", "street": "S2", "insulation_light_homes": 12}))
        if "CAB/lv-cable:s2" in row[1]
    ]
    assert met == [(12, {"INS/insulation-light:b1", "CAB/lv-cable:s2", "CAB/connection-upgrade:s2"})]


def test_work_in_no_street_is_waited_for_in_the_whole_district_unless_it_is_a_block() -> None:
    """A station without a street, which is stated by its sender, and a block without a street."""
    own = {"id": "st", "place": "d", "package": "station", "hours": [{"trade": "LVM", "hours": 40}], "crew_heads": 2}
    grid = changed(GRID, places=[*GRID["projects"][0]["places"], {"id": "d", "stations": 1}], activities=[own])
    block = changed(FIRM, places=[{"id": "b1", "insulation_light_homes": 6}])
    found = waiting(compile(programme(clients=(TOWN, grid), employers=(GRIDCO, CIVIL, block))))
    assert (6, {"INS/insulation-light:b1", "CAB/st"}) in found
    assert len(found) == 3 and all("CAB/st" in works for _, works in found)
    assert [number for number, works in found if "INS/insulation-light:b1" in works] == [6]


def test_homes_do_not_wait_for_plans_of_others() -> None:
    plan = {
        "id": "F1",
        "owner": "Telecom",
        "what": "fibre",
        "street": "S1",
        "start": "2027-03-01",
        "end": "2027-03-28",
        "certainty": "agreed",
        "opens_street": True,
    }
    compiled = blocks({"id": "b1", "street": "S1", "insulation_light_homes": 6}, forward_plans=[plan])
    assert any("forward" in name.id for name in compiled.names.activities)
    assert not any("forward" in work for _, works in waiting(compiled) for work in works)
