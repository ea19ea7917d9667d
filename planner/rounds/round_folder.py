"""A folder of rounds: written file by file, each whole, the line in the log last; what has no line in the log is not
there, and that is said.

Files that were received, sent or decided are only ever added to. The log chains hashes, and a closed round states the
hash of all its files, so that whoever holds the last hash can tell whether anything was changed since."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from wijkplan.planner.folder.append_line import append_line
from wijkplan.planner.folder.atomic_output import write_bytes
from wijkplan.planner.folder.folder_lock import Busy, locked
from wijkplan.planner.text import message_of, say

from .round_types import STATE_NAMES, STATES, Logged, Reference, Round, RoundFile, Rounds, State

LOG, ROUND, ROUNDS, CLOSED = "log.jsonl", "round.json", "rounds.json", "closed.json"
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
        """All rounds, each after the one before it, whatever the clock said."""
        found = {one.id: one for one in (_read(path, Round) for path in sorted(self.root.glob(f"*/{ROUND}")))}

        def before(one: Round) -> int:
            number = 0
            while one.previous is not None and one.previous.round in found and number < len(found):
                one, number = found[one.previous.round], number + 1
            return number

        return sorted(found.values(), key=lambda one: (before(one), one.opened, one.id))

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
        if state == round.state and self._last(round.id, ROUND) == sha256(_json(round)).hexdigest():
            return round
        if STATES.index(state) < STATES.index(round.state) and (round.state, state) != BACK:
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
        self._open(round)
        logged = {row.object: row.sha256 for row in self.log(round)}
        new = {name: raw for name, raw in files.items() if logged.get(name) != sha256(raw).hexdigest()}
        for name in new:
            if name.split("/")[0] in APPEND_ONLY and not name.endswith(MANIFEST) and name in logged:
                raise RoundError(
                    say(
                        "{path} is there already, and what was received or sent is never replaced",
                        path=self.path(round, name),
                    )
                )
        there = {name: path.read_bytes() for name in files if (path := self.path(round, name)).is_file()}
        write_bytes({self.path(round, name): raw for name, raw in files.items() if there.get(name) != raw})
        for name, raw in new.items():
            self._log(round, by, act, name, raw)

    def append(self, round: str, name: str, rows: Sequence[RoundFile], act: str, by: str) -> None:
        """Add lines to a file of a round that is only ever added to."""
        self._open(round)
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
        last = self._last(round, name)
        if last is None:
            return []
        lines = _lines(self.path(round, name))
        for most in range(len(lines), 0, -1):
            if sha256("".join(f"{line}\n" for line in lines[:most]).encode()).hexdigest() == last:
                return lines[:most]
        raise _edited(self.path(round, name))

    def as_logged(self, round: str, names: Iterable[str]) -> list[Path]:
        """Files of a round by their names. Raises :class:`RoundError` where one is not as it was logged."""
        logged = {row.object: row.sha256 for row in self.log(round)}
        paths = {name: self.path(round, name) for name in names}
        for name, path in paths.items():
            if name in logged and (not path.is_file() or sha256(path.read_bytes()).hexdigest() != logged[name]):
                raise _edited(path)
        return list(paths.values())

    def record(self, round: str, name: str, act: str, by: str) -> None:
        """Log a file that is there already."""
        raw = self.path(round, name).read_bytes()
        if self._last(round, name) != sha256(raw).hexdigest():
            self._log(round, by, act, name, raw)

    def _last(self, round: str, name: str) -> str | None:
        """The hash of a file in its last line of the log."""
        return next((row.sha256 for row in reversed(self.log(round)) if row.object == name), None)

    def _as_opened(self, round: str) -> bool:
        """Whether ``round.json`` is as it was logged, but for its state where a process was killed as it moved on."""
        raw, last = self.path(round, ROUND).read_bytes(), self._last(round, ROUND)
        if last is None:  # killed as it was opened
            return True
        values = json.loads(raw)
        told = (json.dumps(values | {"state": state}, indent=1, ensure_ascii=False) + "\n" for state in STATES)
        return any(sha256(one).hexdigest() == last for one in (raw, *(text.encode() for text in told)))

    def _open(self, round: str) -> None:
        """Raises :class:`RoundError` where a round is over."""
        if self._last(round, CLOSED) is not None:
            raise RoundError(say("round {id} is closed: nothing in it changes any more", id=round))

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
        if not self._as_opened(round):
            found.append(say("{name} is not as it was logged", name=ROUND))
        if self.path(round, CLOSED).is_file():
            changed = self.since_closed(round, added=True)
            found += [say("{name} was changed after the round was closed", name=name) for name in changed]
        return found

    def since_closed(self, round: str, added: bool = False) -> list[str]:
        """Files of a closed round that were changed or taken away since, by name; those that were added, which count
        for nothing, only where they are asked for."""
        raw = self.path(round, CLOSED).read_bytes()
        stated, there = json.loads(raw), self.files(round)
        changed = sorted(
            name for name in stated.keys() | (there if added else {}).keys() if stated.get(name) != there.get(name)
        )
        return changed if self._last(round, CLOSED) in (None, sha256(raw).hexdigest()) else [CLOSED, *changed]

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
        """This process alone changes the rounds. Raises :class:`RoundError` where another one does, or where a round
        is not as it was logged."""
        with ExitStack() as held:
            try:
                held.enter_context(locked(self.root))
            except Busy as busy:
                raise RoundError(
                    say(
                        "{holder} changes these rounds at the moment; try again when it has ended. If you know that "
                        "it is gone, remove {lock}",
                        holder=busy.holder,
                        lock=busy.lock,
                    )
                ) from None
            for one in self.rounds():
                if not self._as_opened(one.id):
                    raise _edited(self.path(one.id, ROUND))
            yield


def _edited(path: Path) -> RoundError:
    return RoundError(
        say(
            "{path} is not as it was logged: put it back as it was, take in a changed submission with wijkplan round "
            "receive, or plan again with wijkplan round plan",
            path=path,
        )
    )


def now() -> str:
    """This moment, ISO 8601 with the offset of the clock."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def sealed(plan: Path) -> bool:
    """Whether an output folder is that of a round that is closed, in which nothing changes any more."""
    return (plan.absolute().parent / "closed.json").is_file()


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
