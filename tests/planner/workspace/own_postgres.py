"""A PostgreSQL of its own for a test, which it may stop and start: the one that ``.ci/postgres`` installs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.ports import free_port


@dataclass(frozen=True)
class Postgres:
    """A server, and the address of its database."""

    tools: Path
    folder: Path
    port: int

    @property
    def address(self) -> str:
        """As ``WIJKPLAN_DATABASE`` takes it."""
        return f"postgres://wijkplan@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "log")
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, as a machine that is switched off."""
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def _do(self, tool: str, *arguments: str) -> None:
        before = ("runuser", "-u", "postgres", "--") if os.getuid() == 0 else ()
        command = [*before, str(self.tools / tool), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """A server with an empty database; the test is skipped where there is no PostgreSQL."""
    found = shutil.which("initdb") or next(
        (str(one) for one in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None
    )
    if found is None:
        pytest.skip("no PostgreSQL on this machine; .ci/postgres installs it")
    folder = Path(tempfile.mkdtemp(prefix="wijkplan-postgres-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    made = Postgres(Path(found).resolve().parent, folder, free_port())
    try:
        made._do("initdb", "-D", str(folder / "data"), "-U", "wijkplan", "-A", "trust")
        made.start()
        yield made
    finally:
        with suppress(subprocess.CalledProcessError):
            made.stop()
        shutil.rmtree(folder, ignore_errors=True)
