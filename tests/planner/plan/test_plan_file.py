"""Plan files: what is written is read back; what is left out is filled in; what cannot be understood is found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.planner.compile.world import programme
from wijkplan.models.plan import Placement, Plan, Publication
from wijkplan.models.problem import Position
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.plan.plan_file import from_json, to_json
from wijkplan.planner.plan.plan_file_types import PlanFile

COMPILED = compile(programme())
INDEX = COMPILED.names.activity_index
MV, LV = INDEX["CAB/mv-cable:s1"], INDEX["CAB/lv-cable:s1"]


def mode(compiled: Compiled, activity: int, position: Position) -> int:
    return next(m for m, mode in enumerate(compiled.problem.activities[activity].modes) if mode.position is position)


def placed(activity: int, start: int, position: Position = Position.ALONE, pattern: int = 0) -> Placement:
    m = mode(COMPILED, activity, position)
    end = COMPILED.problem.end(activity, m, start)
    assert end is not None
    return Placement(
        activity,
        start,
        end,
        m,
        tuple(pattern % len(d.patterns) for d in COMPILED.problem.activities[activity].modes[m].demands),
    )


def typed(*activities: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {"kind": "plan", "format_version": 1, "activities": list(activities), "tenders": [], **other}


@pytest.mark.parametrize("pattern", range(4))
def test_a_plan_survives_the_file(pattern: int) -> None:
    plan = Plan(
        placements=tuple(
            placed(a, 15 + 2 * i, Position.FIRST if a == MV else Position.LAST if a == LV else Position.ALONE, pattern)
            for i, a in enumerate(range(len(COMPILED.names.activities)))
        ),
        tenders=(Publication(0, 1), Publication(1, 3)),
        joined=frozenset({(0, 1)}),
    )
    text = json.dumps(to_json(COMPILED, plan))
    assert from_json(COMPILED, json.loads(text)) == (plan, ())


def test_dates_stand_beside_weeks() -> None:
    data = to_json(COMPILED, Plan((placed(INDEX["INS/insulation-light:b1"], 17),)))["activities"][0]
    # Slot 17 starts on Monday 3 May 2027; three weeks of work end on Friday 21 May.
    assert (data["start"], data["end"], data["start_week"], data["end_week"]) == ("2027-05-03", "2027-05-21", 17, 20)
    assert data["staffing"] == [{"trade": "INS", "own": "builder:INS:AM01", "own_heads": 1.78}]


def test_what_is_written_is_typed_and_its_reader_says_what_is_strange() -> None:
    value = to_json(COMPILED, Plan((placed(INDEX["INS/insulation-light:b1"], 17),)))
    assert PlanFile.model_validate_json(json.dumps(value)).to_values() == value
    for strange in ({"activity": 3}, {"start": "soon"}, {"colour": "red"}):
        with pytest.raises(ValidationError):
            PlanFile.model_validate(value | {"activities": [value["activities"][0] | strange]})


def test_each_work_names_the_norm_it_rests_on() -> None:
    work = to_json(COMPILED, Plan((placed(INDEX["INS/insulation-light:b1"], 17),)))["activities"][0]["work"]
    norm = COMPILED.names.activities[INDEX["INS/insulation-light:b1"]].norm
    assert norm is not None
    assert work["norm"] == {
        "package": "insulation-light",
        "source": norm.source,
        "date": norm.date,
        "trust": norm.trust,
    }
    assert work["hours"] == {"INS": pytest.approx(24 * work["quantity"])}


def test_a_name_and_a_date_are_enough() -> None:
    plan, findings = from_json(COMPILED, typed({"activity": "INS/insulation-light:b1", "start": "2027-05-05"}))
    assert plan.placements == (placed(INDEX["INS/insulation-light:b1"], 17),) and not findings


def test_the_end_that_is_typed_says_which_crew() -> None:
    plan, _ = from_json(
        COMPILED, typed({"activity": "INS/insulation-light:b1", "start": "2027-05-03", "end": "2027-05-09"})
    )
    (placement,) = plan.placements
    assert (
        COMPILED.problem.activities[placement.activity].modes[placement.mode].duration
        == placement.end - placement.start
        == 1
    )


def test_joints_say_which_place_in_the_opening() -> None:
    joint = {"street": "S1", "joined": ["CAB/mv-cable:s1", "CAB/lv-cable:s1"]}
    rows = [{"activity": "CAB/mv-cable:s1", "start_week": 20}, {"activity": "CAB/lv-cable:s1", "start_week": 21}]
    plan, findings = from_json(COMPILED, typed(*rows, openings=[joint]))
    positions = [COMPILED.problem.activities[p.activity].modes[p.mode].position for p in plan.placements]
    assert positions == [Position.FIRST, Position.LAST] and plan.joined == {(0, 1)} and not findings


def test_staffing_can_name_employers() -> None:
    row = {
        "activity": "INS/insulation-light:b1",
        "start_week": 17,
        "staffing": [{"trade": "INS", "own": "builder", "other": "market"}],
    }
    plan, findings = from_json(COMPILED, typed(row))
    assert plan.placements[0].patterns == (1,) and not findings


def test_without_tenders_every_project_has_its_own_in_time() -> None:
    data = typed({"activity": "SEW/sewer:s1", "start_week": 30})
    del data["tenders"]
    plan, findings = from_json(COMPILED, data)
    assert plan.tenders == (
        Publication(COMPILED.names.tender_index["single:SEW"], 27),
    )  # asking one firm leads by 3 weeks
    assert [f.severity for f in findings] == ["hint"]


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], "kind"),
        ({"kind": "programme"}, "kind"),
        (typed(format_version=9), "format_version"),
        (typed(openings=3), "openings"),
        (typed(openings=[{"joined": ["CAB/mv-cable:s1"]}]), "openings[0].joined"),
        (typed(openings=[{"joined": ["CAB/lv-cable:s1", "CAB/mv-cable:s1"]}]), "openings[0].joined"),
        (typed({"activity": "CAB/mv-cable:s9", "start_week": 3}), "activities[0].activity"),
        (typed({"activity": "CAB/mv-cable:s1"}), "activities[0].start"),
        (typed({"activity": "CAB/mv-cable:s1", "start": "soon"}), "activities[0].start"),
        (typed({"activity": "CAB/mv-cable:s1", "start_week": 3, "mode": {"weeks": 99}}), "activities[0].mode"),
        (
            typed({"activity": "CAB/mv-cable:s1", "start_week": 3, "staffing": [{"trade": "MVM", "own": "x"}]}),
            "activities[0].staffing[0]",
        ),
        (typed(tenders=[{"tender": "single:X", "published_week": 3}]), "tenders[0].tender"),
        (typed(tenders=[{"tender": "single:SEW"}]), "tenders[0].published"),
        (typed(tenders=["single:SEW"]), "tenders[0]"),
    ],
)
def test_what_cannot_be_understood_is_found(data: object, path: str) -> None:
    _, findings = from_json(COMPILED, data)
    assert path in {f.path for f in findings} and all(f.what and f.remedy for f in findings)


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("start", "2027-05-10"),
        ("start", "1999-01-01"),
        ("end", "2027-05-28"),
        ("end", "2027-05-10"),
        ("end", "9999-12-31"),
    ],
)
def test_dates_that_contradict_their_weeks_are_found(key: str, day: str) -> None:
    data = to_json(COMPILED, Plan((placed(INDEX["INS/insulation-light:b1"], 17),), (Publication(0, 3),)))
    assert from_json(COMPILED, data)[1] == ()
    data["activities"][0][key] = day
    (fault,) = from_json(COMPILED, data)[1]
    assert (fault.severity, fault.path) == ("error", f"activities[0].{key}") and day in fault.what
    del data["activities"][0][key]
    assert from_json(COMPILED, data)[1] == ()


def test_the_date_of_publication_and_its_week_agree() -> None:
    data = to_json(COMPILED, Plan((), (Publication(0, 3),)))
    data["tenders"][0]["published"] = "2027-02-08"  # week 5
    (fault,) = from_json(COMPILED, data)[1]
    assert fault.path == "tenders[0].published"
