"""Small SVG drawings as text: shapes with class names (colours live in the style sheet) and patterns that print without colour."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

INKS = 14
"""How many fills with a colour and a pattern of their own there are: classes ``ink0`` to ``ink13``."""


class Svg:
    """One drawing of ``width`` by ``height`` units. ``label`` is read aloud instead of it; without one it is passed by.

    A ``fluid`` one is as wide as the page allows: horizontal units are percentages of it, vertical ones and text keep their size.
    """

    def __init__(self, width: float, height: float, label: str, fluid: bool = False) -> None:
        self.width, self.height, self.label, self.fluid = width, height, label, fluid
        self.parts: list[str] = []

    def _x(self, value: float) -> str:
        return f"{value:.2f}%" if self.fluid else f"{value:.1f}"

    def rect(self, x: float, y: float, width: float, height: float, style: str, tip: str = "") -> None:
        """A box with a tip that appears on hovering."""
        title = f"<title>{escape(tip)}</title>" if tip else ""
        shape = f'<rect x="{self._x(x)}" y="{y:.1f}" width="{self._x(max(0.0, width))}" height="{height:.1f}" class="{style}"'
        self.parts.append(f"{shape}>{title}</rect>" if title else f"{shape}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        """A straight line."""
        self.parts.append(f'<line x1="{self._x(x1)}" y1="{y1:.1f}" x2="{self._x(x2)}" y2="{y2:.1f}" class="{style}"/>')

    def text(self, x: float, y: float, text: str, style: str = "", anchor: str = "start") -> None:
        """A line of text on the base line ``y``."""
        self.parts.append(f'<text x="{self._x(x)}" y="{y:.1f}" text-anchor="{anchor}" class="{style}">{escape(text)}</text>')

    def steps(self, points: Sequence[tuple[float, float]], end: float, style: str, floor: float | None = None) -> None:
        """A staircase through ``points`` up to ``end`` (not in fluid drawings); filled down to ``floor`` where given."""
        path = f"M{points[0][0]:.1f} {points[0][1]:.1f}{_stairs(points, end)}" if points else ""
        if floor is not None and points:
            path += f"V{floor:.1f}H{points[0][0]:.1f}Z"
        self.parts.append(f'<path d="{path}" class="{style}"/>')

    def between(self, low: Sequence[tuple[float, float]], high: Sequence[tuple[float, float]], end: float, style: str) -> None:
        """Filled pieces between two staircases, where they differ."""
        ends = [*(x for x, _ in low[1:]), end]
        pieces: list[tuple[float, float, float, float]] = []
        for (x, y), (_, up), to in zip(low, high, ends, strict=True):
            if y != up:
                last = pieces[-1] if pieces else None
                joined = last is not None and last[1:] == (x, y, up)
                if joined and last is not None:
                    pieces[-1] = (last[0], to, y, up)
                else:
                    pieces.append((x, to, y, up))
        path = "".join(f"M{x:.1f} {y:.1f}V{up:.1f}H{to:.1f}V{y:.1f}Z" for x, to, y, up in pieces)
        self.parts.append(f'<path d="{path}" class="{style}"/>')

    def __str__(self) -> str:
        told = f'role="img" aria-label="{escape(self.label)}"' if self.label else 'aria-hidden="true"'
        size = f'width="100%" height="{self.height:.0f}"' if self.fluid else f'viewBox="0 0 {self.width:.0f} {self.height:.0f}"'
        return f"<svg {size} {told}>{''.join(self.parts)}</svg>"


def _stairs(points: Sequence[tuple[float, float]], end: float) -> str:
    path, level = [], points[0][1]
    for x, y in points[1:]:
        if y != level:
            path.append(f"H{x:.1f}V{y:.1f}")
        level = y
    return "".join(path) + f"H{end:.1f}"


def patterns() -> str:
    """One hidden drawing that defines the fills of all others: a colour under a pattern, so that grey prints still differ."""
    marks = (
        "",
        '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" class="mark"/>',
        '<circle cx="2" cy="2" r="1.1" class="dot"/><circle cx="6" cy="6" r="1.1" class="dot"/>',
        '<path d="M0 2h8M0 6h8" class="mark"/>',
        '<path d="M-2 6l4 4M0 0l8 8M6 -2l4 4" class="mark"/>',
        '<path d="M2 0v8M6 0v8" class="mark"/>',
    )
    rows = "".join(
        f'<pattern id="p{i}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" class="base{i}"/>'
        f"{marks[i % len(marks)]}</pattern>"
        for i in range(INKS)
    )
    over = (
        '<pattern id="over" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="base-over"/>'
        '<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" class="mark-over"/></pattern>'
    )
    return f'<svg width="0" height="0" aria-hidden="true" class="defs"><defs>{rows}{over}</defs></svg>'
