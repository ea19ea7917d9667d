"""Quarters of the year as weeks of the plan: 13 ISO weeks each, the last of a year 13 or 14."""

from __future__ import annotations

from datetime import date, timedelta


def quarters(start: date, weeks: int) -> tuple[int, ...]:
    """The slots in which a quarter begins, 0 first, and at last the number of slots; ``start`` is the Monday of slot
    0.

    The first and the last quarter may be cut short by the ends of the plan.

    >>> quarters(date(2026, 12, 21), 20)
    (0, 2, 15, 20)
    """
    labels = [_quarter(start + timedelta(weeks=week)) for week in range(weeks)]
    return (*(week for week in range(weeks) if week == 0 or labels[week] != labels[week - 1]), weeks)


def _quarter(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, min((week - 1) // 13, 3)
