"""Load against capacity per trade and region: who does the work (own, lent, of a consortium, hired), and what was asked for beyond what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.models.check.facts import working_weeks
from wijkplan.models.problem import Source
from wijkplan.planner.plan.measures import available, loads

from .chart_data import Scene
from .locale import Tongue
from .svg import Svg
from .time_axis import Axis

WIDTH, HEIGHT, LEFT = 470, 170, 38
KINDS = {"own": Source.OWN, "lent": Source.LENT, "consortium": Source.CONSORTIUM, "hired": Source.HIRED}
INKS = {"own": "load-own", "lent": "load-lent", "consortium": "load-consortium", "hired": "load-hired"}

Pair = tuple[int, int]
"""A trade and a region."""


@dataclass(frozen=True, slots=True)
class TradeLoad:
    """One trade in one region: its chart and the figures behind it. ``weeks`` are head-weeks of the plan with everything together by who supplies
    them; ``over`` those that the submitted weeks ask for beyond own crews and hiring market together, ``short`` those beyond own crews;
    ``own`` and ``market`` the heads that there are in the busiest week."""

    trade: str
    region: str
    tokens: str
    chart: str
    weeks: dict[str, float]
    over: float
    short: float
    own: float
    market: float
    peaks: tuple[float, float, float]


def trade_loads(scene: Scene, axis: Axis, tongue: Tongue) -> list[TradeLoad]:
    """All pairs of trade and region with work, those that were asked for most beyond own crews first."""
    demand = [loads(scene.problem, plan).demand for plan in (scene.submitted, scene.before, scene.after)]
    by = _by_source(scene)
    pairs = sorted({pair for row in demand for pair in row})
    found = [_pair(scene, axis, tongue, pair, [row.get(pair, [0] * scene.problem.horizon) for row in demand], by) for pair in pairs]
    return sorted(found, key=lambda load: (-load.short, load.trade, load.region))


def _by_source(scene: Scene) -> dict[tuple[Pair, Source], list[int]]:
    """Heads at work per week in the plan with everything together, by who supplies them."""
    found: dict[tuple[Pair, Source], list[int]] = {}
    for placement in scene.after.placements:
        region = scene.problem.region(placement.activity)
        demands = scene.problem.activities[placement.activity].modes[placement.mode].demands
        weeks = working_weeks(scene.problem, placement)
        for demand, chosen in zip(demands, placement.patterns, strict=True):
            pattern = demand.patterns[chosen]
            for source, heads in ((Source.OWN, pattern.own_heads), (pattern.source, pattern.other_heads)):
                if heads:
                    row = found.setdefault(((demand.trade, region), source), [0] * scene.problem.horizon)
                    for t in weeks:
                        row[t] += heads
    return found


def _pair(
    scene: Scene, axis: Axis, tongue: Tongue, pair: Pair, demand: Sequence[Sequence[int]], by: dict[tuple[Pair, Source], list[int]]
) -> TradeLoad:
    problem, weeks = scene.problem, range(scene.problem.horizon)
    pools = [p for p, pool in enumerate(problem.pools) if (pool.trade, pool.region) == pair]
    own = [sum(available(problem, p, t) for p in pools) for t in weeks]
    market = [sum(m.heads[t] for m in problem.markets if (m.trade, m.region) == pair) for t in weeks]
    supplied = {kind: by.get((pair, source), [0] * problem.horizon) for kind, source in KINDS.items()}
    there = [a + b for a, b in zip(own, market, strict=True)]
    busiest = max(weeks, key=lambda t: demand[0][t] - own[t])
    areas = {scene.area_of[d] for d in scene.districts if problem.districts[d].region == pair[1]}
    trade, region = tongue.trade(scene.names.trades[pair[0]]), scene.names.regions[pair[1]].name
    return TradeLoad(
        trade=trade,
        region=region,
        tokens=" ".join([f"k{pair[0]}", *(f"a{a}" for a in sorted(areas))]),
        chart=_drawn(axis, tongue, f"{trade}, {region}", supplied, own, there, demand[0]),
        weeks={kind: sum(row) / 100 for kind, row in supplied.items()},
        over=sum(max(0, asked - most) for asked, most in zip(demand[0], there, strict=True)) / 100,
        short=sum(max(0, asked - most) for asked, most in zip(demand[0], own, strict=True)) / 100,
        own=own[busiest] / 100,
        market=market[busiest] / 100,
        peaks=(max(demand[0]) / 100, max(demand[1]) / 100, max(demand[2]) / 100),
    )


def _drawn(
    axis: Axis, tongue: Tongue, name: str, supplied: dict[str, list[int]], own: Sequence[int], there: Sequence[int], asked: Sequence[int]
) -> str:
    weeks = range(axis.first, axis.last)
    stack = [sum(column) for column in zip(*supplied.values(), strict=True)]
    top = max([1, *stack, *(asked[t] for t in weeks)]) / 100 * 1.08
    bottom, width = HEIGHT - 8.0, WIDTH - LEFT - 8.0
    label = tongue.say(
        "Belasting en capaciteit: {name}; de cijfers staan in de tabel", "Load and capacity: {name}; the figures are in the table", name=name
    )
    svg = Svg(WIDTH, HEIGHT, label)

    def points(row: Sequence[int]) -> list[tuple[float, float]]:
        return [(LEFT + width * axis.x(t) / 100, bottom - (bottom - 18) * min(top, row[t] / 100) / top) for t in weeks]

    end = LEFT + width
    for mark, x in axis.marks():
        svg.line(LEFT + width * x / 100, 14, LEFT + width * x / 100, bottom, "grid")
        if x < 94:
            svg.text(LEFT + width * x / 100 + 3, 11, mark, "small")
    over = [max(a, b) for a, b in zip(asked, there, strict=True)]
    if any(over[t] > there[t] for t in weeks):
        svg.between(points(there), points(over), end, "load-over")
    level = stack
    for kind in reversed(KINDS):
        if any(supplied[kind]):
            svg.steps(points(level), end, INKS[kind], floor=bottom)
        level = [a - b for a, b in zip(level, supplied[kind], strict=True)]
    svg.steps(points(asked), end, "load-submitted")
    svg.steps(points(own), end, "capacity")
    for heads in (0.0, top / 2, top):
        y = bottom - (bottom - 18) * heads / top
        svg.text(LEFT - 5, y + 4, tongue.words.number(heads, 0 if top > 6 else 1), "small", "end")
    svg.line(LEFT, bottom, WIDTH - 8, bottom, "axis")
    return str(svg)
