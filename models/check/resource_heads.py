"""Heads that there are per resource and week, with and without newcomers (rules ``capacity``, ``lending``, ``hire``).

Resources are numbered pools, lending shares of pools, markets."""

from __future__ import annotations

from collections.abc import Sequence

from ..problem import Problem


def most_room(p: Problem, r: int) -> list[int]:
    """Heads of a resource per week with every newcomer who could come and nobody's time taken to guide them."""
    there_is = room(p, r)
    for cohort in p.cohorts:
        if cohort.pool == r:
            there_is = [
                there + cohort.most * max(0, heads) for there, heads in zip(there_is, cohort.heads, strict=True)
            ]
    return there_is


def room(p: Problem, r: int) -> list[int]:
    """Heads of a resource that there are per week (rules ``capacity``, ``lending`` and ``hire``), without newcomers of
    whom the number is open."""
    if r >= 2 * len(p.pools):
        market = p.markets[r - 2 * len(p.pools)]
        return _whole(p, market.trade, market.heads)
    pool = p.pools[r % len(p.pools)]
    own = [heads * (100 - pool.reserve) // 100 for heads in pool.heads]
    if r < len(p.pools):
        return [there + more for there, more in zip(own, pool.added, strict=True)] if pool.added else own
    return _whole(p, pool.trade, [heads * pool.lendable // 100 for heads in own])


def _whole(p: Problem, trade: int, heads: Sequence[int]) -> list[int]:
    part = p.persons.part(trade)
    return [one // part * part for one in heads]
