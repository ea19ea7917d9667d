"""Jobs that plan nothing: what they find is kept for the operator, and the core team sees how much it is."""

from __future__ import annotations

from typing import Any

import pytest
from markupsafe import escape

from wijkplan.planner.workspace import jobs
from wijkplan.planner.workspace.job_process import Stopper
from wijkplan.planner.workspace.jobs_beside import result_of
from wijkplan.planner.workspace.models import Job, JobEvent
from wijkplan.planner.workspace.overview import places
from wijkplan.planner.workspace.work_done import KINDS, CannotDo

from .conftest import World


@pytest.mark.parametrize("kind", ["check", "conflicts"])
def test_what_is_found_is_kept_for_the_operator(world: World, kind: str) -> None:
    client, told = world.client("core-team"), list[tuple[str, dict[str, Any]]]()
    client.post("/p/straat/rounds/r1/jobs", {"kind": kind})
    job = Job.objects.get(round=world.round, kind=kind, state="queued")
    try:
        job.args = {"seconds": 1, "workers": 1}
        job.result_path = KINDS[kind](job, lambda *one: told.append(one), Stopper())
        assert job.result_path == f"jobs/{job.pk}.json"
        found = result_of(job)
        assert found is not None and set(found) == {"findings", "conflict"}
        assert [one for one, _ in told] == ["found"]
        if kind == "conflicts":
            assert told[0][1] == {"rules": 0} and found["conflict"] == []
        else:
            counts = told[0][1]
            assert counts["errors"] == 0 and len(found["findings"]) == sum(counts.values())
        jobs.tell(job.pk, *told[0])
        for party in ("core-team", "operator"):
            assert world.client(party).get(f"/jobs/{job.pk}").status_code == 200
        core = client.get(f"/jobs/{job.pk}").content.decode()
        assert "geen botsing" in core or "0 fouten" in core
        assert not [one for one in found["findings"] if one["nl"]["what"] in core]
    finally:
        JobEvent.objects.filter(job=job).delete()
        job.delete()


def test_other_kinds_are_not_asked_for_here(world: World) -> None:
    before = Job.objects.count()
    world.client("core-team").post("/p/straat/rounds/r1/jobs", {"kind": "publish"})
    assert Job.objects.count() == before


def test_ways_out_are_for_the_operator_and_the_core_team_sees_how_many(world: World) -> None:
    client, told = world.client("core-team"), list[tuple[str, dict[str, Any]]]()
    district = places(world.programme)[0].id
    client.post("/p/straat/rounds/r1/jobs", {"kind": "repair", "district": district, "by": "soon"})
    assert not Job.objects.filter(kind="repair").exists(), "a day is a day"
    client.post("/p/straat/rounds/r1/jobs", {"kind": "repair", "district": district, "by": "2027-03-01"})
    job = Job.objects.get(round=world.round, kind="repair", state="queued")
    try:
        job.args |= {"seconds": 20, "menu": 20, "workers": 1, "work": 20}
        job.result_path = KINDS["repair"](job, lambda *one: told.append(one), Stopper())
        found = result_of(job)
        assert found is not None and found["conflict"] and found["repairs"], told
        assert [kind for kind, _ in told] == ["found", "ways"] and told[1][1]["ways"] == len(found["repairs"])
        costs = [row["high"] for row in found["repairs"] if row["high"] is not None]
        assert costs and costs == sorted(costs)
        for one in told:
            jobs.tell(job.pk, *one)
        page = f"/jobs/{job.pk}"
        operator, core = (world.client(party).get(page).content.decode() for party in ("operator", "core-team"))
        ways = [row["nl"] for row in found["repairs"]]
        assert all(escape(way) in operator for way in ways) and not [way for way in ways if escape(way) in core]
        assert "Gevonden uitwegen: " in core
        assert "€" in operator.split("<main")[1] and "€" not in core.split("<main")[1]
        for file in ("conflict.json", "conflict.html", "conflict.xlsx", "plan-repair-1.json"):
            assert f"{page}/files/{file}" in operator and f"{page}/files/" not in core
            assert world.client("operator").get(f"{page}/files/{file}").status_code == 200
            for party in ("core-team", "employer-netploeg", "reader-x"):
                assert world.client(party).get(f"{page}/files/{file}").status_code in (403, 404), party
        assert world.client("operator").get(f"{page}/files/other.json").status_code == 404
    finally:
        JobEvent.objects.filter(job=job).delete()
        job.delete()


def test_a_district_that_is_not_there_is_told(world: World) -> None:
    world.client("core-team").post(
        "/p/straat/rounds/r1/jobs", {"kind": "repair", "district": "elsewhere", "by": "2027-03-01"}
    )
    job = Job.objects.get(round=world.round, kind="repair", state="queued")
    try:
        with pytest.raises(CannotDo, match="elsewhere"):
            KINDS["repair"](job, lambda *_: None, Stopper())
    finally:
        job.delete()
