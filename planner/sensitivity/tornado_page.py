"""The tornado on one offline page: per question and pair a bar for each figure low and high, widest first, and the
table behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wijkplan.planner.plan.variants import BASELINE, QUESTIONS
from wijkplan.planner.record import Saving
from wijkplan.planner.report.conclusions import Sentences
from wijkplan.planner.report.figures.style import ACCENT, INK, WARM, Euros, Figure, figure, height
from wijkplan.planner.report.figures.style import rows as rows_of
from wijkplan.planner.report.html_page import environment
from wijkplan.planner.report.html_page import page as frame
from wijkplan.planner.report.locale import DUTCH, TONGUES, Tongue
from wijkplan.planner.report.packed import blocks
from wijkplan.planner.results.break_even import flips

from .levers import Lever
from .points import BASE, Point, PointRecord

SHOWN = 20  # bars in a chart; the table has all
LEGEND = 30  # pixels
LOW = {"color": "#fff", "line": {"color": WARM, "width": 1.5}}
HIGH = {"color": ACCENT}


@dataclass(frozen=True, slots=True)
class Bars:
    """A lever with the savings at its low and at its high value (``None`` where that is missing), why there are none,
    and its swing: by how many euros the ends of the intervals move from those of the base."""

    lever: Lever
    low: Saving | None
    high: Saving | None
    refused: str
    swing: int


def rows(records: Sequence[PointRecord], found: Sequence[Lever], question: str, source: str, to: str) -> list[Bars]:
    """Every lever of which a point is there, the largest swing first."""
    at = {record.point: record for record in records}
    base = _saving(at.get(Point(BASE, 100)), question, source, to)
    made = []
    for one in found:
        sides = [at.get(Point(one.id, percent)) for percent in (one.low_percent, one.high_percent)]
        if any(sides):
            low, high = (_saving(side, question, source, to) for side in sides)
            refused = "; ".join(side.refused for side in sides if side and side.refused)
            made.append(
                Bars(
                    one,
                    low,
                    high,
                    refused,
                    max((_moved(base, side) for side in (low, high) if base and side), default=0),
                )
            )
    return sorted(made, key=lambda row: (-row.swing, row.lever.id))


def _saving(record: PointRecord | None, question: str, source: str, to: str) -> Saving | None:
    return None if record is None else record.saving(question, source, to)


def _moved(base: Saving, other: Saving) -> int:
    high = 0 if base.high is None or other.high is None else abs(other.high - base.high)
    return max(abs(other.low - base.low), high)


def chart(made: Sequence[Bars], base: Saving, tongue: Tongue = DUTCH) -> Figure:
    """Two bars a figure of the programme: with it low and with it high, each from the low to the high end of the
    saving (open ends run to the edge). The lines down are the ends of the base."""
    sentences, shown = Sentences(tongue), made[:SHOWN]
    ends = [base, *(side for row in shown for side in (row.low, row.high) if side)]
    top = max(1, *(s.low if s.high is None else s.high for s in ends))
    scale = Euros(tongue, top)
    y_axis, notes = rows_of(
        [f"<b>{row.lever.id}</b>: {row.lever.low_percent} – {row.lever.high_percent} %" for row in shown]
    )
    sides = (
        (tongue.say("assumption low"), -0.11, LOW, [row.low for row in shown]),
        (tongue.say("assumption high"), 0.13, HIGH, [row.high for row in shown]),
    )
    data = []
    for name, offset, marker, savings in sides:
        known = [(i, s, top if s.high is None else s.high) for i, s in enumerate(savings) if s is not None]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "width": 0.2,
                "marker": marker,
                "y": [i + offset for i, *_ in known],
                "base": [scale.of(s.low) for _, s, _ in known],
                "x": [scale.of(max(high - s.low, 0.004 * top)) for _, s, high in known],
                "hovertext": [f"{shown[i].lever.id}, {name}: {sentences.interval(s.low, s.high)}" for i, s, _ in known],
                "hoverinfo": "text",
            }
        )
    unchanged = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "line": {"color": INK, "width": 1.5, "dash": "dot"}}
    lines = [
        unchanged | {"x0": scale.of(end), "x1": scale.of(end)}
        for end in dict.fromkeys((base.low, top if base.high is None else base.high))
    ]
    return figure(
        data,
        tongue,
        height(len(shown)),
        LEGEND,
        xaxis=scale.axis(),
        yaxis=y_axis,
        annotations=notes,
        shapes=lines,
        barmode="overlay",
    )


def figure_of(
    records: Sequence[PointRecord], found: Sequence[Lever], question: str, pair: tuple[str, str], tongue: Tongue
) -> Figure | None:
    """The figure of one question and pair; ``None`` without the point of no changes or where nothing moves the
    outcome."""
    base = _saving(next((r for r in records if r.lever == BASE), None), question, *pair)
    moving = [row for row in rows(records, found, question, *pair) if row.swing]
    return None if base is None or not moving else chart(moving, base, tongue)


def page(
    name: str, records: Sequence[PointRecord], found: Sequence[Lever], settings: Mapping[str, float | None]
) -> str:
    """The whole page as HTML."""
    bodies, figures = [], {}
    for tongue in TONGUES:
        parts = _parts(records, found, tongue)
        figures[tongue.language] = {part["id"]: part["chart"] for part in parts if part["chart"] is not None}
        bodies.append(_body(name, records, found, settings, parts, tongue))
    return frame(f"Tornado: {name}", bodies, figures=blocks(figures))


def _parts(records: Sequence[PointRecord], found: Sequence[Lever], tongue: Tongue) -> list[dict[str, Any]]:
    """Per question and pair what the page tells of it."""
    base = next((r for r in records if r.lever == BASE), None)
    parts, names = [], tongue.variants()
    for question in QUESTIONS:
        for source, to in flips(BASELINE):
            start = _saving(base, question, source, to)
            if start is not None:
                made = rows(records, found, question, source, to)
                part = {
                    "id": f"{question}-{source}-{to}",
                    "title": f"{tongue.words.QUESTIONS[question]}: {names[source]} → {names[to]}",
                    "base": start,
                    "rows": made,
                    "moving": sum(row.swing > 0 for row in made),
                    "chart": figure_of(records, found, question, (source, to), tongue),
                }
                parts.append(part)
    return parts


def _body(
    name: str,
    records: Sequence[PointRecord],
    found: Sequence[Lever],
    settings: Mapping[str, float | None],
    parts: Sequence[Mapping[str, Any]],
    tongue: Tongue,
) -> str:
    told = {
        "figures": {part["id"]: part["chart"] for part in parts if part["chart"] is not None},
        "parts": parts,
        "shown": SHOWN,
    }
    template = environment(tongue).get_template("tornado.jinja")
    return template.render(
        name=name, levers=found, done=len(records), asked=1 + 2 * len(found), settings=settings, **told
    )
