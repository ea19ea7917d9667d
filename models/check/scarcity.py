"""What one more head, seat or guide can be worth at most, by the prices of a certificate: a bound is linear in what
there is, so it falls by no more than that costs at these prices. And where it is worth nothing at all, whatever the
prices: where even everything that could be asked for at once finds enough."""

from __future__ import annotations

from ..problem import Problem, Source
from .price_certificate import Prices
from .resource_heads import most_room, room
from .window import weeks_left


def head_price(problem: Problem, prices: Prices, pool: int, weeks: range, heads: int) -> int | None:
    """By how much the bound that these prices certify falls, in euros or home-weeks rounded up, where a pool has so
    many hundredths of a head more in these weeks. ``None`` where a staffing becomes possible that was not, so that
    prices do not say it."""
    there, most = room(problem, pool), most_room(problem, pool)
    for activity in problem.activities:
        for mode in activity.modes:
            for demand in mode.demands:
                for pattern in demand.patterns:
                    asked = pattern.own_heads if pattern.own == pool else 0
                    if pattern.other == pool and pattern.source is not Source.HIRED:
                        asked = max(asked, pattern.other_heads)
                    if asked and any(most[week] < asked <= most[week] + heads for week in weeks):
                        return None
    total = 0
    row = prices.heads.get(pool)
    if row is not None:
        total += heads * sum(int(row[week]) for week in weeks)
    for divisor, parts in prices.parts.get(pool, {}).items():
        total += sum(int(parts[week]) * ((there[week] + heads) // divisor - there[week] // divisor) for week in weeks)
    return -(-total // prices.scale)


def place_price(prices: Prices, places: int) -> int:
    """By how much the bound falls, likewise, with one more seat or candidate."""
    return -(-prices.places.get(places, 0) // prices.scale)


def guide_price(problem: Problem, prices: Prices, guidance: int, weeks: range, heads: int) -> int:
    """By how much the bound falls, likewise, where so many hundredths of a head more can guide in these weeks."""
    row = prices.guides.get(guidance)
    ratio = problem.guidance[guidance].ratio
    return 0 if row is None else -(-heads * ratio * sum(int(row[week]) for week in weeks) // prices.scale)


def least_room(problem: Problem, pool: int) -> list[int]:
    """Heads of a pool per week with as much of their time as newcomers could ever take, and as many gone to learn
    another trade as could."""
    there = room(problem, pool)
    for cohort in problem.cohorts:
        if cohort.pool == pool:
            there = [now + cohort.most * min(0, heads) for now, heads in zip(there, cohort.heads, strict=True)]
        if cohort.source == pool:
            there = [now - cohort.most * heads for now, heads in zip(there, cohort.gone, strict=True)]
    return there


def asked_at_most(problem: Problem) -> list[list[int]]:
    """Per pool and week the heads that all works which could be under way then ask for together, each as it asks most.
    Where that is no more than the :func:`least_room`, nobody is missing whatever the plan, and one more head is worth
    nothing."""
    rows = [[0] * problem.horizon for _ in problem.pools]
    left = weeks_left(problem)
    if left is None:
        return rows
    for activity, (early, late) in zip(problem.activities, left, strict=True):
        most: dict[int, int] = {}
        for mode in activity.modes:
            together: dict[int, int] = {}
            for demand in mode.demands:
                here: dict[int, int] = {}
                for pattern in demand.patterns:
                    if pattern.own is not None:
                        here[pattern.own] = max(here.get(pattern.own, 0), pattern.own_heads)
                    if pattern.other is not None and pattern.source is not Source.HIRED:
                        here[pattern.other] = max(here.get(pattern.other, 0), pattern.other_heads)
                for pool, heads in here.items():
                    together[pool] = together.get(pool, 0) + heads
            for pool, heads in together.items():
                most[pool] = max(most.get(pool, 0), heads)
        for pool, heads in most.items():
            for week in range(early, min(late, problem.horizon)):
                rows[pool][week] += heads
    return rows
