"""Staffing patterns: who may supply one trade of one mode; at most 12, and those of a stricter variant are among those
of a wider one.

In order: all own; own with hired people; own with people lent by others; own with people of consortium partners. What
a variant forbids is struck out by source, so the lists are nested. People of another source are whole (a multiple of
the grain of their trade), own people do what they leave. What people cost besides the hours of the work (they are paid
for) is worked out here, per pattern: :mod:`.people_costs`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from wijkplan.models.problem import Pattern, Source
from wijkplan.planner.programme import Programme

from .people_costs import Need, people_costs
from .supply import Offer, Supply

# How long the parts of a list may be; together the 12 that rule ``crew`` allows.
OWN_LIMIT, HIRED_LIMIT, LENT_LIMIT, CONSORTIUM_LIMIT = 2, 3, 4, 3


class Staffing:
    """Lists patterns; the same need has the same list."""

    def __init__(self, programme: Programme, supply: Supply) -> None:
        self.programme, self.supply = programme, supply
        self._listed: dict[Need, tuple[Pattern, ...]] = {}

    def __call__(self, need: Need) -> tuple[Pattern, ...]:
        """Patterns for a need; empty where own and hired people together never suffice."""
        if need not in self._listed:
            self._listed[need] = tuple(self._patterns(need))
        return self._listed[need]

    def most(self, need: Need) -> int:
        """Hundredths of a head that own crews and whole people of the market have at most."""
        own = max((o.most for o in self.supply.own(need.employer, need.trade, need.region)), default=0)
        market = self.supply.market(need.trade, need.region)
        return own + (0 if market is None else self.supply.markets[market].heads[0])

    def _patterns(self, need: Need) -> Iterator[Pattern]:
        own = self.supply.own(need.employer, need.trade, need.region)[:OWN_LIMIT]
        first = own[0] if own else None
        strict = [self._pattern(need, o, 0) for o in own if o.most >= need.heads]
        market = self.supply.market(need.trade, need.region)
        if market is not None:
            parts = self._parts(need, first, self.supply.markets[market].heads[0])
            strict += [self._pattern(need, first, part, Source.HIRED, market) for part in islice(parts, HIRED_LIMIT)]
        if not strict:
            return
        yield from strict
        lenders = self.supply.lenders(need.employer, need.trade, need.region)
        yield from islice(self._borrowed(need, first, lenders, Source.LENT), LENT_LIMIT)
        partners = self.supply.partners(need.partners - {need.employer}, need.trade, need.region)
        yield from islice(self._borrowed(need, first, partners, Source.CONSORTIUM), CONSORTIUM_LIMIT)

    def _borrowed(self, need: Need, first: Offer | None, others: Iterable[Offer], source: Source) -> Iterator[Pattern]:
        """Lender by lender: shared with own people, and all from the lender. Who has no whole person to give is left
        out."""
        for other in (one for one in others if one.lawful(need.operator, need.behind_the_meter)):
            most = other.lendable if source is Source.LENT else other.most
            for part in islice(self._parts(need, first, most), 2):
                yield self._pattern(need, first, part, source, other.pool, other)

    def _parts(self, need: Need, own: Offer | None, most: int) -> Iterator[int]:
        return whole_parts(need.heads, 0 if own is None else own.most, most, self.programme.reference.grain(need.trade))

    def _pattern(
        self,
        need: Need,
        own: Offer | None,
        other_heads: int,
        source: Source = Source.OWN,
        other: int | None = None,
        offer: Offer | None = None,
    ) -> Pattern:
        own_heads = max(0, need.heads - other_heads)
        costs = people_costs(
            self.programme.reference,
            need,
            other_heads,
            source,
            own_travels=own is not None and own.region != need.region,
            other_travels=offer is not None and offer.region != need.region,
        )
        return Pattern(
            own=own.pool if own is not None and own_heads else None,
            own_heads=own_heads,
            source=source,
            other=other,
            other_heads=other_heads,
            hire=costs.hire,
            travel=costs.travel,
            lending=costs.lending,
            standby=costs.standby,
            turnover=costs.turnover,
            paid_weeks=costs.paid_weeks,
        )


def whole_parts(heads: int, own_most: int, other_most: int, grain: int) -> Iterator[int]:
    """Hundredths of a head of another source, in whole people: as few as own people leave over, as many as do all, all
    that the other has, about half, and as many as have a full week's work. Each once, none more than the other has;
    own people do the rest.

    >>> list(whole_parts(340, own_most=1000, other_most=1000, grain=100))
    [100, 400, 200, 300]
    >>> list(whole_parts(140, own_most=90, other_most=90, grain=100))
    []
    """
    everything = -(-heads // grain) * grain
    least = max(grain, -(-(heads - own_most) // grain) * grain)
    most = min(everything, other_most // grain * grain)
    parts = [least, everything, most, -(-everything // (2 * grain)) * grain, heads // grain * grain]
    for part in dict.fromkeys(parts):
        if least <= part <= most:
            yield part
