"""Areas and lines as registers write them (WKT, GeoJSON; degrees or metres of the national grid), as far as a district
is told from them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from math import cos, hypot, radians
from typing import Any

Point = tuple[float, float]  # longitude and latitude in degrees (WGS84)
KM_PER_DEGREE = 111.2
_WKT = re.compile(r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(POINT|LINESTRING|POLYGON)\s*Z?M?\s*\(", re.IGNORECASE)
_RING = re.compile(r"\(([^()]*)\)")
_RD = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_LONGEST = 1_000_000  # signs of a geometry


class NoGeometry(ValueError):
    """A text that is no geometry."""


def rings(text: str) -> list[list[Point]]:
    """The rings, lines and points of a geometry. Raises :class:`NoGeometry`."""
    if len(text) > _LONGEST:
        raise NoGeometry
    try:
        found = [
            [_degrees(x, y) for x, y in ring]
            for ring in (_wkt(text) if _WKT.match(text) else _geojson(json.loads(text)))
        ]
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError) as problem:
        raise NoGeometry from problem
    if not any(found):
        raise NoGeometry
    return found


def _wkt(text: str) -> Iterator[list[Point]]:
    for part in _RING.findall(text):
        numbers = [[float(n) for n in _RD.findall(point)] for point in part.split(",")]
        yield [(n[0], n[1]) for n in numbers if len(n) >= 2]


def _geojson(value: Any) -> Iterator[list[Point]]:
    kind = value["type"]
    if kind == "Feature":
        yield from _geojson(value["geometry"])
    elif kind == "GeometryCollection":
        for part in value["geometries"]:
            yield from _geojson(part)
    else:
        yield from _lists(value["coordinates"])


def _lists(value: Any) -> Iterator[list[Point]]:
    if value and isinstance(value[0], int | float):
        yield [(float(value[0]), float(value[1]))]
    elif value and isinstance(value[0][0], int | float):
        yield [(float(p[0]), float(p[1])) for p in value]
    else:
        for part in value:
            yield from _lists(part)


def _degrees(x: float, y: float) -> Point:
    """Degrees as they are; metres of the national grid (EPSG:28992) by the approximation of Schreutelkamp and Strang
    van Hees, right to a metre. Raises :class:`NoGeometry` outside the Netherlands."""
    if 3 <= x <= 7.5 and 50 <= y <= 54:
        return x, y
    if 50 <= x <= 54 and 3 <= y <= 7.5:
        return y, x  # latitude first, as some registers write it
    if not (-10_000 <= x <= 300_000 and 289_000 <= y <= 640_000):
        raise NoGeometry
    dx, dy = (x - 155_000) / 100_000, (y - 463_000) / 100_000
    north = 3235.65389 * dy - 32.58297 * dx**2 - 0.2475 * dy**2 - 0.84978 * dx**2 * dy - 0.0655 * dy**3
    east = (
        5260.52916 * dx
        + 105.94684 * dx * dy
        + 2.45656 * dx * dy**2
        - 0.81885 * dx**3
        + 0.05594 * dx * dy**3
        - 0.05607 * dx**3 * dy
    )
    return 5.38720621 + east / 3600, 52.15517440 + north / 3600


def meets(found: Sequence[Sequence[Point]], point: Point, within_km: float) -> bool:
    """Whether a point lies inside a geometry (outer and inner rings by the even-odd rule), or near one of its
    corners."""
    inside = False
    for ring in found:
        inside ^= _inside(ring, point)
        if any(_km(corner, point) <= within_km for corner in ring):
            return True
    return inside


def _inside(ring: Sequence[Point], point: Point) -> bool:
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True) if len(ring) > 2 else ():
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def _km(a: Point, b: Point) -> float:
    return hypot((a[0] - b[0]) * cos(radians(a[1])), a[1] - b[1]) * KM_PER_DEGREE
