"""Pages for schools, UWV, unions and the public: what stands in them, and what does not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from tests.planner.share.world import baseline, fixed, pilot
from wijkplan.planner.compile import Names
from wijkplan.planner.results.training_needs import school_year
from wijkplan.planner.share.audience import UnknownAudience, audience
from wijkplan.planner.share.load_pages import load_table
from wijkplan.planner.share.people_pages import (
    demand_table,
    lasting_table,
    places,
    places_by_year,
    safety_table,
)
from wijkplan.planner.text import translated

PEOPLE = ("school", "uwv", "union", "public")


@pytest.fixture(scope="module")
def names() -> Names:
    return fixed()[0].names


@pytest.mark.parametrize("reader", PEOPLE)
def test_they_need_no_id(reader: str, names: Names) -> None:
    assert str(audience(reader, names)) == reader
    with pytest.raises(UnknownAudience):
        audience(f"{reader}:x", names)


def test_places_to_learn_can_be_published() -> None:
    files = baseline("public").files
    told = json.loads(files["places.json"])["places"]
    assert len(told) > 100 and len(files["places.csv"].decode().splitlines()) == len(told) + 1
    assert {"track", "trade", "level", "region", "start", "seats"} <= told[0].keys()
    assert "taken" not in told[0] and "taken" in json.loads(baseline("school").files["places.json"])["places"][0]
    assert [row["start"] for row in told] == sorted(row["start"] for row in told)


def test_schools_count_in_school_years() -> None:
    compiled, _ = fixed()
    rows = places(pilot(), compiled, None, pilot().reference.disclosure, "en", taken=False)
    table = places_by_year(rows, compiled.names, "en")
    assert sum(sum(row[2:]) for row in table.rows) == sum(row["seats"] for row in rows)
    assert all(len(row) == len(table.headings) for row in table.rows)
    assert "2028-2029" in [translated(heading, "en") for heading in table.headings]
    assert (school_year(date(2028, 7, 31)), school_year(date(2028, 8, 1))) == ("2027-2028", "2028-2029")


def test_work_of_a_trade_is_shown_in_all_years_or_none() -> None:
    compiled, plan = fixed()
    limits = pilot().reference.disclosure
    table = demand_table(compiled.problem, compiled.names, plan, limits, "en")
    assert table.rows and all(len(row) == len(table.headings) for row in table.rows)
    closed = replace(limits, min_employers=10_000)
    assert demand_table(compiled.problem, compiled.names, plan, closed, "en").rows == []


def test_how_many_a_plan_takes_needs_enough_employers() -> None:
    compiled, _ = fixed()
    limits = pilot().reference.disclosure
    assert {row["taken"] for row in places(pilot(), compiled, None, limits, "en", taken=True)} == {None}  # nobody asked


def test_unions_read_which_rules_no_price_switches_off() -> None:
    compiled, plan = fixed()
    table = safety_table(pilot(), compiled, plan, "en")
    assert 2 in [row[1] for row in table.rows] and len(table.rows) >= 4


def test_load_is_of_all_employers_together_or_not_told() -> None:
    compiled, plan = fixed()
    limits = pilot().reference.disclosure
    table = load_table(compiled.problem, compiled.names, plan, limits, "en")
    assert table.rows
    for _, mean, most, monday, away in table.rows:
        assert 0 < mean <= most and monday.weekday() == 0 and (away is None or away > 0)
    closed = replace(limits, min_employers=10_000)
    assert load_table(compiled.problem, compiled.names, plan, closed, "en").rows == []


def test_steady_work_is_told_where_enough_employers_can_promise_it() -> None:
    compiled, plan = fixed()
    limits = pilot().reference.disclosure
    opened = replace(limits, min_employers=1, max_share_percent=100)
    several = lasting_table(compiled.problem, compiled.names, plan, limits, "en").rows
    one = lasting_table(compiled.problem, compiled.names, plan, opened, "en").rows
    assert several and {row[0] for row in several} <= {row[0] for row in one}
    together = {row[0] for row in several if row[1] == "all regions"}
    assert together and not together & {row[0] for row in several if row[1] != "all regions"}  # never both
    closed = replace(limits, min_employers=10_000)
    assert lasting_table(compiled.problem, compiled.names, plan, closed, "en").rows == []
