"""Weeks as people read them."""

from __future__ import annotations

from datetime import date, timedelta


def week_label(start: date, week: int) -> str:
    """ISO week of a slot, such as ``2027-W05``; ``start`` is the Monday of slot 0."""
    year, number, _ = (start + timedelta(weeks=week)).isocalendar()
    return f"{year}-W{number:02d}"
