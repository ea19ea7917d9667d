"""Which projects may be bought together: by distance, and by what they share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRIDCO, TOWN, programme
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.reference import load

KM_PER_DEGREE = 111.195  # of latitude, on a sphere of 6,371 km
STREETS = [
    {"id": "S1", "district": "P02", "name": "a", "homes": 1},
    {"id": "T1", "district": "P05", "name": "b", "homes": 1},
]


def two_towns(km: float | None, gm_code: str = "GM9999", **other: Any) -> Compiled:
    """A sewer in a district and one so many kilometres north of it (``None``: nobody knows) in another
    municipality."""
    reference = load()
    here = reference.districts["P02"]
    assert here.lat is not None
    there = replace(
        reference.districts["P05"],
        gm_code=gm_code,
        lon=here.lon,
        lat=None if km is None else here.lat + km / KM_PER_DEGREE,
    )
    sewer = {"work_type": "sewer", "wanted": TOWN["projects"][0]["wanted"]}
    projects = [
        {**sewer, "id": "A", "district": "P02", "places": [{"id": "s", "street": "S1", "sewer_metres": 50}]},
        {**sewer, "id": "B", "district": "P05", "places": [{"id": "t", "street": "T1", "sewer_metres": 50}], **other},
    ]
    found = programme(
        settings={"streets": STREETS}, clients=({**TOWN, "projects": projects},), employers=(CIVIL, FIRM, GRIDCO)
    )
    return compile(replace(found, reference=replace(reference, districts={**reference.districts, "P05": there})))


def together(compiled: Compiled) -> set[str]:
    return {name.id for name in compiled.names.tenders if "+" in name.id}


@pytest.mark.parametrize(("km", "candidate"), [(9.9, True), (10.1, False), (None, False)])
def test_two_municipalities_are_beside_each_other_within_ten_kilometres(km: float | None, candidate: bool) -> None:
    assert bool(together(two_towns(km))) == candidate


@pytest.mark.parametrize("km", [30.0, None])
def test_one_municipality_is_beside_itself_at_any_distance(km: float | None) -> None:
    assert together(two_towns(km, gm_code=load().districts["P02"].gm_code))


def test_every_candidate_says_what_its_members_share() -> None:
    names = two_towns(5.0).names.tenders
    assert {name.reasons for name in names if "+" in name.id} == {("shared-trade", "shared-weeks", "one-client")}
    assert {name.reasons for name in names if "+" not in name.id} == {()}


def test_weeks_that_do_not_overlap_are_no_reason() -> None:
    later = {"wanted": {"start": "2027-09-06", "end": "2027-11-14"}}
    assert {name.reasons for name in two_towns(5.0, **later).names.tenders if "+" in name.id} == {
        ("shared-trade", "one-client")
    }
