"""Figures of two aims against each other: cost and completion, saving and able bidders."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from wijkplan.planner.record import CompletionPoint

from ..access_options import OptionRow, State
from ..locale import Tongue
from .style import ACCENT, LINE, SOFT, WARM, Euros, Figure, figure, plain

HEIGHT, LEGEND = 340, 30
LEGEND_LETTERS = 34  # in a line of a legend that a phone shows whole
STATES: dict[State, dict[str, Any]] = {
    "chosen": {"symbol": "square", "size": 12, "color": ACCENT},
    "front": {"symbol": "square-open", "size": 11, "color": WARM, "line": {"width": 2}},
    "beaten": {"symbol": "circle-open", "size": 8, "color": SOFT},
}
QUESTION_STYLE = {
    "equal_delivery": {"symbol": "circle", "color": ACCENT},
    "all_in": {"symbol": "diamond", "color": WARM},
    "sooner": {"symbol": "triangle-left", "color": ACCENT},
    "sooner_free": {"symbol": "triangle-left-open", "color": ACCENT},
}


def completion_front(points: Sequence[CompletionPoint], tongue: Tongue) -> Figure | None:
    """Every plan found: across the mean week in which districts are finished, upward what is paid; the line joins
    those that no other plan beats in both. ``None`` where no district has homes."""
    shown = [(point, point.mean_week) for point in points if point.mean_week is not None]
    if not shown:
        return None
    names, questions, words = tongue.variants(), tongue.words.QUESTIONS, tongue.words
    scale = Euros(tongue, max(point.cash_eur for point, _ in shown))
    middle = (min(week for _, week in shown) + max(week for _, week in shown)) / 2
    front = sorted((week, point.cash_eur) for point, week in shown if point.on_mean_front)
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": tongue.say("on the front"),
            "hoverinfo": "skip",
            "x": [week for week, _ in front],
            "y": [scale.of(euros) for _, euros in front],
            "line": {"color": SOFT, "width": 1.5, "dash": "dot", "shape": "hv"},
        }
    ]
    for question in dict.fromkeys(point.question for point, _ in shown):
        mine = [(point, week) for point, week in shown if point.question == question]
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": "<br>".join(wrap(questions[question], LEGEND_LETTERS)),
                "cliponaxis": False,
                "marker": {"size": 11} | QUESTION_STYLE[question],
                "x": [week for _, week in mine],
                "y": [scale.of(point.cash_eur) for point, _ in mine],
                "text": [f" {names[point.variant]} " if point.on_mean_front else "" for point, _ in mine],
                "textposition": ["top right" if week < middle else "top left" for _, week in mine],
                "hovertext": [
                    tongue.say(
                        "{variant}<br>paid {cash}<br>done on average after {week} weeks, all after {last}",
                        variant=names[point.variant],
                        cash=words.brief(point.cash_eur),
                        week=words.number(week, 1),
                        last="–" if point.last_week is None else words.number(point.last_week),
                    )
                    for point, week in mine
                ],
                "hoverinfo": "text",
            }
        )
    across = tongue.say("weeks until districts are done, on average")
    y_axis = scale.axis(automargin=True, zeroline=False)
    y_axis["title"]["text"] += tongue.say(", paid")
    return figure(data, tongue, HEIGHT, LEGEND, xaxis=_across(across), yaxis=y_axis)


def access_front(options: Sequence[OptionRow], least: float, tongue: Tongue) -> Figure | None:
    """Every form in which a group of projects could be bought: across the fewest able bidders of its lots, upward what
    it saves against separate tenders; the upright line is the least that there should be. ``None`` where no plan
    combines anything."""
    if not options:
        return None
    said = {
        "chosen": tongue.say("chosen in a plan"),
        "front": tongue.say("not chosen, on the front"),
        "beaten": tongue.say("not chosen, not on the front"),
    }
    scale, words = Euros(tongue, max(row.saving for row in options)), tongue.words
    most = max(least, *(row.fewest for row in options))
    data = []
    for state, marker in reversed(STATES.items()):
        mine = [row for row in options if row.state == state]
        if mine:
            data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": said[state],
                    "cliponaxis": False,
                    "marker": marker,
                    "x": [row.fewest for row in mine],
                    "y": [scale.of(row.saving) for row in mine],
                    "hovertext": [
                        tongue.say(
                            "group {group}: {projects}<br>{form}<br>saves {saving}<br>able alone: {fewest}",
                            group=row.group,
                            projects=plain(_few(row.projects)),
                            form=row.form,
                            saving=words.brief(row.saving),
                            fewest=words.number(row.fewest, 1),
                        )
                        for row in mine
                    ],
                    "hoverinfo": "text",
                }
            )
    line = {
        "type": "line",
        "yref": "paper",
        "x0": least,
        "x1": least,
        "y0": 0,
        "y1": 1,
        "line": {"color": WARM, "width": 1.5, "dash": "dot"},
    }
    across = tongue.say("firms able alone, lot with the fewest")
    return figure(
        data,
        tongue,
        HEIGHT,
        LEGEND,
        xaxis=_across(across, range=[-0.04 * most, 1.04 * most]),
        yaxis=scale.axis(automargin=True),
        shapes=[line],
    )


def _across(title: str, **more: Any) -> dict[str, Any]:
    said = {"text": title, "font": {"size": 12, "color": SOFT}, "standoff": 6}
    return {
        "title": said,
        "gridcolor": LINE,
        "zeroline": False,
        "tickfont": {"size": 12, "color": SOFT},
        "automargin": True,
    } | more


def _few(names: Sequence[str], most: int = 4) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
