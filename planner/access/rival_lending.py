"""Lending in a plan between firms that may bid for one lot, while it is prepared or out to tender: the share of a plan
that comes close to planning competitors, and must have ended before publication (art. 6 Mededingingswet)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from wijkplan.models.plan import Plan, Publication
from wijkplan.models.problem import Lot, Source
from wijkplan.planner.law.procedure_route import CALL_OFF
from wijkplan.planner.programme import Programme

from .meter import Meter
from .need import need


@dataclass(frozen=True, slots=True)
class RivalWeeks:
    """Heads of a trade lent in a region from week ``first`` up to and including ``last``; no firm is named."""

    trade: int
    region: int
    first: int
    last: int


class RivalLending:
    """Of one plan."""

    def __init__(self, programme: Programme, meter: Meter, plan: Plan) -> None:
        self.meter, self.employers = meter, [employer.id for employer in programme.employers]
        problem = meter.compiled.problem
        self.lent: list[tuple[int, int, range, frozenset[int]]] = []
        for placement in plan.placements:
            activity = problem.activities[placement.activity]
            borrower = problem.projects[activity.project].employer
            for demand, chosen in zip(activity.modes[placement.mode].demands, placement.patterns, strict=True):
                pattern = demand.patterns[chosen]
                if pattern.source is Source.LENT and pattern.other is not None:
                    both = frozenset({problem.pools[pattern.other].employer, borrower})
                    weeks = range(placement.start, placement.end)
                    self.lent.append((demand.trade, problem.region(placement.activity), weeks, both))

    def during(self, publication: Publication) -> list[RivalWeeks]:
        """While this tender is prepared or out to tender, by trade and region; of a call-off nobody bids against
        another."""
        if self.meter.compiled.names.tenders[publication.tender].procedure == CALL_OFF:
            return []
        tender = self.meter.compiled.problem.tenders[publication.tender]
        begin, end = publication.week - tender.preparation, publication.week + tender.lead
        near = [row for row in self.lent if row[2].start < end and row[2].stop > begin]
        rivals = [self._rivals(lot) for lot in tender.lots] if near else []
        weeks: dict[tuple[int, int], set[int]] = defaultdict(set)
        for trade, region, span, both in near:
            if any(both <= able for able in rivals):
                weeks[trade, region].update(range(max(begin, span.start), min(end, span.stop)))
        return [RivalWeeks(*key, min(found), max(found)) for key, found in sorted(weeks.items())]

    def _rivals(self, lot: Lot) -> set[int]:
        """Employers, by number, that have part of what a lot asks and may bid for it."""
        names = self.meter.compiled.names
        asked = need(self.meter.compiled, self.meter.reference, lot.projects, lot.period)
        return {
            names.employer_index[employer]
            for employer, bidder in zip(self.employers, self.meter.bidders, strict=True)
            if employer in names.employer_index
            and bidder.sector in asked.sectors
            and any(bidder.offers.get(cell, 0) > 0 for cell in asked.crews)
        }
