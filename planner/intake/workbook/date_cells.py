"""Dates and weeks as planners write them: cells with a date, ISO dates, Dutch dates, week numbers with and without a
year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wijkplan.planner.intake.horizon import monday

from .plain_text import seen

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
_THIRD = re.compile(r"(begin|beginning|medio|mid|eind|einde|ultimo|end)(?: van| of)?[ -]+")
_HALF = re.compile(r"(1|2|eerste|tweede|first|second)(?:e|de|ste|st|nd)? (?:helft|half)(?: van| of)? (20\d{2})")
_MONTH_YEAR = re.compile(r"([a-z]{3,9})\.?\s+(?:(20\d{2})|'(\d{2}))")
_QUARTERS = tuple(
    map(
        re.compile,
        (
            r"(?:[qk]|kwartaal\s*)(?P<quarter>[1-4])[-/ ]*(?P<year>20\d{2})",
            r"(?P<year>20\d{2})[-/ ]*[qk](?P<quarter>[1-4])",
            r"(?P<quarter>[1-4])(?:e|ste|de)?\s*kwartaal\s*(?P<year>20\d{2})",
        ),
    )
)
_WEEK_WORD = r"(?:w|wk|wkn|week|weeknr|weeknummer|week nr)"
_YEAR_WEEK = re.compile(rf"(\d{{4}})\s*[-/, ]?\s*{_WEEK_WORD}[-. ]*(\d{{1,2}})(?:-\d)?")
_WEEK_YEAR = re.compile(rf"{_WEEK_WORD}[-. ]*(\d{{1,2}})\s*(?:[-/, (]|van|of|in)*\s*(?:(\d{{4}})|'(\d{{2}}))\)?")
_NUMBER_YEAR = re.compile(r"(\d{1,2})\s*[-/]\s*(\d{4})")
_YEAR_NUMBER = re.compile(r"(\d{4})\s*[-/]\s*(\d{1,2})")
_WEEK = re.compile(rf"{_WEEK_WORD}[-. ]*(\d{{1,2}})")
_UNTIL = re.compile(r"\s*(?:t/m|tot en met|tot|until|through|up to and including|\bto\b|\s[-]\s|--)\s*")
# wk 12-22 2027, wk 12-22 (2027)
_WEEKS = re.compile(rf"({_WEEK_WORD}\.?\s*\d{{1,2}})\s*[-/]\s*(\d{{1,2}}(?:\s+\d{{4}}|\s*\(\d{{4}}\)))")
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


def period(value: Any) -> tuple[date, date] | None:
    """First and last day of the month, third of a month, quarter or half year that a cell names with its year, such as
    ``september 2027``, ``eind sept '27``, ``Q3 2027`` and ``2e helft 2027``; ``None`` where it names none. ``sep-27``
    may be a day, so it names none."""
    found = _period(_usual(value)) if isinstance(value, str) else None
    if found is None or found[0].isocalendar().year == found[0].year:
        return found
    return found[0] + timedelta(days=7 - found[0].weekday()), found[1]  # the first week of a year is in that year


def _period(text: str) -> tuple[date, date] | None:
    if (match := _THIRD.match(text)) and (whole := _MONTH_YEAR.fullmatch(text[match.end() :])) and whole[1] in _MONTHS:
        first, last = month_of(date(_year(whole[2] or whole[3]), _MONTHS[whole[1]], 1))
        thirds = {"b": (first, first.replace(day=10)), "m": (first.replace(day=11), first.replace(day=20))}
        return thirds.get(match[1][0], (first.replace(day=21), last))
    if match := _HALF.fullmatch(text):
        half = 6 if match[1] in ("2", "tweede", "second") else 0
        return date(int(match[2]), half + 1, 1), month_of(date(int(match[2]), half + 6, 1))[1]
    if (match := _MONTH_YEAR.fullmatch(text)) and match[1] in _MONTHS:
        return month_of(date(_year(match[2] or match[3]), _MONTHS[match[1]], 1))
    match = next((found for pattern in _QUARTERS if (found := pattern.fullmatch(text))), None)
    if match is None:
        return None
    year, month = int(match["year"]), 3 * int(match["quarter"])
    return date(year, month - 2, 1), month_of(date(year, month, 1))[1]


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def is_month_first(value: Any) -> bool:
    """Whether a text is a date only where the month stands before the day, as in the United States."""
    match = _DAY_FIRST.fullmatch(_usual(value)) if isinstance(value, str) else None
    return match is not None and _day(_year(match[3]), int(match[1]), int(match[2])) is not None


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
    text = _usual(value)
    halves = [_WEEKS.sub(r"\1", text), _WEEKS.sub(r"wk \2", text)] if _WEEKS.fullmatch(text) else _UNTIL.split(text)
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
    plain = seen(re.sub(r"[‐-―−]", "-", re.sub(r"[‘’´`]", "'", text.lower())))
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
