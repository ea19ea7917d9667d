"""The tornado on one offline page: per question and pair a bar for each figure low and high, widest first, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkplan.planner.plan.variants import BASELINE, QUESTIONS
from wijkplan.planner.record import Saving
from wijkplan.planner.report.conclusions import Sentences
from wijkplan.planner.report.cost_charts import mark_label, scale_marks
from wijkplan.planner.report.html_page import environment
from wijkplan.planner.report.html_page import page as frame
from wijkplan.planner.report.locale import DUTCH, TONGUES, Tongue
from wijkplan.planner.report.svg import Svg
from wijkplan.planner.results.break_even import flips

from .levers import Lever
from .points import BASE, Point, PointRecord

SHOWN = 20  # bars in a chart; the table has all
ROW = 44


@dataclass(frozen=True, slots=True)
class Bars:
    """A lever with the savings at its low and at its high value (``None`` where that is missing), why there are none, and its swing: by how many
    euros the ends of the intervals move from those of the base."""

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
            made.append(Bars(one, low, high, refused, max((_moved(base, side) for side in (low, high) if base and side), default=0)))
    return sorted(made, key=lambda row: (-row.swing, row.lever.id))


def _saving(record: PointRecord | None, question: str, source: str, to: str) -> Saving | None:
    return None if record is None else record.saving(question, source, to)


def _moved(base: Saving, other: Saving) -> int:
    high = 0 if base.high is None or other.high is None else abs(other.high - base.high)
    return max(abs(other.low - base.low), high)


def chart(made: Sequence[Bars], base: Saving, tongue: Tongue = DUTCH) -> str:
    """Two bars a figure: hollow with the figure low, filled with it high; each from the low to the high end of the saving (open ends run on). The
    lines down are the ends of the base."""
    sentences, shown = Sentences(tongue), made[:SHOWN]
    ends = [base, *(side for row in shown for side in (row.low, row.high) if side)]
    top = max(1, *(s.low if s.high is None else s.high for s in ends))
    bottom = ROW * len(shown) + 4
    svg = Svg(
        100,
        bottom + 20,
        tongue.say(
            "Wat combineren bespaart met elke aanname laag en hoog, als interval",
            "What combining saves with every assumption low and high, as an interval",
        ),
        fluid=True,
    )
    unit = 98 / top
    for mark in scale_marks(top):
        svg.line(mark * unit, 2, mark * unit, bottom, "grid")
        svg.text(mark * unit, bottom + 14, mark_label(mark, top, tongue), "small", "start" if mark == 0 else "end" if mark * unit > 92 else "middle")
    for end in dict.fromkeys((base.low, top if base.high is None else base.high)):
        svg.line(end * unit, 2, end * unit, bottom, "bound claimed")
    for i, row in enumerate(shown):
        svg.text(0, ROW * i + 12, f"{row.lever.id}: {row.lever.low_percent} – {row.lever.high_percent} %", "label")
        for y, side, style, name in (
            (17, row.low, "before", tongue.say("laag", "low")),
            (27, row.high, "after", tongue.say("hoog", "high")),
        ):
            if side:
                low, high = side.low, side.high
                wide = max(0.4, ((top if high is None else high) - low) * unit)
                svg.rect(low * unit, ROW * i + y, wide, 8, style, f"{name}: {sentences.interval(low, high)}")
    return str(svg)


def page(name: str, records: Sequence[PointRecord], found: Sequence[Lever], settings: Mapping[str, float | None]) -> str:
    """The whole page as HTML."""
    bodies = [_body(name, records, found, settings, tongue) for tongue in TONGUES]
    return frame(f"Tornado: {name}", bodies)


def _body(name: str, records: Sequence[PointRecord], found: Sequence[Lever], settings: Mapping[str, float | None], tongue: Tongue) -> str:
    base = next((r for r in records if r.lever == BASE), None)
    parts, names = [], tongue.variants()
    for question in QUESTIONS:
        for source, to in flips(BASELINE):
            start = _saving(base, question, source, to)
            if start is not None:
                made = rows(records, found, question, source, to)
                title = f"{tongue.words.QUESTIONS[question]}: {names[source]} → {names[to]}"
                moving = [row for row in made if row.swing]
                parts.append(
                    {"title": title, "base": start, "rows": made, "moving": len(moving), "chart": chart(moving, start, tongue) if moving else ""}
                )
    return (
        environment(tongue)
        .get_template("tornado.jinja")
        .render(name=name, parts=parts, shown=SHOWN, levers=found, done=len(records), asked=1 + 2 * len(found), settings=settings)
    )
