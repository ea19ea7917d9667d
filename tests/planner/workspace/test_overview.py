"""The front page of a programme: where and when."""

from __future__ import annotations

import json
from datetime import date

from wijkplan.planner.workspace.core_views import FILE, read_core_view
from wijkplan.planner.workspace.overview import Place, _labelled, dates, places, states
from wijkplan.planner.workspace.published_views import views_folder

from .conftest import World


def test_districts_are_where_they_are_with_their_streets(world: World) -> None:
    (one,) = places(world.programme)
    assert (one.streets, one.homes, one.municipality) == (1, 80, "Groningen") and one.x is not None


def test_names_on_the_map_lie_over_no_circle_and_no_other_name() -> None:
    def place(name: str, x: float, y: float, homes: int) -> Place:
        return Place(name, name, "Groningen", 1, homes, x, y, 10.0)

    there = [place("groot", 100.0, 50.0, 9), place("naast", 125.0, 50.0, 5), place("eronder", 100.0, 80.0, 1)]
    assert [(one.label, one.label_left) for one in _labelled(there)] == [
        ("groot", True),
        ("naast", False),
        ("eronder", False),
    ]
    crowded = [place(f"wijk-{n}", 100.0, 50.0 + n, 9) for n in range(4)]
    assert sum(bool(one.label) for one in _labelled(crowded)) < 4


def test_dates_that_are_coming_in_order_and_not_those_long_past(world: World) -> None:
    rounds = [world.round]
    assert [one["day"] for one in dates(rounds, False, date(2026, 12, 1))] == [date(2027, 1, 4)]
    assert dates(rounds, False, date(2027, 3, 1)) == []


def test_a_district_has_the_state_of_its_quarters_where_enough_employers_are_at_work(world: World) -> None:
    district, rounds = places(world.programme)[0].id, [world.round]
    assert states(rounds, date(2027, 3, 1)) == {district: "untold"}, "two employers are too few"
    assert "van te weinig werkgevers" in world.client("reader-x").get("/p/straat").content.decode()
    path = views_folder(world.round) / FILE
    was = path.read_text("utf-8")
    try:
        spans = {district: ["2027-04-01", "2027-12-31"]}
        path.write_text(json.dumps((read_core_view(path.parent) or {}) | {"districts": spans}), "utf-8")
        days = (date(2027, 3, 31), date(2027, 4, 1), date(2027, 12, 31), date(2028, 1, 1))
        assert [states(rounds, day)[district] for day in days] == ["to-come", "at-work", "at-work", "ready"]
    finally:
        path.write_text(was, "utf-8")
    assert states([], date(2027, 3, 1)) == {}
