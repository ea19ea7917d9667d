"""People of a trade week by week: who does the work, what was asked for, and what there is. One picture, with
choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wijkplan.models.check.facts import working_weeks
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.plan.measures import available

from ..locale import Tongue
from .style import FILLS, INK, LINE, PATTERNS, RED, SOFT, Figure, figure, week_axis

HEIGHT, LEGEND = 350, 60
KINDS = {
    "own": Source.OWN,
    "lent": Source.LENT,
    "consortium": Source.CONSORTIUM,
    "hired": Source.HIRED,
    "overtime": Source.OVERTIME,
}
FILL = {"own": 0, "lent": 1, "consortium": 5, "hired": 2, "overtime": 3}
ASKED, OWN, MARKET = "asked", "there", "market"  # of cells, beside the kinds

Key = tuple[int, int, int | None]
"""Trade, region and employer; of markets nobody's."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One trade in one region at one employer: heads (hundredths) per week and series: by who supplies them (``own``,
    ``lent``, ``consortium``, ``hired``, ``overtime``), as ``asked`` for, the own people there are (``there``) and the
    hiring ``market``. Work belongs to the region where it is done and the employer whose project it is; people to the
    region and employer that they are of."""

    key: Key
    series: Mapping[str, Sequence[int]]


def cells(problem: Problem, plan: Plan, submitted: Plan | None) -> list[Cell]:
    """All cells with people or work; ``submitted`` are the weeks asked for."""
    found: dict[Key, dict[str, list[int]]] = {}

    def row(key: Key, series: str) -> list[int]:
        return found.setdefault(key, {}).setdefault(series, [0] * problem.horizon)

    for made in (plan, submitted):
        for placement in () if made is None else made.placements:
            activity = problem.activities[placement.activity]
            place = (problem.region(placement.activity), problem.projects[activity.project].employer)
            weeks = working_weeks(problem, placement)
            for demand, chosen in zip(activity.modes[placement.mode].demands, placement.patterns, strict=True):
                pattern = demand.patterns[chosen]
                sides = [(ASKED, demand.heads)]
                if made is plan:
                    sides = [
                        (k, h)
                        for k, h in (
                            (_kind(Source.OWN), pattern.own_heads),
                            (_kind(pattern.source), pattern.other_heads),
                        )
                        if h
                    ]
                for series, heads in sides:
                    line = row((demand.trade, *place), series)
                    for t in weeks:
                        line[t] += heads
    for index, pool in enumerate(problem.pools):
        line = row((pool.trade, pool.region, pool.employer), OWN)
        for t in range(problem.horizon):
            line[t] += available(problem, index, t)
    for market in problem.markets:
        line = row((market.trade, market.region, None), MARKET)
        for t in range(problem.horizon):
            line[t] += market.heads[t]
    return [
        Cell(key, found[key]) for key in sorted(found, key=lambda key: (*key[:2], -1 if key[2] is None else key[2]))
    ]


def _kind(source: Source) -> str:
    return next(kind for kind, known in KINDS.items() if known is source)


def load(
    problem: Problem,
    names: Names,
    made: Sequence[Cell],
    tongue: Tongue,
    trade: int,
    region: int | None = None,
    employer: int | None = None,
    choices: bool = False,
) -> Figure:
    """Stacked who does the work; the dotted line is what the weeks asked for need, hatched is what of that is beyond
    all there is; the thick line are own people after the reserve, the thin one with the hiring market. With
    ``choices`` the figure carries all cells, so that the page can show another trade, region or employer."""
    chosen = [one for one in made if fits(one.key, trade, region, employer)]
    rows = {series: _sum(problem.horizon, chosen, series) for series in (*KINDS, ASKED, OWN, MARKET)}
    first, last = _span(problem, made)
    days = [names.monday(week).isoformat() for week in range(first, last)]

    def line(series: str, heads: Iterable[int], name: str, **more: Any) -> dict[str, Any]:
        style = {"shape": "hv", "width": 1.5, "color": INK} | more.pop("line", {})
        shown = [value / 100 for value in heads]
        return {
            "type": "scatter",
            "mode": "lines",
            "x": days,
            "y": shown[first:last],
            "name": name,
            "line": style,
            "meta": {"series": series},
            "hovertemplate": "%{y:,.1f}",
        } | more

    there = [a + b for a, b in zip(rows[OWN], rows[MARKET], strict=True)]
    over = [max(a, b) for a, b in zip(rows[ASKED], there, strict=True)]
    hatch = {"shape": "/", "fgcolor": RED, "bgcolor": "rgba(255,255,255,0)", "size": 6, "solidity": 0.25}
    quiet = {"hoverinfo": "skip", "hovertemplate": None}
    data = [
        line("all", there, "", line={"width": 0}, showlegend=False, **quiet),
        line(
            "over",
            over,
            tongue.say("over-asked"),
            fill="tonexty",
            fillpattern=hatch,
            fillcolor="rgba(176,0,32,.06)",
            line={"color": RED, "width": 0},
            **quiet,
        ),
    ]
    for kind in (kind for kind in KINDS if kind != "overtime" or any(pool.overtime for pool in problem.pools)):
        look = {
            "shape": PATTERNS[FILL[kind]],
            "fgcolor": INK,
            "fgopacity": 0.35,
            "bgcolor": FILLS[FILL[kind]],
            "size": 7,
            "solidity": 0.2,
        }
        name = tongue.words.SOURCES[kind]
        data.append(
            line(
                kind,
                rows[kind],
                name,
                stackgroup="work",
                line={"width": 0.5},
                fillcolor=FILLS[FILL[kind]],
                fillpattern=look,
            )
        )
    data += [
        line(
            "all",
            there,
            tongue.say("own people and hiring market"),
            line={"color": SOFT, "width": 1},
        ),
        line(OWN, rows[OWN], tongue.say("own people, after reserve"), line={"width": 2.6}),
        line(ASKED, rows[ASKED], tongue.say("as asked for"), line={"dash": "dot"}),
    ]
    title = {"text": tongue.say("people"), "font": {"size": 12, "color": SOFT}, "standoff": 4}
    y_axis = {
        "title": title,
        "rangemode": "tozero",
        "gridcolor": LINE,
        "automargin": True,
        "tickfont": {"size": 12, "color": SOFT},
    }
    meta = {"cells": [_packed(one, first, last) for one in made]} if choices else {}
    return figure(
        data,
        tongue,
        HEIGHT,
        LEGEND,
        xaxis=week_axis(tongue),
        yaxis=y_axis,
        hovermode="x unified",
        meta=meta,
    )


def fits(key: Key, trade: int, region: int | None, employer: int | None) -> bool:
    """Whether a cell belongs to a choice; of one employer the hiring market is not shown, because it is nobody's."""
    return key[0] == trade and region in (None, key[1]) and employer in (None, key[2])


def _sum(horizon: int, chosen: Sequence[Cell], series: str) -> list[int]:
    rows = [one.series[series] for one in chosen if series in one.series]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * horizon


def _span(problem: Problem, made: Sequence[Cell]) -> tuple[int, int]:
    """Weeks from the first to a little after the last in which somebody works or was asked for."""
    busy = [
        t for one in made for series in (*KINDS, ASKED) for t, heads in enumerate(one.series.get(series, ())) if heads
    ]
    return (max(0, min(busy) - 1), min(problem.horizon, max(busy) + 3)) if busy else (0, problem.horizon)


def _packed(cell: Cell, first: int, last: int) -> dict[str, Any]:
    """A cell as the page reads it: whose it is, and per series ``[week, heads]`` (hundredths) wherever that
    changes."""
    trade, region, employer = cell.key
    steps: dict[str, list[list[int]]] = {}
    for series, heads in cell.series.items():
        found: list[list[int]] = []
        for t in range(first, last):
            if (found[-1][1] if found else 0) != heads[t]:
                found.append([t - first, heads[t]])
        if found:
            steps[series] = found
    return {"trade": trade, "region": region, "employer": employer, "steps": steps}
