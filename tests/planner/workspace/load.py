"""Load on a workspace that really serves, measured: every sender of the pilot uploads once, spread over some time,
while readers look at pages. ``python -m tests.planner.workspace.load --seconds 300 --views 20 [--job]``.

The time of a page counts from when it was due, so that a server that falls behind is not measured as fast. Exit code 1
where what was sent is not what is stored, or where pages are slower than they may be: 95 of 100 within one second, two
with a solving job beside them. On a machine that others use the clock says little: beside it stand the load of the
machine, and the processor time that the server takes per request, which is its own."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from tests.planner.cli.test_cli import ROOT
from tests.support.ports import free_port

from .live import PATIENCE

PILOT = ROOT / "instances" / "pilot"
READERS = 200
SENDERS = 67
SLUG = "pilot"
AS_A_JOB = (
    "from wijkplan.planner.workspace.job_process import let_pages_go_first; let_pages_go_first(); "
    "from wijkplan.planner.cli import main; main()"
)
"""A solving process in a session of its own, as far behind pages as a job is."""


def made(number: int = SENDERS) -> tuple[list[tuple[Path, str]], list[str]]:
    """A programme with all senders of the pilot, none of whom has sent anything, and a hand-in that is open: files with
    the keys of their senders, and cookies of readers."""
    from wijkplan.planner.workspace import commands

    commands.set_up()
    from datetime import date

    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from wijkplan.planner.workspace.members import new_token
    from wijkplan.planner.workspace.models import Membership, Organisation, Programme, Round, User
    from wijkplan.planner.workspace.policy import Actor
    from wijkplan.planner.workspace.starting import new_programme, prepare

    prepare()
    actor = Actor("operator", number="load")
    files = {"programme.json": (PILOT / "programme.json").read_bytes()}
    programme = new_programme(actor, SLUG, "Pilot", files)
    senders = [(path, *_sender(path)) for path in sorted(PILOT.glob("*-*.json"))]
    while len(senders) < number:  # some send for two
        path, role, party = senders[len(senders) % 7]
        senders.append((path, role, f"{party}-{len(senders)}"))
    uploads = []
    for path, role, party in senders[:number]:
        one = Organisation.objects.create(programme=programme, role=role, party=party, name=party)
        uploads.append((path, new_token(actor, one, "load")))
    reader = Organisation.objects.create(programme=programme, role="core-team", party="readers", name="readers")
    cookies = []
    for number in range(READERS):
        user = User.objects.create(email=f"{number}@readers.example", password="!")
        Membership.objects.create(user=user, organisation=reader)
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    Round.objects.create(programme=Programme.objects.get(slug=SLUG), name="load", status_date=date(2027, 1, 4))
    return uploads, cookies


def _sender(path: Path) -> tuple[str, str]:
    values = json.loads(path.read_text("utf-8"))
    return values["kind"], f"{values['kind']}-{values['id']}"


def upload(address: str, path: Path, token: str) -> Callable[[], int]:
    """Sends a file as a program would; gives back the status."""
    mark = "----wijkplan-load"
    head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{path.name}"\r\n\r\n'
    body = head.encode() + path.read_bytes() + f"\r\n--{mark}--\r\n".encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={mark}"}
    return lambda: _asked(urllib.request.Request(f"{address}/api/v1/versions", data=body, headers=headers))


def view(address: str, cookie: str, page: str) -> Callable[[], int]:
    """Looks at a page as a reader."""
    return lambda: _asked(urllib.request.Request(f"{address}{page}", headers={"Cookie": cookie}))


def _asked(request: urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def timed(due: float, act: Callable[[], int]) -> tuple[int, float]:
    """Does something when it is due: its status, and seconds from then to the end of the answer."""
    time.sleep(max(0.0, due - time.monotonic()))
    status = act()
    return status, time.monotonic() - due


def measure(
    address: str, uploads: list[tuple[Path, str]], cookies: list[str], seconds: float, views: float, most: float
) -> bool:
    """Runs the load and tells; whether all was taken, and 95 of 100 pages came within ``most`` seconds."""
    pages = cycle((f"/p/{SLUG}", f"/p/{SLUG}/rounds/load", f"/p/{SLUG}/decisions", "/me", "/audit"))
    readers = cycle(cookies)
    begin = time.monotonic() + 2.0
    # Senders wait for their turn in threads of their own: else they would keep readers from asking.
    with ThreadPoolExecutor(len(uploads)) as senders, ThreadPoolExecutor(64) as pool:
        sent = [
            senders.submit(timed, begin + i * seconds / len(uploads), upload(address, path, token))
            for i, (path, token) in enumerate(uploads)
        ]
        count = int(seconds * views)
        looked = []
        for i in range(count):
            time.sleep(max(0.0, begin + i / views - time.monotonic() - 0.5))
            looked.append(pool.submit(timed, begin + i / views, view(address, next(readers), next(pages))))
        uploaded, seen = [one.result() for one in sent], [one.result() for one in looked]
    for name, rows in (("uploads", uploaded), ("pages", seen)):
        took = sorted(one for _, one in rows)
        wrong = sum(status not in (200, 201) for status, _ in rows)
        at = {q: took[min(len(took) - 1, int(q / 100 * len(took)))] for q in (50, 95, 99)}
        told = ", ".join(f"p{q} {value:.2f} s" for q, value in at.items())
        print(f"{name}: {len(rows)}, {wrong} refused, {told}, longest {took[-1]:.2f} s")
    took = sorted(one for _, one in seen)
    return (
        all(status == 201 for status, _ in uploaded)
        and all(status == 200 for status, _ in seen)
        and took[int(0.95 * len(took))] <= most
    )


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Load on a workspace, measured.")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--views", type=float, default=20, help="Pages a second.")
    parser.add_argument("--senders", type=int, default=SENDERS, help="Who upload once each; fewer for a shorter run.")
    parser.add_argument("--job", action="store_true", help="With a solving process at nice 10 beside it.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wijkplan-load-") as home:
        os.environ["WIJKPLAN_HOME"] = home
        if database := os.environ.get("WIJKPLAN_TEST_DATABASE"):
            os.environ["WIJKPLAN_DATABASE"] = database
        port = free_port()
        uploads, cookies = made(arguments.senders)
        command = [sys.executable, "-m", "tests.planner.workspace.live", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"WORKER": "0"})
        solving = None
        try:
            address = f"http://127.0.0.1:{port}"
            until = time.monotonic() + PATIENCE
            while _asked(urllib.request.Request(f"{address}/health")) != 200 and time.monotonic() < until:
                time.sleep(0.2)
            if arguments.job:
                solve = ["compare", str(PILOT), "--time-limit", "60", "--out", f"{home}/out", "--quiet"]
                solving = subprocess.Popen([sys.executable, "-c", AS_A_JOB, *solve], start_new_session=True)
            before, loads = _processor_seconds(server.pid), [os.getloadavg()[0]]
            whole = measure(
                address, uploads, cookies, arguments.seconds, arguments.views, 2.0 if arguments.job else 1.0
            )
            loads.append(os.getloadavg()[0])
            took = _processor_seconds(server.pid) - before
            requests = len(uploads) + int(arguments.seconds * arguments.views)
            print(
                f"processor time of the server: {took:.1f} s, {1000 * took / requests:.0f} ms per request, "
                f"{100 * took / arguments.seconds:.0f} % of one core; load of the machine {loads[0]:.1f} at the "
                f"beginning, {loads[1]:.1f} at the end, on {os.cpu_count()} cores; "
                f"{'PostgreSQL' if database else 'SQLite'}"
            )
        finally:
            server.terminate()
            server.wait(30)
            if solving is not None:
                solving.kill()  # asked to stop it would write its plan first
                solving.wait(30)
        from wijkplan.planner.workspace import audit
        from wijkplan.planner.workspace.models import AuditLine, Version

        stored, logged = Version.objects.count(), AuditLine.objects.filter(act="hand in").count()
        print(f"sent {len(uploads)}, stored {stored}, in the audit log {logged}, faults of it {len(audit.faults())}")
        return 0 if whole and stored == logged == len(uploads) and not audit.faults() else 1


if __name__ == "__main__":
    sys.exit(main())
