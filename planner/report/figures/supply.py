"""People of a trade in a region over the years: who there is, who comes to learn, and who is at work. One picture, with
choices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.cohorts import HEAD
from wijkplan.planner.plan.measures import WorkingWeeks
from wijkplan.planner.record.newcomers import NewcomersAnswer

from ..locale import Tongue
from .style import INK, LINE, RED, SOFT, Figure, figure, fill

HEIGHT, LEGEND = 330, 60
OWN, WORK, HIRED = "given", "work", "hire"  # of series, beside the tracks

Key = tuple[str, str]
"""Ids of trade and region."""


@dataclass(frozen=True, slots=True)
class SupplyCell:
    """One trade in one region: hundredths of head-weeks per series and year: own people there are, by track what
    newcomers add, people at work, and those hired."""

    key: Key
    series: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Supply:
    """All cells of an answer; ``tracks`` are the ids of those that somebody takes."""

    years: tuple[int, ...]
    tracks: tuple[str, ...] = ()
    cells: tuple[SupplyCell, ...] = field(default=())


def supply_cells(compiled: Compiled, answer: NewcomersAnswer) -> Supply:
    """Of every trade and region that has newcomers or hire."""
    years = tuple(sorted({row.year for row in answer.years}))
    rows: dict[Key, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * len(years)))
    for row in answer.years:
        here, at = rows[row.trade, row.region], years.index(row.year)
        here[OWN][at] = round(HEAD * row.given_head_weeks)
        here[WORK][at] = round(HEAD * (row.own_head_weeks + row.hired_head_weeks))
        here[HIRED][at] = round(HEAD * row.hired_head_weeks)
    tracks = _add_tracks(compiled, answer, years, rows)
    return Supply(years, tracks, tuple(SupplyCell(key, row) for key, row in sorted(rows.items())))


def _add_tracks(
    compiled: Compiled, answer: NewcomersAnswer, years: tuple[int, ...], rows: dict[Key, dict[str, list[int]]]
) -> tuple[str, ...]:
    """What the newcomers of each track add in the weeks in which their trade works; the tracks that are taken."""
    numbers = {row.cohort: row.number for row in answer.cohorts}
    recruits, working = compiled.recruits, WorkingWeeks(compiled.problem)
    if recruits is None or not numbers:
        return ()
    taken = []
    for cohort, name in zip(recruits.cohorts, recruits.names, strict=True):
        number, pool = numbers.get(name.id, 0), compiled.problem.pools[cohort.pool]
        if not number:
            continue
        taken.append(name.track)
        for week in working(pool.trade, pool.region):
            if (year := compiled.names.monday(week).year) in years:
                rows[name.trade, name.region][name.track][years.index(year)] += number * cohort.heads[week]
    return tuple(dict.fromkeys(taken))


def first_shown(supply: Supply) -> str | None:
    """The trade that is shown first: that with most newcomers, else with most hire; ``None`` where there is none."""
    sums: dict[str, tuple[int, int]] = {}
    for cell in supply.cells:
        more = sum(sum(cell.series.get(track, ())) for track in supply.tracks)
        before = sums.get(cell.key[0], (0, 0))
        sums[cell.key[0]] = before[0] + more, before[1] + sum(cell.series[HIRED])
    return max(sums, key=lambda trade: (sums[trade], trade), default=None)


def supply(told: Supply, tracks: Mapping[str, str], tongue: Tongue, trade: str) -> Figure:
    """Stacked who there is: own people and what newcomers add, per track; the line is who is at work, the dotted one
    who of them is hired. ``tracks`` are their names. The figure carries all cells, so that the page can show another
    trade or region."""
    shown = [cell for cell in told.cells if cell.key[0] == trade]
    years = [str(year) for year in told.years]

    def total(series: str) -> list[float]:
        rows = [cell.series[series] for cell in shown if series in cell.series]
        return [sum(column) / HEAD for column in zip(*rows, strict=True)] if rows else [0.0] * len(years)

    bars = [(OWN, tongue.say("own people there are"))] + [(track, tracks[track]) for track in told.tracks]
    lines = [
        (WORK, tongue.say("people at work"), {"color": INK, "width": 2.6}),
        (HIRED, tongue.say("hired people at work"), {"color": RED, "width": 1.6, "dash": "dot"}),
    ]
    data: list[dict[str, Any]] = [
        {
            "type": "bar", "x": years, "y": total(series), "name": name, "marker": fill(i),
            "meta": {"series": series}, "hovertemplate": "%{y:,.0f}",
        }
        for i, (series, name) in enumerate(bars)
    ]  # fmt: skip
    data += [
        {
            "type": "scatter", "mode": "lines+markers", "x": years, "y": total(series), "name": name, "line": style,
            "meta": {"series": series}, "hovertemplate": "%{y:,.0f}",
        }
        for series, name, style in lines
    ]  # fmt: skip
    title = {"text": tongue.say("head-weeks"), "font": {"size": 12, "color": SOFT}, "standoff": 4}
    return figure(
        data, tongue, HEIGHT, LEGEND,
        barmode="relative",
        bargap=0.45,
        hovermode="x unified",
        xaxis={"type": "category", "fixedrange": True},
        yaxis={"title": title, "gridcolor": LINE, "automargin": True, "tickfont": {"size": 12, "color": SOFT}},
        meta={"cells": [_packed(cell) for cell in told.cells]},
    )  # fmt: skip


def _packed(cell: SupplyCell) -> dict[str, Any]:
    """A cell as the page reads it: whose it is, and per series ``[year, amount]`` wherever that changes."""
    steps = {}
    for series, amounts in cell.series.items():
        changed = [[i, n] for i, n in enumerate(amounts) if n != (amounts[i - 1] if i else 0)]
        if changed:
            steps[series] = changed
    return {"trade": cell.key[0], "region": cell.key[1], "steps": steps}
