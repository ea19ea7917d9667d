"""What the core team's pages show beside the shared comparison: nothing that too few employers stand for."""

from __future__ import annotations

from wijkplan.planner.workspace.core_views import read_core_view
from wijkplan.planner.workspace.published_views import FOLDER
from wijkplan.planner.workspace.where import programme_folder

from .conftest import World


def test_of_two_employers_nothing_is_told(world: World) -> None:
    view = read_core_view(programme_folder(world.programme.slug) / FOLDER / "r1")
    assert view is not None and view["people"]
    for row in view["people"]:
        assert {row[one] for one in ("available", "at_work", "lent", "hired", "short")} == {None}, row
    assert view["conflicts"] == []
    assert all(row["before"] is None and row["after"] is None for row in view["tenders"])


def test_the_pages_say_that_it_is_left_out(world: World) -> None:
    text = world.client("core-team").get("/p/straat/rounds/r1/comparison").content.decode()
    assert "weggelaten" in text and "geheim" not in text


def test_minutes_say_where_a_round_stands_and_what_was_decided(world: World) -> None:
    core = world.client("core-team")
    core.post(
        "/p/straat/rounds/r1/decisions",
        {"about": "Riool", "decided": "Eerst.", "reason": "Diepst.", "party": "client-gemeente"},
    )
    answer = core.get("/p/straat/rounds/r1/minutes")
    text = answer.content.decode()
    for line in ("Peildatum: 04-01-2027.", "Aangeleverd: 5 van 5 partijen.", "Voor: Gemeente.", "**Omdat.** Diepst."):
        assert line in text, line
    assert world.client("employer-netploeg").get("/p/straat/rounds/r1/minutes").status_code in (403, 404)
