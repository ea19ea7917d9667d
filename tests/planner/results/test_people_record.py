"""What the record says of people: use, where they are short, bills beside the baseline, what sharing is worth; tables
say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

import wijkplan as wp
from tests.planner.compile.world import programme
from tests.support.worlds import HORIZON, crew, plan, pool, work, world
from wijkplan.models.problem import Market, Pattern, Source
from wijkplan.planner.compile import compile
from wijkplan.planner.plan.employer_bills import TERMS
from wijkplan.planner.results.people_record import settlement, shortages, standing, trade_euros, trade_years
from wijkplan.planner.results.plan_frames import demand_frame, lines_frame
from wijkplan.planner.results.record_frames import (
    bills_frame,
    employers_frame,
    sharing_frame,
    shortages_frame,
    trade_years_frame,
)
from wijkplan.planner.results.sentences import sharing_sentence
from wijkplan.planner.text import both, translated

NAMES = compile(programme()).names
"""Week 0 begins on 4 January 2027; trade 0 is HPT."""


@pytest.fixture(scope="module")
def shared_crew() -> wp.Comparison:
    """An example in which lending pays."""
    return wp.compare(wp.read(wp.example("shared-crew")), work=60)


def test_use_of_a_trade_is_counted_in_the_year_of_its_iso_week() -> None:
    late = replace(NAMES, start=NAMES.monday(50))  # 20 December 2027: weeks 51 and 52 of 2027, then 2028
    problem = world(work(4, demands=(crew(50),)), pools=(pool(200, reserve=10),))
    years = list(trade_years(late, problem, plan(problem, 1)))
    assert [(row.year, row.given_head_weeks, row.used_head_weeks, row.used_percent) for row in years] == [
        (2027, 3.6, 0.5, 13.9), (2028, 10.8, 1.5, 13.9),
    ]  # fmt: skip


def test_people_are_short_where_work_asks_more_than_employers_have_there() -> None:
    hired = Pattern(0, 100, Source.HIRED, 0, 200)
    problem = world(
        work(2, demands=(crew(300, hired),)),
        work(1, demands=(crew(100),)),
        pools=(pool((100, 100, 100, 0, 0, 0, 0, 0)),),
        markets=(Market(0, 0, (150,) * HORIZON),),
    )
    (row,) = shortages(NAMES, problem, plan(problem, 1, 0))
    # Week 1: 3 of 1; week 2 likewise; the market has one and a half of the two that are missing. In week 0 nobody is
    # short.
    assert (row.trade, row.first_week, row.last_week, row.head_weeks, row.most_heads, row.beyond_market_head_weeks) == (
        "HPT",
        1,
        2,
        4,
        2,
        1,
    )


@pytest.mark.parametrize(
    ("rises", "settled", "uncovered"),
    [
        ({0: 0, 1: -50}, {}, 0),
        ({0: 30, 1: -60, 2: -30}, {0: 30, 1: -20, 2: -10}, 0),
        ({0: 30, 1: 10, 2: -20}, {0: 15, 1: 5, 2: -20}, 20),
        ({0: 7}, {}, 7),
    ],
)
def test_who_is_better_off_makes_it_right_as_far_as_that_goes(
    rises: dict[int, int], settled: dict[int, int], uncovered: int
) -> None:
    assert settlement(rises) == (settled, uncovered)
    after = {e: rise - settled.get(e, 0) for e, rise in rises.items()}
    assert sum(settled.values()) == 0 and sum(max(0, rise) for rise in after.values()) == uncovered
    assert all(after[e] <= 0 for e, rise in rises.items() if rise < 0)


def test_surely_not_worse_is_not_worse() -> None:
    assert [standing(bill, 100, 95) for bill in (95, 96, 100, 101)] == [
        "surely not worse",
        "not worse",
        "not worse",
        "worse",
    ]


def test_bills_stand_beside_the_baseline_and_add_up(shared_crew: wp.Comparison) -> None:
    record = shared_crew.record
    assert record.people.bills
    for row in record.people.bills:
        result, base = record.result(row.question, row.variant), record.result(row.question, record.baseline)
        assert result is not None and base is not None
        for told, terms in (("bill_eur", result.terms), ("baseline_eur", base.terms)):
            assert sum(getattr(one, told) for one in row.employers) == sum(terms.get(term, 0) for term in TERMS)
        for one in row.employers:
            assert one.alone_at_least_eur <= one.baseline_eur and one.bill_eur == sum(one.terms.values())
            assert (one.standing == "worse") == (one.worse_eur > 0)


def test_sharing_is_said_to_be_worth_what_it_saves_on_people(shared_crew: wp.Comparison) -> None:
    record = shared_crew.record
    told = {(row.question, row.source): row for row in record.people.sharing}
    row = told["all_in", "aligned"]
    assert row.trades and sum(one.euros for one in row.trades) == row.people_eur
    one, other = (record.result("all_in", variant) for variant in ("aligned", "shared"))
    assert one is not None and other is not None and one.cost is not None and other.cost is not None
    assert row.found_eur == one.cost - other.cost > 0
    lent = [trade for trade in row.trades if trade.lent_persons]
    assert lent and sum(trade.lent_head_weeks for trade in lent) == other.measures.lent_head_weeks  # type: ignore[union-attr]
    assert "persons are lent" in row.sentence and "mensen worden uitgeleend" in row.sentence_nl
    assert set(row.nothing).isdisjoint(trade.trade for trade in lent)


def test_where_sharing_is_worth_nothing_that_is_said(shared_crew: wp.Comparison) -> None:
    row = next(row for row in shared_crew.record.people.sharing if row.question == "all_in")
    idle = tuple(trade.model_copy(update={"lent_persons": 0, "lent_head_weeks": 0.0}) for trade in row.trades)
    nobody = row.model_copy(update={"trades": idle, "low": 0, "high": 0, "word": "negligible"})
    sentence = sharing_sentence(nobody, {trade.trade: both(trade.trade, trade.trade) for trade in row.trades})
    assert (
        "nobody is lent" in sentence
        and "nothing (proven)" in sentence
        and "niets (bewezen)" in translated(sentence, "nl")
    )


def test_euros_per_trade_are_those_of_its_patterns() -> None:
    dear = Pattern(None, 0, Source.HIRED, 0, 100, hire=30, turnover=5)
    problem = world(
        work(2, demands=(crew(100, dear), crew(50, trade=1))),
        markets=(Market(0, 0, (900,) * HORIZON),),
        pools=(pool(100, trade=1),),
    )
    found = trade_euros(problem, plan(problem, 0))
    assert (
        found[0] == {"standby": 0, "hire": 30, "turnover": 5, "travel": 0, "lending": 0, "overtime": 0}
        and sum(found[1].values()) == 0
    )


def test_tables_have_the_figures_of_the_record(shared_crew: wp.Comparison) -> None:
    record = shared_crew.record
    bills, sharing = bills_frame(record), sharing_frame(record)
    assert bills["bill_eur"].sum() == sum(one.bill_eur for plan in record.people.bills for one in plan.employers)
    assert sharing["euros"].sum() == sum(row.people_eur for row in record.people.sharing)
    assert len(shortages_frame(record)) == len(record.people.asked_weeks_short) + sum(
        len(p.short) for p in record.people.plans
    )
    assert len(trade_years_frame(record)) == sum(len(p.trades) for p in record.people.plans)
    rows = employers_frame(record.people.plans[-1].employers)
    assert rows["lent_persons"].sum() == rows["borrowed_persons"].sum() > 0


def test_lines_add_up_to_the_load_of_everyone(shared_crew: wp.Comparison) -> None:
    compiled, chosen = shared_crew.compiled, shared_crew.plans["all_in", "shared"]
    problem = compiled.problem
    lines = lines_frame(compiled, problem, chosen)
    assert lines["lent_out"].sum() == pytest.approx(lines["borrowed"].sum()) and lines["borrowed"].sum() > 0
    # Whole people may be more than is asked, never less.
    at_work = lines["own"].sum() + lines["borrowed"].sum() + lines["hired"].sum()
    assert at_work >= lines["demand"].sum() - 1e-6
    told = demand_frame(compiled, problem, {"baseline": shared_crew.plans["all_in", "streets"], "plan": chosen})
    assert told[told["plan"] == "plan"]["demand"].sum() == pytest.approx(lines["demand"].sum())
    assert set(told["plan"]) == {"baseline", "plan"}
