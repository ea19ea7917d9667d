"""The files of a round: what was handed in and by whom, what counts, what was sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from wijkplan.planner.intake.read_programme import Loaded

from .round_folder import (
    MANIFEST,
    PUBLISHED,
    SUBMISSIONS,
    Folder,
    now,
)
from .round_types import Received, Round, Sent

CORE = "core-team"


def sent(folder: Folder, round: Round) -> list[Sent]:
    """All that was sent in a round."""
    path = folder.path(round.id, PUBLISHED, MANIFEST)
    return [Sent.model_validate(row) for row in json.loads(path.read_text("utf-8"))] if path.is_file() else []


def until(folder: Folder, round: Round) -> list[Round]:
    """The rounds up to one, in order, itself the last."""
    listed = folder.rounds()
    return listed[: [one.id for one in listed].index(round.id) + 1]


def counting(folder: Folder, round: Round) -> list[Received]:
    """The files of the submissions of a round that count: those in the log whose place no later one took."""
    logged = {row.object for row in folder.log(round.id)}
    rows = received(folder, round)
    replaced = {row.replaces for row in rows}
    return [row for row in rows if row.file not in replaced and f"{SUBMISSIONS}/{row.file}" in logged]


def received(folder: Folder, round: Round) -> list[Received]:
    """All files that were handed in for a round, with who sent them."""
    path = folder.path(round.id, SUBMISSIONS, MANIFEST)
    return [Received.model_validate(row) for row in json.loads(path.read_text("utf-8"))] if path.is_file() else []


def own_names(paths: Sequence[Path]) -> dict[Path, str]:
    """Names in one folder: as they are, and where two are the same with the folder they are from."""
    taken = [path.name for path in paths]
    return {path: path.name if taken.count(path.name) == 1 else f"{path.parent.name}-{path.name}" for path in paths}


def owners(loaded: Loaded, names: Mapping[Path, str]) -> dict[str, tuple[str | None, str]]:
    """Who sent each file, by its name in the folder, and as what it was read."""
    return {names[Path(one.file)]: (one.owner, one.record.kind) for one in loaded.submitted if Path(one.file) in names}


def received_as(name: str, raw: bytes, senders: Mapping[str, tuple[str | None, str]]) -> Received:
    party, kind = senders.get(name, (None, "not read"))
    return Received(party=party, file=name, sha256=sha256_of(raw), received=now(), read_as=kind)


def manifest_of(rows: Sequence[Received | Sent]) -> bytes:
    return (json.dumps([row.model_dump() for row in rows], indent=1, ensure_ascii=False) + "\n").encode()


def sha256_of(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def next_number(folder: Folder, round: Round, base: str) -> int:
    """Of the next file that is kept under a folder, which counts up."""
    logged = [row.object for row in folder.log(round.id) if row.object.startswith(f"{base}/")]
    numbers = [int(name.removeprefix(f"{base}/").split(".")[0]) for name in logged]
    return 1 + max(numbers, default=0)
