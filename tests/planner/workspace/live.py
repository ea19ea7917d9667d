"""A workspace of tests that really serves: ``python -m tests.planner.workspace.live PORT``, on SQLite in the home or on
the database that the environment names; with a worker beside it where ``WORKER=1``, and with jobs of every kind and
what they made where ``RICH=1``."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.command import ROOT
from tests.support.ports import free_port

PATIENCE = 420.0
"""Seconds: on a busy machine where kernels have to be compiled first, the world takes that long."""


@contextmanager
def served(home: Path, worker: bool = False, rich: bool = False) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a workspace with one programme that was sent round, and its process."""
    port = free_port()
    environment = os.environ | {"WIJKPLAN_HOME": str(home), "WORKER": str(int(worker)), "RICH": str(int(rich))}
    log = (home / "served.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.planner.workspace.live", str(port)],
        env=environment,
        cwd=ROOT,
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + PATIENCE
        while True:
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"it does not serve: {(home / 'served.log').read_text()}")
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5)
                break
            except OSError:
                time.sleep(0.2)
        yield address, process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
            log.close()


def main(port: int) -> None:
    """Make the world where there is none yet, and serve it."""
    from wijkplan.planner.workspace import commands

    commands.set_up()
    import uvicorn

    from wijkplan.planner.workspace.models import Programme
    from wijkplan.planner.workspace.starting import prepare

    prepare()
    if not Programme.objects.exists():
        from .conftest import EXAMPLE, make_world

        world = make_world("straat", EXAMPLE)
        if os.environ.get("RICH") == "1":
            from .rich_world import enrich

            enrich(world)
    helper = commands._worker(1) if os.environ.get("WORKER") == "1" else None
    try:
        uvicorn.run(
            "wijkplan.planner.workspace.asgi:application",
            port=port,
            log_level="error",
            lifespan="off",
            access_log=False,
        )
    finally:
        if helper is not None:
            helper.terminate()


if __name__ == "__main__":
    main(int(sys.argv[1]))
