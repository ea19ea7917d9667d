"""The table of jobs: queue, take, tell, stop, and find the lost ones.

A job is a process of the operating system; the web server only writes rows. So a job goes on when the server is
killed, and when the machine was, its row still says what was asked."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, F, When
from django.utils import timezone

from wijkplan.planner.folder.process_identity import boot_id, started_at
from wijkplan.planner.text import say, translated

from .audit import note
from .models import Job, JobEvent, Round
from .policy import Actor
from .retention import tidy
from .where import days_kept

SILENT = timedelta(seconds=30)
"""A heart that did not beat for so long may have stopped."""

GRACE = timedelta(seconds=60)
"""What a job gets to keep its best plan after it was asked to stop."""

_ASKED: dict[tuple[int, int], float] = {}
"""When this worker first saw that a job and attempt should stop."""

ATTEMPTS, DAY = 3, 86_400.0
ENDED = ("done", "failed", "stopped")
PRICE = "why"
BY_ARGS = (PRICE, "export", "outlook", "repair")
"""Kinds of which several may wait on one round, where they ask for different things."""


class CannotDo(ValueError):
    """Why a job ends without result, in one line."""


def error_lines(line: str) -> dict[str, str]:
    """That line as a row keeps it, in both languages."""
    return {"error_line": line[:500], "error_dutch": translated(line, "nl")[:500]}


def queue(actor: Actor, round: Round, kind: str, args: Mapping[str, Any], input_sha256: str = "", seed: int = 1) -> Job:
    """Ask for a job; the same one that waits or runs already is given back."""
    asked = dict(args)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=round.pk)
        waiting = Job.objects.filter(round=round, kind=kind, state__in=("queued", "running", "lost")).order_by("pk")
        there = next((one for one in waiting if kind not in BY_ARGS or one.args == asked), None)
        if there is not None:
            return there
        made = Job.objects.create(
            programme=round.programme,
            round=round,
            kind=kind,
            args=asked,
            input_sha256=input_sha256,
            seed=seed,
            by=actor.number,
        )
        about, party = f"job {made.pk} of round {round.name}", str(asked.get("party", ""))
        note(actor, f"start {kind}", about, round.programme.slug, party)
    return made


def request_stop(actor: Actor, job: Job) -> None:
    """Ask a job to stop and keep its best plan; one that waits does not begin."""
    if Job.objects.filter(pk=job.pk, state="queued").update(state="stopped", ended=timezone.now()) == 0:
        Job.objects.filter(pk=job.pk, state="running", stop_requested=None).update(stop_requested=timezone.now())
    note(actor, "stop job", f"job {job.pk}", job.programme.slug)


def take() -> Job | None:
    """The job that waited longest, taken by this process: of several workers one gets it. Prices of single weeks come
    after what everybody waits for."""
    last = Case(When(kind=PRICE, then=1), default=0)
    waiting = Job.objects.filter(state="queued").order_by(last, "pk").values_list("pk", flat=True)[:5]
    for key in waiting:
        now = timezone.now()
        taken = Job.objects.filter(pk=key, state="queued").update(
            state="running",
            started=now,
            heartbeat=now,
            attempt=F("attempt") + 1,
            pid=None,
            pid_started="",
            host=socket.gethostname(),
            boot_id=boot_id(),
            stop_requested=None,
        )
        if taken:
            return Job.objects.get(pk=key)
    return None


def start(job: Job) -> subprocess.Popen[bytes]:
    """The process of a job, in a session of its own: it outlives whoever started it."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "wijkplan.planner.workspace.job_process", str(job.pk), str(job.attempt)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def launch(job: Job) -> subprocess.Popen[bytes]:
    """Start the process of a job and write down which it is: on a busy machine it takes longer than half a minute
    before it says so itself, and must not count as lost until then."""
    made = start(job)
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, state="running")
    mine.update(pid=made.pid, pid_started=started_at(made.pid))
    return made


def sweep() -> list[int]:
    """Find jobs whose process is gone, and queue them again, twice at most; end those that do not stop."""
    found = []
    for job in Job.objects.filter(state__in=("running", "lost")):
        if job.state == "running" and job.stop_requested and _asked_for(job) > GRACE.total_seconds():
            _kill(job)
        if job.state == "running" and not is_lost(job, timezone.now()):
            continue
        again = job.attempt < ATTEMPTS and job.stop_requested is None
        ended = "stopped" if job.stop_requested else "failed"
        line = "" if again else say("the process of this job is gone, and it was not begun again")
        changed = Job.objects.filter(pk=job.pk, state=job.state, attempt=job.attempt, heartbeat=job.heartbeat).update(
            state="queued" if again else ended, ended=None if again else timezone.now(), **error_lines(line)
        )
        if changed:
            tell(job.pk, "lost", {"attempt": job.attempt, "again": again})
            found.append(job.pk)
    return found


def _asked_for(job: Job) -> float:
    """Seconds since this worker first saw that a job should stop, by a clock that does not jump."""
    now = time.monotonic()
    return now - _ASKED.setdefault((job.pk, job.attempt), now)


def is_lost(job: Job, at: datetime) -> bool:
    """A heart that is silent for 30 seconds, and a process that is not there: another boot of the machine, no such
    process, or one that began at another time."""
    if job.heartbeat is not None and abs(at - job.heartbeat) <= SILENT:  # a clock may have been put back
        return False
    if job.host != socket.gethostname() and job.boot_id != boot_id():
        return True
    if job.boot_id != boot_id() or job.pid is None:
        return True
    return started_at(job.pid) != job.pid_started


def _kill(job: Job) -> None:
    if job.pid is not None and job.boot_id == boot_id() and started_at(job.pid) == job.pid_started:
        with suppress(ProcessLookupError):
            os.kill(job.pid, signal.SIGKILL)


def tell(job: int, kind: str, values: Mapping[str, Any]) -> None:
    """Add an event."""
    with transaction.atomic():
        Job.objects.filter(pk=job).update(progress_seq=F("progress_seq") + 1)
        seq = Job.objects.values_list("progress_seq", flat=True).get(pk=job)
        JobEvent.objects.create(job_id=job, seq=seq, kind=kind, json=dict(values))


def publish_once(round: int, plan: int, before: int | None) -> bool:
    """Compare and set: whether this plan became the round's, which had ``before`` until now. Of two jobs one
    wins."""
    asked = Round.objects.filter(pk=round)
    asked = asked.filter(plan=None) if before is None else asked.filter(plan=before)
    return asked.update(plan=plan) == 1


def work(once: bool = False, most: int = 1, pause: float = 1.0) -> None:
    """The worker: takes jobs and starts their processes, ``most`` at a time; ``once`` until none waits or runs."""
    running: list[subprocess.Popen[bytes]] = []
    parent, tidied = os.getppid(), time.monotonic() - DAY + 60  # first a minute after it began
    while True:
        try:
            sweep()
            if time.monotonic() - tidied > DAY:
                tidied = time.monotonic()
                tidy(days_kept())
            running = [one for one in running if one.poll() is None]
            alive = Job.objects.filter(state="running").count()
            while max(len(running), alive) < most and (job := take()) is not None:
                running.append(launch(job))
                alive += 1
            if once and not running and not Job.objects.filter(state__in=("queued", "running")).exists():
                return
        except Exception as error:  # the database may be away for a while
            print(f"worker: {type(error).__name__}: {str(error).splitlines()[0][:200]}", file=sys.stderr)
            connection.close()
        if os.getppid() != parent and os.environ.get("WIJKPLAN_WITH_SERVER") == "1":
            return  # started by a server that is gone; its successor has a worker of its own
        time.sleep(pause)
