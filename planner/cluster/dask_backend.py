"""Sub-solves on a Dask cluster: each in a process of its own below its task.

A task of Dask cannot be interrupted, and memory that C++ holds cannot be spilled; a process can be ended. The task
only starts it and waits. Workers may go at any moment: what they had is done by others, and after three losses it is
told. All workers see the folder under the same path."""

from __future__ import annotations

import time
from importlib import import_module
from pathlib import Path
from typing import Any

from wijkplan.planner.text import say

from .backend import Order
from .child import LOOK_EVERY, Ended, run

LOSSES = 3  # workers that one sub-solve may lose before it is told
CONNECT_SECONDS = 30


def carry_out_one(folder: str, round_: str, key: str, memory_mib: int | None) -> tuple[str, str, str]:
    """What a task does, with values that any version of Dask can carry."""
    ended = run(Path(folder), round_, key, memory_mib)
    return ended.key, ended.how, ended.said


class DaskWorkers:
    """A cluster by the address of its scheduler, or so many processes of this machine."""

    name = "dask"

    def __init__(self, scheduler: str | None, workers: int) -> None:
        try:
            self.distributed: Any = import_module("distributed")
        except ImportError as error:
            raise ValueError(say("Dask is not installed: pip install 'wijkplan[dask]'")) from error
        self.scheduler, self.workers = scheduler, workers

    def carry_out(self, order: Order) -> list[Ended]:
        """Progress as tasks end; on a stop tasks that wait are withdrawn."""
        dask: Any = import_module("dask")
        cluster = None
        with dask.config.set({"distributed.scheduler.allowed-failures": LOSSES}):
            try:
                if self.scheduler is None:
                    cluster = self.distributed.LocalCluster(self.workers, threads_per_worker=1, dashboard_address=None)
                with self.distributed.Client(self.scheduler or cluster, timeout=CONNECT_SECONDS) as client:
                    return self._tasks(client, order)
            except OSError as error:
                raise ValueError(
                    say("no Dask scheduler answers at {address}: {why}", address=self.scheduler, why=error)
                ) from error
            finally:
                if cluster is not None:
                    cluster.close()

    @staticmethod
    def _tasks(client: Any, order: Order) -> list[Ended]:
        failed: list[Ended] = []
        pending = {
            key: client.submit(
                carry_out_one,
                str(order.folder),
                order.round,
                key,
                order.memory_mib,
                key=f"{order.round}-{key[:16]}",
                pure=False,
            )
            for key in order.keys
        }
        while pending:
            if order.stop():
                client.cancel(list(pending.values()), force=True)
                return failed + [Ended(key, "stopped") for key in pending]
            for key in [key for key, future in pending.items() if future.done()]:
                ended = _ended(pending.pop(key), key)
                order.tell(ended)
                if ended.how != "done":
                    failed.append(ended)
            time.sleep(LOOK_EVERY)
        return failed


def _ended(future: Any, key: str) -> Ended:
    try:
        key, how, said = future.result()
    except Exception as error:  # whatever a worker died of is told, and its outcome counts as missing
        return Ended(key, "failed", f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")
    return Ended(key, how, said)
