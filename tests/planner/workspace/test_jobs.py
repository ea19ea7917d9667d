"""Jobs: taken once, found when their process is gone, stopped with their best plan, followed from any point; and one
plan of a round is published, whoever else tries."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from wijkplan.planner.folder.process_identity import boot_id, started_at
from wijkplan.planner.workspace import job_process, jobs, rounds_of, views_operator, work_done
from wijkplan.planner.workspace.job_process import Heart, Stopper
from wijkplan.planner.workspace.models import Job, JobEvent, Round
from wijkplan.planner.workspace.policy import Actor
from wijkplan.planner.workspace.published_views import views_folder
from wijkplan.planner.workspace.work_done import KINDS, CannotDo

from .conftest import EXAMPLE, World, at_home, make_world
from .live import served

ACTOR = Actor("operator", number="test")


@pytest.fixture
def job(world: World) -> Iterator[Job]:
    """A job that waits."""
    round = Round.objects.create(programme=world.programme, name="of-jobs", status_date="2027-04-05")
    yield jobs.queue(ACTOR, round, "plan", {"seconds": 1})
    round.delete()


def test_asking_twice_is_asking_once(job: Job) -> None:
    assert jobs.queue(ACTOR, job.round, "plan", {"seconds": 9}).pk == job.pk


def test_of_two_workers_one_gets_the_job(job: Job) -> None:
    first, second = jobs.take(), jobs.take()
    assert first is not None and first.pk == job.pk and second is None
    assert (first.state, first.attempt, first.boot_id) == ("running", 1, boot_id())


def test_a_job_takes_what_pages_leave_in_a_session_of_its_own_too() -> None:
    code = (
        "from wijkplan.planner.workspace.job_process import let_pages_go_first as first; first(); import os; "
        "print(os.nice(0)); print(open('/proc/self/autogroup').read())"
    )
    if not Path("/proc/self/autogroup").exists():
        pytest.skip("this system does not share the processor between sessions")
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, start_new_session=True, check=True
    )
    nice, group = said.stdout.splitlines()[:2]
    assert int(nice) >= job_process.NICE and group.endswith(f"nice {job_process.NICE}")


def test_a_job_whose_process_is_gone_begins_again_twice_and_then_fails(job: Job) -> None:
    for attempt in (1, 2, 3):
        taken = jobs.take()
        assert taken is not None and taken.attempt == attempt
        gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
        old = timezone.now() - timedelta(seconds=31)
        Job.objects.filter(pk=job.pk).update(pid=int(gone.stdout), pid_started="1", heartbeat=timezone.now())
        assert jobs.sweep() == [], "a heart that beat just now is alive"
        Job.objects.filter(pk=job.pk).update(heartbeat=old)
        assert jobs.sweep() == [job.pk]
        job.refresh_from_db()
        assert job.state == ("queued" if attempt < 3 else "failed")
    assert job.error_line


def test_a_job_that_takes_long_to_begin_is_not_lost(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine its process does not come to say that it is there within half a minute."""
    monkeypatch.setattr(jobs, "start", lambda _: subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1))
    taken = jobs.take()
    assert taken is not None
    process = jobs.launch(taken)
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timedelta(minutes=5))
    assert jobs.sweep() == []
    process.communicate(b"\n")
    assert jobs.sweep() == [job.pk], "now its process is gone"


def test_a_process_whose_place_was_taken_before_it_began_does_nothing(job: Job) -> None:
    for _ in range(2):
        assert jobs.take() is not None
        Job.objects.filter(pk=job.pk).update(state="queued")
    assert jobs.take() is not None
    Job.objects.filter(pk=job.pk).update(pid=4242)
    assert job_process.main(job.pk, 1) == 0
    job.refresh_from_db()
    assert (job.state, job.attempt, job.pid) == ("running", 3, 4242)


def test_a_silent_job_whose_process_is_there_is_not_lost(job: Job) -> None:
    jobs.take()
    mine = {"pid": os.getpid(), "pid_started": started_at(os.getpid())}
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timedelta(minutes=5), **mine)
    assert jobs.sweep() == []
    Job.objects.filter(pk=job.pk).update(boot_id="another boot")
    assert jobs.sweep() == [job.pk]


def test_a_job_that_waits_is_stopped_before_it_begins(job: Job) -> None:
    jobs.request_stop(ACTOR, job)
    assert jobs.take() is None
    job.refresh_from_db()
    assert job.state == "stopped"


def test_the_heart_hears_stop_and_that_another_took_its_place(job: Job) -> None:
    jobs.take()
    stop = Stopper()
    heart = Heart(job.pk, 1, stop)
    heart.beat()
    assert not stop()
    jobs.request_stop(ACTOR, job)
    heart.beat()
    assert stop() and not heart.deposed
    late = Heart(job.pk, 0, Stopper())
    late.beat()
    assert late.deposed and late.stop()


def test_of_many_bounds_within_a_second_the_last_is_written(job: Job) -> None:
    heart = Heart(job.pk, 1, Stopper())
    for cost in (5, 4, 3):
        heart.tell("bound", {"cost": cost})
    heart.tell("solved", {"cost": 3})
    heart.flush()
    assert [(e.seq, e.kind, e.json["cost"]) for e in JobEvent.objects.filter(job=job).order_by("seq")] == [
        (1, "bound", 3),
        (2, "solved", 3),
    ]


def test_a_plan_is_published_once(job: Job) -> None:
    assert jobs.publish_once(job.round_id, 7, None)
    assert not jobs.publish_once(job.round_id, 8, None), "two on one round cannot both publish"
    assert jobs.publish_once(job.round_id, 8, 7)


def test_nothing_is_sent_round_that_was_not_approved(job: Job) -> None:
    Round.objects.filter(pk=job.round_id).update(planned=5, approved=4)
    with pytest.raises(CannotDo, match="not approved"):
        KINDS["publish"](job, lambda *_: None, Stopper())


async def _first(stream: Any, count: int) -> list[str]:
    found = []
    async for text in stream:
        found.append(text)
        if len(found) == count:
            break
    await stream.aclose()
    return found


def test_events_go_on_after_the_last_that_was_seen(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    for cost in (3, 2, 1):
        jobs.tell(job.pk, "bound", {"cost": cost, "question": "all_in"})
    Job.objects.filter(pk=job.pk).update(state="done")

    known = {
        (after, full): views_operator._news(job.pk, after, full, "en") for after in range(4) for full in (True, False)
    }
    # Read beforehand: a database in memory belongs to this thread.
    monkeypatch.setattr(views_operator, "_news", lambda _, after, full, __: known[after, full])
    monkeypatch.setattr(views_operator, "PAUSE", 0.0)
    told = asyncio.run(_first(views_operator._stream(job.pk, 1, True, "en"), 3))
    assert [text.split("\n")[0] for text in told] == ["id: 2", "id: 3", "event: over"]
    told = asyncio.run(_first(views_operator._stream(job.pk, 2, False, "en"), 1))
    assert '"question": "all_in"' in told[0] and "cost" not in told[0], (
        "the core team sees no figures of the clearing zone"
    )


def _row(home: Path, sql: str) -> Any:
    with closing(sqlite3.connect(home / "workspace" / "workspace.sqlite3", timeout=20)) as database:
        return database.execute(sql).fetchone()


def _until(home: Path, sql: str, wanted: Any, seconds: float) -> None:
    until = time.monotonic() + seconds
    while _row(home, sql) != wanted:
        assert time.monotonic() < until, (_row(home, sql), wanted, (home / "served.log").read_text()[-2000:])
        time.sleep(0.5)


@pytest.mark.slow
def test_a_job_outlives_the_server_and_is_begun_again_when_killed_itself(tmp_path: Path) -> None:
    state = "select state from workspace_job where id = 3"
    with served(tmp_path, worker=True) as (_, server):
        with closing(sqlite3.connect(tmp_path / "workspace" / "workspace.sqlite3", timeout=20)) as database:
            columns = (
                "id, programme_id, round_id, kind, args, input_sha256, seed, state, created, attempt, "
                "pid_started, host, boot_id, progress_seq, result_path, error_line, error_dutch, by"
            )
            args = json.dumps({"seconds": 600})  # it is still there when it is killed, however long that takes
            row = (3, 1, 1, "plan", args, "", 1, "queued", "2026-11-29", 0, "", "", "", 0, "", "", "", "test")
            marks = ", ".join("?" * len(row))
            database.execute(f"insert into workspace_job ({columns}) values ({marks})", row)
            database.commit()
        _until(tmp_path, state, ("running",), 180)
        _until(tmp_path, "select pid is not null from workspace_job where id = 3", (1,), 180)
        server.send_signal(signal.SIGKILL)
        server.wait()
        pid = _row(tmp_path, "select pid from workspace_job where id = 3")[0]
        os.kill(pid, 0)  # the job is there, and the server is not
        os.kill(pid, signal.SIGKILL)
        with closing(sqlite3.connect(tmp_path / "workspace" / "workspace.sqlite3", timeout=20)) as database:
            short = json.dumps({"seconds": 600, "work": 20})
            database.execute(
                "update workspace_job set args = ?, heartbeat = '2026-11-29 00:00:00' where id = 3", (short,)
            )  # not to wait 30 s, nor for all that it may take
            database.commit()
    with served(tmp_path, worker=True):
        _until(tmp_path, "select state, attempt from workspace_job where id = 3", ("done", 2), 400)
    log = (tmp_path / "workspace" / "programmes" / "straat" / "rounds" / "r1" / "log.jsonl").read_text()
    assert '"act":"planned"' in log.replace(" ", "")


def test_while_a_plan_is_sent_round_nobody_waits_and_then_its_pages_are_there(
    framework: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making what scores of parties may see takes a minute: the rounds are not kept from others for it."""
    del framework
    with at_home():
        world = make_world("zending", EXAMPLE)
    monkeypatch.setattr(rounds_of, "PATIENCE", 0.5)
    told: list[str] = []
    views, sending = work_done.write_views, work_done.send

    def written(*parts: Any) -> None:
        with rounds_of.changing(world.programme):
            told.append("free")
        views(*parts)

    def sent(*parts: Any) -> Any:
        made = views_folder(world.round).with_name(".r1.new")
        told.append(f"{(made / 'core-pages.json').is_file()} before it is sent")
        return sending(*parts)

    monkeypatch.setattr(work_done, "write_views", written)
    monkeypatch.setattr(work_done, "send", sent)
    again = Job.objects.create(programme=world.programme, round=world.round, kind="publish", state="running", by="test")
    KINDS["publish"](again, lambda *_: None, Stopper())
    assert told == ["free", "True before it is sent"]
    assert (views_folder(world.round) / "core-team.json").is_file()
    assert not views_folder(world.round).with_name(".r1.new").exists()
    again.delete()
