"""Small SVG drawings as text: shapes with class names (colours live in the style sheet) and patterns that print
without colour."""

from __future__ import annotations

from html import escape


class Svg:
    """One drawing of ``width`` by ``height`` units. ``label`` is read aloud instead of it; without one it is passed
    by.

    A ``fluid`` one is as wide as the page allows: horizontal units are percentages of it, vertical ones and text keep
    their size."""

    def __init__(self, width: float, height: float, label: str, fluid: bool = False) -> None:
        self.width, self.height, self.label, self.fluid = width, height, label, fluid
        self.parts: list[str] = []

    def _x(self, value: float) -> str:
        return f"{value:.2f}%" if self.fluid else f"{value:.1f}"

    def rect(self, x: float, y: float, width: float, height: float, style: str, tip: str = "") -> None:
        """A box with a tip that appears on hovering."""
        title = f"<title>{escape(tip)}</title>" if tip else ""
        place = f'x="{self._x(x)}" y="{y:.1f}" width="{self._x(max(0.0, width))}" height="{height:.1f}"'
        shape = f'<rect {place} class="{style}"'
        self.parts.append(f"{shape}>{title}</rect>" if title else f"{shape}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        """A straight line."""
        self.parts.append(f'<line x1="{self._x(x1)}" y1="{y1:.1f}" x2="{self._x(x2)}" y2="{y2:.1f}" class="{style}"/>')

    def text(self, x: float, y: float, text: str, style: str = "", anchor: str = "start") -> None:
        """A line of text on the base line ``y``."""
        self.parts.append(
            f'<text x="{self._x(x)}" y="{y:.1f}" text-anchor="{anchor}" class="{style}">{escape(text)}</text>'
        )

    def __str__(self) -> str:
        told = f'role="img" aria-label="{escape(self.label)}"' if self.label else 'aria-hidden="true"'
        size = (
            f'width="100%" height="{self.height:.0f}"'
            if self.fluid
            else f'viewBox="0 0 {self.width:.0f} {self.height:.0f}"'
        )
        return f"<svg {size} {told}>{''.join(self.parts)}</svg>"


def patterns() -> str:
    """One hidden drawing that defines the fill of all others: a colour under a pattern, so that grey prints still
    differ."""
    hatched = (
        '<pattern id="hatched" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" class="base"/>'
        '<path d="M0 2h8M0 6h8" class="mark"/></pattern>'
    )
    return f'<svg width="0" height="0" aria-hidden="true" class="defs"><defs>{hatched}</defs></svg>'
