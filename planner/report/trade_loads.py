"""Load against capacity per trade and region in figures: who does the work, and what was asked for beyond what there
is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.models.check.facts import working_weeks
from wijkplan.models.problem import Source
from wijkplan.planner.plan.measures import available, loads

from .chart_data import Scene
from .figures.load import KINDS
from .locale import Tongue

Pair = tuple[int, int]
"""A trade and a region."""


@dataclass(frozen=True, slots=True)
class TradeLoad:
    """One trade in one region (``pair`` by index). ``weeks`` are head-weeks of the plan with everything together by
    who supplies them; ``over`` those that the submitted weeks ask for beyond own crews and hiring market together,
    ``short`` those beyond own crews; ``own`` and ``market`` the heads that there are in the busiest week."""

    pair: Pair
    trade: str
    region: str
    tokens: str
    weeks: dict[str, float]
    over: float
    short: float
    own: float
    market: float
    peaks: tuple[float, float, float]


def trade_loads(scene: Scene, tongue: Tongue) -> list[TradeLoad]:
    """All pairs of trade and region with work, those that were asked for most beyond own crews first."""
    demand = [loads(scene.problem, plan).demand for plan in (scene.submitted, scene.before, scene.after)]
    by = _by_source(scene)
    pairs = sorted({pair for row in demand for pair in row})
    found = [
        _pair(scene, tongue, pair, [row.get(pair, [0] * scene.problem.horizon) for row in demand], by) for pair in pairs
    ]
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
    scene: Scene, tongue: Tongue, pair: Pair, demand: Sequence[Sequence[int]], by: dict[tuple[Pair, Source], list[int]]
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
        pair=pair,
        trade=trade,
        region=region,
        tokens=" ".join([f"k{pair[0]}", *(f"a{a}" for a in sorted(areas))]),
        weeks={kind: sum(row) / 100 for kind, row in supplied.items()},
        over=sum(max(0, asked - most) for asked, most in zip(demand[0], there, strict=True)) / 100,
        short=sum(max(0, asked - most) for asked, most in zip(demand[0], own, strict=True)) / 100,
        own=own[busiest] / 100,
        market=market[busiest] / 100,
        peaks=(max(demand[0]) / 100, max(demand[1]) / 100, max(demand[2]) / 100),
    )
