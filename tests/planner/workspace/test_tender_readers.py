"""Papers of tenders: all for the core team, for a client its own, for an employer those it may bid for, from the day on
which they are published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from wijkplan.planner.workspace.published_views import views_folder
from wijkplan.planner.workspace.tender_readers import FILE

from .conftest import World

PAGE = "/p/straat/rounds/r1/tenders"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[date]]:
    """A day that a test sets."""
    from django.utils import timezone

    now = [timezone.localdate()]
    monkeypatch.setattr(timezone, "localdate", lambda: now[0])
    yield now


def rows(world: World) -> list[dict[str, object]]:
    """Who may read what, as it was written when the plan was sent round."""
    found: list[dict[str, object]] = json.loads((views_folder(world.round) / FILE).read_text("utf-8"))
    return found


def test_who_may_read_is_written_when_a_plan_is_sent_round(world: World) -> None:
    assert rows(world)
    for row in rows(world):
        assert row["clients"] and date.fromisoformat(str(row["monday"])).weekday() == 0, row


def test_an_employer_reads_what_it_may_bid_for_once_it_is_published(world: World, today: list[date]) -> None:
    """One tender that it may bid for, one that it may not: it reads the first, from its Monday on, and the other is
    not there for it, whatever its address."""
    path = views_folder(world.round) / FILE
    kept = path.read_text("utf-8")
    monday = today[0] + timedelta(days=7)
    made = [
        {"tender": "single:a", "monday": monday.isoformat(), "clients": [], "bidders": ["employer-netploeg"]},
        {"tender": "single:b", "monday": monday.isoformat(), "clients": ["client-gemeente"], "bidders": []},
    ]
    employer, client, core = (world.client(who) for who in ("employer-netploeg", "client-gemeente", "core-team"))
    try:
        path.write_text(json.dumps(made), "utf-8")
        assert employer.get(PAGE).status_code in (403, 404) and PAGE not in employer.get("/p/straat").content.decode()
        assert client.get(PAGE).status_code == 200  # its own, before it is published too
        assert core.get(PAGE).status_code == 200
        today[0] = monday
        assert employer.get(PAGE).status_code == 200 and PAGE in employer.get("/p/straat").content.decode()
        assert employer.get(f"{PAGE}/dossier-single-b.md").status_code == 404
        assert world.client("school-x").get(PAGE).status_code in (403, 404)
    finally:
        path.write_text(kept, "utf-8")
