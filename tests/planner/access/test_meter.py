"""Able bidders for 1,000 m of sewer, 540,000 euros: counted by hand.

The smallest crew is 4.68 SEW, 1.76 MCH, 1.17 GRW and 2.34 PAV heads; after a reserve of 10 % that takes 5.2, 2, 1.3
and 2.6. A reference at 60 % (324,000) at 30 % of turnover takes a turnover of 1,080,000; the ceiling of a turnover
requirement is 1,620,000."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.planner.compile.world import GRID, GRIDCO, TOWN, changed, programme
from tests.planner.tenders.dossier.chosen import TWO_CALL_OFFS, TWO_SEWERS, lending_rivals, plan_with
from wijkplan.planner.access import Assumptions, Meter, assumptions
from wijkplan.planner.access.assumptions import stated
from wijkplan.planner.access.rows import access, choices, tender
from wijkplan.planner.compile import compile
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Able

KNOWN = Assumptions(50_000, 150_000, 30, 30, 4)
SEWER = changed(TOWN, places=[{"id": "s1", "street": "S1", "sewer_metres": 1000}])


def firm(name: str, heads: dict[str, float], sector: str = "civil", **crew: Any) -> dict[str, Any]:
    crews = [
        {"id": trade, "trade": trade, "region": "AM01", "heads": number, **crew} for trade, number in heads.items()
    ]
    return {"kind": "employer", "format_version": 1, "id": name, "name": name, "sector": sector, "crews": crews}


WHOLE = {"SEW": 6.0, "MCH": 2.0, "GRW": 2.0, "PAV": 3.0}  # 13 heads
PIPES, PAVING = {"SEW": 6.0, "GRW": 2.0}, {"MCH": 2.0, "PAV": 3.0}  # 8 and 5 heads, together the same


def count(*firms: dict[str, Any], known: Assumptions = KNOWN) -> Able:
    read = programme(clients=(SEWER, GRID), employers=(GRIDCO, *firms))
    compiled = compile(read)
    lot = compiled.problem.tenders[compiled.names.tender_index["single:SEW"]].lots[0]
    return Meter(read, compiled, known).lot(lot.projects, lot.period)


def test_a_firm_counts_for_the_chance_that_it_is_large_enough() -> None:
    # 1,080,000 / 13 = 83,077 a head: (150,000 - 83,077) / 100,000 = 0.67. At the ceiling 1,620,000 / 13 = 124,615:
    # 0.25.
    found = count(firm("a", WHOLE))
    assert (found.interested, found.able, found.able_at_turnover_cap, found.able_free) == (1, 0.67, 0.25, 0.0)
    assert (found.value_eur, found.trades, found.more_by_consortia, found.more_by_reliance) == (540_000, 4, 0.0, 0.0)


def test_crews_that_are_not_committed_are_counted_apart() -> None:
    assert count(firm("a", WHOLE, status="free")).able_free == 0.67


def test_a_pair_adds_a_bid_where_neither_can_alone() -> None:
    # Pipes and paving together are 13 heads: 0.67. Pipes relies on others for the rest: 1,080,000 / 8 = 135,000 a
    # head, 0.15; paving lacks the main trade.
    found = count(firm("a", WHOLE), firm("b", PIPES), firm("c", PAVING))
    assert (found.interested, found.able, found.more_by_consortia, found.more_by_reliance) == (3, 0.67, 0.67, 0.15)


def test_no_firm_is_in_two_consortia() -> None:
    # One firm of pipes and two of paving make one pair, not two.
    assert count(firm("b", PIPES), firm("c", PAVING), firm("d", PAVING)).more_by_consortia == 0.67


def test_two_who_can_alone_gain_only_what_size_adds() -> None:
    # Each 0.669; together 26 heads, 41,538 a head: certain. 1 - 2 x 0.669 is less than nothing.
    assert count(firm("a", WHOLE), firm("b", WHOLE)).more_by_consortia == 0.0


@pytest.mark.parametrize(
    ("heads", "sector", "crew"),
    [
        ({**WHOLE, "SEW": 5.1}, "civil", {}),  # 4.59 after the reserve
        (WHOLE, "builder", {}),  # not a sector that wins sewers
        (WHOLE, "civil", {"region": "AM21"}),  # elsewhere
    ],
)
def test_who_lacks_a_crew_a_sector_or_the_region_is_not_able(
    heads: dict[str, float], sector: str, crew: dict[str, Any]
) -> None:
    assert count(firm("a", heads, sector, **crew)).able == 0.0


def test_crews_that_reach_the_region_count() -> None:
    assert count(firm("a", WHOLE, region="AM21", reachable_regions=["AM01"])).able == 0.67


def test_warnings_follow_the_stated_minimum_and_share() -> None:
    # Middle turnover of 13 heads: 1,300,000; the lot is 41.5 % of it.
    found = count(firm("a", WHOLE))
    assert (found.few, found.large, found.share_of_median_percent) == (True, True, 41.5)
    easy = count(firm("a", WHOLE), known=replace(KNOWN, least_bidders=0, small_firm_percent=42))
    assert (easy.few, easy.large) == (False, False)
    assert count().share_of_median_percent is None and count().few and not count().large


def test_every_assumption_states_where_it_is_from() -> None:
    for row in stated().values():
        assert row.trust == "assumption" and len(row.source) > 20 and row.date
    assert assumptions().turnover_per_head_low_eur < assumptions().turnover_per_head_high_eur


def test_the_chance_is_spread_evenly_over_the_range() -> None:
    assert [KNOWN.chance(10, turnover) for turnover in (0, 500_000, 1_000_000, 1_500_000, 2_000_000)] == [
        1.0,
        1.0,
        0.5,
        0.0,
        0.0,
    ]
    assert KNOWN.chance(0, 1) == 0.0


def meter(read: Programme) -> Meter:
    return Meter(read, compile(read))


def test_forms_are_weighed_by_saving_and_by_bidders() -> None:
    # One procedure less; nobody has a digger, so no form has an able bidder: only the cheaper one is on the front.
    one = meter(TWO_SEWERS)
    found = choices(one, ("A", "B"), {one.compiled.names.tender_index["undivided:A+B"]})
    assert found is not None
    by_form = {row.form: row for row in found.options}
    apart, together = by_form["single"], by_form["undivided"]
    assert (by_form["lots-project"].chosen, by_form["lots-project"].lots) == (False, 2)
    singles, combined = (
        [one.compiled.problem.tenders[one.compiled.names.tender_index[t]] for t in row.tenders]
        for row in (apart, together)
    )
    spent = [sum(t.procurement + t.mobilisation for t in rows) for rows in (singles, combined)]
    assert (apart.tenders, apart.saving_eur, apart.chosen, apart.lots) == (("single:A", "single:B"), 0, False, 2)
    assert (together.saving_eur, together.chosen, together.fewest) == (spent[0] - spent[1], True, 0.0)
    assert spent[0] > spent[1] and (apart.on_front, together.on_front) == (False, True)


def test_call_offs_have_no_bidders_to_count() -> None:
    one = meter(TWO_CALL_OFFS)
    assert tender(one, one.compiled.names.tender_index["undivided:C0+C1"], (), False).lots == ()
    assert choices(one, ("C0", "C1"), set()) is None


def test_what_is_told_names_no_firm() -> None:
    compiled = compile(TWO_SEWERS)
    told = access(TWO_SEWERS, compiled, {("all_in", "bundled"): plan_with(compiled, "undivided:A+B")})
    chosen = {row.tender: row.chosen_in for row in told.tenders}
    assert chosen["undivided:A+B"] == ("plan-bundled-all_in.json",)
    assert [choice.projects for choice in told.choices] == [("A", "B")]
    assert told.candidates.keys() == {name.id for name in compiled.names.tenders if name.id != "single:CAB"}
    assert not any(name in told.model_dump_json() for e in TWO_SEWERS.employers for name in (e.id, e.name))


OUTSIDE = replace(KNOWN, outside_firms=6, outside_heads=40, outside_own_percent=75)


def test_firms_outside_are_those_of_a_sector_that_does_enough_of_it_itself() -> None:
    # 1,080,000 / 40 = 27,000 a head: certain. All trades of a sewer are civil ones; grid firms have no pavers and
    # sewer layers.
    found = count(firm("a", WHOLE), known=OUTSIDE)
    assert (found.outside, found.few) == (6.0, False)  # 0.67 + 6 is 4 or more
    assert count(firm("a", WHOLE), known=replace(OUTSIDE, outside_firms=3)).few  # 3.67
    assert (
        count(firm("a", WHOLE), known=replace(OUTSIDE, outside_heads=10)).outside == 2.52
    )  # 108,000 a head: 0.42 of 6
    assert count(firm("a", WHOLE), known=KNOWN).outside == 0.0


def test_before_and_after_merging_stand_beside_each_other() -> None:
    compiled = compile(TWO_SEWERS)
    meter = Meter(TWO_SEWERS, compiled, replace(OUTSIDE, outside_heads=1))
    found = tender(meter, compiled.names.tender_index["undivided:A+B"], (), False)
    apart = [compiled.problem.tenders[compiled.names.tender_index[name]] for name in ("single:A", "single:B")]
    lots = [meter.lot(lot.projects, lot.period) for one in apart for lot in one.lots]
    assert found.before == min(round(lot.able + lot.outside, 2) for lot in lots)
    assert found.after is not None and found.before is not None and found.after <= found.before


def test_lending_between_firms_that_may_bid_for_one_lot_is_told_with_its_end() -> None:
    made = lending_rivals()
    told = access(made.programme, made.compiled, {("equal_delivery", "bundled"): made.plan})
    loans = [row for row in told.rival_lending if row.tender == "undivided:A+B"]
    assert [(row.trade, row.region, row.ends_before) for row in loans] == [("GRW", "AM01", "2027-W11")]
    assert all("2027-W09" <= row.first_week <= row.last_week <= "2027-W18" for row in loans)
    assert not any(name in told.model_dump_json() for name in ("lender", "borrower"))
    compiled = compile(TWO_SEWERS)
    alone = access(TWO_SEWERS, compiled, {("all_in", "bundled"): plan_with(compiled, "undivided:A+B")})
    assert alone.rival_lending == () and [row.weak for row in alone.tenders] == [False] * len(alone.tenders)
