"""What ``wijkplan serve`` and ``wijkplan workspace`` do; the only place of this room that prints."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import click

from wijkplan.planner.folder.atomic_output import make_folder
from wijkplan.planner.text import say

from . import where


class CannotRestore(ValueError):
    """A backup is not put back, or it is not whole."""


def set_up() -> None:
    """Load the web framework with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkplan.planner.workspace.settings")
    where.key()
    import django

    django.setup()


def serve(host: str, port: int, demo: Path | None, workers: int, tell: Callable[[str], None]) -> None:
    """Bring the database up to date, make the demonstration in an empty workspace, and serve until stopped."""
    set_up()
    import uvicorn

    from .models import Programme
    from .starting import demonstration, first_operator, prepare

    prepare()
    address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::1') else host}:{port}"
    if demo and not Programme.objects.exists():
        called = json.loads((demo / "programme.json").read_text("utf-8"))["name"]
        accounts = demonstration(demo, f"Demonstratie: {called}", 1.0)
        tell(say("A demonstration was made. Accounts (also in {file}):", file=where.home() / "demo-accounts.txt"))
        for role, mail, word in accounts:
            tell(f"  {role:<10} {mail:<50} {word}")
        tell(say("Its first plan is being made; that takes a minute or two. Sign in meanwhile and look around."))
    elif (secret := first_operator("Neutrale partij")) is not None:
        tell(say("The first operator begins here: {address}", address=f"{address}/invitation/{secret}"))
    worker = _worker(workers)
    tell(say("The workspace is at {address} (Ctrl-C stops it; jobs go on).", address=address))
    try:
        uvicorn.run(
            "wijkplan.planner.workspace.asgi:application",
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=3,
        )
    finally:
        worker.terminate()


def _worker(most: int) -> subprocess.Popen[bytes]:
    """The worker that goes with a server; jobs are processes of their own."""
    return subprocess.Popen(
        [sys.executable, "-m", "wijkplan.planner.workspace.commands", str(most)],
        env=os.environ | {"WIJKPLAN_WITH_SERVER": "1"},
        stdin=subprocess.DEVNULL,
    )


def work(most: int, once: bool = False) -> None:
    """Take jobs and start their processes."""
    set_up()
    from .jobs import work as take

    with suppress(KeyboardInterrupt):
        take(once=once, most=most)


def init(name: str, tell: Callable[[str], None]) -> None:
    """Make the database, and a link for the first operator."""
    set_up()
    from .starting import first_operator, prepare

    prepare()
    secret = first_operator(name)
    if secret is None:
        tell(say("There is an operator already; invite others from its page."))
    else:
        click.echo(f"/invitation/{quote(secret)}")
        tell(say("Open this address on the workspace; it lets one person in, within 14 days."))


def backup(target: Path) -> None:
    """All of a workspace in one file: the database as it is at one moment, the files, and the keys."""
    set_up()
    from django.db import connection

    with TemporaryDirectory() as made:
        folder = Path(made)
        if connection.vendor == "sqlite":
            source = connection.settings_dict["NAME"]
            with closing(sqlite3.connect(str(source))) as live, closing(sqlite3.connect(folder / "db")) as copy:
                live.backup(copy)
        else:
            _dump(folder / "db")
        about = {"vendor": connection.vendor, "made": time.strftime("%Y-%m-%dT%H:%M:%S%z")}
        (folder / "backup.json").write_text(json.dumps(about), "utf-8")
        whole = target.with_name(f".{target.name}.new")
        with tarfile.open(whole, "w:gz") as packed:
            for name in ("backup.json", "db"):
                packed.add(folder / name, name)
            for path in sorted(where.home().iterdir()):
                if path.name.startswith("workspace.sqlite3") or path.resolve() in (whole.resolve(), target.resolve()):
                    continue
                packed.add(path, f"home/{path.name}")
        whole.chmod(0o600)
        whole.replace(target)


def _dump(path: Path) -> None:
    """The rows of another database than SQLite, as JSON that any of them reads back."""
    from django.core.management import call_command

    with path.open("w", encoding="utf-8") as stream:
        call_command(
            "dumpdata", "--natural-foreign", exclude=["contenttypes", "auth.permission", "sessions"], stdout=stream
        )


def restore(source: Path, force: bool) -> None:
    """Put a backup back, into an empty home. Raises :class:`CannotRestore`."""
    home = where.home()
    if home.is_dir() and any(home.iterdir()) and not force:
        raise CannotRestore(say("{home} is not empty; name another with WIJKPLAN_HOME, or use --force", home=home))
    with TemporaryDirectory() as made:
        folder = Path(made)
        with tarfile.open(source, "r:gz") as packed:
            packed.extractall(folder, filter="data")
        about = json.loads((folder / "backup.json").read_text("utf-8"))
        make_folder(home)
        for path in (folder / "home").iterdir():
            target = home / path.name
            if target.is_dir():
                shutil.rmtree(target)
            shutil.move(path, target)
        if about["vendor"] == "sqlite" and not os.environ.get(where.DATABASE):
            for old in home.glob("workspace.sqlite3*"):
                old.unlink()
            shutil.move(folder / "db", home / "workspace.sqlite3")
            set_up()
        else:
            set_up()
            from django.core.management import call_command

            from .starting import prepare

            if about["vendor"] == "sqlite":
                raise CannotRestore(say("this is a backup of SQLite; restore it without WIJKPLAN_DATABASE"))
            prepare()
            _emptied(force)
            shutil.move(folder / "db", folder / "db.json")
            call_command("loaddata", str(folder / "db.json"), verbosity=0)
    from .audit import faults

    if found := faults():
        raise CannotRestore(say("it was put back, but the audit log is not whole: {what}", what=found[0]))


def _emptied(force: bool) -> None:
    """A database into which a backup may go. Raises :class:`CannotRestore`."""
    from django.core.management import call_command

    from .models import AuditLine, User

    if (User.objects.exists() or AuditLine.objects.exists()) and not force:
        raise CannotRestore(say("the database is not empty; name another with WIJKPLAN_DATABASE, or use --force"))
    call_command("flush", verbosity=0, interactive=False)


def tidy(days: int | None) -> int:
    """Take away what need not be kept (:mod:`.retention`)."""
    set_up()
    from . import retention

    return retention.tidy(where.days_kept() if days is None else days)


if __name__ == "__main__":
    work(int(sys.argv[1]))
