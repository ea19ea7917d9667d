"""Bidders: what each employer of the programme could put into a lot, in its best week, without its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wijkplan.planner.compile.crews import heads_per_week
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import Crew, Employer, Sector

Cell = tuple[str, str]
"""Trade and the region in which it is needed."""

Offers = Mapping[Cell, int]
"""Hundredths of a head that can be planned, after the reserve."""


@dataclass(frozen=True, slots=True)
class Bidder:
    """``offers`` count all crews, ``free`` only those that are not committed; ``heads`` are all persons of the firm in
    the programme."""

    sector: Sector
    heads: float
    offers: Offers
    free: Offers

    def covers(self, crews: Mapping[Cell, int], others: Offers | None = None) -> bool:
        """Whether it has these crews, where given together with ``others``."""
        return all(self.offers.get(cell, 0) + (others or {}).get(cell, 0) >= need for cell, need in crews.items())


def bidders(programme: Programme) -> tuple[Bidder, ...]:
    """One per employer, in the order of the programme."""
    return tuple(_bidder(programme, employer) for employer in programme.employers)


def _bidder(programme: Programme, employer: Employer) -> Bidder:
    rows = [(crew, heads_per_week(programme, crew)) for crew in employer.crews]
    total = [sum(week) for week in zip(*(row for _, row in rows), strict=True)]
    return Bidder(
        sector=employer.sector,
        heads=max(total, default=0) / 100,
        offers=_offers(programme, rows),
        free=_offers(programme, ((crew, row) for crew, row in rows if crew.status == "free")),
    )


def _offers(programme: Programme, rows: Iterable[tuple[Crew, list[int]]]) -> dict[Cell, int]:
    """Per trade and region that it is or can go to, the heads of the best week."""
    cells: dict[Cell, list[list[int]]] = defaultdict(list)
    for crew, row in rows:
        for region in {crew.region, *crew.reachable_regions}:
            cells[crew.trade, region].append(row)
    usable = 100 - programme.reference.settings.reserve_percent
    return {cell: max(map(sum, zip(*found, strict=True)), default=0) * usable // 100 for cell, found in cells.items()}
