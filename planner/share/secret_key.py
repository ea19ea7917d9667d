"""A key that only the neutral party has: what it marks can be told apart by everybody and traced back by nobody
else."""

from __future__ import annotations

import os
import secrets
import sys
from hashlib import sha256
from hmac import new
from pathlib import Path

from wijkplan.planner.folder.atomic_output import CannotWrite, make_folder, private_file
from wijkplan.planner.text import message_of, say

NAME = "export.key"


def state_folder() -> Path:
    """Where wijkplan keeps what belongs to this user and to no programme: ``WIJKPLAN_HOME``, else the system's place
    for it."""
    if home := os.environ.get("WIJKPLAN_HOME"):
        return Path(home)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "wijkplan"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "wijkplan"


def secret_key() -> bytes:
    """The key of this user, made when it is first needed. Raises
    :class:`~wijkplan.planner.folder.atomic_output.CannotWrite`."""
    path = state_folder() / NAME
    try:
        if not path.exists():
            make_folder(path.parent)
            private_file(path, secrets.token_hex(32))
        return bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise CannotWrite(
            say("the key for what is sent out cannot be kept in {path}: {error}", path=path, error=message_of(error))
        ) from error


def mark(key: bytes, text: str) -> str:
    """Sixteen characters that stand for a text; without the key nobody can find out which by trying texts."""
    return new(key, text.encode(), sha256).hexdigest()[:16]
