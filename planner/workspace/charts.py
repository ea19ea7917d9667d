"""Small drawings for pages: bars over weeks, and the steps of a saving. Every one has a table beside it that says the
same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

ROW = 22
LEFT = 250
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart, in pixels."""

    label: str
    x: float
    y: int
    width: float
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Gantt:
    """Bars over weeks, with the first day of each year's quarters."""

    bars: Sequence[Bar]
    ticks: Sequence[tuple[float, str]]
    height: int
    width: int = WIDTH
    left: int = LEFT


def gantt(lines: Sequence[Mapping[str, Any]]) -> Gantt | None:
    """Lines by street and week."""
    if not lines:
        return None
    first = min(date.fromisoformat(one["planned_start"]) for one in lines)
    last = max(date.fromisoformat(one["planned_end"]) for one in lines) + timedelta(weeks=1)
    scale = (WIDTH - LEFT - 10) / max(1, (last - first).days)

    def at(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    ordered = sorted(lines, key=lambda one: (one["place"], one["planned_start"], one["line"]))
    bars = []
    for i, one in enumerate(ordered):
        start, end = date.fromisoformat(one["planned_start"]), date.fromisoformat(one["planned_end"])
        title = f"{one['place']}: {one['title']}, {start:%G-W%V} – {end:%G-W%V}"
        bars.append(Bar(one["place"][:34], at(start), 24 + i * ROW, max(3, at(end) - at(start)), one["state"], title))
    ticks = [(at(first), f"{first:%G-W%V}")]
    day = date(first.year, 1 + 3 * ((first.month - 1) // 3), 1)
    while day < last:
        if (day - first).days * scale > 90:
            ticks.append((at(day), f"{day.year} Q{(day.month + 2) // 3}"))
        day = (day.replace(day=1) + timedelta(days=95)).replace(day=1)
    step = max(1, len(ticks) // 12)
    return Gantt(bars, ticks[::step], 30 + ROW * len(bars))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a waterfall: between two heights, in per cent of the highest."""

    label: str
    low: float
    high: float
    euros: int


def waterfall(comparison: Mapping[str, Any], question: str) -> list[Step]:
    """The steps between the costs of a question's variants, in order; none where too few stand behind the money."""
    rows = [row for row in comparison["results"] if row["question"] == question and row["cost"] is not None]
    if not rows:
        return []
    floor, top = min(row["cost"] for row in rows), max(row["cost"] for row in rows)
    low = floor - (top - floor) * 0.2 - 1
    return [Step(row["variant"], 0.0, round(100 * (row["cost"] - low) / (top - low), 1), row["cost"]) for row in rows]
