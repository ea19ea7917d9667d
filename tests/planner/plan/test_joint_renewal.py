"""Frameworks and concessions that end are tendered jointly from then on: what is free in that what-if, and what it is
worth."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, WANTED, programme
from wijkplan.models.cpsat.solve import prove
from wijkplan.planner.compile import compile
from wijkplan.planner.compile.kinds_together import kinds_together
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.joint_renewal import joint_renewal
from wijkplan.planner.plan.variants import ALIGNED, COMBINED, all_in, in_variant
from wijkplan.planner.programme import Programme
from wijkplan.planner.results.joint_work import joint_work

(SEWER,) = TOWN["projects"]
CREWS = [
    {"id": f"f{t}", "trade": t, "region": "AM01", "heads": 8, "status": "free"}
    for t in ("SEW", "MCH", "GRW", "PAV", "LVM")
]
HOLDER = {
    **GRIDCO,
    "id": "poles",
    "sector": "charging",
    "crews": [{"id": "evm", "trade": "EVM", "region": "AM01", "heads": 3}, *CREWS],
}
POLES: dict[str, Any] = {
    "id": "POLE",
    "work_type": "charging",
    "district": "P02",
    "wanted": WANTED,
    "award": "call-off",
    "employer": "poles",
    "framework": "CO",
    "places": [{"id": "s1", "street": "S1", "charger_poles": 4}],
}


def world(end: str, kind: str = "concession", **project: Any) -> Programme:
    concession = {"id": "CO", "type": kind, "holders": ["poles"], "work_types": ["charging"], "end": end}
    town = {**TOWN, "desk_places": 3, "frameworks": [concession], "projects": [SEWER, {**POLES, **project}]}
    return programme(clients=(town, GRID), employers=(GRIDCO, {**CIVIL, "crews": CREWS}, FIRM, HOLDER))


@pytest.mark.parametrize(
    ("end", "project", "free"),
    [
        ("2027-05-28", {}, True),  # wanted from 3 May, may wait 26 weeks
        ("2027-05-28", {"flexible_weeks": 2}, False),  # 17 May is before the last day
        ("2027-05-28", {"window": {"end": "2027-05-28"}}, False),
        ("2029-12-31", {}, False),  # after the programme
        ("2026-12-31", {}, False),  # before it
    ],
)
def test_work_is_free_where_it_may_wait_for_the_last_day(end: str, project: dict[str, Any], free: bool) -> None:
    found = joint_renewal(world(end, **project))
    assert found.projects == ({"POLE": date.fromisoformat(end)} if free else {})
    pole = next(p for _, p in found.programme.projects if p.id == "POLE")
    assert (pole.award, pole.employer, pole.framework) == (
        ("to-tender", None, None) if free else ("call-off", "poles", "CO")
    )
    assert not free or (pole.window is not None and pole.window.start == date(2027, 5, 29))


def test_people_of_the_holder_without_other_work_are_free_from_then_on() -> None:
    found = joint_renewal(world("2027-05-28"))
    holder = next(e for e in found.programme.employers if e.id == "poles")
    crews = {crew.id: (crew.status, crew.start, crew.end) for crew in holder.crews if crew.trade == "EVM"}
    assert crews == {"evm": ("committed", None, date(2027, 5, 28)), "evm-vrij": ("free", date(2027, 5, 29), None)}
    assert found.crews == ("evm",)


@pytest.mark.parametrize(("kind", "word"), [("framework", "one contract"), ("concession", "in lots")])
def test_what_was_held_can_be_joined_and_is_worth_what_is_proven(kind: str, word: str, tmp_path: Path) -> None:
    """A concession is one again, so it is in a lot of its own beside what is bought under part 2."""
    made = world("2027-05-28", kind)
    found = joint_renewal(made)
    for name, text in found.files().items():
        (tmp_path / name).write_text(text, "utf-8")
    read, findings = load([tmp_path])
    assert read is not None, [f.what for f in findings if f.severity == "error"]
    assert {p.id: p for _, p in read.projects} == {
        p.id: p for _, p in found.programme.projects
    }  # the files say the same
    kinds = ("charging", "sewer")
    (today,) = [row for row in kinds_together(made) if row.work_types == kinds]
    (then,) = [row for row in kinds_together(read) if row.work_types == kinds]
    assert (today.word, today.until, then.word) == ("not free", date(2027, 5, 28), word)
    compiled = compile(read)
    (row,) = [one for one in joint_work(read, compiled, None).rows if one.work_types == kinds]
    apart, together = (prove(in_variant(all_in(compiled.problem), variant))[1] for variant in (ALIGNED, COMBINED))
    assert row.low_eur <= apart - together and (
        row.high_eur is None or not row.partner_crews or apart - together <= row.high_eur
    )
    assert (row.procedures_eur > 0) is (kind == "framework")  # a concession has a procedure of its own
