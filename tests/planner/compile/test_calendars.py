"""Calendars: collective stops, days off, weather and frost as percentages of a week."""

from __future__ import annotations

from datetime import date

from planner.compile.calendars import bouwvak, percents
from planner.reference import load

from .world import programme

REFERENCE = load()


def week(day: date) -> int:
    return (day - date(2027, 1, 4)).days // 7


def test_builders_stop_in_bouwvak_and_at_christmas_and_installers_run_at_a_third() -> None:
    # Noord 2027: 26 July - 13 August. Christmas 2027: the two weeks from 27 December.
    builder, installer = (percents(programme(), kind, "Noord") for kind in ("builder", "installer"))
    stopped = [w for w in range(60) if builder[w] == 0]
    summer = week(date(2027, 7, 26))
    assert stopped == [summer, summer + 1, summer + 2, week(date(2027, 12, 27)), week(date(2028, 1, 3))]
    assert {installer[w] for w in stopped[:3]} == {30}
    assert set(builder) == {0, 100}


def test_bouwvak_differs_between_school_regions() -> None:
    assert percents(programme(), "builder", "Midden")[week(date(2027, 8, 16))] == 0
    assert percents(programme(), "builder", "Noord")[week(date(2027, 8, 16))] == 100


def test_weather_takes_from_street_work_what_the_norms_do_not_hold() -> None:
    # January loses 20 % of days, of which 2 % is inside the norms; June loses no more than that.
    street = percents(programme(), "street-grid", "Noord")
    assert street[week(date(2027, 1, 11))] == 82
    assert street[week(date(2027, 6, 14))] == 100


def test_no_heat_is_cut_off_in_winter() -> None:
    heating = percents(programme(), "heating", "Noord")
    assert heating[week(date(2027, 2, 15))] == 0
    assert heating[week(date(2027, 3, 15))] == 100


def test_bouwvak_repeats_in_the_cycle_of_school_holidays_after_the_last_known_year() -> None:
    known = bouwvak(REFERENCE, 2027, "Noord")
    later = bouwvak(REFERENCE, 2033, "Noord")
    assert known is not None and later is not None
    assert later[0].weekday() == 0 and abs((later[0].replace(year=2027) - known[0]).days) <= 4
    assert later[1] - later[0] == known[1] - known[0]
    assert bouwvak(REFERENCE, 2020, "Noord") is None
