"""Ways to get one more head in a trade, region and quarter, the cheapest first: train, overtime, lend, hire, or leave
the work and postpone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wijkplan.models.problem import CASH, HOME_WEEKS, Problem, Source
from wijkplan.planner.compile.cohorts import HEAD, Recruits
from wijkplan.planner.record.newcomers import Way, WayOut

WAYS: Mapping[Source, Way] = {Source.HIRED: "hire", Source.LENT: "lend", Source.OVERTIME: "overtime"}

Prices = Mapping[tuple[int, int, Way], float]
"""By trade, region and way."""


def staffing_prices(problem: Problem) -> Prices:
    """Euros of cash above own people of a head-week asked, in the cheapest way of staffing that is listed for work
    there."""
    found: dict[tuple[int, int, Way], float] = {}
    for a, activity in enumerate(problem.activities):
        for mode in activity.modes:
            for demand in mode.demands:
                for pattern in demand.patterns:
                    way = WAYS.get(pattern.source)
                    weeks = min(pattern.other_heads, demand.heads) * mode.duration / HEAD
                    if way is None or not problem.allowed.source(pattern.source) or not weeks:
                        continue
                    key, euros = (demand.trade, problem.region(a), way), pattern.euros(frozenset(CASH)) / weeks
                    found[key] = min(euros, found.get(key, euros))
    return found


def training_price(recruits: Recruits, trade: str, region: str, monday: date) -> float | None:
    """Euros of a head-week of the cheapest newcomer who has learnt by then, over all weeks in which one adds heads;
    ``None`` where nobody can have."""
    prices = [
        one.cost * HEAD / added
        for one, name in zip(recruits.cohorts, recruits.names, strict=True)
        if (name.trade, name.region) == (trade, region) and name.until <= monday and (added := sum(one.heads)) > 0
    ]
    return min(prices, default=None)


def ranked(problem: Problem, prices: Mapping[Way, float | None], price: int, weeks: int) -> tuple[WayOut, ...]:
    """The ways that there are, and last of those that cost as much to postpone, which is there always: what one more
    head would be worth is what doing without it costs. Where home-weeks are asked for, that is no amount of euros and
    it comes last."""
    waiting = None if HOME_WEEKS in problem.priced else price / weeks
    known = sorted(((euros, way) for way, euros in prices.items() if euros is not None), key=lambda row: row[0])
    rows = [WayOut(way=way, eur_per_head_week=round(euros)) for euros, way in known]
    at = sum(waiting is None or euros <= waiting for euros, _ in known)
    rows.insert(at, WayOut(way="postpone", eur_per_head_week=None if waiting is None else round(waiting)))
    return tuple(rows)
