"""Staffing patterns: who may supply one trade of one mode; at most 13, and those of a stricter variant are among those
of a wider one.

In order: all own; own who all work overtime, where their employer allows it; own with hired people; own with people
lent by others; own with people of consortium partners. What a variant forbids is struck out by source, so the lists
are nested. People of another source are whole (a multiple of
the grain of their trade), own people do what they leave. What people cost besides the hours of the work (they are paid
for) is worked out here, per pattern: :mod:`.people_costs`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from wijkplan.models.problem import Pattern, Source
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.crew_types import LIVE_PEOPLE

from .people_costs import Need, people_costs
from .qualifications import IN_CHARGE, LIVE, hireable
from .supply import Offer, Supply

# How long the parts of a list may be, overtime (one) aside.
OWN_LIMIT, HIRED_LIMIT, LENT_LIMIT, CONSORTIUM_LIMIT = 2, 3, 4, 3


class Staffing:
    """Lists patterns; the same need has the same list."""

    def __init__(self, programme: Programme, supply: Supply) -> None:
        self.programme, self.supply = programme, supply
        self._listed: dict[Need, tuple[Pattern, ...]] = {}

    def __call__(self, need: Need) -> tuple[Pattern, ...]:
        """Patterns for a need; empty where own and hired people together never suffice."""
        known = self._listed.get(need)
        if known is None:
            known = self._listed[need] = tuple(self._patterns(need))
        return known

    def most(self, need: Need) -> int:
        """Hundredths of a head that own crews and whole people of the market have at most, of those who hold what is
        asked."""
        own = max((o.most + o.most * o.overtime // 100 for o in self._own(need)), default=0)
        return own + hireable(self.programme, need.trade, need.region, need.holds)

    def _own(self, need: Need) -> list[Offer]:
        return [o for o in self.supply.own(need.employer, need.trade, need.region) if self._may(need, o)]

    def _may(self, need: Need, offer: Offer) -> bool:
        """Whether the people of a pool hold what is asked, and can be there and back within a day."""
        near = not need.district or self.supply.within_day(offer, need.trade, need.district)
        return near and (not need.holds or set(need.holds) <= set(offer.holds))

    def _patterns(self, need: Need) -> Iterator[Pattern]:
        own = self._own(need)[:OWN_LIMIT]
        first = own[0] if own else None
        strict = [self._pattern(need, o, 0) for o in own if o.most >= need.heads and self._live(need, o, 0)]
        strict += self._longer(need, first)
        hired = hireable(self.programme, need.trade, need.region, need.holds)
        market = self.supply.market(need.trade, need.region) if hired else None
        if market is not None:
            parts = (part for part in self._parts(need, first, hired) if self._live(need, first, part))
            strict += [self._pattern(need, first, part, Source.HIRED, market) for part in islice(parts, HIRED_LIMIT)]
        if not strict:
            return
        yield from strict
        lenders = self.supply.lenders(need.employer, need.trade, need.region)
        yield from islice(self._borrowed(need, first, lenders, Source.LENT), LENT_LIMIT)
        partners = self.supply.partners(need.partners - {need.employer}, need.trade, need.region)
        yield from islice(self._borrowed(need, first, partners, Source.CONSORTIUM), CONSORTIUM_LIMIT)

    def _longer(self, need: Need, own: Offer | None) -> Iterator[Pattern]:
        """The nearest own people who all work as long as they may, so that fewer of them are needed."""
        if own is None or not own.overtime:
            return
        heads = -(-need.heads * 100 // (100 + own.overtime))
        while need.heads - heads > heads * own.overtime // 100:  # what is rounded down may be just too little
            heads += 1
        if heads < need.heads and heads <= own.most and self._live(need, own, 0):
            yield self._pattern(need, own, need.heads - heads, Source.OVERTIME)

    def _borrowed(self, need: Need, first: Offer | None, others: Iterable[Offer], source: Source) -> Iterator[Pattern]:
        """Lender by lender: shared with own people, and all from the lender. Who has no whole person to give is left
        out."""
        for other in (one for one in others if one.lawful(need.operator, need.behind_the_meter)):
            if not self._may(need, other):
                continue
            most = other.lendable if source is Source.LENT else other.most
            parts = (part for part in self._parts(need, first, most) if self._live(need, first, part, other))
            for part in islice(parts, 2):
                yield self._pattern(need, first, part, source, other.pool, other)

    def _parts(self, need: Need, own: Offer | None, most: int) -> Iterator[int]:
        people = LIVE_PEOPLE if LIVE in need.holds else 0
        own_most = 0 if own is None else own.most
        return whole_parts(need.heads, own_most, most, self.programme.reference.grain(need.trade), people)

    def _live(self, need: Need, own: Offer | None, other_heads: int, other: Offer | None = None) -> bool:
        """Whether, for live work, people enough can be at it at the same time, and somebody is in charge."""
        if LIVE not in need.holds:
            return True
        together = own.together if own is not None and other_heads < need.heads else 0
        return together + other_heads // 100 >= LIVE_PEOPLE and (
            self.supply.in_charge(need.employer, need.trade, need.region)
            or (other is not None and IN_CHARGE in other.holds)
        )

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
        costs, paid_weeks = people_costs(
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
            paid_weeks=paid_weeks,
            **costs,
        )


def whole_parts(heads: int, own_most: int, other_most: int, grain: int, people: int = 0) -> Iterator[int]:
    """Hundredths of a head of another source, in whole people: as few as own people leave over, as many as do all (and
    no fewer than ``people``), all that the other has, about half, and as many as have a full week's work. Each once,
    none more than the other has; own people do the rest.

    >>> list(whole_parts(340, own_most=1000, other_most=1000, grain=100))
    [100, 400, 200, 300]
    >>> list(whole_parts(140, own_most=90, other_most=90, grain=100))
    []
    >>> list(whole_parts(60, own_most=0, other_most=300, grain=100, people=2))
    [100, 200]
    """
    everything = max(-(-heads // grain) * grain, 100 * people)
    least = max(grain, -(-(heads - own_most) // grain) * grain)
    most = min(everything, other_most // grain * grain)
    parts = [least, everything, most, -(-everything // (2 * grain)) * grain, heads // grain * grain]
    for part in dict.fromkeys(parts):
        if least <= part <= most:
            yield part
