"""Every district of the country by its code: those of today, those of before a merger, and what CBS does not know."""

from __future__ import annotations

import time

import pytest

from wijkplan.planner.reference import load
from wijkplan.planner.reference.cbs_districts import (
    Districts,
    areas,
    district,
    merged,
    municipalities,
    municipality_codes,
    named,
)
from wijkplan.planner.reference.types import SchoolRegion

REFERENCE = load()


def test_all_municipalities_of_2026_with_region_and_point() -> None:
    towns = municipalities().values()
    assert len(towns) == 342
    assert sum(town.homes for town in towns) == pytest.approx(8_200_000, rel=0.01)
    schools: set[SchoolRegion] = {"Noord", "Midden", "Zuid"}
    assert {town.school_region for town in towns} == schools
    assert {town.region for town in towns} == set(REFERENCE.regions)  # every labour-market region has a municipality
    assert all(3.3 < town.lon < 7.3 and 50.7 < town.lat < 53.6 for town in towns)


def test_every_merged_municipality_leads_to_one_of_today() -> None:
    assert all(new in municipalities() for codes in merged().values() for new in codes)
    assert not set(merged()) & set(municipalities())


def test_every_area_lies_in_a_municipality_of_today() -> None:
    found = areas()
    assert len(found) > 16_000 and all(
        code in municipalities() for area in found.values() for code in area.municipalities
    )


@pytest.mark.parametrize(
    ("code", "municipality", "gm_code"),
    [
        ("BU00100000", "Eemsdelta", "GM1979"),  # Delfzijl until 2021
        ("WK036301", "Amsterdam", "GM0363"),
        ("BU02820000", None, None),  # Ubbergen until 2015: known by name and point only, without homes
        ("WK999999", None, None),
        ("WK03630A", None, None),
    ],
)
def test_codes_of_each_year_lead_to_the_municipality_of_today(
    code: str, municipality: str | None, gm_code: str | None
) -> None:
    found = district(code)
    assert (
        (municipality, gm_code) == (None, None)
        if found is None
        else (found.municipality, found.gm_code) == (municipality, gm_code)
    )


def test_names_are_found_in_a_municipality_of_today_or_of_before() -> None:
    assert next(area.municipalities for area in named("selwerd", "Groningen")) == ("GM0014",)
    assert municipality_codes("Delfzijl") == municipality_codes("GM1979") == {"GM1979"}
    assert len(municipality_codes("Haaren")) == 4  # split over four
    assert municipality_codes("Nergenshuizen") == set() and named("Selwerd", "Utrecht") == ()


def test_the_listed_districts_are_walked_through_and_all_others_known() -> None:
    known = REFERENCE.districts
    assert isinstance(known, Districts) and len(list(known)) == len(known) == 27
    assert "WK036301" in known and known["WK036301"].homes and "nowhere" not in known and 3 not in known
    with pytest.raises(KeyError):
        known["nowhere"]


def test_the_country_is_read_in_well_under_a_second() -> None:
    seconds = []
    for _ in range(3):
        areas.cache_clear()  # type: ignore[attr-defined]
        began = time.process_time()
        assert district("WK036301") is not None
        seconds.append(time.process_time() - began)
    assert min(seconds) < 1
