"""Charts of cost: intervals per variant, stacked terms, and intervals of savings. All on decidable cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .svg import Svg
from .words import TERMS, WORDS, brief

WIDTH = 960
LEFT = 250
ROW = 38


def scale_marks(top: float, count: int = 5) -> list[float]:
    """Round values from 0 up to at most ``top``, about ``count`` of them."""
    if top <= 0:
        return [0.0]
    raw = top / count
    power = 10.0 ** (len(str(int(raw))) - 1) if raw >= 1 else 1.0
    step = next((m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw), 10 * power)
    return [i * step for i in range(int(top / step) + 1)]


def mark_label(mark: float, top: float) -> str:
    """A value on a scale up to ``top``, in the unit that suits the whole scale."""
    if top >= 2e6:
        return "0" if mark == 0 else f"€ {mark / 1e6:g} mln".replace(".", ",")
    return "0" if mark == 0 else brief(mark)


def _axis(svg: Svg, top: float, bottom: float) -> float:
    """Draws the scale below the rows; returns units per euro."""
    unit = (WIDTH - LEFT - 90) / max(1.0, top)
    for mark in scale_marks(top):
        x = LEFT + mark * unit
        svg.line(x, 8, x, bottom, "grid")
        svg.text(x, bottom + 16, mark_label(mark, top), "small", "middle")
    return unit


def interval_chart(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """Per variant a line from its lower bound to the cost of its plan, without what is fixed in every variant."""
    shown = [r for r in rows if r["cost"] is not None]
    if not shown:
        return ""
    top = max(r["decidable_cost"] for r in shown)
    bottom = 12 + ROW * len(shown)
    svg = Svg(WIDTH, bottom + 26, "Per variant de ondergrens en de kosten van het plan")
    unit = _axis(svg, top, bottom)
    for i, row in enumerate(shown):
        y = 12 + ROW * i + ROW / 2
        fixed = row["cost"] - row["decidable_cost"]
        cost = LEFT + row["decidable_cost"] * unit
        svg.text(LEFT - 10, y + 4, names[row["variant"]], "label", "end")
        if row["bound"] is not None and row["status"] != "stored":
            bound = LEFT + max(0, row["bound"] - fixed) * unit
            svg.rect(bound, y - 6, cost - bound, 12, "range", f"ondergrens {brief(row['bound'] - fixed)}")
            svg.line(bound, y - 9, bound, y + 9, "bound" if row["bound_certified"] else "bound claimed")
        svg.rect(cost - 3, y - 9, 6, 18, "cost", f"plan {brief(row['decidable_cost'])}")
        svg.text(cost + 8, y + 4, brief(row["decidable_cost"]), "small strong")
    return str(svg)


def term_chart(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], fixed: Mapping[str, int]) -> tuple[str, list[tuple[int, str]]]:
    """Per variant its decidable cost, stacked by term, and the legend (fill, term). ``fixed`` per term is left out."""
    shown = [r for r in rows if r["cost"] is not None]
    used = [t for t in TERMS if any(r["terms"].get(t, 0) - fixed.get(t, 0) > 0 for r in shown)]
    if not shown or not used:
        return "", []
    inks = {term: i for i, term in enumerate(TERMS)}
    top = max(r["decidable_cost"] for r in shown)
    bottom = 12 + ROW * len(shown)
    svg = Svg(WIDTH, bottom + 26, "Per variant de beïnvloedbare kosten naar soort")
    unit = _axis(svg, top, bottom)
    for i, row in enumerate(shown):
        y, x = 12 + ROW * i + 7, float(LEFT)
        svg.text(LEFT - 10, y + 16, names[row["variant"]], "label", "end")
        for term in used:
            amount = row["terms"].get(term, 0) - fixed.get(term, 0)
            width = max(0, amount) * unit
            svg.rect(x, y, width, ROW - 14, f"ink{inks[term]}", f"{TERMS[term]}: {brief(amount)}")
            if width > 18:
                svg.rect(x + width / 2 - 8, y + 4, 16, 16, "plate")
                svg.text(x + width / 2, y + 16, str(used.index(term) + 1), "tag", "middle")
            x += width
        svg.text(x + 8, y + 16, brief(row["decidable_cost"]), "small strong")
    return str(svg), [(inks[term], TERMS[term]) for term in used]


def saving_chart(savings: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """Per step the interval of what it saves; an open end has an arrow in words."""
    if not savings:
        return ""
    top = max([s["high"] if s["high"] is not None else s["low"] for s in savings] + [1])
    bottom = 12 + ROW * len(savings)
    svg = Svg(WIDTH, bottom + 26, "Wat elke stap bespaart, als interval")
    unit = _axis(svg, top, bottom)
    for i, saving in enumerate(savings):
        y = 12 + ROW * i + ROW / 2
        low = LEFT + saving["low"] * unit
        high = LEFT + (saving["high"] if saving["high"] is not None else top) * unit
        svg.text(LEFT - 10, y - 2, names[saving["from"]], "small", "end")
        svg.text(LEFT - 10, y + 11, f"→ {names[saving['to']]}", "small strong", "end")
        svg.rect(low, y - 7, max(2.0, high - low), 14, f"word-{saving['word']}", WORDS[saving["word"]])
        svg.text(high + 8, y + 4, WORDS[saving["word"]], "small strong")
    return str(svg)
