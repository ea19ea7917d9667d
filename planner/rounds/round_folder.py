"""A folder of rounds: written file by file, each whole, the line in the log last; what has no line in the log is not
there, and that is said.

Files that were received, sent or decided are only ever added to. The log chains hashes, and a closed round states the
hash of all its files, so that whoever holds the last hash can tell whether anything was changed since."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from wijkplan.planner.folder.append_line import append_line
from wijkplan.planner.folder.atomic_output import write_bytes
from wijkplan.planner.text import message_of, say

from .round_types import STATE_NAMES, STATES, Logged, Reference, Round, RoundFile, Rounds, State

LOG, ROUND, ROUNDS, CLOSED, LOCK = "log.jsonl", "round.json", "rounds.json", "closed.json", ".lock"
SUBMISSIONS, PLAN, PUBLISHED, ANSWERS, PROGRESS = "submissions", "plan", "published", "answers", "progress"
DECISIONS, AGREED, MANIFEST, PARTIES = "decisions.jsonl", "agreed.json", "manifest.json", "parties.jsonl"
BUDGETS, CHANGES = "budgets.jsonl", "least-change.json"
APPEND_ONLY = (SUBMISSIONS, PUBLISHED, ANSWERS, PROGRESS)
"""Folders of a round in which nothing is ever replaced."""

BACK = ("published", "planned")
T = TypeVar("T", bound=RoundFile)


class RoundError(ValueError):
    """What was asked for does not fit the rounds; the message says what would."""


class Folder:
    """The rounds under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def about(self) -> Rounds:
        """``rounds.json``. Raises :class:`RoundError`."""
        if not (self.root / ROUNDS).is_file():
            raise RoundError(
                say(
                    "{root} is no folder of rounds; wijkplan round open {root} 2027-Q1 PROGRAMME makes one",
                    root=self.root,
                )
            )
        return _read(self.root / ROUNDS, Rounds)

    def rounds(self) -> list[Round]:
        """All rounds, in the order in which they were opened."""
        found = [_read(path, Round) for path in sorted(self.root.glob(f"*/{ROUND}"))]
        return sorted(found, key=lambda one: (one.opened, one.id))

    def one(self, id: str | None) -> Round:
        """A round by id, else the last one. Raises :class:`RoundError`."""
        listed = self.rounds()
        if not listed:
            raise RoundError(
                say("{root} has no round yet; open one: wijkplan round open {root} 2027-Q1 PROGRAMME", root=self.root)
            )
        if id is None:
            return listed[-1]
        found = next((one for one in listed if one.id == id), None)
        if found is None:
            raise RoundError(
                say("there is no round {id!r}: {listed}", id=id, listed=", ".join(one.id for one in listed))
            )
        return found

    def path(self, round: str, *parts: str) -> Path:
        """A file or folder of a round."""
        return self.root.joinpath(round, *parts)

    def previous(self, round: Round) -> Round | None:
        """The round before one."""
        return None if round.previous is None else self.one(round.previous.round)

    def log(self, round: str) -> list[Logged]:
        """The log of a round. Raises :class:`RoundError` where its chain is broken."""
        path, before, found = self.path(round, LOG), "", list[Logged]()
        for i, line in enumerate(_lines(path), start=1):
            row = _parsed(line, Logged, path)
            if (row.seq, row.prev) != (i, before):
                raise RoundError(
                    say(
                        "{path}, line {i}: the chain of hashes is broken; a line was changed, added or taken away",
                        path=path,
                        i=i,
                    )
                )
            before = sha256(line.encode()).hexdigest()
            found.append(row)
        return found

    def begin(self, round: Round, programme: str) -> None:
        """Make the folder of a new round."""
        if not (self.root / ROUNDS).exists():
            write_bytes({self.root / ROUNDS: _json(Rounds(format_version=1, programme=programme))})
        self.store(round, "open", by="core-team")

    def store(self, round: Round, act: str, by: str) -> None:
        """Write ``round.json`` and its line in the log."""
        raw = _json(round)
        write_bytes({self.path(round.id, ROUND): raw})
        self._log(round.id, by, act, ROUND, raw)

    def move_to(self, round: Round, state: State, by: str) -> Round:
        """The round in another state. Raises :class:`RoundError` where it cannot get there."""
        if state == round.state:
            return round
        forward = STATES.index(state) > STATES.index(round.state)
        if not forward and (round.state, state) != BACK:
            raise RoundError(
                say(
                    "round {id} is {state}; it cannot be {state2} any more",
                    id=round.id,
                    state=round.called,
                    state2=STATE_NAMES[state],
                )
            )
        moved = round.model_copy(update={"state": state})
        self.store(moved, state, by)
        return moved

    def add(self, round: str, files: Mapping[str, bytes], act: str, by: str) -> None:
        """Write files of a round, each with its line in the log; what is there already as it is, stays. Raises
        :class:`RoundError` where one that is never replaced is there otherwise."""
        logged = {row.object: row.sha256 for row in self.log(round)}
        files = {name: raw for name, raw in files.items() if logged.get(name) != sha256(raw).hexdigest()}
        for name in files:
            if name.split("/")[0] in APPEND_ONLY and not name.endswith(MANIFEST) and name in logged:
                raise RoundError(
                    say(
                        "{path} is there already, and what was received or sent is never replaced",
                        path=self.path(round, name),
                    )
                )
        write_bytes({self.path(round, name): raw for name, raw in files.items()})
        for name, raw in files.items():
            self._log(round, by, act, name, raw)

    def append(self, round: str, name: str, rows: Sequence[RoundFile], act: str, by: str) -> None:
        """Add lines to a file of a round that is only ever added to."""
        raw = "".join(
            f"{line}\n" for line in [*self._logged_lines(round, name), *(row.model_dump_json() for row in rows)]
        ).encode()
        if rows:
            write_bytes({self.path(round, name): raw})
            self._log(round, by, act, name, raw)

    def read_lines(self, round: str, name: str, kind: type[T]) -> list[T]:
        """The lines of such a file that are in the log; none where there is no such file."""
        return [_parsed(line, kind, self.path(round, name)) for line in self._logged_lines(round, name)]

    def _logged_lines(self, round: str, name: str) -> list[str]:
        """The lines whose hash is in the log: a process that was killed may have left more, which count as not
        there."""
        lines = _lines(self.path(round, name))
        known = {row.sha256 for row in self.log(round) if row.object == name}
        for most in range(len(lines), 0, -1):
            if sha256("".join(f"{line}\n" for line in lines[:most]).encode()).hexdigest() in known:
                return lines[:most]
        return []

    def close(self, round: Round, by: str) -> Reference:
        """State the hash of all files of a round; it is over."""
        files = self.files(round.id)
        raw = (json.dumps(files, indent=1) + "\n").encode()
        write_bytes({self.path(round.id, CLOSED): raw})
        self._log(round.id, by, "close", CLOSED, raw)
        reference = Reference(round=round.id, sha256=sha256(raw).hexdigest())
        about = self.about
        if about.baseline is None:
            write_bytes({self.root / ROUNDS: _json(about.model_copy(update={"baseline": reference}))})
        return reference

    def ended(self, round: str) -> bool:
        """Whether all is done that closing a round does: the log has the hash of its files, and of a first round it is
        the baseline."""
        return any(row.object == CLOSED for row in self.log(round)) and self.about.baseline is not None

    def files(self, round: str) -> dict[str, str]:
        """Hash per file of a round, but the log, the file that closes it and those that are still being written."""
        base = self.path(round)
        found = (path for path in sorted(base.rglob("*")) if path.is_file() and not path.name.startswith("."))
        skip = {LOG, CLOSED, ROUND}
        return {
            name: sha256(path.read_bytes()).hexdigest()
            for path in found
            if (name := path.relative_to(base).as_posix()) not in skip
        }

    def faults(self, round: str) -> Sequence[str]:
        """What is not as the log says: files without a line, files that were changed or are gone, and a broken
        chain."""
        try:
            rows = self.log(round)
        except RoundError as error:
            return [message_of(error)]
        logged = {
            row.object: row.sha256 for row in rows if row.sha256 is not None and row.object not in (ROUND, CLOSED)
        }
        there = {name: digest for name, digest in self.files(round).items() if not name.startswith(f"{PLAN}/")}
        found = [
            say("{name} has no line in the log: it counts as not there", name=name)
            for name in sorted(there.keys() - logged.keys())
        ]
        found += [
            say("{name} is gone", name=name)
            for name in sorted(logged.keys() - there.keys())
            if not name.startswith(f"{PLAN}/")
        ]
        found += [
            say("{name} is not as it was logged", name=name)
            for name in sorted(there.keys() & logged.keys())
            if there[name] != logged[name]
        ]
        if self.path(round, CLOSED).is_file():
            stated = json.loads(self.path(round, CLOSED).read_text("utf-8"))
            found += [
                say("{name} was changed after the round was closed", name=name)
                for name, digest in self.files(round).items()
                if stated.get(name) != digest
            ]
        return found

    def _log(self, round: str, by: str, act: str, object: str, raw: bytes) -> None:
        path = self.path(round, LOG)
        _cut_off(path)
        lines = _lines(path)
        before = sha256(lines[-1].encode()).hexdigest() if lines else ""
        row = Logged(
            seq=len(lines) + 1, at=now(), by=by, act=act, object=object, sha256=sha256(raw).hexdigest(), prev=before
        )
        append_line(path, row.model_dump_json())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """This process alone changes the rounds. Raises :class:`RoundError` where another one does."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = self.root / LOCK
        _take(lock)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def now() -> str:
    """This moment, ISO 8601 with the offset of the clock."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def sealed(plan: Path) -> bool:
    """Whether an output folder is that of a round that is closed, in which nothing changes any more."""
    return (plan.absolute().parent / "closed.json").is_file()


def _take(lock: Path) -> None:
    mine = json.dumps({"pid": os.getpid(), "started": _started(os.getpid()), "at": now()})
    for _ in range(2):
        try:
            handle = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            holder = _holder(lock)
            if holder is not None:
                raise RoundError(
                    say(
                        "process {holder} changes these rounds at the moment; try again when it has ended",
                        holder=holder,
                    )
                ) from None
            with suppress(FileNotFoundError):
                lock.unlink()  # of a process that is gone
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(mine)
        return
    raise RoundError(say("{lock} cannot be taken; try again", lock=lock))


def _holder(lock: Path) -> int | None:
    """The process that holds a lock; ``None`` where it is gone."""
    try:
        stated = json.loads(lock.read_text("utf-8"))
        pid, started = int(stated["pid"]), stated["started"]
    except (OSError, ValueError, KeyError, TypeError):
        time.sleep(0.2)  # it may just be writing
        return None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        pass  # it is somebody else's, so it is there
    return pid if _started(pid) == started else None


def _started(pid: int) -> str | None:
    """When a process began, in ticks since the machine did; ``None`` where the system does not say."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return None


def _lines(path: Path) -> list[str]:
    """The whole lines of a file: one that was cut off, because the machine went down, is not there."""
    return [line for line in path.read_text("utf-8").split("\n")[:-1] if line] if path.is_file() else []


def _cut_off(path: Path) -> None:
    """Take away a last line that was cut off."""
    raw = path.read_bytes() if path.is_file() else b""
    if raw and not raw.endswith(b"\n"):
        os.truncate(path, raw.rfind(b"\n") + 1)


def _json(value: RoundFile) -> bytes:
    return (value.model_dump_json(indent=1) + "\n").encode()


def _read(path: Path, kind: type[T]) -> T:
    try:
        return kind.model_validate_json(path.read_text("utf-8"))
    except (OSError, ValidationError) as error:
        raise RoundError(
            say("{path} cannot be read as wijkplan wrote it: {first}", path=path, first=_first(error))
        ) from error


def _parsed(line: str, kind: type[T], path: Path) -> T:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        raise RoundError(
            say("{path} has a line that cannot be read: {first}", path=path, first=_first(error))
        ) from error


def _first(error: Exception) -> Any:
    if isinstance(error, ValidationError):
        detail = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, detail['loc']))}: {detail['msg'].lower()}"
    return error
