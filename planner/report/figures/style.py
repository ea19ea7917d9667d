"""How all figures look: colours with patterns (grey prints still differ), axes of euros and of weeks, names above
bars.

``meta`` of a layout may hold what the page needs to narrow a figure down (see ``figures.js``):

* ``row``: height of a row in pixels where rows may go; then ``tokens`` in the ``meta`` of a trace are those of its
  points (filters);
* ``cells``: what the choices of the load figure add up;
* ``legend``: pixels kept for the legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from wijkplan.planner.text.amounts import AXIS_DAYS, AXIS_MONTHS

from ..locale import Tongue

Figure = dict[str, Any]
"""What Plotly draws: ``data`` is a list of traces, ``layout`` says the rest."""

INK, SOFT, LINE, ACCENT, WARM, RED = "#1d2a33", "#5b6b76", "#d5dde2", "#0b5f7a", "#b4541a", "#b00020"
FILLS = (
    "#7fa8b8", "#e5a36f", "#cfd98a", "#d7b5d8", "#9bcbb5", "#f2d279", "#5f8fa8", "#d98a7a", "#b7c4cc", "#c9a27c",
    "#8fbf8f", "#e8dcc0", "#a7a3d0", "#c2d6a4",
)  # fmt: skip
PATTERNS = ("", "/", ".", "-", "x", "|", "\\", "+")
FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif'
MILLION = 2e6  # euros from which an axis counts in millions
ROW = 46  # pixels of a bar with its name above it
BELOW = 44  # pixels below the bars: scale and its title


def week_axis(tongue: Tongue, **more: Any) -> dict[str, Any]:
    """An axis of weeks: years, months or ISO weeks, as far as it is zoomed in; days as the language writes them."""
    return {
        "type": "date",
        "tickformatstops": [
            {"dtickrange": [None, "M1"], "value": "W%V\n%Y"},
            {"dtickrange": ["M1", "M12"], "value": AXIS_MONTHS[tongue.language]},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
        "hoverformat": f"W%V ({AXIS_DAYS[tongue.language]})",
        "gridcolor": LINE,
        "fixedrange": False,
    } | more


LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": 0,
    "yref": "container",
    "yanchor": "bottom",
    "font": {"size": 12.5},
    "traceorder": "normal",
}
ON_TOP = LEGEND | {"y": 1, "yanchor": "top"}


def fill(index: int) -> dict[str, Any]:
    """A marker for bars: a colour and a pattern of its own."""
    pattern = {
        "shape": PATTERNS[index % len(PATTERNS)],
        "fillmode": "overlay",
        "fgcolor": INK,
        "fgopacity": 0.45,
        "size": 7,
        "solidity": 0.2,
    }
    return {"color": FILLS[index % len(FILLS)], "pattern": pattern, "line": {"color": "#fff", "width": 1}}


def figure(
    data: list[dict[str, Any]],
    tongue: Tongue,
    height: int,
    room: int = 0,
    meta: dict[str, Any] | None = None,
    **layout: Any,
) -> Figure:
    """A figure of this house: numbers as the language writes them, names in full. ``room`` is the height that its
    legend needs about, beside ``height``; a page gives it what it turns out to need."""
    base: dict[str, Any] = {
        "height": height + room,
        "margin": {"l": 8, "r": 14, "t": 8, "b": BELOW + room},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "#fff",
        "plot_bgcolor": "#fff",
        "separators": ",." if tongue.language == "nl" else ".,",
        "hoverlabel": {"align": "left", "bgcolor": "#fff", "font": {"color": INK}},
        "showlegend": room > 0,
        "legend": LEGEND,
        "dragmode": "zoom",
        "meta": (meta or {}) | {"legend": room},
    }
    return {"data": data, "layout": base | layout}


class Euros:
    """An axis of euros up to ``top``: in millions where that reads better. ``of`` gives a value as it is plotted."""

    def __init__(self, tongue: Tongue, top: float) -> None:
        self.tongue, self.millions = tongue, top >= MILLION

    def of(self, euros: float) -> float:
        """A value on the axis."""
        return round(euros / 1e6, 4) if self.millions else euros

    def axis(self, **more: Any) -> dict[str, Any]:
        """The axis."""
        title = self.tongue.say("€ million") if self.millions else "€"
        return {
            "title": {"text": title, "font": {"size": 12, "color": SOFT}, "standoff": 4},
            "tickformat": ",~g" if self.millions else ",.0f",
            "tickfont": {"size": 12, "color": SOFT},
            "nticks": 7,
            "gridcolor": LINE,
            "zeroline": True,
            "zerolinecolor": INK,
        } | more


def rows(names: Sequence[str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The axis of horizontal bars at 0, 1, ... from the top, and their names above them: whatever the width, a name is
    never in the way."""
    axis = {"range": [len(names) - 0.5, -0.82], "visible": False, "fixedrange": True}
    notes = [
        {
            "text": name,
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": i - 0.44,
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "bgcolor": "#fff",
        }
        for i, name in enumerate(names)
    ]
    return axis, notes


def plain(name: str) -> str:
    """Somebody's name as it stands: Plotly would read tags in it."""
    return escape(name, quote=False)


def height(count: int) -> int:
    """Of a figure with that many bars."""
    return ROW * count + BELOW + 10
