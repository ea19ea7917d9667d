"""Saving against able bidders: for each group of projects that a plan combined, every form in which it could be bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .cost_charts import mark_label, scale_marks
from .svg import Svg
from .words import FORMS, brief, number

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 104, 24, 16, 44
STYLES = {"chosen": "after", "front": "before", "beaten": "faint-mark"}


def option_rows(choices: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The options of all groups, groups numbered from 1: the table behind the chart."""
    return [
        {
            "group": i,
            "projects": choice["projects"],
            "form": "afzonderlijk" if option["form"] == "single" else FORMS[option["form"]],
            "lots": option["lots"],
            "saving": option["saving_eur"],
            "fewest": option["fewest"],
            "state": "chosen" if option["chosen"] else "front" if option["on_front"] else "beaten",
            "on_front": option["on_front"],
        }
        for i, choice in enumerate(choices, 1)
        for option in choice["options"]
    ]


def front_chart(rows: Sequence[Mapping[str, Any]], least: int) -> str:
    """Each option as a square, numbered by its group: across the fewest able bidders of its lots, upward what it saves against separate tenders."""
    if not rows:
        return ""
    most: float = max(float(least), *(row["fewest"] for row in rows)) + 0.5
    top: int = max(1, *(row["saving"] for row in rows))
    low: int = min(0, *(row["saving"] for row in rows))
    svg = Svg(WIDTH, HEIGHT, "Besparing op procedures en opstarten tegen het kleinste aantal ondernemingen dat alleen kan inschrijven")

    def x(bidders: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * bidders / most

    def y(euros: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (top - euros) / (top - low)

    for mark in dict.fromkeys((*(-m for m in reversed(scale_marks(-low, 2))), *scale_marks(top))):
        svg.line(LEFT, y(mark), WIDTH - RIGHT, y(mark), "grid")
        svg.text(LEFT - 6, y(mark) + 4, mark_label(mark, top), "small", "end")
    for whole in range(int(most) + 1):
        svg.text(x(whole), HEIGHT - BOTTOM + 16, number(whole), "small", "middle")
    svg.text(x(most / 2), HEIGHT - 8, "ondernemingen die alleen kunnen inschrijven, in het perceel met de minste", "small", "middle")
    svg.line(x(least), TOP, x(least), HEIGHT - BOTTOM, "bound claimed")
    places: dict[tuple[float, int], list[Mapping[str, Any]]] = {}
    for row in rows:
        places.setdefault((row["fewest"], row["saving"]), []).append(row)
    for (bidders, saving), there in places.items():
        state = next(s for s in STYLES if any(row["state"] == s for row in there))
        tip = "; ".join(f"{row['group']} {row['form']}: {brief(saving)}" for row in there)
        svg.rect(x(bidders) - 5, y(saving) - 5, 10, 10, STYLES[state], tip)
        svg.text(x(bidders) + 8, y(saving) + 4, _numbers(there), "tiny")
    return str(svg)


def _numbers(rows: Sequence[Mapping[str, Any]], most: int = 4) -> str:
    """Groups at one place; of many the first few."""
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    return ", ".join(groups[:most]) + (" …" if len(groups) > most else "")
