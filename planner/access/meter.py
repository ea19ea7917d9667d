"""The meter: able bidders per lot. A firm is able alone when it is of a sector that wins such work, has every crew
that is needed within reach, and is so large that it probably has a reference at the ceiling of the law.

Who is not can bid with another firm (a consortium, *combinatie*) or rely on the capacity of others (*beroep op de
bekwaamheid van derden*). Both are counted apart, as what they add, and overlap: they are never added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median

import networkx as nx

from wijkplan.planner.compile import Compiled
from wijkplan.planner.law.requirements import reference_cap, turnover_cap
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Able

from .assumptions import Assumptions, assumptions
from .bidders import Bidder, Cell, bidders
from .need import Need, need


class Meter:
    """Counts for the lots of one programme."""

    def __init__(self, programme: Programme, compiled: Compiled, known: Assumptions | None = None) -> None:
        self.compiled, self.reference = compiled, programme.reference
        self.known = known or assumptions()
        self.bidders = bidders(programme)
        self.counted: dict[tuple[tuple[int, ...], int], Able] = {}

    def lot(self, projects: Sequence[int], period: int) -> Able:
        """Access to a lot of these projects with a contract of at most ``period`` weeks."""
        key = tuple(sorted(projects)), period
        if key not in self.counted:
            self.counted[key] = self._count(need(self.compiled, self.reference, *key))
        return self.counted[key]

    def _count(self, asked: Need) -> Able:
        known, law = self.known, self.reference.law
        firms = [
            b
            for b in self.bidders
            if b.sector in asked.sectors and any(b.offers.get(cell, 0) > 0 for cell in asked.crews)
        ]
        referenced = 100 * reference_cap(law, asked.value_eur) / known.reference_reach_percent
        demanded = max(referenced, turnover_cap(law, asked.value_eur))
        chances = [known.chance(b.heads, referenced) for b in firms]
        alone = [c if b.covers(asked.crews) else 0.0 for b, c in zip(firms, chances, strict=True)]
        free = (
            c
            for b, c in zip(firms, chances, strict=True)
            if all(b.free.get(cell, 0) >= heads for cell, heads in asked.crews.items())
        )
        capped = (known.chance(b.heads, demanded) for b in firms if b.covers(asked.crews))
        relying = (
            c for b, c in zip(firms, chances, strict=True) if not b.covers(asked.crews) and self._relies(b, asked)
        )
        outside = self._outside(asked, referenced)
        share = None
        if firms:
            share = round(
                100 * asked.value_eur / max(1.0, known.middle_turnover_eur(median(b.heads for b in firms))), 1
            )
        return Able(
            value_eur=asked.value_eur,
            trades=asked.trades,
            interested=len(firms),
            able=_total(alone),
            outside=outside,
            able_free=_total(free),
            able_at_turnover_cap=_total(capped),
            more_by_consortia=round(self._consortia(firms, alone, asked, referenced), 2),
            more_by_reliance=_total(relying),
            share_of_median_percent=share,
            few=_total(alone) + outside < known.least_bidders,
            large=share is not None and share > known.small_firm_percent,
        )

    def _consortia(self, firms: Sequence[Bidder], alone: Sequence[float], asked: Need, referenced: float) -> float:
        """Most extra bids that pairs can add, no firm in two: a pair adds its own chance less those of its members
        alone."""
        graph = nx.Graph()
        for i, j in combinations(range(len(firms)), 2):
            if firms[i].covers(asked.crews, firms[j].offers):
                extra = self.known.chance(firms[i].heads + firms[j].heads, referenced) - alone[i] - alone[j]
                if extra > 0:
                    graph.add_edge(i, j, weight=extra)
        pairs = nx.max_weight_matching(graph)
        return float(sum(graph[i][j]["weight"] for i, j in sorted(pairs)))

    def _outside(self, asked: Need, referenced: float) -> float:
        """Firms outside the programme that can do it alone, by estimate: those of sectors that win such work and whose
        own trades do enough of it. They are counted in the region that needs most crews only."""
        known, trades, all_hours = self.known, self.reference.trades, sum(asked.hours.values())
        own = {s: sum(h for t, h in asked.hours.items() if s in trades[t].sectors) for s in asked.sectors}
        able = sum(100 * hours >= known.outside_own_percent * all_hours > 0 for hours in own.values())
        return round(able * known.outside_firms * known.chance(known.outside_heads, referenced), 2)

    def _relies(self, firm: Bidder, asked: Need) -> bool:
        """Whether it has the main trade itself and finds the rest with other firms or for hire."""

        def there(cell: Cell, heads: int) -> bool:
            own = firm.offers.get(cell, 0)
            if cell[0] == asked.main:
                return own >= heads
            others = sum(b.offers.get(cell, 0) for b in self.bidders if b is not firm)
            return own + others + self.reference.hireable(*cell) >= heads

        return all(there(cell, heads) for cell, heads in asked.crews.items())


def _total(chances: Iterable[float]) -> float:
    """An expected number."""
    return round(sum(chances, 0.0), 2)
