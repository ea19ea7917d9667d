"""Small drawings for pages: bars over weeks, and the steps of a saving. Every one has a table beside it that says the
same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

ROW = 22
LEFT = 250
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart, in pixels; the first of its place has a label."""

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


def by_crew(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each line once per trade that works on it, in the place of its street."""
    return [
        {**one, "place": trade, "title": f"{one['place']}: {one['title']}"}
        for one in lines
        for trade in one["trade_names"]
    ]


MOST_LETTERS = 34


def short(label: str, most: int = MOST_LETTERS) -> str:
    """What there is room for beside a bar; what is cut says so."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _by_place(line: Mapping[str, Any]) -> tuple[str, ...]:
    return line["place"], line["planned_start"], line["line"]


def gantt(lines: Sequence[Mapping[str, Any]]) -> Gantt | None:
    """Lines by place and week, each place with as few rows as they fit on."""
    if not lines:
        return None
    first = min(date.fromisoformat(one["planned_start"]) for one in lines)
    last = max(date.fromisoformat(one["planned_end"]) for one in lines) + timedelta(weeks=1)
    scale = (WIDTH - LEFT - 10) / max(1, (last - first).days)

    def at(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    bars, row = [], 0
    for place, mine in groupby(sorted(lines, key=_by_place), key=lambda one: str(one["place"])):
        ends: list[date] = []  # of each row of this place: what does not overlap stands on one
        for i, one in enumerate(mine):
            start, end = date.fromisoformat(one["planned_start"]), date.fromisoformat(one["planned_end"])
            lane = next((number for number, before in enumerate(ends) if before < start), len(ends))
            ends[lane:] = [end, *ends[lane + 1 :]]
            title = f"{place}, {one['title']}, {start:%G-W%V} – {end:%G-W%V}"
            y, width = 24 + (row + lane) * ROW, max(3, at(end) - at(start))
            bars.append(Bar("" if i else short(place), at(start), y, width, one["state"], title))
        row += len(ends)
    ticks = [(at(first), f"{first:%G-W%V}")]
    day = date(first.year, 1 + 3 * ((first.month - 1) // 3), 1)
    while day < last:
        if (day - first).days * scale > 90:
            ticks.append((at(day), f"{day.year} Q{(day.month + 2) // 3}"))
        day = (day.replace(day=1) + timedelta(days=95)).replace(day=1)
    step = max(1, len(ticks) // 12)
    return Gantt(bars, ticks[::step], 30 + ROW * row)


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of a waterfall, between two places in per cent of the widest: a whole plan (``whole``), or what one step
    saves, of which is certain that it lies between ``low`` and ``high`` (``None``: not known)."""

    name: str
    euros: int
    begin: float
    end: float
    whole: bool
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Its bars; those of whole plans begin at ``floor`` euros, so that steps can be seen beside them."""

    steps: list[Step]
    floor: int


def waterfall(comparison: Mapping[str, Any], question: str) -> Waterfall | None:
    """From what each would pay for itself to what all pay together, one step after the other (people before tenders);
    none where too few stand behind the money."""
    cost = {
        row["variant"]: row["cost"]
        for row in comparison["results"]
        if row["question"] == question and row["cost"] is not None
    }
    order = next((row["sharing_first"] for row in comparison["attribution"] or () if row["question"] == question), ())
    if not order or any(step["euros"] is None for step in order) or order[0]["from"] not in cost:
        return None
    sure = {(row["from"], row["to"]): row for row in comparison["savings"] or () if row["question"] == question}
    top = int(cost[order[0]["from"]])
    levels: list[int] = [top]
    for step in order:
        levels.append(levels[-1] - step["euros"])
    floor = max(0, min(levels) - max(1, (max(levels) - min(levels))) // 4)

    def at(euros: int) -> float:
        share: float = round(100 * (euros - floor) / max(1, max(levels) - floor), 1)
        return share

    steps = [Step(order[0]["from"], top, 0.0, at(top), True)]
    for step, before, after in zip(order, levels, levels[1:], strict=False):
        found = sure.get((step["from"], step["to"]), {})
        begin, end = sorted((at(before), at(after)))
        steps.append(Step(step["to"], step["euros"], begin, end, False, found.get("low"), found.get("high")))
    return Waterfall([*steps, Step(order[-1]["to"], levels[-1], 0.0, at(levels[-1]), True)], floor)
