"""The process of one attempt at a job: ``python -m wijkplan.planner.workspace.job_process ID ATTEMPT``.

It writes its own row: heartbeat, events, how it ended. SIGINT, or a row that asks to stop, ends the search and keeps
the best plan."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

BEAT = 5.0


class Stopper:
    """Asked by the search whether to end."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        return self.asked

    def signalled(self, number: int, frame: FrameType | None) -> None:
        """On SIGINT or SIGTERM."""
        del number, frame
        self.asked = True


class Heart(threading.Thread):
    """Beats in the database, writes waiting events at most once a second, and hears whether the job should stop."""

    def __init__(self, job: int, attempt: int, stop: Stopper) -> None:
        super().__init__(daemon=True)
        self.job, self.attempt, self.stop = job, attempt, stop
        self.waiting: list[tuple[str, dict[str, Any]]] = []
        self.guard, self.over, self.deposed = threading.Lock(), threading.Event(), False

    def tell(self, kind: str, values: dict[str, Any]) -> None:
        """An event, which is written with the next beat; of several of one solve the last one counts."""
        with self.guard:
            if self.waiting and kind == "bound" and self.waiting[-1][0] == kind:
                self.waiting.pop()
            self.waiting.append((kind, values))

    def run(self) -> None:
        """Until the job is over."""
        from django.db import connection

        last = 0.0
        while not self.over.wait(1.0):
            try:
                self.flush()
                if time.monotonic() - last >= BEAT:
                    self.beat()
                    last = time.monotonic()
            except Exception:  # the database may be away; the search goes on, and a new connection is tried
                connection.close()
        with suppress(Exception):
            self.flush()
        connection.close()

    def flush(self) -> None:
        """Write what waits."""
        from .jobs import tell

        with self.guard:
            told, self.waiting = self.waiting, []
        try:
            while told:
                tell(self.job, *told[0])
                told.pop(0)
        except Exception:
            with self.guard:
                self.waiting = told + self.waiting
            raise

    def beat(self) -> None:
        """The row says that the process is there, and what is asked of it."""
        from django.utils import timezone

        from .models import Job

        mine = Job.objects.filter(pk=self.job, attempt=self.attempt, state="running")
        if not mine.update(heartbeat=timezone.now()):
            self.deposed = self.stop.asked = True  # another attempt took its place
        elif mine.exclude(stop_requested=None).exists():
            self.stop.asked = True


NICE = 10


def let_pages_go_first() -> None:
    """A job takes the processor time that pages leave. It is in a session of its own, and where Linux shares the
    processor between sessions first, how nice a process is counts within its session only: so the session says it too.
    """
    with suppress(OSError):
        os.nice(NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(NICE), "ascii")


def main(key: int, attempt: int) -> int:
    """Do the job, and write how it ended; nothing where another attempt took its place before this one began."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkplan.planner.workspace.settings")
    import django

    django.setup()
    from django.utils import timezone

    from wijkplan.planner.folder.process_identity import started_at
    from wijkplan.planner.text import message_of, say

    from .jobs import CannotDo, error_lines
    from .models import Job
    from .trouble import patiently
    from .work_done import KINDS

    mine, begun = Job.objects.filter(pk=key, attempt=attempt), started_at(os.getpid())
    at = {"pid": os.getpid(), "pid_started": begun}
    if not patiently(lambda: mine.filter(state="running").update(heartbeat=timezone.now(), **at)):
        return 0
    stop = Stopper()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop.signalled)
    let_pages_go_first()
    job = patiently(lambda: Job.objects.get(pk=key))
    heart = Heart(key, attempt, stop)
    heart.start()
    state, result, code = "done", "", 0
    line: str = ""
    try:
        heart.tell("begin", {"attempt": attempt, "kind": job.kind})
        result = KINDS[job.kind](job, heart.tell, stop)
        state = "stopped" if stop.asked else "done"
    except CannotDo as error:
        state, line, code = "failed", message_of(error), 1
    except Exception as error:
        _log(error, key)
        state, line, code = (
            "failed",
            say("a fault of wijkplan ({what}); the log says where", what=type(error).__name__),
            3,
        )
    heart.tell("end", {"state": state, "line": line})
    heart.over.set()
    heart.join(10)
    if not heart.deposed:
        ended = {"state": state, "result_path": result, "exit_code": code} | error_lines(line)
        patiently(lambda: mine.update(ended=timezone.now(), **ended))
    return code


def _log(error: BaseException, key: int) -> None:
    """Where in the program, never what was sent."""
    import traceback

    from .where import home

    frames = "".join(traceback.format_tb(error.__traceback__))
    path: Path = home() / "jobs.log"
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"job {key}: {type(error).__name__}\n{frames}\n")


Tell = Callable[[str, dict[str, Any]], None]

if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
