"""Time from left to right: weeks as percentages of the width, so that a row of a chart fits a phone as well as a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from planner.compile import Names

from .svg import Svg


@dataclass(frozen=True, slots=True)
class Axis:
    """Weeks ``[first, last)`` over the whole width."""

    names: Names
    first: int
    last: int

    def x(self, week: float) -> float:
        """Percent from the left."""
        return 100 * (week - self.first) / max(1, self.last - self.first)

    def years(self) -> list[tuple[int, float]]:
        """First week of each year that begins inside, in percent; the first year at the left edge."""
        found = [(self.names.monday(self.first + 3).year, 0.0)]
        for week in range(self.first + 1, self.last):
            monday = self.names.monday(week)
            if monday.year != (monday - timedelta(weeks=1)).year and self.x(week) > 4:
                found.append((monday.year, self.x(week)))
        return found

    def lines(self) -> str:
        """A thin line at the beginning of every year, defined once for all rows."""
        lines = (f'<line x1="{x:.2f}%" y1="0" x2="{x:.2f}%" y2="100%" class="year"/>' for _, x in self.years()[1:])
        return f'<svg width="0" height="0" aria-hidden="true" class="defs"><defs><g id="years">{"".join(lines)}</g></defs></svg>'

    def head(self) -> str:
        """A row with the years."""
        svg = self.row(16)
        for year, x in self.years():
            svg.text(min(x + 0.3, 100), 12, str(year), "small", "start" if x < 94 else "end")
        return str(svg)

    def row(self, height: int) -> Svg:
        """An empty row; screen readers pass it by, because what it shows is in the words beside it."""
        svg = Svg(100, height, "", fluid=True)
        svg.parts.append('<use href="#years"/>')
        return svg

    def bar(self, svg: Svg, start: int, end: int, y: float, height: float, style: str, tip: str = "") -> None:
        """Weeks ``[start, end)`` as a bar, visible even where it is short."""
        x = self.x(max(start, self.first))
        svg.rect(x, y, max(0.45, self.x(min(end, self.last)) - x), height, style, tip)
