"""Load against capacity per trade and region, for the trades that are short as submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.plan import Plan
from models.problem import Problem
from planner.compile import Names
from planner.measures import Loads, available, loads

from .street_chart import year_lines
from .svg import Svg
from .words import number

WIDTH, HEIGHT, LEFT = 470, 170, 38


@dataclass(frozen=True, slots=True)
class TradeLoad:
    """One trade in one region: its chart and the figures behind it, in heads. ``short`` are the weeks in which what was submitted asks for
    more than own crews, ``missing`` the head-weeks that lack then."""

    trade: str
    region: str
    chart: str
    capacity: float
    market: float
    peak_submitted: float
    peak_before: float
    peak_after: float
    short: int
    missing: float


def trade_loads(problem: Problem, names: Names, submitted: Plan, before: Plan, after: Plan, most: int = 12) -> list[TradeLoad]:
    """The scarcest pairs of trade and region, most head-weeks lacking first; at most ``most``."""
    rows = [loads(problem, plan) for plan in (submitted, before, after)]
    found = [_pair(problem, names, pair, rows) for pair in sorted(rows[0].demand)]
    scarce = [(load, series) for load, series in found if load.short > 0]
    scarce.sort(key=lambda pair: (-pair[0].missing, pair[0].trade, pair[0].region))
    return [_drawn(problem, names, load, series) for load, series in scarce[:most]]


def _pair(
    problem: Problem, names: Names, pair: tuple[int, int], rows: Sequence[Loads]
) -> tuple[TradeLoad, list[list[int]]]:
    trade, region = pair
    weeks = range(problem.horizon)
    pools = [p for p, pool in enumerate(problem.pools) if (pool.trade, pool.region) == pair]
    own = [sum(available(problem, p, t) for p in pools) for t in weeks]
    hired = [sum(m.heads[t] for m in problem.markets if (m.trade, m.region) == pair) for t in weeks]
    series = [row.demand.get(pair, [0] * problem.horizon) for row in rows]
    lacking = [series[0][t] - own[t] for t in weeks if series[0][t] > own[t]]
    busiest = max(weeks, key=lambda t: series[0][t] - own[t])
    asked, before, after = (max(row) / 100 for row in series)
    load = TradeLoad(
        trade=names.trades[trade].dutch,
        region=names.regions[region].name,
        chart="",
        capacity=own[busiest] / 100,
        market=hired[busiest] / 100,
        peak_submitted=asked,
        peak_before=before,
        peak_after=after,
        short=len(lacking),
        missing=sum(lacking) / 100,
    )
    return load, [own, *series]


def _drawn(problem: Problem, names: Names, load: TradeLoad, series: Sequence[Sequence[int]]) -> TradeLoad:
    own, asked, before, after = series
    top = max(map(max, series)) / 100 * 1.08 or 1.0
    bottom, width = HEIGHT - 8.0, WIDTH - LEFT - 8.0
    svg = Svg(WIDTH, HEIGHT, f"Belasting en capaciteit van {load.trade} in {load.region}")
    year_lines(svg, names, problem.horizon, LEFT, width, bottom)
    last = max((t for t in range(problem.horizon) if asked[t] + before[t] + after[t] > 0), default=problem.horizon - 1)
    last = min(problem.horizon, last + 4)

    def points(row: Sequence[int]) -> list[tuple[float, float]]:
        return [
            (LEFT + width * t / problem.horizon, bottom - (bottom - 18) * min(top, row[t] / 100) / top) for t in range(last)
        ]

    end = LEFT + width * last / problem.horizon
    svg.steps(points(after), end, "load-after", floor=bottom)
    svg.steps(points(asked), end, "load-submitted")
    svg.steps(points(before), end, "load-before")
    svg.steps(points(own), end, "capacity")
    for mark in (0.0, top / 2, top):
        y = bottom - (bottom - 18) * mark / top
        svg.text(LEFT - 5, y + 4, number(mark, 0 if top > 6 else 1), "small", "end")
    svg.line(LEFT, bottom, WIDTH - 8, bottom, "axis")
    return replace(load, chart=str(svg))
