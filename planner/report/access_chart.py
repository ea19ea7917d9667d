"""Saving against able bidders: for each group of projects that a plan combined, every form in which it could be bought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from wijkplan.planner.record import Form, FormChoice

from .cost_charts import mark_label, scale_marks
from .locale import Tongue
from .svg import Svg

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 104, 60, 16, 44
State = Literal["chosen", "front", "beaten"]
STYLES: dict[State, str] = {"chosen": "after", "front": "before", "beaten": "faint-mark"}
LETTER, LINE = 6.5, 12.0  # room that a character and a line of labels take

Scale = Callable[[float], float]
"""From a value to its place."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One form in which a group of projects could be bought; groups count from 1."""

    group: int
    projects: tuple[str, ...]
    form: str
    lots: int
    saving: int
    fewest: float
    state: State
    on_front: bool


def option_rows(choices: Sequence[FormChoice], tongue: Tongue) -> list[OptionRow]:
    """The options of all groups: the table behind the chart."""
    forms = tongue.words.FORMS | {"single": tongue.say("afzonderlijk", "separate")}
    return [
        OptionRow(i, choice.projects, forms[option.form], option.lots, option.saving_eur, option.fewest, _state(option), option.on_front)
        for i, choice in enumerate(choices, 1)
        for option in choice.options
    ]


def _state(option: Form) -> State:
    if option.chosen:
        return "chosen"
    return "front" if option.on_front else "beaten"


def front_chart(rows: Sequence[OptionRow], least: float, tongue: Tongue) -> str:
    """Each option as a square, numbered by its group: across the fewest able bidders of its lots, upward what it saves against separate tenders.
    Numbers stand where there is room; where there is none only the table has them."""
    if not rows:
        return ""
    most: float = max(float(least), *(row.fewest for row in rows)) + 0.5
    top: int = max(1, *(row.saving for row in rows))
    low: int = min(0, *(row.saving for row in rows))
    svg = Svg(
        WIDTH,
        HEIGHT,
        tongue.say(
            "Besparing op procedures en opstarten tegen het kleinste aantal ondernemingen dat alleen kan inschrijven",
            "Saving on procedures and mobilisation against the smallest number of firms that can bid alone",
        ),
    )

    def x(bidders: float) -> float:
        return LEFT + 14 + (WIDTH - LEFT - 14 - RIGHT) * bidders / most

    def y(euros: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (top - euros) / (top - low)

    for mark in dict.fromkeys((*(-m for m in reversed(scale_marks(-low, 2))), *scale_marks(top))):
        svg.line(LEFT, y(mark), WIDTH - RIGHT, y(mark), "grid")
        svg.text(LEFT - 6, y(mark) + 4, mark_label(mark, top, tongue), "small", "end")
    for whole in range(int(most) + 1):
        svg.text(x(whole), HEIGHT - BOTTOM + 16, tongue.words.number(whole), "small", "middle")
    across = tongue.say(
        "ondernemingen die alleen kunnen inschrijven, in het perceel met de minste", "firms that can bid alone, in the lot with the fewest"
    )
    svg.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, across, "small", "middle")
    svg.line(x(least), TOP, x(least), HEIGHT - BOTTOM, "bound claimed")
    points = _points(rows, x, y)
    taken: list[Box] = [(px - 6, py - 6, px + 6, py + 6) for (px, py), _ in points]
    for (px, py), there in points:
        state = next(s for s in STYLES if any(row.state == s for row in there))
        tip = "; ".join(f"{row.group} {row.form}: {tongue.words.brief(row.saving)}" for row in there)
        svg.rect(px - 5, py - 5, 10, 10, STYLES[state], tip)
        told = _numbers(there)
        place = _room(px, py, len(told) * LETTER, taken)
        if place is not None:
            taken.append(place)
            svg.text(place[0], place[3] - 2, told, "tiny")
    return str(svg)


def _points(rows: Sequence[OptionRow], x: Scale, y: Scale) -> list[tuple[tuple[float, float], list[OptionRow]]]:
    """Options by place; those whose squares would cover each other share one, the chosen ones first."""
    found: list[tuple[tuple[float, float], list[OptionRow]]] = []
    for row in sorted(rows, key=lambda r: list(STYLES).index(r.state)):
        at = (x(row.fewest), y(row.saving))
        near = next((there for place, there in found if abs(place[0] - at[0]) < 11 and abs(place[1] - at[1]) < 11), None)
        if near is None:
            found.append((at, [row]))
        else:
            near.append(row)
    return found


def _room(x: float, y: float, wide: float, taken: Sequence[Box]) -> Box | None:
    """A free place for a label beside a square: right, left, above, below."""
    tries = ((x + 8, y - 6), (x - 8 - wide, y - 6), (x - wide / 2, y - 8 - LINE), (x - wide / 2, y + 8))
    for left, up in tries:
        box = (left, up, left + wide, up + LINE)
        inside = box[0] > LEFT and box[2] < WIDTH and box[1] > 0 and box[3] < HEIGHT - BOTTOM
        if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            return box
    return None


def _numbers(rows: Sequence[OptionRow], most: int = 4) -> str:
    """Groups at one place; of many the first few."""
    groups = list(dict.fromkeys(str(row.group) for row in rows))
    return ", ".join(groups[:most]) + (" …" if len(groups) > most else "")
