"""Staffing patterns: who may supply one trade of one mode; at most 12, and those of a stricter variant are among those of a wider one.

In order: all own; own with hired heads; own with heads lent by others; own with heads of consortium partners. What a variant forbids is
struck out by source, so the lists are nested. A part is a number of whole heads where that is possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from wijkplan.models.problem import Pattern, Source
from wijkplan.planner.programme import Programme

from .rounding import euros_nearest
from .supply import Offer, Supply

# How long the parts of a list may be; together the 12 that rule ``crew`` allows.
OWN_LIMIT, HIRED_LIMIT, LENT_LIMIT, CONSORTIUM_LIMIT = 2, 3, 4, 3
HEAD = 100


@dataclass(frozen=True, slots=True)
class Need:
    """Heads (in hundredths) of a trade that a mode needs for its content of ``hours``, in a region, at an employer with partners."""

    employer: int
    partners: frozenset[int]
    trade: str
    region: str
    heads: int
    hours: float


class Staffing:
    """Lists patterns; the same need has the same list."""

    def __init__(self, programme: Programme, supply: Supply) -> None:
        self.programme, self.supply = programme, supply
        self._listed: dict[Need, tuple[Pattern, ...]] = {}

    def __call__(self, need: Need) -> tuple[Pattern, ...]:
        """Patterns for a need; empty where own and hired heads together never suffice."""
        if need not in self._listed:
            self._listed[need] = tuple(self._patterns(need))
        return self._listed[need]

    def most(self, need: Need) -> int:
        """Hundredths of a head that own crews and the market have at most."""
        own = max((o.most for o in self.supply.own(need.employer, need.trade, need.region)), default=0)
        market = self.supply.market(need.trade, need.region)
        return own + (0 if market is None else self.supply.markets[market].heads[0])

    def _patterns(self, need: Need) -> Iterator[Pattern]:
        own = self.supply.own(need.employer, need.trade, need.region)[:OWN_LIMIT]
        first = own[0] if own else None
        strict = [self._pattern(need, o, need.heads) for o in own if o.most >= need.heads]
        market = self.supply.market(need.trade, need.region)
        if market is not None:
            most = self.supply.markets[market].heads[0]
            splits = islice(_splits(need.heads, first, most), HIRED_LIMIT)
            strict += [self._pattern(need, first, part, Source.HIRED, market) for part in splits]
        if not strict:
            return
        yield from strict
        lenders = self.supply.lenders(need.employer, need.trade, need.region)
        yield from islice(self._borrowed(need, first, lenders, Source.LENT), LENT_LIMIT)
        partners = self.supply.partners(need.partners - {need.employer}, need.trade, need.region)
        yield from islice(self._borrowed(need, first, partners, Source.CONSORTIUM), CONSORTIUM_LIMIT)

    def _borrowed(self, need: Need, first: Offer | None, others: list[Offer], source: Source) -> Iterator[Pattern]:
        """Lender by lender: shared with own heads, and all from the lender."""
        for other in others:
            most = other.lendable if source is Source.LENT else other.most
            for part in islice(_splits(need.heads, first, most), 2):
                yield self._pattern(need, first, part, source, other.pool, other)

    def _pattern(
        self, need: Need, own: Offer | None, own_heads: int, source: Source = Source.OWN, other: int | None = None, offer: Offer | None = None
    ) -> Pattern:
        """Euros follow the content: the part of the person-hours that each side supplies."""
        prices, settings = self.programme.reference.prices, self.programme.reference.settings
        weeks = need.hours / settings.hours_per_head_week / need.heads  # head-weeks per hundredth of a head
        other_heads = need.heads - own_heads
        away = own_heads if own is not None and own.region != need.region else 0
        away += other_heads if offer is not None and offer.region != need.region else 0
        hired = need.hours * other_heads / need.heads if source is Source.HIRED else 0.0
        lent = other_heads if source is Source.LENT else 0
        return Pattern(
            own=own.pool if own is not None and own_heads else None,
            own_heads=own_heads,
            source=source,
            other=other,
            other_heads=other_heads,
            hire=euros_nearest(hired * self.programme.reference.trades[need.trade].hire_premium_eur),
            travel=euros_nearest(away * weeks * prices.travel_per_head_week),
            lending=euros_nearest(lent * weeks * prices.lending_fee_per_head_week + lent / HEAD * prices.induction_per_head),
        )


def _splits(heads: int, own: Offer | None, other_most: int) -> Iterator[int]:
    """Own parts that leave the other side something, and no more than it has: half in whole heads and nothing; and where a side is too
    small for that, all it has."""
    own_most = 0 if own is None else own.most
    most, least = min(own_most, heads - 1), max(0, heads - other_most)
    half = -(-heads // (2 * HEAD)) * HEAD
    parts = [half, 0]
    if own_most < heads:
        parts += [own_most // HEAD * HEAD, own_most]
    if least > 0:
        parts += [-(-least // HEAD) * HEAD, least]
    tried: set[int] = set()
    for part in parts:
        if part not in tried and least <= part <= most:
            tried.add(part)
            yield part
