"""The front page of a programme: where and when."""

from __future__ import annotations

from datetime import date

from wijkplan.planner.workspace.overview import dates, places

from .conftest import World


def test_districts_are_where_they_are_with_their_streets(world: World) -> None:
    (one,) = places(world.programme)
    assert (one.streets, one.homes, one.municipality) == (1, 80, "Groningen") and one.x is not None


def test_dates_that_are_coming_in_order_and_not_those_long_past(world: World) -> None:
    rounds = [world.round]
    assert [one["day"] for one in dates(world.programme, rounds, False, date(2026, 12, 1))] == [date(2027, 1, 4)]
    assert dates(world.programme, rounds, False, date(2027, 3, 1)) == []
