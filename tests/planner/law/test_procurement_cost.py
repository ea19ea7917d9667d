"""What a tender costs to buy, by hand, for six forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.planner.law.members import LAW, of
from wijkplan.planner.law import Basis, Member, ProcurementCost, procurement_cost, route
from wijkplan.planner.reference.law_data import Part

FIRST, LAST = date(2027, 1, 4), date(2027, 12, 31)


def cost(group: Sequence[Member], value_eur: int, lots: Sequence[Part]) -> ProcurementCost:
    """Of a tender whose procedure follows from a value."""
    return procurement_cost(route(LAW, group, Basis(value_eur, value_eur, ("town/one",)), FIRST, LAST), lots)


@pytest.mark.parametrize(
    ("form", "value_eur", "lots", "client_eur", "bidders_eur"),
    [
        # single private: 4,200 + 400; one bid of 1,900
        ("one firm invited", 100_000, 1, 4_600, 1_900),
        # multiple private: 4,200 + 400; four bids of 1,900
        ("private, undivided", 900_000, 1, 4_600, 7_600),
        # 4,200 + 4 x 400; 4 lots x 4 bids x 1,900
        ("private, four lots", 900_000, 4, 5_800, 30_400),
        # national open as European: 20,200 + 2,200; 8.5 bids of 6,600
        ("national open", 2_000_000, 1, 22_400, 56_100),
        ("European open, two lots", 6_000_000, 2, 24_600, 112_200),
    ],
)
def test_client_once_and_per_lot_bidders_per_lot(
    form: str, value_eur: int, lots: int, client_eur: int, bidders_eur: int
) -> None:
    found = cost([of("A", value_eur)], value_eur, ["classic"] * lots)
    assert (found.client_eur, found.bidders_eur) == (client_eur, bidders_eur), form
    assert found.total_eur == client_eur + bidders_eur


def test_a_call_off_costs_an_order_and_one_offer() -> None:
    found = cost([of("A", framework="F", holder="H")], 900_000, ["classic"])
    assert (found.client_eur, found.bidders_eur) == (1_100, 1_900)


def test_lots_under_two_parts_are_two_procedures() -> None:
    # national open for the municipality's lot, private for the special-sector company's: 22,400 + 4,600; 56,100 +
    # 7,600
    found = cost([of("A", 2_000_000), of("B", 900_000, part="special")], 2_900_000, ["classic", "special"])
    assert (found.client_eur, found.bidders_eur) == (27_000, 63_700)


def test_four_private_lots_save_the_client_three_procedures_and_bidders_nothing() -> None:
    apart = [cost([of("A", 900_000)], 900_000, ["classic"]) for _ in range(4)]
    together = cost([of("A", 900_000)], 900_000, ["classic"] * 4)
    assert sum(one.bidders_eur for one in apart) == together.bidders_eur
    assert sum(one.client_eur for one in apart) - together.client_eur == 3 * 4_200
