"""Runs of a tornado: one line of JSON per point, written as soon as it is there, so that a tornado that was stopped
goes on where it was."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from pydantic import ValidationError

from wijkplan.planner.folder.append_line import append_line
from wijkplan.planner.folder.atomic_output import input_hash, versions
from wijkplan.planner.intake.decode import find
from wijkplan.planner.reference.data_files import text
from wijkplan.planner.text import say

from .levers import Lever
from .points import BASE, Point, PointRecord, Setup, run_point

DATA = ("ranges.toml", "figures.toml", "norms.toml", "prerequisites.toml", "trades.csv", "law-procedures.json")


class Foreign(ValueError):
    """A file of points that belongs to another programme, other settings or other data; the message says what to
    do."""


def fingerprint(setup: Setup) -> str:
    """What the points of a tornado depend on: the submissions, the settings, the figures that are varied, and the
    release."""
    s = setup.settings
    asked = [
        input_hash(find(list(setup.paths))[0]),
        s.work,
        s.seconds if s.work is None else None,
        s.seed,
        s.workers,
        versions(),
        *map(text, DATA),
    ]
    return sha256(json.dumps(asked).encode()).hexdigest()[:16]


def points(found: Sequence[Lever]) -> list[Point]:
    """The base, and every lever low and high."""
    return [
        Point(BASE, 100),
        *(Point(one.id, percent) for one in found for percent in (one.low_percent, one.high_percent)),
    ]


def known(file: Path, mark: str) -> list[PointRecord]:
    """Records of an earlier run with the same fingerprint; a line that a kill cut short is left out. Raises
    :class:`Foreign`."""
    found = []
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        try:
            record = (
                PointRecord.model_validate_json(line)
                if isinstance(value, dict) and value.get("fingerprint") == mark
                else None
            )
        except ValidationError:
            record = None
        if record is None:
            raise Foreign(
                say(
                    "{file} holds points of another programme, other settings or other figures; name another folder",
                    file=file,
                )
            )
        found.append(record)
    return found


def todo(asked: Sequence[Point], done: Sequence[PointRecord]) -> list[Point]:
    """What is still to be run."""
    there = {record.point for record in done}
    return [point for point in asked if point not in there]


def run_all(
    setup: Setup, asked: Sequence[Point], file: Path, parallel: int, stop: Callable[[], bool]
) -> Iterator[PointRecord]:
    """Run points, ``parallel`` at a time, write each record and yield it. After ``stop`` none begins; those that run
    are finished."""
    mark, waiting = fingerprint(setup), list(asked)
    # Spawned, because forked copies of a process with OR-Tools' and numba's threads can hang.
    with ProcessPoolExecutor(parallel, mp_context=get_context("spawn"), initializer=_deaf) as pool:
        running: set[Future[PointRecord]] = set()
        while running or (waiting and not stop()):
            while waiting and len(running) < parallel and not stop():
                running.add(pool.submit(run_point, setup, waiting.pop(0), mark))
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                record = future.result()
                append_line(file, record.model_dump_json(by_alias=True))
                yield record


def _deaf() -> None:
    """Ctrl-C reaches all processes of a terminal; the first one decides what is finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
