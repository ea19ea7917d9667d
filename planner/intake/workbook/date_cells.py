"""Dates and weeks as planners write them: cells with a date, ISO dates, Dutch dates, week numbers with and without a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "january", "jan"),
            ("februari", "february", "feb"),
            ("maart", "march", "mrt", "mar"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("augustus", "august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_NAMED = re.compile(r"(?:[a-z]+dag\s+|[a-z]+day\s+|[a-z]{2}\.?\s+)?(\d{1,2})[-. ]*([a-z]{3,9})\.?[-, ]*(\d{4})")
_YEAR_WEEK = re.compile(r"(\d{4})\s*[-/ ]?\s*(?:w|wk|week)[-. ]*(\d{1,2})(?:-\d)?")
_WEEK_YEAR = re.compile(r"(?:w|wk|week)[-. ]*(\d{1,2})\s*(?:[-/, ]|van|of|in)+\s*'?(\d{4})")
_WEEK = re.compile(r"(?:w|wk|week|weeknr|weeknummer|week nr)[-. ]*(\d{1,2})")
EPOCH = date(1899, 12, 30)  # day 0 of the numbers that unformatted date cells hold
FIRST, LAST = 36526, 73415  # 2000 to 2100


@dataclass(frozen=True, slots=True)
class WeekOnly:
    """A week number that still needs a year."""

    week: int


def parse(value: Any) -> date | WeekOnly | None:
    """The day that a cell means, the Monday where it means a week; ``None`` where it means neither.

    Of ``3-4-2027`` the day comes first, as in the Netherlands. A number is a date where it lies between the years 2000 and 2100 of
    a spreadsheet's day count, ``202714`` a year and week, and a small one a week. ``4-2027`` is nothing: it may be a week or a month.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _number(float(value))
    return _text(" ".join(str(value).lower().split())) if isinstance(value, str) else None


def monday(year: int, week: int) -> date | None:
    """Monday of an ISO week; ``None`` where the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _number(value: float) -> date | WeekOnly | None:
    if FIRST <= value <= LAST:
        return EPOCH + timedelta(days=int(value))
    if not value.is_integer():
        return None
    if 1 <= value <= 53:
        return WeekOnly(int(value))
    return monday(int(value) // 100, int(value) % 100) if 200001 <= value <= 210053 else None


def _text(text: str) -> date | WeekOnly | None:
    if match := _ISO.fullmatch(text):
        return _day(*map(int, match.groups()))
    if match := _YEAR_WEEK.fullmatch(text):
        return monday(int(match[1]), int(match[2]))
    if match := _WEEK_YEAR.fullmatch(text):
        return monday(int(match[2]), int(match[1]))
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        return _day(year if year > 99 else 2000 + year, month, day)
    if (match := _NAMED.fullmatch(text)) and match[2] in _MONTHS:
        return _day(int(match[3]), _MONTHS[match[2]], int(match[1]))
    if match := _WEEK.fullmatch(text):
        return WeekOnly(int(match[1])) if 1 <= int(match[1]) <= 53 else None
    return _number(float(text)) if re.fullmatch(r"\d{1,6}", text) else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
