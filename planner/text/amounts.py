"""Numbers, euros, shares, days and weeks as readers of a language write them, by the patterns and signs of the library
babel, which is loaded when the first is written. Patterns are read once: babel's own ``format_decimal`` reads its
pattern at each call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from . import Language, say, translated

if TYPE_CHECKING:
    from babel import Locale
    from babel.dates import DateTimePattern
    from babel.numbers import NumberPattern

UNKNOWN = "–"
"""What stands where there is no number."""

DAYS: Mapping[Language, str] = {"nl": "dd-MM-yyyy", "en": "yyyy-MM-dd"}
"""How a day is written."""

AXIS_DAYS: Mapping[Language, str] = {"nl": "%d-%m-%Y", "en": "%Y-%m-%d"}
AXIS_MONTHS: Mapping[Language, str] = {"nl": "%m-%Y", "en": "%Y-%m"}
"""The same for figures, which are drawn by a library with patterns of its own."""


def number(value: float, language: Language, digits: int = 0) -> str:
    """A number with its thousands in groups: ``1.234,5`` in Dutch, ``1,234.5`` in English. Rounded as Python rounds,
    ties of a decimal that is stored a little lower go down."""
    return str(_numbers("#,##0", digits).apply(round(value, digits), _locale(language)))


def plain(value: float, language: Language) -> str:
    """A number with the digits that it has, at most six behind the mark, and no groups, as one types it."""
    return str(_numbers("0.######", 0).apply(value, _locale(language)))


def percent(share: float | None, language: Language, digits: int = 1) -> str:
    """A share as a percentage: ``2,6 %``; a dash where it is not known."""
    return UNKNOWN if share is None else f"{number(100 * share, language, digits)} %"


def euros(amount: float | None, language: Language) -> str:
    """Whole euros: ``€ 1.234``; a dash where they are not known."""
    return UNKNOWN if amount is None else f"€ {number(amount, language)}"


def brief(amount: float | None, language: Language) -> str:
    """Euros in thousands or millions, for sentences: ``€ 1,65 mln``."""
    if amount is None:
        return UNKNOWN
    if abs(amount) >= 999_500:
        millions = number(amount / 1e6, language, 2 if abs(amount) < 1e7 else 1)
        return translated(say("€ {millions} million", millions=millions), language)
    if abs(amount) >= 10_000:
        return translated(say("€ {thousands} thousand", thousands=number(amount / 1000, language)), language)
    return euros(amount, language)


def day(at: date, language: Language) -> str:
    """A day: ``04-01-2027`` in Dutch, ``2027-01-04`` in English, as in the cells of workbooks."""
    return str(_dates(DAYS[language]).apply(at, _locale(language)))


def moment(at: datetime, language: Language) -> str:
    """A day and the time on it."""
    return f"{day(at, language)} {_dates('HH:mm').apply(at, _locale(language))}"


def week(at: date) -> str:
    """The ISO week of a day, ``2027-W05``, the same in both languages: babel numbers weeks as each country does."""
    year, number_of_week, _ = at.isocalendar()
    return f"{year}-W{number_of_week:02d}"


@cache
def _locale(language: Language) -> Locale:
    from babel import Locale

    return Locale.parse(language)


@cache
def _numbers(whole: str, digits: int) -> NumberPattern:
    from babel.numbers import parse_pattern

    return parse_pattern(f"{whole}.{'0' * digits}" if digits else whole)


@cache
def _dates(pattern: str) -> DateTimePattern:
    from babel.dates import parse_pattern

    return parse_pattern(pattern)
