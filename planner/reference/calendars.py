"""Calendars: per week the percentage of a normal working week that a kind of work can be done.

Collective stops (*bouwvak*, Christmas) are whole weeks. Single public holidays are **not** taken from the week: an
activity ends in the first week by whose end its calendar has delivered its duration, so one holiday would stretch all
work that it meets by a whole week. They are netted in ``hours_per_head_week`` instead; only a week with less than
three days left is closed. Percentages are rounded to 5."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from .load import load
from .types import Bouwvak, CalendarKind, ClosedPeriod, Reference, SchoolRegion

ROUNDING = 5
WORKING_DAYS = 5
TENDERING = "tendering"  # closed days of a programme are of work, not of publishing, unless it says so


def percent(
    kind: str, school_region: SchoolRegion, start: date, weeks: int, reference: Reference | None = None
) -> tuple[int, ...]:
    """Percentages of ``weeks`` weeks from the week of ``start``, for a kind of calendar in a school region.
    ``reference``: with the calendars and closed days of a programme.

    Raises:
        KeyError: no such kind of calendar.
    """
    known = reference or load()
    closed = tuple(p for p in known.closed if kind in p.calendars or (not p.calendars and kind != TENDERING))
    return _percent(known.calendars[kind], school_region, start, weeks, closed)


@cache
def _percent(
    kind: CalendarKind, school_region: SchoolRegion, start: date, weeks: int, closed: tuple[ClosedPeriod, ...]
) -> tuple[int, ...]:
    monday = start - timedelta(days=start.weekday())
    return tuple(_week(kind, school_region, monday + timedelta(weeks=w), closed) for w in range(weeks))


def _week(kind: CalendarKind, school_region: SchoolRegion, monday: date, closed: tuple[ClosedPeriod, ...]) -> int:
    settings = load().calendar_settings
    middle = monday + timedelta(days=3)  # ISO: a week belongs to the month and year of its Thursday
    if kind.frost_closed and middle.month in settings.frost_months:
        return 0
    share = 100.0
    if _in_bouwvak(monday, school_region):
        share = kind.bouwvak_percent
    if _in_christmas_stop(monday):
        share = min(share, kind.christmas_percent)
    if kind.weather:
        excess = max(0, settings.weather_loss_percent[middle.month - 1] - settings.weather_norm_percent)
        share *= 1 - excess / 100
    if 100 * _days_left(monday) < settings.closed_below_percent * WORKING_DAYS:
        return 0
    away = _days_closed(monday, closed)
    if 100 * (WORKING_DAYS - away) < settings.closed_below_percent * WORKING_DAYS:
        return 0
    return ROUNDING * round(share * (1 - away / WORKING_DAYS) / ROUNDING)


def _days_closed(monday: date, closed: tuple[ClosedPeriod, ...]) -> int:
    """Working days of a week on which a programme is closed."""
    if not closed:
        return 0
    days = (monday + timedelta(days=d) for d in range(WORKING_DAYS))
    return sum(any(period.start <= day <= period.end for period in closed) for day in days)


def bouwvak(year: int, school_region: SchoolRegion) -> tuple[date, date]:
    """First Monday and last Friday of *bouwvak*; after the table's last year those of a cycle earlier, on the nearest
    Monday.

    Raises:
        ValueError: the year lies before the table.
    """
    rows: dict[int, Bouwvak] = {b.year: b for b in load().bouwvak if b.school_region == school_region}
    known = year
    while known > max(rows):
        known -= load().calendar_settings.bouwvak_cycle_years
    if known not in rows:
        raise ValueError(f"no bouwvak known for {year}; the table begins in {min(rows)}")
    row = rows[known]
    if known == year:
        return row.start, row.end
    moved = row.start.replace(year=year) + timedelta(days=3)
    first = moved - timedelta(days=moved.weekday())
    return first, first + (row.end - row.start)


def _in_bouwvak(monday: date, school_region: SchoolRegion) -> bool:
    if monday.month not in (7, 8):  # also spares years outside the table that only touch the horizon
        return False
    first, last = bouwvak(monday.year, school_region)
    return first <= monday <= last


@cache
def christmas_stop(year: int) -> tuple[date, date]:
    """First Monday and last Friday of the Christmas stop that begins in a year: whole weeks from the Saturday on or
    before 25 December."""
    christmas = date(year, 12, 25)
    saturday = christmas - timedelta(days=(christmas.weekday() - 5) % 7)
    return saturday + timedelta(days=2), saturday + timedelta(days=7 * load().calendar_settings.christmas_weeks - 1)


@cache
def _in_christmas_stop(monday: date) -> bool:
    return any(
        first <= monday <= last for first, last in (christmas_stop(monday.year - 1), christmas_stop(monday.year))
    )


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Days off in construction: the public holidays, without Good Friday (equated for legal terms only, a working day)
    and with 5 May only in lustrum years."""
    from holidays import country_holidays  # late: only planning needs it, not reading

    named = country_holidays("NL", years=year, language="nl")
    days = frozenset(named) - frozenset(named.get_named("Goede Vrijdag")) - {date(year, 5, 5)}
    return days | {date(year, 5, 5)} if year % load().calendar_settings.lustrum_years == 0 else days


def legal_holidays(year: int) -> frozenset[date]:
    """Days on which a legal term does not end: public holidays, with 5 May in every year and Good Friday, which is
    equated to them (Algemene termijnenwet art. 3)."""
    from holidays import country_holidays  # late: only planning needs it, not reading

    return frozenset(country_holidays("NL", years=year)) | {date(year, 5, 5)}


def working_days(year: int) -> int:
    """Mondays to Fridays of a year that are no public holiday."""
    days = (date(year, 1, 1) + timedelta(days=d) for d in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))
    return sum(day.weekday() < WORKING_DAYS and day not in public_holidays(year) for day in days)


@cache
def _days_left(monday: date) -> int:
    days = [monday + timedelta(days=d) for d in range(WORKING_DAYS)]
    return sum(day not in public_holidays(day.year) for day in days)
