"""The week asked for, per activity: from the weeks of its project or of its own place; and how far its sender lets it
move."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, changed, programme
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.reference import load

BLOCKS = [{"id": f"b{k}", "insulation_light_homes": 6} for k in range(3)]


def asked(compiled: Compiled) -> dict[str, int | None]:
    return {
        name.id: activity.submitted
        for name, activity in zip(compiled.names.activities, compiled.problem.activities, strict=True)
    }


def flexible(compiled: Compiled, project: str) -> set[int]:
    names = compiled.names.activities
    return {weeks for name, weeks in zip(names, compiled.flexible, strict=True) if name.id.startswith(f"{project}/")}


def blocks(*wanted: dict[str, Any] | None) -> Compiled:
    places = [block | ({} if weeks is None else {"wanted": weeks}) for block, weeks in zip(BLOCKS, wanted, strict=True)]
    return compile(programme(employers=(GRIDCO, CIVIL, changed(FIRM, places=places))))


def test_places_without_weeks_of_their_own_follow_each_other_through_those_of_the_project() -> None:
    # 5 of 6 homes take part: 120 hours are 2 weeks of two heads; the weeks wanted are 17 to 27, so 9 are to spread
    # over.
    found = asked(blocks(None, None, None))
    assert [found[f"INS/insulation-light:b{k}"] for k in range(3)] == [17, 21, 26]


def test_a_place_is_asked_for_in_its_own_weeks_and_the_others_stay() -> None:
    found = asked(blocks(None, {"start": "2027-05-17", "end": "2027-05-30"}, None))
    assert [found[f"INS/insulation-light:b{k}"] for k in range(3)] == [17, 19, 26]


def test_work_on_one_place_runs_through_its_weeks_in_order() -> None:
    # In S1 the MV cable comes before the LV cable; both are asked for in the weeks of S1.
    places = [
        place | {"wanted": {"start": "2027-06-07", "end": "2027-07-04"}} for place in GRID["projects"][0]["places"]
    ]
    found = asked(compile(programme(clients=(TOWN, changed(GRID, places=places)))))
    assert found["CAB/mv-cable:s1"] == 22
    assert found["CAB/lv-cable:s1"] is not None and found["CAB/lv-cable:s1"] > 22


def test_what_comes_first_in_the_project_moves_a_place_on() -> None:
    # The LV cable of s2 does not wait for that of s1, the upgrades of s2 do: they are asked for in week 19, but the
    # cable ends later.
    weeks = {"s1": ("2027-06-07", "2027-07-04"), "s2": ("2027-05-17", "2027-05-30")}
    places = [
        place | {"wanted": dict(zip(("start", "end"), weeks[place["id"]], strict=True))}
        for place in GRID["projects"][0]["places"]
    ]
    compiled = compile(programme(clients=(TOWN, changed(GRID, places=places))))
    found = asked(compiled)
    assert found["CAB/lv-cable:s2"] == 19
    index = compiled.names.activity_index
    before = {p.predecessor for p in compiled.problem.precedences if p.successor == index["CAB/connection-upgrade:s2"]}
    ends = []
    for a in before:
        start = compiled.problem.activities[a].submitted
        assert start is not None
        ends.append(compiled.problem.end(a, 0, start))
    assert found["CAB/connection-upgrade:s2"] == max(end for end in ends if end is not None)


def test_flexible_weeks_are_those_of_the_project_else_of_its_sender_else_of_the_core_team_else_of_the_data() -> None:
    assert flexible(compile(programme()), "INS") == {load().settings.flexible_weeks} == {26}
    agreed = {
        "flexibility": [{"work_type": "retrofit", "flexible_weeks": 20}, {"work_type": "sewer", "flexible_weeks": 30}]
    }
    compiled = compile(programme(settings=agreed))
    assert (flexible(compiled, "INS"), flexible(compiled, "SEW"), flexible(compiled, "CAB")) == ({20}, {30}, {26})
    sender = FIRM | {"flexible_weeks": 13}
    assert flexible(compile(programme(settings=agreed, employers=(GRIDCO, CIVIL, sender))), "INS") == {13}
    assert flexible(
        compile(programme(settings=agreed, employers=(GRIDCO, CIVIL, changed(sender, flexible_weeks=0)))), "INS"
    ) == {0}
    reference = replace(load(), settings=replace(load().settings, flexible_weeks=39))
    assert flexible(compile(programme(reference=reference)), "INS") == {39}
