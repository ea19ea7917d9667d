"""What a tender costs to buy: the client's part and the bidders' part, apart, because only the first is the public
purse.

Client: once per procedure, and per lot for assessing its bids. Bidders: per lot as many bids as its procedure is
expected to draw. Lots therefore save the client a procedure, and the bidders nothing (EZ/SIRA 2005; European
Commission 2011; the figures are data)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.planner.reference.law_data import Part, Procedure

from .procedure_route import Route


@dataclass(frozen=True, slots=True)
class ProcurementCost:
    """Whole euros: of the clients together, and of all bidders together."""

    client_eur: int
    bidders_eur: int

    @property
    def total_eur(self) -> int:
        """Both: what term ``procurement`` counts."""
        return self.client_eur + self.bidders_eur


def procurement_cost(by: Route, lots: Sequence[Part]) -> ProcurementCost:
    """The cost of a tender with these lots, each given by the part of the Act it is bought under (one part per lot:
    rule ``law``). Lots of several parts are as many procedures, each with its own cost."""
    return cost_of([by.by_part[part] for part in lots])


def cost_of(procedures: Sequence[Procedure]) -> ProcurementCost:
    """The same, given the procedure of each lot."""
    once = {one.id: one.client_eur for one in procedures}
    return ProcurementCost(
        client_eur=sum(once.values()) + sum(one.lot_client_eur for one in procedures),
        bidders_eur=sum(bids_eur(one) for one in procedures),
    )


def bids_eur(procedure: Procedure) -> int:
    """Euros of all bids on one lot, rounded half up."""
    return int(procedure.bids * procedure.bid_eur + 0.5)
