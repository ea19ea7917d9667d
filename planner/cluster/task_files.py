"""What travels: parts, tasks and outcomes as files that are named by what they hold, written whole or not at all.

A task says all that its outcome depends on: a part, prices or a plan to start from, seed, work and the version of the
code. Its key is the hash of that, and the name of its outcome. So a round is done when every key has its file, whoever
made it and whenever, and starting again does again only what is missing. A file that does not parse or holds another
key is moved to ``bad/`` and counts as missing. Clocks play no part in any of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import zstandard
from pydantic import BaseModel, ConfigDict, ValidationError

from wijkplan.models.check.parts import SharedPrices
from wijkplan.models.parts.part import Part
from wijkplan.models.plan import Plan
from wijkplan.planner.folder.atomic_output import PRIVATE, PRIVATE_FOLDER, CannotWrite, why

from .problem_json import canonical, plain, read

FORMAT_VERSION = 1
PARTS, TASKS, OUTCOMES, BAD = "parts", "tasks", "outcomes", "bad"
SUFFIX = ".json.zst"
MODELS = Path(__file__).parents[2] / "models"

Kind = Literal["bound", "plan"]
Status = Literal["done", "no_plan", "infeasible", "no_bound"]


class OtherVersion(ValueError):
    """A task that was made by another version of the code than that which should do it."""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format_version: Literal[1] = 1


class Task(_File):
    """One sub-solve. ``part``: hash of the part file. ``common``: resources of the part whose prices are given, with
    their prices per week in ``heads``, and ``ceilings``, in ``1 / scale`` euros. ``others``: heads that other parts use
    of them; ``None`` where that is not known yet. ``certificate``: prices to begin at, or that steer a plan. ``start``:
    plan of the part to begin with. ``work``: steps of the ascent, or rounds of improvement."""

    kind: Kind
    part: str
    code: str
    seed: int
    work: int
    scale: int = 1000
    common: tuple[int, ...] = ()
    heads: dict[int, tuple[int, ...]] = {}
    ceilings: dict[str, int] = {}
    others: dict[int, tuple[int, ...]] | None = None
    certificate: dict[str, Any] | None = None
    start: dict[str, Any] | None = None

    @property
    def key(self) -> str:
        """Name of the outcome: the hash of all that it depends on."""
        return sha256(canonical(self.model_dump(mode="json"))).hexdigest()

    @property
    def shared(self) -> SharedPrices:
        """The given prices."""
        return SharedPrices(self.scale, self.heads, self.ceilings)


class OutcomeFile(_File):
    """What a sub-solve found. ``cost``: of the plan in the part, by the checker. ``bound``: of the part at the given
    prices in ``1 / scale`` euros, room of what is shared not paid out; whoever reads it values ``certificate`` again.
    ``use``: heads per shared resource and week at these prices; ``asks``: the prices of these that the part asks for.
    ``halved``: memory sufficed only for half of the part
    at a time."""

    key: str
    status: Status
    plan: dict[str, Any] | None = None
    cost: int | None = None
    bound: int | None = None
    certificate: dict[str, Any] | None = None
    use: dict[int, tuple[int, ...]] = {}
    asks: dict[int, tuple[int, ...]] = {}
    ceilings: dict[str, float] = {}
    reason: str | None = None
    seconds: float
    cpu_seconds: float
    peak_mib: int
    host: str
    seed: int
    work: int
    halved: bool = False


@cache
def code_version() -> str:
    """A hash of the sources that outcomes depend on: the mathematics and how it is asked."""
    digest = sha256()
    for source in sorted([*MODELS.rglob("*.py"), *Path(__file__).parent.glob("*.py")]):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]


def packed(raw: bytes) -> bytes:
    """Compressed."""
    return zstandard.ZstdCompressor(level=6).compress(raw)


def unpacked(raw: bytes) -> bytes:
    """Raises ``ValueError`` for what is not whole."""
    try:
        return zstandard.ZstdDecompressor().decompress(raw)
    except zstandard.ZstdError as error:
        raise ValueError(f"not compressed as wijkplan does: {error}") from error


def write_whole(path: Path, raw: bytes) -> None:
    """Write a private file whole or not at all: under a name that readers ignore, on disk, then renamed.

    Raises :class:`wijkplan.planner.folder.atomic_output.CannotWrite` on a full or read-only disk, and leaves nothing.
    """
    temporary = path.parent / f".{path.name}.{os.getpid()}.tmp"
    try:
        for folder in (path.parent.parent, path.parent):  # a mode is that of the last folder only
            folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):  # a folder that cannot be written keeps what it has
            temporary.unlink(missing_ok=True)
        raise CannotWrite(
            f"{path} cannot be written: {why(error)}; nothing is lost, start again when it can"
        ) from error


class Shared:
    """The folder that all processes share."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_part(self, part: Part) -> str:
        """Store a part; its hash."""
        raw = canonical(part)
        name = sha256(raw).hexdigest()
        path = self.root / PARTS / f"{name}{SUFFIX}"
        if not path.is_file():
            write_whole(path, packed(raw))
        return name

    def part(self, name: str) -> Part:
        """A stored part. Raises ``ValueError`` where it is not there or not what its name says."""
        path = self.root / PARTS / f"{name}{SUFFIX}"
        try:
            raw = unpacked(path.read_bytes())
        except OSError as error:
            raise ValueError(f"{path} cannot be read: {why(error)}") from error
        if sha256(raw).hexdigest() != name:
            raise ValueError(f"{path} does not hold what its name says")
        return read(Part, raw)

    def put_task(self, round: str, task: Task) -> str:
        """Store a task; its key."""
        key = task.key
        path = self._task(round, key)
        if not path.is_file():
            write_whole(path, packed(canonical(task.model_dump(mode="json"))))
        return key

    def task(self, round: str, key: str) -> Task:
        """A stored task. Raises ``ValueError`` where it is not there or not what its name says, and
        :class:`OtherVersion` where other code made it."""
        path = self._task(round, key)
        try:
            task = Task.model_validate_json(unpacked(path.read_bytes()))
        except OSError as error:
            raise ValueError(f"{path} cannot be read: {why(error)}") from error
        if task.key != key:
            raise ValueError(f"{path} does not hold what its name says")
        if task.code != code_version():
            raise OtherVersion(
                f"task {key[:12]} was made by version {task.code} and this is {code_version()}: "
                "give driver and workers the same wijkplan; nothing was done"
            )
        return task

    def put_outcome(self, round: str, outcome: OutcomeFile) -> Path:
        """Store an outcome under its key."""
        path = self.outcome_path(round, outcome.key)
        write_whole(path, packed(canonical(outcome.model_dump(mode="json"))))
        return path

    def outcome(self, round: str, key: str) -> OutcomeFile | None:
        """The outcome of a task; ``None`` where it is missing. One that cannot be read is moved to ``bad/``."""
        path = self.outcome_path(round, key)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        try:
            outcome = OutcomeFile.model_validate_json(unpacked(raw))
            if outcome.key != key:
                raise ValueError("another key")
        except (ValueError, ValidationError):
            self._aside(path)
            return None
        return outcome

    def missing(self, round: str, keys: Iterable[str]) -> list[str]:
        """Keys without an outcome, each once."""
        return [key for key in dict.fromkeys(keys) if self.outcome(round, key) is None]

    def bad(self) -> list[Path]:
        """Files that could not be read."""
        return sorted((self.root / BAD).glob("*")) if (self.root / BAD).is_dir() else []

    def outcome_path(self, round: str, key: str) -> Path:
        """Where an outcome is, or will be."""
        return self.root / OUTCOMES / round / f"{key}{SUFFIX}"

    def _task(self, round: str, key: str) -> Path:
        return self.root / TASKS / round / f"{key}{SUFFIX}"

    def _aside(self, path: Path) -> None:
        try:
            (self.root / BAD).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            os.replace(path, self.root / BAD / f"{path.parent.name}-{path.name}")
        except OSError as error:
            raise CannotWrite(f"{path} cannot be read and cannot be moved aside: {why(error)}") from error


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan as it stands in task and outcome files."""
    made: dict[str, Any] = plain(plan)
    return made


def plan_of(value: dict[str, Any]) -> Plan:
    """And back. Raises ``ValueError``."""
    return read(Plan, canonical(value))
