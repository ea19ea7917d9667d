"""Calendars: per kind of work and school region the percentage of a normal working week that can be worked, week by week.

Collective stops live here only. A week inside *bouwvak* or the Christmas stop has the percentage of its kind; another week is open,
unless public holidays leave too few days, less what weather takes from street work beyond its norms; heat is not cut off in months of
frost. Public holidays elsewhere are inside the hours of a head-week.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from models.problem import Calendar
from planner.programme import Programme
from planner.reference import Bouwvak, CalendarKind, CalendarSettings, Reference

from .rounding import whole_down

Key = tuple[str, str]
"""Kind of work and school region."""


class Calendars:
    """The calendars that a programme uses, each made once and numbered in order of first use."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.index: dict[Key, int] = {}
        self.made: list[Calendar] = []

    def __call__(self, kind: str, school_region: str) -> int:
        """Index of a calendar."""
        key = (kind, school_region)
        if key not in self.index:
            self.index[key] = len(self.made)
            self.made.append(Calendar(percents(self.programme, kind, school_region)))
        return self.index[key]


def percents(programme: Programme, kind: str, school_region: str) -> tuple[int, ...]:
    """Percentage per week of the programme."""
    reference = programme.reference
    rule = reference.calendars[kind]
    mondays = [programme.monday(week) for week in range(programme.weeks)]
    years = range(mondays[0].year - 1, mondays[-1].year + 2)
    summers = [stop for year in years if (stop := bouwvak(reference, year, school_region)) is not None]
    winters = [_christmas(year, reference.calendar_settings) for year in years]
    off = _days_off(tuple(years), reference.calendar_settings.lustrum_years)
    return tuple(_percent(monday, rule, summers, winters, off, reference.calendar_settings) for monday in mondays)


def bouwvak(reference: Reference, year: int, school_region: str) -> tuple[date, date] | None:
    """First and last day of *bouwvak*; after the last year of the data as in the school-holiday cycle, ``None`` before its first."""
    rows = {row.year: row for row in reference.bouwvak if row.school_region == school_region}
    if year in rows:
        return rows[year].start, rows[year].end
    cycle = reference.calendar_settings.bouwvak_cycle_years
    earlier = [y for y in rows if y < year]
    if not earlier:
        return None
    known = next((y for y in sorted(rows) if (year - y) % cycle == 0), max(earlier))
    return _moved(rows[known], year - known)


def _moved(row: Bouwvak, years: int) -> tuple[date, date]:
    """The same calendar week in another year."""
    anchor = row.start.replace(year=row.start.year + years, day=min(row.start.day, 28))
    monday = anchor + timedelta(days=(3 - anchor.weekday()) % 7 - 3)
    return monday, monday + (row.end - row.start)


def _christmas(year: int, settings: CalendarSettings) -> tuple[date, date]:
    eve = date(year, 12, 25)
    saturday = eve - timedelta(days=(eve.weekday() - 5) % 7)
    return saturday, saturday + timedelta(days=7 * settings.christmas_weeks + 1)


@lru_cache
def _days_off(years: tuple[int, ...], lustrum: int) -> frozenset[date]:
    days = set(holidays.country_holidays("NL", years=years))
    return frozenset(day for day in days if (day.month, day.day) != (5, 5) or day.year % lustrum == 0)


def _percent(
    monday: date,
    rule: CalendarKind,
    summers: list[tuple[date, date]],
    winters: list[tuple[date, date]],
    off: frozenset[date],
    settings: CalendarSettings,
) -> int:
    days = [monday + timedelta(days=i) for i in range(5)]
    thursday = days[3]
    if rule.frost_closed and thursday.month in settings.frost_months:
        return 0
    worked, outside, left = 0, 0, 0
    for day in days:
        if any(start <= day <= end for start, end in winters):
            worked += rule.christmas_percent
        elif any(start <= day <= end for start, end in summers):
            worked += rule.bouwvak_percent
        else:
            worked, outside, left = worked + 100, outside + 1, left + (day not in off)
    if outside > left and 100 * left < settings.closed_below_percent * len(days):
        return 0
    lost = max(0, settings.weather_loss_percent[thursday.month - 1] - settings.weather_norm_percent) if rule.weather else 0
    return whole_down(worked / len(days) * (100 - lost) / 100)
