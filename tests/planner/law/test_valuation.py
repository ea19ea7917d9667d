"""The value that decides: the whole work (art. 2.14, 2.18), save small lots up to 1 million that are together at most
20 % (2.18(3))."""

from __future__ import annotations

from tests.planner.law.members import LAW, of
from wijkplan.planner.law import Basis, Valuation

BIG, MIDDLE, SMALL = of("A", 4_000_000), of("B", 600_000), of("C", 400_000)
WORK = Valuation(LAW, [BIG, MIDDLE, SMALL])  # 5 million, of which 20 % is 1 million


def test_every_part_of_a_work_counts_with_the_whole() -> None:
    assert WORK.basis([BIG]) == Basis(5_000_000, 4_000_000, ("town/one",))


def test_small_lots_count_by_themselves_as_far_as_a_fifth_of_the_work() -> None:
    # 400,000 + 600,000 is just 20 % of 5 million.
    assert WORK.small == {"B", "C"}
    assert WORK.basis([SMALL]) == Basis(400_000, 400_000, ("town/one",), small_lots=True)
    assert WORK.basis([MIDDLE, SMALL]) == Basis(1_000_000, 1_000_000, ("town/one",), small_lots=True)
    tighter = Valuation(LAW, [of("A", 3_999_999), MIDDLE, SMALL])  # 1,000,000 is now more than a fifth
    assert tighter.small == {"C"} and tighter.basis([MIDDLE]).value_eur == 4_999_999


def test_a_lot_over_one_million_is_not_small() -> None:
    # A fifth of 11 million is 2.2 million, and yet 1,000,001 does not leave.
    assert Valuation(LAW, [of("A", 10_000_000), of("B", 1_000_001)]).small == frozenset()


def test_a_combined_tender_counts_all_works_it_touches() -> None:
    other = of("D", 2_000_000, work="town/two")
    rest = of("E", 1_500_000, work="town/two")
    value = Valuation(LAW, [BIG, MIDDLE, SMALL, other, rest])
    assert value.basis([BIG, other]) == Basis(5_000_000 + 3_500_000, 6_000_000, ("town/one", "town/two"))
    assert value.basis([SMALL, other]).value_eur == 5_000_000 + 3_500_000  # a small lot does not take the rest along


def test_call_offs_and_private_clients_have_their_own_value_only() -> None:
    calls = [of(name, framework="F", holder="firm") for name in "AB"]
    assert Valuation(LAW, calls).basis(calls[:1]).value_eur == 900_000
    owners = [of(name, part="private") for name in "AB"]
    assert Valuation(LAW, owners).basis(owners[:1]).value_eur == 900_000
