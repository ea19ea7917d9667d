"""Homes are counted where work is done in them, once."""

from __future__ import annotations

from tests.planner.compile.world import FIRM, GRID, TOWN, changed, programme
from wijkplan.planner.results.homes_with_work import homes_with_work

BLOCKS = [
    {"id": "b1", "insulation_light_homes": 10},
    {"id": "b2", "homes": 8, "insulation_light_homes": 6, "hybrid_heat_pump_homes": 8},
]


def test_work_types_meet_in_the_same_homes() -> None:
    """18 homes are insulated; 10 of the district get another connection. Its sewer is in none."""
    made = programme(clients=(TOWN, GRID), employers=(changed(FIRM, places=BLOCKS),))
    assert homes_with_work(made) == 18
    assert homes_with_work(programme(clients=(TOWN, GRID), employers=())) == 10
    assert homes_with_work(programme(clients=(TOWN,), employers=())) == 0


def test_no_more_than_the_district_has() -> None:
    many = [{"id": f"b{i}", "insulation_light_homes": 90_000} for i in range(3)]
    made = programme(clients=(TOWN,), employers=(changed(FIRM, places=many),))
    assert homes_with_work(made) == made.reference.districts["P02"].homes
