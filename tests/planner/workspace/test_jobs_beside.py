"""Jobs that plan nothing: what they find is kept for the operator, and the core team sees how much it is."""

from __future__ import annotations

from typing import Any

import pytest

from wijkplan.planner.workspace import jobs
from wijkplan.planner.workspace.job_process import Stopper
from wijkplan.planner.workspace.jobs_beside import result_of
from wijkplan.planner.workspace.models import Job, JobEvent
from wijkplan.planner.workspace.work_done import KINDS

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
