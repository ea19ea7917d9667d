"""Dates and weeks as planners write them: cells with a date, ISO dates, Dutch dates, week numbers with and without a
year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wijkplan.planner.intake.horizon import monday

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
_DAYS = (
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|"
    r"fri|satur|sun)day|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun"
)
_WEEKDAY = re.compile(rf"(?:{_DAYS})\.?,?\s+(?=.*\d)")
_TIME = re.compile(r"(?:t|\s)\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:uur|u|h|z|[ap]m|[+-]\d{2}:?\d{2}))?$")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PACKED = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ]'?(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:e|de|ste|st|nd|rd|th)?[-. /]*([a-z]{3,9})\.?[-,. /]*'?(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WEEK_WORD = r"(?:w|wk|wkn|week|weeknr|weeknummer|week nr)"
_YEAR_WEEK = re.compile(rf"(\d{{4}})\s*[-/, ]?\s*{_WEEK_WORD}[-. ]*(\d{{1,2}})(?:-\d)?")
_WEEK_YEAR = re.compile(rf"{_WEEK_WORD}[-. ]*(\d{{1,2}})\s*(?:[-/, (]|van|of|in)*\s*(?:(\d{{4}})|'(\d{{2}}))\)?")
_NUMBER_YEAR = re.compile(r"(\d{1,2})\s*[-/]\s*(\d{4})")
_YEAR_NUMBER = re.compile(r"(\d{4})\s*[-/]\s*(\d{1,2})")
_WEEK = re.compile(rf"{_WEEK_WORD}[-. ]*(\d{{1,2}})")
_UNTIL = re.compile(r"\s*(?:t/m|tot en met|tot|until|through|up to and including|\bto\b|\s[-]\s|--)\s*")
EPOCH = date(1899, 12, 30)  # day 0 of the numbers that unformatted date cells hold
EPOCH_1904 = date(1904, 1, 1)  # likewise in a workbook that counts from 1904, as Excel for Mac once did
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class WeekOnly:
    """A week number that still needs a year."""

    week: int


def parse(value: Any, epoch: date = EPOCH) -> date | WeekOnly | None:
    """The day that a cell means, the Monday where it means a week; ``None`` where it means neither.

    Of ``3-4-2027`` the day comes first, as in the Netherlands. A number is a date where it lies between the years 2000
    and 2100 of a spreadsheet's day count (from ``epoch``), ``202714`` a year and week, ``20270405`` a day, and a small
    one a week. ``13-2027`` is a week, but ``4-2027`` is nothing: it may be a week or a month."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _number(float(value), epoch)
    return _text(_usual(value), epoch) if isinstance(value, str) else None


def is_week(value: Any) -> bool:
    """Whether a cell that can be read means a week rather than a day."""
    if isinstance(value, bool | date):
        return False
    if isinstance(value, int | float):
        return value <= 53 or 200001 <= value <= 210053
    text = _usual(value) if isinstance(value, str) else ""
    patterns = (_YEAR_WEEK, _WEEK_YEAR, _NUMBER_YEAR, _YEAR_NUMBER, _WEEK)
    return any(pattern.fullmatch(text) for pattern in patterns) or bool(re.fullmatch(r"\d{1,2}|20\d{4}", text))


def no_such_week(value: Any, year: int | None = None) -> tuple[int | None, int] | None:
    """Year and week of a cell that names a week which that year does not have (the year ``None``: no year has it)."""
    text = (
        _usual(value)
        if isinstance(value, str)
        else str(int(value))
        if isinstance(value, float) and value.is_integer()
        else ""
    )
    if match := _YEAR_WEEK.fullmatch(text):
        year, week = int(match[1]), int(match[2])
    elif match := _WEEK_YEAR.fullmatch(text):
        year, week = _year(match[2] or match[3]), int(match[1])
    elif match := re.fullmatch(r"(20\d{2})(\d{2})", text):
        year, week = int(match[1]), int(match[2])
    elif match := _WEEK.fullmatch(text) or re.fullmatch(r"(\d{1,2})", text):
        week = int(match[1])
    else:
        return None
    if not 1 <= week <= 53:
        return None, week
    return (year, week) if year is not None and monday(year, week) is None else None


def two_in_one(value: Any) -> tuple[str, str] | None:
    """The two halves of a cell with a period, such as ``wk 13 t/m wk 22``; ``None`` where it is none."""
    if not isinstance(value, str):
        return None
    halves = _UNTIL.split(_usual(value))
    if len(halves) != 2:
        return None
    first, last = halves
    if _WEEK.fullmatch(first) and re.fullmatch(r"\d{1,2}(?:\s*[-/, ]?\s*\d{4})?", last):
        last = f"wk {last}"
    given = _WEEK_YEAR.fullmatch(last)
    if given and _WEEK.fullmatch(first):
        first = f"{first} {_year(given[2] or given[3])}"
    return (first, last) if parse(first) is not None and parse(last) is not None else None


def _usual(text: str) -> str:
    """Small letters, plain blanks, hyphens and apostrophes; without the day of the week and the time of day."""
    plain = re.sub(r"[‐-―−]", "-", re.sub(r"[‘’´`]", "'", text.lower()))
    plain = re.sub(r"[​⁠﻿]", "", plain)
    plain = _TIME.sub("", " ".join(plain.split()))
    return _WEEKDAY.sub("", plain, count=1) if _WEEKDAY.match(plain) else plain


def _number(value: float, epoch: date) -> date | WeekOnly | None:
    if (FIRST - epoch).days <= value <= (LAST - epoch).days:
        return epoch + timedelta(days=int(value))
    if not value.is_integer():
        return None
    if 1 <= value <= 53:
        return WeekOnly(int(value))
    if 20000101 <= value <= 21001231:
        return _day(int(value) // 10000, int(value) // 100 % 100, int(value) % 100)
    return monday(int(value) // 100, int(value) % 100) if 200001 <= value <= 210053 else None


def _text(text: str, epoch: date) -> date | WeekOnly | None:
    if match := _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        return _day(*map(int, match.groups()))
    if match := _YEAR_WEEK.fullmatch(text):
        return monday(int(match[1]), int(match[2]))
    if match := _WEEK_YEAR.fullmatch(text):
        return monday(_year(match[2] or match[3]), int(match[1]))
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if (match := _NAMED.fullmatch(text)) and match[2] in _MONTHS:
        return _day(_year(match[3]), _MONTHS[match[2]], int(match[1]))
    if (match := _MONTH_FIRST.fullmatch(text)) and match[1] in _MONTHS:
        return _day(int(match[3]), _MONTHS[match[1]], int(match[2]))
    if (match := _NUMBER_YEAR.fullmatch(text)) and int(match[1]) > MONTHS:
        return monday(int(match[2]), int(match[1]))
    if (match := _YEAR_NUMBER.fullmatch(text)) and int(match[2]) > MONTHS:
        return monday(int(match[1]), int(match[2]))
    if match := _WEEK.fullmatch(text):
        return WeekOnly(int(match[1])) if 1 <= int(match[1]) <= 53 else None
    return _number(float(text), epoch) if re.fullmatch(r"\d{1,6}", text) else None


def _year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
