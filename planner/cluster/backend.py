"""Who carries out sub-solves: one small protocol, and the back end for one machine.

A back end is told which keys of a round are missing and makes what it can of them; the outcome files are the answer.
What it returns is only what there is to tell of those that are still missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .child import Ended, run


@dataclass(frozen=True)
class Order:
    """What a driver asks of a back end: the folder, the round and the keys that are missing, most memory of one
    process, whether to stop, and whom to tell of each that ended."""

    folder: Path
    round: str
    keys: Sequence[str]
    memory_mib: int | None
    stop: Callable[[], bool]
    tell: Callable[[Ended], None]


class Backend(Protocol):
    """Carries out the missing sub-solves of a round."""

    name: str

    def carry_out(self, order: Order) -> list[Ended]:
        """Return once all are done, failed or asked to stop; those that are not done, with what there is to say."""


class Detached(Exception):
    """The work goes on without this process, which ends; the message says where."""


class LocalProcesses:
    """So many processes on this machine."""

    name = "local"

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def carry_out(self, order: Order) -> list[Ended]:
        """One thread per process looks after it."""
        failed: list[Ended] = []
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            waiting = [
                pool.submit(run, order.folder, order.round, key, order.memory_mib, order.stop) for key in order.keys
            ]
            for one in as_completed(waiting):
                ended = one.result()
                order.tell(ended)
                if ended.how != "done":
                    failed.append(ended)
        return failed
