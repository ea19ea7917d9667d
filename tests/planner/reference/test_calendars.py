"""Calendars against published dates: public holidays, bouwvak, Christmas stop, winter, frost."""

from __future__ import annotations

from datetime import date

import pytest

from wijkplan.planner.reference import SchoolRegion, load
from wijkplan.planner.reference.calendars import bouwvak, christmas_stop, percent, public_holidays, working_days


@pytest.mark.parametrize(("year", "days"), [(2026, 255), (2027, 256), (2028, 254), (2029, 254), (2030, 255)])
def test_working_days_per_year(year: int, days: int) -> None:
    assert working_days(year) == days


def test_single_holidays() -> None:
    assert {date(2027, 3, 29), date(2027, 4, 27), date(2027, 5, 6), date(2027, 5, 17)} <= public_holidays(2027)
    assert date(2027, 3, 26) not in public_holidays(2027)  # Good Friday is worked
    assert date(2028, 5, 5) not in public_holidays(2028)
    assert date(2030, 5, 5) in public_holidays(2030)  # lustrum


@pytest.mark.parametrize(
    ("year", "region", "first", "last"),
    [
        (2026, "Noord", date(2026, 7, 20), date(2026, 8, 7)),
        (2027, "Noord", date(2027, 7, 26), date(2027, 8, 13)),
        (2027, "Midden", date(2027, 8, 2), date(2027, 8, 20)),
        (2027, "Zuid", date(2027, 8, 9), date(2027, 8, 27)),
        (2028, "Noord", date(2028, 7, 31), date(2028, 8, 18)),
        (2030, "Zuid", date(2030, 7, 22), date(2030, 8, 9)),
        (
            2032,
            "Noord",
            date(2032, 7, 19),
            date(2032, 8, 6),
        ),  # 20 July 2026 plus the cycle of six years, on the nearest Monday
    ],
)
def test_bouwvak(year: int, region: SchoolRegion, first: date, last: date) -> None:
    assert bouwvak(year, region) == (first, last)


def test_bouwvak_before_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="2026"):
        bouwvak(2025, "Noord")


def test_the_table_holds_a_whole_cycle() -> None:
    years = {row.year for row in load().bouwvak}
    assert years == set(range(min(years), min(years) + load().calendar_settings.bouwvak_cycle_years))


def test_bouwvak_is_three_whole_weeks_in_the_table() -> None:
    for row in load().bouwvak:
        assert (row.start.weekday(), row.end.weekday(), (row.end - row.start).days) == (0, 4, 18)


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [(2026, date(2026, 12, 21), date(2027, 1, 1)), (2027, date(2027, 12, 27), date(2028, 1, 7))],
)
def test_christmas_stop(year: int, first: date, last: date) -> None:
    assert christmas_stop(year) == (first, last)


@pytest.mark.parametrize(
    ("kind", "monday", "expected"),
    [
        ("builder", date(2027, 7, 26), 0),  # bouwvak Noord
        ("builder", date(2027, 8, 16), 100),
        ("installer", date(2027, 7, 26), 30),
        ("street-grid", date(2027, 7, 26), 30),
        ("street-civil", date(2027, 7, 26), 0),
        ("builder", date(2027, 3, 29), 100),  # Easter Monday is netted in the hours of a head
        ("builder", date(2027, 12, 27), 0),  # Christmas stop
        ("grid", date(2027, 12, 27), 0),
        ("street-civil", date(2027, 1, 11), 80),  # 20 % lost, of which 2 in the norms: 82, rounded to 5
        ("street-civil", date(2027, 3, 8), 95),
        ("street-civil", date(2027, 12, 6), 85),
        ("street-civil", date(2027, 5, 10), 100),
        ("heating", date(2027, 2, 22), 0),  # frost
        ("heating", date(2027, 3, 1), 100),
        ("heating", date(2027, 11, 29), 0),  # its Thursday is 2 December
    ],
)
def test_weeks(kind: str, monday: date, expected: int) -> None:
    assert percent(kind, "Noord", monday, 1) == (expected,)


def test_any_day_stands_for_its_week_and_rows_are_consistent() -> None:
    for kind in load().calendars:
        row = percent(kind, "Midden", date(2027, 1, 4), 520)
        assert row[1:] == percent(kind, "Midden", date(2027, 1, 13), 519)
        assert all(value in range(0, 101, 5) for value in row)
