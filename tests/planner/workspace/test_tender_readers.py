"""Papers of tenders: all for the core team, for a client its own, for an employer those it may bid for, from the day on
which they are published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.planner.share.world import pilot, subject
from wijkplan.planner.workspace.published_views import views_folder
from wijkplan.planner.workspace.tender_readers import FILE, write_readers

from .conftest import World

PAGE = "/p/straat/rounds/r1/tenders"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[date]]:
    """A day that a test sets."""
    from django.utils import timezone

    now = [timezone.localdate()]
    monkeypatch.setattr(timezone, "localdate", lambda: now[0])
    yield now


def test_who_may_read_is_written_when_a_plan_is_sent_round(tmp_path: Path) -> None:
    """Of every tender of the pilot: its clients, and of the employers those whose sector does work of it."""
    told = subject(pilot())
    write_readers(tmp_path, told)
    made = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert len(made) == len(told.plan.tenders) > 50
    sectors = {f"employer-{one.id}": one.sector for one in told.programme.employers}
    wanted, tenders = told.programme.reference.work_types, {one.id: one for one in told.compiled.names.tenders}
    types = {project.id: project.work_type for project in told.compiled.names.projects}
    for row in made:
        assert row["clients"] and date.fromisoformat(row["monday"]).weekday() == 0, row
        does = {sector for project in tenders[row["tender"]].projects for sector in wanted[types[project]].sectors}
        assert set(row["bidders"]) == {party for party, sector in sectors.items() if sector in does}, row
    assert len({tuple(row["bidders"]) for row in made}) > 1


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
