"""How far places are from each other, and how long people are on the way to their work."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijkplan.planner.submission.programme_types import TravelLimit

    from .types import District, Reference

EARTH_KM = 6371.0  # mean radius

Point = tuple[float, float]
"""Longitude and latitude in degrees (WGS84)."""


def km_between(one: Point, other: Point) -> float:
    """Kilometres as the crow flies (haversine)."""
    a, b = math.radians(one[1]), math.radians(other[1])
    wide, high = math.radians(other[0] - one[0]), b - a
    return (
        2
        * EARTH_KM
        * math.asin(math.sqrt(math.sin(high / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(wide / 2) ** 2))
    )


@cache
def middle_of(region: str) -> Point | None:
    """The middle of the homes of a labour-market region: the mean of its municipalities; ``None`` where none is
    known."""
    from .cbs_districts import municipalities  # late: it reads the types that need this module

    rows = [one for one in municipalities().values() if one.region == region and one.homes]
    homes = sum(one.homes for one in rows)
    if not homes:
        return None
    return sum(one.lon * one.homes for one in rows) / homes, sum(one.lat * one.homes for one in rows) / homes


def travel_minutes(reference: Reference, region: str, base: str | None, district: District) -> float | None:
    """Minutes that people are on the way in a day, there and back: from the district ``base``, or from the middle of
    their region where none is stated; ``None`` where a place is unknown."""
    start = middle_of(region)
    if base is not None and base in reference.districts:
        stated = reference.districts[base]
        start = None if stated.lon is None or stated.lat is None else (stated.lon, stated.lat)
    if start is None or district.lon is None or district.lat is None:
        return None
    settings = reference.settings
    road = km_between(start, (district.lon, district.lat)) * settings.travel_detour_percent / 100
    return 2 * road / settings.travel_km_per_hour * 60


def most_minutes(limits: Iterable[TravelLimit], trade: str) -> float | None:
    """Minutes a day that people of a trade may be on the way, as its cao has it; ``None`` where nobody stated it."""
    return next((row.minutes_per_day for row in reversed(tuple(limits)) if row.trade == trade), None)
