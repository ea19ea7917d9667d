"""Crews: per employer, trade and region one pool, week by week, with what its owner lets others use; more than one
where some of them hold what others do not (a certificate, say).

Committed crews are the employer's own; free crews of a region and sector become anonymous firms (``firms.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from wijkplan.planner.programme import Programme, share_of_week
from wijkplan.planner.submission.schema import Crew

from .lawful_supply import appointed_by
from .qualifications import Holds, holds
from .rounding import hundredths_down

Cell = tuple[str, str]
"""Trade and region."""

Kind = tuple[str, str, Holds]
"""Trade, region and what people hold."""


@dataclass(frozen=True)
class Stock:
    """Heads of one trade in one region, in hundredths per week, and what may be lent of them.

    ``lendable`` is the percentage over all its crews, weighted by capacity, rounded down; ``reach`` are the regions
    that every one of its crews reaches. ``overtime`` is the percentage of normal hours that they may work beyond
    them, weighted likewise. ``appointed`` are the network operators that appointed its people (``None``:
    not known); ``network``: they are a network operator's own; ``holds``: what all its people hold; ``bases``: the
    districts from which they leave (``None``: the middle of the region)."""

    trade: str
    region: str
    heads: tuple[int, ...]
    lendable: int
    reach: frozenset[str]
    consent: bool
    legal_basis: bool
    appointed: frozenset[str] | None = None
    network: bool = False
    holds: Holds = ()
    bases: frozenset[str | None] = frozenset({None})
    overtime: int = 0

    @cached_property
    def size(self) -> int:
        """Head-weeks in hundredths."""
        return sum(self.heads)


def stocks(programme: Programme, crews: Iterable[Crew], network: bool = False) -> dict[Kind, Stock]:
    """Crews added up per trade, region and what they hold; ``network``: of a network operator."""
    kinds: dict[Kind, list[Crew]] = defaultdict(list)
    for crew in crews:
        kinds[crew.trade, crew.region, holds(crew)].append(crew)
    return {kind: _stock(programme, kind, kinds[kind], network) for kind in sorted(kinds)}


def _stock(programme: Programme, kind: Kind, crews: Sequence[Crew], network: bool) -> Stock:
    rows = [heads_per_week(programme, crew) for crew in crews]
    sizes = [sum(row) for row in rows]
    lent = sum(
        size * crew.lendable_percent
        for size, crew in zip(sizes, crews, strict=True)
        if crew.consent and crew.legal_basis
    )
    longer = sum(size * crew.overtime_percent for size, crew in zip(sizes, crews, strict=True))
    trade, region, held = kind
    return Stock(
        trade,
        region,
        heads=tuple(map(sum, zip(*rows, strict=True))),
        lendable=lent // max(1, sum(sizes)),
        reach=frozenset.intersection(*(frozenset(crew.reachable_regions) for crew in crews)),
        consent=any(crew.consent for crew in crews),
        legal_basis=any(crew.consent and crew.legal_basis for crew in crews),
        appointed=appointed_by(crews),
        network=network,
        holds=held,
        bases=frozenset(crew.base for crew in crews),
        overtime=longer // max(1, sum(sizes)),
    )


def heads_per_week(programme: Programme, crew: Crew) -> list[int]:
    """Hundredths of a head per slot: the crew between its start and end, less its days of leave, never negative."""
    first = 0 if crew.start is None else programme.week_of(crew.start)
    last = programme.weeks if crew.end is None else programme.week_of(crew.end) + 1
    away = [0.0] * programme.weeks
    for leave in crew.leave:
        for week in range(
            max(0, programme.week_of(leave.start)), min(programme.weeks, programme.week_of(leave.end) + 1)
        ):
            away[week] += leave.heads * share_of_week(leave.start, leave.end, programme.monday(week))
    return [
        hundredths_down(max(0.0, crew.heads - gone)) if first <= week < last else 0 for week, gone in enumerate(away)
    ]
