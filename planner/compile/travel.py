"""Travel in a day: people do no work that is further away than their cao lets them travel, whoever they work for. No
price buys it off.

What is not known (a place without a point, a trade without a stated limit: its people may stay overnight) stands in
nobody's way. Hired people live in the region of their market."""

from __future__ import annotations

from collections.abc import Iterable

from wijkplan.planner.programme import Programme
from wijkplan.planner.reference.distance import most_minutes, travel_minutes


def within_day(programme: Programme, region: str, bases: frozenset[str | None], trade: str, district: str) -> bool:
    """Whether all who leave from these districts (``None``: the middle of their region) can be back within a day."""
    asked = region, bases, trade, district
    known = programme.within_day
    if asked not in known:
        known[asked] = _within_day(programme, region, bases, trade, district)
    return known[asked]


def _within_day(programme: Programme, region: str, bases: Iterable[str | None], trade: str, district: str) -> bool:
    most = most_minutes(programme.settings.travel_limits, trade)
    if most is None:
        return True
    place = programme.reference.districts[district]
    needed = (travel_minutes(programme.reference, region, base, place) for base in bases)
    return all(minutes is None or minutes <= most for minutes in needed)
