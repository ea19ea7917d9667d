"""Sheets of learning places: a client sees its own tenders, others counts of enough people only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planner.results.test_places_record import BOTH, chosen
from wijkplan.planner.report.html_page import environment
from wijkplan.planner.report.locale import ENGLISH
from wijkplan.planner.report.places_section import places_section
from wijkplan.planner.share import places_sheets
from wijkplan.planner.share.places_sheets import own_tenders, places_of, regions_and_trades


def test_a_client_sees_its_own_tenders_only() -> None:
    one = chosen()
    clients = {client.id: i for i, client in enumerate(one.names.clients)}
    (table,) = own_tenders(one.compiled, places_of(one.compiled, one.plan), clients["town"], "nl")
    assert [row[:2] for row in table.rows] == [(BOTH, 5_400)]
    assert own_tenders(one.compiled, places_of(one.compiled, one.plan), clients["builder:private"], "nl") == []


def test_others_see_cells_of_enough_people_only() -> None:
    one = chosen()
    limits = one.programme.reference.disclosure
    (table,) = regions_and_trades(one.compiled, one.plan, limits, "en")
    assert table.rows == []  # a few weeks of a few people
    (shown,) = regions_and_trades(one.compiled, one.plan, replace(limits, min_people=0), "en")
    assert [row[:2] for row in shown.rows] == [("Groningen", "sewer layer")] and shown.rows[0][2] > 0


def test_a_trade_that_no_region_has_enough_of_is_told_of_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two regions with 40 weeks each of one trade, and of another 90 and 10: with 60 asked at least."""
    one = chosen()
    weeks = (("AM01", "SEW", 40), ("AM02", "SEW", 40), ("AM01", "GRW", 90), ("AM02", "GRW", 10), ("AM01", "PAV", 40))
    row = next(row for row in places_sheets.places_of(one.compiled, one.plan) if row.blocks)
    blocks = tuple(
        row.blocks[0].model_copy(update={"region": region, "trade": trade, "learner_weeks": there})
        for region, trade, there in weeks
    )
    monkeypatch.setattr(places_sheets, "places_of", lambda *_: (row.model_copy(update={"blocks": blocks}),))
    monkeypatch.setattr(places_sheets, "YEAR", 60)
    limits = replace(one.programme.reference.disclosure, min_people=1)
    (table,) = regions_and_trades(one.compiled, one.plan, limits, "en")
    assert table.rows == [("Groningen", "cable layer, groundworker", 90), ("all regions", "sewer layer", 80)]


def test_the_report_says_what_is_asked_and_what_fits() -> None:
    one = chosen(agreed_places=[{"share_percent": 90}])
    found = places_section(one.compiled, one.plans, ENGLISH)
    assert found is not None and found["enough"] == 0
    page = environment(ENGLISH).get_template("places.jinja").render({"places": found})
    assert "97,200" in page and "too few seats" not in page.split("<table")[0]
    assert places_section(one.compiled, {}, ENGLISH) is None
