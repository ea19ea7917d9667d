"""Where the workspace keeps what it keeps, and how it is told: from the environment, once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from wijkplan.planner.folder.atomic_output import make_folder, private_file
from wijkplan.planner.share.secret_key import state_folder

HOME, DATABASE, MAIL, HOSTS = "WIJKPLAN_HOME", "WIJKPLAN_DATABASE", "WIJKPLAN_MAIL_URL", "WIJKPLAN_HOSTS"
RETENTION, SCHEDULER = "WIJKPLAN_RETENTION_DAYS", "WIJKPLAN_SCHEDULER"


class WrongSetting(ValueError):
    """A variable of the environment that says what cannot be; the message names it."""


def home() -> Path:
    """The folder of uploads, rounds, jobs and, without ``WIJKPLAN_DATABASE``, the database."""
    return state_folder() / "workspace"


def programme_folder(slug: str) -> Path:
    """What is kept of one programme."""
    return home() / "programmes" / slug


def key(make: bool = True) -> str:
    """The secret with which sessions are signed; made when a workspace is first set up, for its owner to read only.
    Without one, and not to ``make`` it, something that nobody can know."""
    path = home() / "secret.key"
    if not path.exists():
        if not make:
            return secrets.token_urlsafe(50)
        make_folder(path.parent)
        private_file(path, secrets.token_urlsafe(50))
    return path.read_text("ascii").strip()


def hosts() -> list[str]:
    """Names under which the workspace is reached."""
    named = [name.strip() for name in os.environ.get(HOSTS, "").split(",") if name.strip()]
    return [*named, "localhost", "127.0.0.1", "[::1]"]


def database() -> dict[str, Any]:
    """The database as Django asks for it: ``postgres://user:word@host:port/name``, ``sqlite:///path``, or a file in
    the home. Raises :class:`WrongSetting`."""
    address = os.environ.get(DATABASE, "")
    parts = urlsplit(address)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    if address and parts.scheme != "sqlite":
        raise WrongSetting(f"{DATABASE} is no postgres://... or sqlite:///...: it begins with {parts.scheme!r}")
    name = address.removeprefix("sqlite:///") if address else str(home() / "workspace.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # else two writers meet halfway, and one is refused
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def days_kept() -> int:
    """How long things are kept that need not be. Raises :class:`WrongSetting`."""
    said = os.environ.get(RETENTION, "90")
    if not said.isdigit() or not 1 <= int(said) <= 3650:
        raise WrongSetting(f"{RETENTION} is a number of days from 1 to 3650, not {said!r}")
    return int(said)


def scheduler() -> str | None:
    """The address of the Dask scheduler that plans in parts, such as ``tcp://10.0.0.5:8786``; ``None``: this machine.
    Raises :class:`WrongSetting`."""
    address = os.environ.get(SCHEDULER, "").strip()
    if address and urlsplit(address).scheme not in ("tcp", "tls"):
        raise WrongSetting(f"{SCHEDULER} is no tcp://host:port or tls://host:port: it says {address!r}")
    return address or None


def mail() -> dict[str, Any]:
    """How mail is sent: ``smtp://user:word@host:port`` or ``smtps://``; without it to nobody, links are shown instead.
    Raises :class:`WrongSetting`."""
    address = os.environ.get(MAIL, "")
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise WrongSetting(f"{MAIL} is no smtp://user:word@host:port")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 10,
    }
