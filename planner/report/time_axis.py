"""Time from left to right: weeks as percentages of the width, so that a row of a chart fits a phone as well as a
page."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.planner.compile import Names

from .svg import Svg

SHORT = 110  # weeks
QUARTERS = (14, 27, 40)  # weeks that begin them


@dataclass(frozen=True, slots=True)
class Axis:
    """Weeks ``[first, last)`` over the whole width."""

    names: Names
    first: int
    last: int

    def x(self, week: float) -> float:
        """Percent from the left."""
        return 100 * (week - self.first) / max(1, self.last - self.first)

    def marks(self) -> list[tuple[str, float]]:
        """What is written above a chart, and where in percent: the first year at the left edge, then every year that
        begins inside; of a short time every quarter too, by its week."""
        room = self.first + (self.last - self.first) * 4 // 100
        found = [(str(self.names.monday(room).isocalendar().year), 0.0)]
        for week in range(self.first + 1, self.last):
            year, number, _ = self.names.monday(week).isocalendar()
            if (number == 1 or (number in QUARTERS and self.last - self.first <= SHORT)) and self.x(week) > 4:
                found.append((str(year) if number == 1 else f"W{number}", self.x(week)))
        return found

    def lines(self) -> str:
        """A thin line at every mark, defined once for all rows."""
        lines = (f'<line x1="{x:.2f}%" y1="0" x2="{x:.2f}%" y2="100%" class="year"/>' for _, x in self.marks()[1:])
        years = f'<g id="years">{"".join(lines)}</g>'
        return f'<svg width="0" height="0" aria-hidden="true" class="defs"><defs>{years}</defs></svg>'

    def head(self) -> str:
        """A row with the marks."""
        svg = self.row(16)
        for mark, x in self.marks():
            svg.text(min(x + 0.3, 100), 12, mark, "small", "start" if x < 94 else "end")
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
