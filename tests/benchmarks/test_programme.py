"""Programmes larger than the pilot: the stored one is what the generator makes, and its districts are facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wijkplan.benchmarks.generate.pilot import generate
from wijkplan.benchmarks.generate.programme import LARGEST, first_programme, region
from wijkplan.planner.intake.read_programme import load as read
from wijkplan.planner.outlook.districts import districts
from wijkplan.planner.reference import load

FOLDER = Path(__file__).parents[2] / "instances" / "first-programme"


def test_the_27_districts_of_the_first_programme_are_there_with_their_homes() -> None:
    programme, findings = read([FOLDER])
    assert programme is not None
    assert [f for f in findings if f.severity == "error"] == []
    homes: dict[str, int] = {}
    for street in programme.settings.streets:
        homes[street.district] = homes.get(street.district, 0) + (street.homes or 0)
    assert homes == {d.id: d.homes for d in load().districts.values()}
    assert len(homes) == 27 and sum(homes.values()) == 18_053


@pytest.mark.slow
def test_the_stored_programme_is_what_the_generator_makes() -> None:
    made = generate(1, first_programme())
    assert {path.name for path in FOLDER.glob("*.json")} == set(made)
    for name, content in made.items():
        assert json.loads((FOLDER / name).read_text("utf-8")) == json.loads(json.dumps(content)), name


def test_no_region_is_in_two_areas() -> None:
    areas: dict[str, set[str | None]] = {}
    for d in first_programme().districts:
        areas.setdefault(d.region, set()).add(d.pilot_area)
    assert all(len(some) == 1 for some in areas.values())


def test_a_region_has_all_its_districts() -> None:
    layout = region("Gorinchem", least=1)
    there = [d for d in districts() if d.region == "AM35"]
    assert {d.id for d in layout.districts} == {d.code for d in there}
    assert sum(d.homes for d in layout.districts) == sum(min(LARGEST, d.homes) for d in there)
    with pytest.raises(ValueError, match="'Atlantis' is no labour-market region"):
        region("Atlantis")
