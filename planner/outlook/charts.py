"""Drawings of an outlook as SVG that need no network: homes per year, and a map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from wijkplan.planner.reference.outlook import provinces
from wijkplan.planner.text import Language, amounts

from .record import DistrictOutlook, Outlook, YearOutlook

WIDE, HIGH = 960, 340
LEFT, RIGHT, TOP, BOTTOM = 112, 150, 16, 34
PERIODS = 5  # colours of a map
COLOURS = ("#0b3c5d", "#1f78a4", "#5fb0c9", "#e0b04f", "#c1582a", "#c9ced2")
"""From soon to late; the last one: not in these years. They differ in lightness too."""


def of(outlook: Outlook, scenario: str) -> list[YearOutlook]:
    """The years of the whole outlook in a scenario."""
    return [row for row in outlook.by_year if (row.region, row.scenario) == (outlook.what, scenario)]


def homes_chart(outlook: Outlook, words: dict[str, str], language: Language) -> str:
    """Homes per year with the people there are and with trained ones, the most that any plan does, and the goal.

    ``words``: what the lines are called (``there``, ``trained``, ``bound``, ``goal``) and ``title``."""
    there, trained = of(outlook, "there"), of(outlook, "trained")
    top = _nice(max([outlook.goal, *(row.at_most_a_year for row in trained), *(row.homes for row in trained)]))
    first, last = outlook.first_year, outlook.first_year + outlook.years - 1

    def x(year: float) -> float:
        return LEFT + (year - first) / max(1, last - first) * (WIDE - LEFT - RIGHT)

    def y(homes: float) -> float:
        return TOP + (1 - homes / top) * (HIGH - TOP - BOTTOM)

    parts = [f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(words["title"])}">']
    for k in range(5):
        value = top * k / 4
        count = amounts.number(value, language)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y(value):.0f}" y2="{y(value):.0f}"/>')
        parts.append(f'<text class="small" x="{LEFT - 8}" y="{y(value) + 4:.0f}" text-anchor="end">{count}</text>')
    for year in range(first, last + 1):
        if (year - first) % 3 == 0:
            parts.append(f'<text class="small" x="{x(year):.0f}" y="{HIGH - 8}" text-anchor="middle">{year}</text>')
    lines = [
        ("bound", [(row.year, row.at_most_a_year) for row in trained]),
        ("goal", [(first, outlook.goal), (last, outlook.goal)]),
        ("there", [(row.year, row.homes) for row in there]),
        ("trained", [(row.year, row.homes) for row in trained]),
    ]
    placed: list[float] = []
    for name, points in sorted(lines, key=lambda line: -line[1][-1][1]):
        path = " ".join(f"{x(year):.1f},{y(homes):.1f}" for year, homes in points)
        at = y(points[-1][1]) + 4
        while any(abs(at - other) < 17 for other in placed):
            at += 1
        placed.append(at)
        parts.append(f'<polyline class="line {name}" points="{path}"/>')
        parts.append(f'<text class="label {name}" x="{x(last) + 8:.0f}" y="{at:.0f}">{escape(words[name])}</text>')
    return "".join([*parts, "</svg>"])


def period(outlook: Outlook, done: int | None) -> int:
    """Which colour a district has: the part of the years in which it is done."""
    if done is None:
        return PERIODS
    return min(PERIODS - 1, (done - outlook.first_year) * PERIODS // outlook.years)


def period_label(outlook: Outlook, index: int) -> str:
    """The years of a colour."""
    first = outlook.first_year
    begin = next(y for y in range(outlook.years) if y * PERIODS // outlook.years == index)
    end = max(y for y in range(outlook.years) if y * PERIODS // outlook.years == index)
    return f"{first + begin}-{first + end}"


def map_chart(outlook: Outlook, title: str) -> str:
    """A dot per district, as large as its homes, in the colour of the years in which it is done; outlines of
    provinces."""
    dots = [d for d in outlook.districts if d.lon is not None and d.lat is not None]
    lons, lats = [d.lon or 0.0 for d in dots], [d.lat or 0.0 for d in dots]
    if outlook.what == "country":
        west, east, south, north = 3.2, 7.3, 50.7, 53.65
    else:
        margin = 0.08
        west, east, south, north = min(lons) - margin, max(lons) + margin, min(lats) - margin, max(lats) + margin
    squeeze = math.cos(math.radians((south + north) / 2))
    wide = 620.0
    scale = wide / ((east - west) * squeeze)
    high = min(760.0, (north - south) * scale)
    scale = min(scale, high / (north - south))

    def at(lon: float, lat: float) -> tuple[float, float]:
        return (lon - west) * squeeze * scale, (north - lat) * scale

    seen = (east - west) * squeeze * scale
    parts = [f'<svg class="land" viewBox="0 0 {seen:.0f} {high:.0f}" role="img" aria-label="{escape(title)}">']
    for _, rings in provinces():
        for ring in rings:
            points = " ".join("{:.1f},{:.1f}".format(*at(*point)) for point in ring)
            parts.append(f'<polygon class="province" points="{points}"/>')
    most = 9.0 if outlook.what == "country" else 22.0
    largest = max((d.homes for d in dots), default=1)
    for d in sorted(dots, key=lambda d: -d.homes):
        x, y = at(d.lon or 0.0, d.lat or 0.0)
        size = max(1.3, most * math.sqrt(d.homes / largest))
        said = escape(f"{d.name}, {d.municipality}: {d.done if d.done is not None else '-'}")
        colour = COLOURS[period(outlook, d.done)]
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{colour}"><title>{said}</title></circle>')
    return "".join([*parts, "</svg>"])


def legend(outlook: Outlook, never: str) -> Sequence[tuple[str, str]]:
    """Colour and words of each period."""
    return [*((COLOURS[i], period_label(outlook, i)) for i in range(PERIODS)), (COLOURS[PERIODS], never)]


def by_municipality(districts: Sequence[DistrictOutlook]) -> list[tuple[str, list[DistrictOutlook]]]:
    """Districts per municipality, those that are done first before."""
    found: dict[str, list[DistrictOutlook]] = {}
    for d in sorted(districts, key=lambda d: (d.done or 9999, d.rank)):
        found.setdefault(d.municipality, []).append(d)
    return sorted(found.items())


def _nice(value: float) -> float:
    """A round number that is no less."""
    unit = 10.0 ** math.floor(math.log10(max(1.0, value)))
    return next(unit * k for k in (1, 1.2, 1.6, 2, 2.4, 3, 4, 6, 8, 10) if unit * k >= value)
