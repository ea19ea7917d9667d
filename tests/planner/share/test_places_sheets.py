"""Sheets of learning places: a client sees its own tenders, others counts of enough people only."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.results.test_places_record import BOTH, chosen
from wijkplan.planner.report.html_page import environment
from wijkplan.planner.report.locale import ENGLISH
from wijkplan.planner.report.places_section import places_section
from wijkplan.planner.share.places_sheets import own_tenders, regions_and_trades


def test_a_client_sees_its_own_tenders_only() -> None:
    one = chosen()
    clients = {client.id: i for i, client in enumerate(one.names.clients)}
    (table,) = own_tenders(one.compiled, one.plan, clients["town"], "nl")
    assert [row[:2] for row in table.rows] == [(BOTH, 5_400)]
    assert own_tenders(one.compiled, one.plan, clients["builder:private"], "nl") == []


def test_others_see_cells_of_enough_people_only() -> None:
    one = chosen()
    limits = one.programme.reference.disclosure
    (table,) = regions_and_trades(one.compiled, one.plan, limits, "en")
    assert [row[2] for row in table.rows] == [None]  # a few weeks of a few people
    (shown,) = regions_and_trades(one.compiled, one.plan, replace(limits, min_people=0), "en")
    assert [row[:2] for row in shown.rows] == [("Groningen", "sewer layer")] and shown.rows[0][2] > 0


def test_the_report_says_what_is_asked_and_what_fits() -> None:
    one = chosen(agreed_places=[{"share_percent": 90}])
    found = places_section(one.compiled, one.plans, ENGLISH)
    assert found is not None and found["enough"] == 0
    page = environment(ENGLISH).get_template("places.jinja").render({"places": found})
    assert "97,200" in page and "too few seats" not in page.split("<table")[0]
    assert places_section(one.compiled, {}, ENGLISH) is None
