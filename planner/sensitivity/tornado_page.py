"""The tornado on one offline page: per question and pair a bar for each figure low and high, widest first, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wijkplan.planner.plan.variants import QUESTIONS
from wijkplan.planner.report.conclusions import Sentences
from wijkplan.planner.report.cost_charts import mark_label, scale_marks
from wijkplan.planner.report.html_page import environment
from wijkplan.planner.report.html_page import page as frame
from wijkplan.planner.report.locale import DUTCH, TONGUES, Tongue
from wijkplan.planner.report.svg import Svg
from wijkplan.planner.results.break_even import PAIRS

from .levers import Lever
from .points import BASE

SHOWN = 20  # bars in a chart; the table has all
ROW = 44


def rows(records: Sequence[Mapping[str, Any]], found: Sequence[Lever], question: str, source: str, to: str) -> list[dict[str, Any]]:
    """Per lever the savings at its low and at its high value (``None`` where that is missing), the largest swing first. The swing is by how
    much the ends of the intervals move from those of the base."""
    at = {(r["lever"], r["percent"]): _saving(r, question, source, to) for r in records}
    refused = {(r["lever"], r["percent"]): r["refused"] for r in records}
    base = at.get((BASE, 100))
    made = []
    for one in found:
        sides = {side: (one.id, percent) for side, percent in (("low", one.low_percent), ("high", one.high_percent))}
        if any(key in at for key in sides.values()):
            row: dict[str, Any] = {"lever": one, "low": at.get(sides["low"]), "high": at.get(sides["high"])}
            row["refused"] = "; ".join(refused[key] for key in sides.values() if refused.get(key))
            row["swing"] = max((_moved(base, row[side]) for side in sides if base and row[side]), default=0)
            made.append(row)
    return sorted(made, key=lambda row: (-row["swing"], row["lever"].id))


def _saving(record: Mapping[str, Any], question: str, source: str, to: str) -> Mapping[str, Any] | None:
    return next((s for s in record["savings"] if (s["question"], s["from"], s["to"]) == (question, source, to)), None)


def _moved(base: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    high = 0 if base["high"] is None or other["high"] is None else abs(other["high"] - base["high"])
    return int(max(abs(other["low"] - base["low"]), high))


def chart(made: Sequence[Mapping[str, Any]], base: Mapping[str, Any], tongue: Tongue = DUTCH) -> str:
    """Two bars a figure: hollow with the figure low, filled with it high; each from the low to the high end of the saving (open ends run on). The
    lines down are the ends of the base."""
    sentences, shown = Sentences(tongue), made[:SHOWN]
    ends = [base, *(row[side] for row in shown for side in ("low", "high") if row[side])]
    top = max(1, *(s["low"] if s["high"] is None else s["high"] for s in ends))
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
    for end in dict.fromkeys((base["low"], top if base["high"] is None else base["high"])):
        svg.line(end * unit, 2, end * unit, bottom, "bound claimed")
    for i, row in enumerate(shown):
        svg.text(0, ROW * i + 12, f"{row['lever'].id}: {row['lever'].low_percent} – {row['lever'].high_percent} %", "label")
        for y, side, style in ((17, "low", "before"), (27, "high", "after")):
            if row[side]:
                low, high = row[side]["low"], row[side]["high"]
                wide = max(0.4, ((top if high is None else high) - low) * unit)
                name = tongue.say("laag", "low") if side == "low" else tongue.say("hoog", "high")
                svg.rect(low * unit, ROW * i + y, wide, 8, style, f"{name}: {sentences.interval(low, high)}")
    return str(svg)


def page(name: str, records: Sequence[Mapping[str, Any]], found: Sequence[Lever], settings: Mapping[str, Any]) -> str:
    """The whole page as HTML."""
    bodies = [_body(name, records, found, settings, tongue) for tongue in TONGUES]
    return frame(f"Tornado: {name}", bodies)


def _body(name: str, records: Sequence[Mapping[str, Any]], found: Sequence[Lever], settings: Mapping[str, Any], tongue: Tongue) -> str:
    base = next((r for r in records if r["lever"] == BASE), None)
    parts, names = [], tongue.variants()
    for question in QUESTIONS:
        for source, to in PAIRS:
            start = None if base is None else _saving(base, question, source, to)
            if start is not None:
                made = rows(records, found, question, source, to)
                title = f"{tongue.words.QUESTIONS[question]}: {names[source]} → {names[to]}"
                moving = [row for row in made if row["swing"]]
                parts.append(
                    {"title": title, "base": start, "rows": made, "moving": len(moving), "chart": chart(moving, start, tongue) if moving else ""}
                )
    return (
        environment(tongue)
        .get_template("tornado.jinja")
        .render(name=name, parts=parts, shown=SHOWN, levers=found, done=len(records), asked=1 + 2 * len(found), settings=settings)
    )
