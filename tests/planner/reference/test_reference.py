"""Reference data: complete, consistent, each record with where it is from."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from wijkplan.models.problem import Position
from wijkplan.planner.reference import Origin, load
from wijkplan.planner.submission.schema import Place

REFERENCE = load()


def _records() -> list[object]:
    r = REFERENCE
    tables = (r.regions, r.districts, r.trades, r.packages, r.prerequisites, r.calendars, r.notices)
    return [x for table in tables for x in table.values()] + [*r.orders, *r.bouwvak, *_law()]


def _law() -> list[object]:
    law = REFERENCE.law
    steps = [step for procedure in law.procedures.values() for step in procedure.steps]
    tables = (law.regimes, law.procedures, law.provisions, law.cpv)
    return [x for table in tables for x in table.values()] + [*law.thresholds, *law.bands, *steps]


def test_every_record_states_source_date_and_trust() -> None:
    origins = [getattr(x, f.name) for x in _records() for f in fields(x) if f.name.endswith("origin")]  # type: ignore[arg-type]
    assert len(origins) >= len(_records())
    for origin in [*origins, *REFERENCE.figure_origins.values()]:
        assert isinstance(origin, Origin)
        assert len(origin.source) > 5
        assert 2000 <= int(origin.date[:4]) <= 2027


def test_every_figure_has_an_origin() -> None:
    names = {
        f.name
        for part in (REFERENCE.prices, REFERENCE.settings, REFERENCE.calendar_settings, REFERENCE.disclosure)
        for f in fields(part)
    }
    assert set(REFERENCE.figure_origins) == {*names, "learning_scope"}


def test_regions_and_districts() -> None:
    assert len(REFERENCE.regions) == 35
    assert len(REFERENCE.districts) == 27
    assert sum(d.homes for d in REFERENCE.districts.values()) == 18_053  # reported: about 18,000
    assert len([d for d in REFERENCE.districts.values() if d.pilot_area]) == 17
    assert {d.pilot_area for d in REFERENCE.districts.values()} - {None} == {
        "groningen",
        "rotterdam-den-haag",
        "brabant",
        "zuid-limburg",
    }
    for region in REFERENCE.regions.values():
        assert all(region.id in REFERENCE.regions[n].neighbours for n in region.neighbours)
    for district in REFERENCE.districts.values():
        assert district.region in REFERENCE.regions
        assert district.lon is not None and district.lat is not None
        assert 3.3 < district.lon < 7.3 and 50.7 < district.lat < 53.6  # in the Netherlands


def test_distance_between_districts() -> None:
    """Appingedam to Brunssum is 270 km by a map, a district is nowhere from itself, and an unknown point says so."""
    opwierde, brunssum = REFERENCE.districts["P02"], REFERENCE.districts["P04"]
    assert opwierde.km_to(brunssum) == pytest.approx(270, abs=3) and opwierde.km_to(opwierde) == 0
    assert replace(opwierde, lat=None).km_to(brunssum) is None


def test_packages_fit_places_trades_calendars_and_each_other() -> None:
    materials = set()
    for package in REFERENCE.packages.values():
        assert package.quantity in Place.model_fields
        assert set(package.hours) <= set(REFERENCE.trades)
        assert package.calendar in REFERENCE.calendars
        assert list(package.crews) == sorted(set(package.crews))
        assert (package.depth is not None) == package.opens_street == bool(package.opening_eur)
        for trade, hours in package.hours.items():
            assert (package.opening_hours or {}).get(trade, 0) + (package.closing_hours or {}).get(
                trade, 0
            ) <= hours + 1e-9
        materials |= set(package.materials)
    assert materials == {"station"}
    digs = sorted((p for p in REFERENCE.packages.values() if p.depth), key=lambda p: p.depth or 0)
    assert [p.id for p in digs] == [
        "sewer",
        "heat-pipe",
        "mv-cable",
        "lv-cable",
        "charger",
        "water-main",
        "telecom-duct",
        "repaving",
    ]
    for order in REFERENCE.orders:
        same = REFERENCE.packages[order.first].work_type == REFERENCE.packages[order.then].work_type
        assert same or order.scope == "district"
    for norm in REFERENCE.prerequisites.values():
        assert all(REFERENCE.packages[p].work_type in norm.work_types for p in norm.packages)


# LV cable, person-hours per 100 m: 48 + 8 + 16 + 24 = 96, of which 28 open and 40 close; 60 % of a side is saved where
# it is joined.
@pytest.mark.parametrize(
    ("position", "hours"),
    [
        (Position.ALONE, 96),
        (Position.FIRST, 96 - 0.6 * 40),
        (Position.MIDDLE, 96 - 0.6 * 68),
        (Position.LAST, 96 - 0.6 * 28),
    ],
)
def test_a_dig_has_less_content_where_it_is_joined(position: Position, hours: float) -> None:
    cable = REFERENCE.packages["lv-cable"]
    saved = REFERENCE.settings.joined_saving_percent
    assert 100 * sum(cable.hours_in(position, saved).values()) == pytest.approx(hours)
    assert cable.opening_eur_in(position, saved) == pytest.approx({0: 40, 1: 28, 2: 16, 3: 28}[position])


def test_market_follows_the_size_of_the_region() -> None:
    assert REFERENCE.market_heads("LVM", "AM22") == 4  # 2 heads x factor 2


def test_only_whole_people_can_be_hired_and_one_where_there_is_any_market() -> None:
    small = next(region for region in REFERENCE.regions.values() if region.market_factor == 0.5)
    large = next(region for region in REFERENCE.regions.values() if region.market_factor == 1.5)
    assert [REFERENCE.hireable("MVM", region.id) for region in (small, large)] == [
        100,
        200,
    ]  # half a head, and one and a half
    assert REFERENCE.hireable("WVB", large.id) == 450  # a trade with part-timers
