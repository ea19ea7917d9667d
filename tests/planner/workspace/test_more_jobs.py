"""Prices of other weeks, files for more audiences, the outlook, planning in parts; a plan looked at before it is
sent round."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from wijkplan.planner.workspace import jobs, planning_in_parts
from wijkplan.planner.workspace.job_process import Stopper
from wijkplan.planner.workspace.job_words import told
from wijkplan.planner.workspace.jobs_for_others import outlook_folder
from wijkplan.planner.workspace.models import AuditLine, Job, Organisation, Round
from wijkplan.planner.workspace.own_plan import own_view
from wijkplan.planner.workspace.policy import Actor
from wijkplan.planner.workspace.published_views import preview_folder, views_folder
from wijkplan.planner.workspace.week_prices import MOST, WAITING
from wijkplan.planner.workspace.where import WrongSetting, programme_folder
from wijkplan.planner.workspace.work_done import KINDS, CannotDo

from .conftest import World
from .rich_world import PARTS

OWN = "/p/straat/parties/employer-netploeg/rounds/r1"
ROUND = "/p/straat/rounds/r1"


@pytest.fixture(autouse=True)
def _gone() -> Iterator[None]:
    before = {one.pk for one in Job.objects.all()}
    yield
    Job.objects.exclude(pk__in=before).delete()


def _do(kind: str, args: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Carries out the job of a kind that waits."""
    job, events = Job.objects.get(kind=kind, state="queued"), list[tuple[str, dict[str, Any]]]()
    job.args = {**job.args, **args}
    try:
        job.result_path = KINDS[kind](job, lambda *one: events.append(one), Stopper())
        job.state = "done"
    except CannotDo as error:
        job.state, job.error_line = "failed", str(error)[:500]  # as a process does
    job.save()
    return events


def _line(world: World) -> tuple[str, str, list[str]]:
    view = own_view(world.round, Organisation.objects.get(programme=world.programme, party="employer-netploeg"))
    assert view is not None
    one = view["lines"][0]
    return one["line"], one["week"], [week for week in one["possible"] if week != one["week"]]


def test_an_employer_asks_what_another_week_costs_and_reads_it_at_its_line(world: World) -> None:
    client, (line, _, others) = world.client("employer-netploeg"), _line(world)
    shown = client.post(f"{OWN}/price", {"line": line, "week": others[0]}, headers={"HX-Request": "true"})
    assert f"{others[0]}: de prijs wordt opgezocht" in shown.content.decode()
    client.post(f"{OWN}/price", {"line": line, "week": others[0]})
    assert Job.objects.filter(kind="why").count() == 1, "asking twice is asking once"
    assert [kind for kind, _ in _do("why", {"seconds": 1, "work": 1})] == ["priced"]
    found = client.get(f"{OWN}/price", {"line": line}).content.decode()
    assert others[0] in found and ("euro" in found or "kan niet" in found) and "hx-get" not in found
    assert others[0] in client.get(f"{OWN}/plan").content.decode()
    for party in ("employer-wegenbouwer", "client-gemeente", "core-team", "reader-x"):
        assert world.client(party).get(f"{OWN}/price", {"line": line}).status_code in (403, 404)
    logged = AuditLine.objects.filter(act="start why").order_by("-seq").first()
    assert logged is not None and logged.party == "employer-netploeg", "of nobody else's log"


def test_a_price_is_of_what_was_sent_round_and_of_ones_own_line(world: World) -> None:
    client, (line, _, others) = world.client("employer-netploeg"), _line(world)
    assert client.post(f"{OWN}/price", {"line": "of-somebody-else", "week": others[0]}).status_code == 404
    client.post(f"{OWN}/price", {"line": line, "week": "1999-W01"})
    assert not Job.objects.filter(kind="why").exists()
    Round.objects.filter(pk=world.round.pk).update(planned=10**9)
    try:
        shown = client.post(f"{OWN}/price", {"line": line, "week": others[0]}, headers={"HX-Request": "true"})
        assert "opnieuw gepland" in shown.content.decode() and not Job.objects.filter(kind="why").exists()
        Job.objects.create(
            programme=world.programme,
            round=world.round,
            kind="why",
            args={"party": "employer-netploeg", "line": line, "week": others[0], "plan": world.round.plan},
        )
        _do("why", {})
        assert "not the last one" in Job.objects.get(kind="why").error_line
    finally:
        Round.objects.filter(pk=world.round.pk).update(planned=world.round.planned)


def test_prices_are_not_asked_without_end_and_others_come_first(world: World) -> None:
    client, (line, _, others) = world.client("employer-netploeg"), _line(world)
    assert WAITING < MOST
    for week in others[: WAITING + 1]:
        client.post(f"{OWN}/price", {"line": line, "week": week})
    assert Job.objects.filter(kind="why").count() == WAITING
    check = jobs.queue(Actor("operator", number="test"), world.round, "check", {})
    taken = jobs.take()
    assert taken is not None and taken.pk == check.pk, "what everybody waits for"


def test_the_page_of_schools_is_made_by_the_operator_and_read_by_schools(world: World) -> None:
    assert world.client("core-team").post(f"{ROUND}/exports", {"audience": "school"}).status_code in (403, 404)
    operator = world.client("operator")
    assert world.client("school-x").get(f"{ROUND}/pages/school").status_code == 404, "not made yet"
    operator.post(f"{ROUND}/exports", {"audience": "school"})
    events = _do("export", {})
    job = Job.objects.get(kind="export")
    assert (job.state, job.error_line) == ("done", "") and events[0][1]["files"] >= 2
    file = f"{ROUND}/exports/school/wijkplan-school.html"
    assert file.replace("/p/", 'href="/p/') in operator.get(f"/jobs/{job.pk}").content.decode()
    assert operator.get(file).status_code == 200
    page = world.client("school-x").get(f"{ROUND}/pages/school")
    assert page.status_code == 200 and page["Content-Security-Policy"].startswith("sandbox")
    assert f"{ROUND}/pages/school" in world.client("school-x").get(ROUND).content.decode()
    for party in ("employer-netploeg", "client-gemeente", "union-x", "reader-x", "core-team"):
        assert world.client(party).get(f"{ROUND}/pages/school").status_code in (403, 404), party
        assert world.client(party).get(file).status_code == 404, party
    assert AuditLine.objects.filter(act="disclose", party="school").exists()


@pytest.mark.parametrize(("who", "said"), [("employer:netploeg", "sent round"), ("nobody", "no audience")])
def test_files_for_those_who_were_sent_theirs_or_for_nobody_are_not_made(world: World, who: str, said: str) -> None:
    world.client("operator").post(f"{ROUND}/exports", {"audience": who})
    _do("export", {})
    assert said in Job.objects.get(kind="export").error_line


def test_an_outlook_is_for_all_members(world: World) -> None:
    world.client("core-team").post(f"{ROUND}/jobs", {"kind": "outlook", "region": "Groningen"})
    events = _do("outlook", {})
    assert (outlook_folder(world.programme) / "outlook.json").is_file() and events[0][0] == "outlook"
    for party in ("employer-netploeg", "reader-x", "core-team"):
        client = world.client(party)
        assert "/p/straat/outlook" in client.get("/p/straat").content.decode()
        assert client.get("/p/straat/outlook").status_code == 200
    world.client("core-team").post(f"{ROUND}/jobs", {"kind": "outlook", "region": "Atlantis"})
    _do("outlook", {})
    assert "Atlantis" in Job.objects.get(kind="outlook", state="failed").error_line


def test_a_round_is_planned_in_parts_with_a_bound(world: World) -> None:
    world.client("core-team").post(f"{ROUND}/jobs", {"kind": "parts"})
    events = _do("parts", PARTS | {"work": 1, "workers": 1})
    assert Job.objects.get(kind="parts").error_line == ""
    kind, values = events[-1]
    assert kind == "parts" and values["parts"] >= 1 and values["cost"] >= values["bound"] > 0
    assert f"{values['parts']} part" in told(kind, values) and "euro" in told(kind, values)
    assert "euro" not in told(kind, {"parts": values["parts"]}), "of who may not read figures"


@pytest.mark.slow
def test_a_job_on_a_cluster_makes_the_same_plan_in_parts_as_here(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'wijkplan[dask]'")
    made = []
    with distributed.LocalCluster(1, threads_per_worker=1, dashboard_address=None) as cluster:
        for address in (None, cluster.scheduler_address):
            if address is not None:
                monkeypatch.setenv("WIJKPLAN_SCHEDULER", address)
            folder = programme_folder(world.programme.slug) / "parts" / world.round.name
            shutil.rmtree(folder, ignore_errors=True)
            world.client("core-team").post(f"{ROUND}/jobs", {"kind": "parts"})
            _do("parts", PARTS | {"workers": 1})
            job = Job.objects.filter(kind="parts").latest("pk")
            assert job.state == "done", job.error_line
            record = json.loads((folder / "region.json").read_text("utf-8"))
            made.append({name: record[name] for name in ("status", "cost", "bound")})
    assert made[0] == made[1] and made[0]["cost"] >= made[0]["bound"] > 0


def test_parts_go_to_the_cluster_that_the_operator_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert planning_in_parts.backend(2).name == "local"
    monkeypatch.setenv("WIJKPLAN_SCHEDULER", "tcp://10.0.0.5:8786")
    try:
        assert planning_in_parts.backend(2).name == "dask"
    except ValueError as error:
        assert "Dask is not installed" in str(error)
    monkeypatch.setenv("WIJKPLAN_SCHEDULER", "http://example")
    with pytest.raises(WrongSetting, match="WIJKPLAN_SCHEDULER"):
        planning_in_parts.backend(2)


def test_a_plan_is_looked_at_before_it_is_sent_and_by_nobody_else(world: World) -> None:
    shutil.copytree(views_folder(world.round), preview_folder(world.round), dirs_exist_ok=True)
    own = f"{OWN}/preview"
    for party in ("core-team", "operator"):
        assert world.client(party).get(f"{ROUND}/preview").status_code == 404, "it was sent round"
    Round.objects.filter(pk=world.round.pk).update(planned=10**9)
    try:
        for party in ("core-team", "operator"):
            shown = world.client(party).get(f"{ROUND}/preview").content.decode()
            assert "Nog niet verstuurd" in shown
            assert f"{ROUND}/preview" in world.client(party).get(ROUND).content.decode()
        shown = world.client("operator").get(own).content.decode()
        assert "Nog niet verstuurd" in shown and "<form" not in shown.split("<main")[1]
        assert own in world.client("operator").get(ROUND).content.decode()
        assert own not in world.client("core-team").get(ROUND).content.decode()
        assert world.client("core-team").get(own).status_code in (403, 404), "of one party: the operator only"
        for party in ("employer-netploeg", "employer-wegenbouwer", "client-gemeente", "school-x", "reader-x"):
            for address in (own, f"{ROUND}/preview"):
                assert world.client(party).get(address).status_code == 404, (party, address)
    finally:
        Round.objects.filter(pk=world.round.pk).update(planned=world.round.planned)
