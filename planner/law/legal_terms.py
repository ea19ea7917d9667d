"""Counting days as Union law does (Regulation (EEC, Euratom) 1182/71 art. 3), for terms that run from a dispatch or a
notice."""

from __future__ import annotations

from datetime import date, timedelta

from wijkplan.planner.reference.calendars import legal_holidays

SATURDAY = 5
LEAST_WORKING_DAYS = 2
"""In a term of two days or more."""


def is_working_day(day: date) -> bool:
    """Whether a day is no Saturday, Sunday or public holiday in the Netherlands. Good Friday and 5 May count as
    holidays, as in Dutch acts: whether they do under Union law too is not known, and a term is never too short."""
    return day.weekday() < SATURDAY and day not in legal_holidays(day.year)


def deadline(dispatch: date, days: int) -> date:
    """The last day of a term: the day of dispatch is not counted (art. 3(1)), weekends and holidays within the term
    are, a term that ends on one of those ends with the next working day (art. 3(4)), and one of two days or more has
    two working days at least (art. 3(5))."""
    last, least = dispatch + timedelta(days=days), min(days, LEAST_WORKING_DAYS)
    within = sum(is_working_day(dispatch + timedelta(days=n)) for n in range(1, days + 1))
    while not is_working_day(last) or within < least:
        last += timedelta(days=1)
        within += is_working_day(last)
    return last
