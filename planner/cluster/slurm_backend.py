"""Sub-solves as SLURM job arrays: one array per round.

Attached, the driver waits for the array. Detached, it submits the array and after it itself (``afterany``), and ends:
no process lives overnight, each round finds the files of the one before. All nodes see the folder under the same
path."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from wijkplan.planner.text import say

from .backend import Detached, Order
from .child import Ended
from .task_files import Shared, write_whole

SLURM = "slurm"
POLL_EVERY = 2.0  # seconds
MARGIN_MIB = 256  # of a job above its sub-solve: the process that watches it


class SlurmArrays:
    """``options``: more options of sbatch, such as an account. ``again``: the command that goes on with the round
    after this one; ``None``: this process waits."""

    name = "slurm"

    def __init__(self, options: Sequence[str] = (), again: Sequence[str] | None = None) -> None:
        self.options, self.again = tuple(options), again

    def carry_out(self, order: Order) -> list[Ended]:
        """Raises :class:`.backend.Detached` once all is submitted, if so asked."""
        folder = order.folder / SLURM
        keys = folder / f"{order.round}.keys"
        write_whole(keys, "".join(f"{key}\n" for key in order.keys).encode())
        job = self._submit(order, keys)
        if self.again is not None:
            after = self._sbatch(
                [
                    f"--dependency=afterany:{job}",
                    f"--output={folder / 'driver-%j.out'}",
                    f"--wrap={shlex.join(self.again)}",
                ]
            )
            raise Detached(
                say(
                    "array {job} of {n} sub-solves and driver {after} after it are submitted",
                    job=job,
                    n=len(order.keys),
                    after=after,
                )
            )
        return self._wait(order, job)

    def _submit(self, order: Order, keys: Path) -> str:
        memory = "-" if order.memory_mib is None else str(order.memory_mib)
        here = [
            sys.executable,
            "-m",
            "wijkplan.planner.cluster.slurm_backend",
            str(order.folder),
            order.round,
            str(keys),
            memory,
        ]
        options = [f"--array=1-{len(order.keys)}", "--ntasks=1", "--cpus-per-task=1"]
        if order.memory_mib is not None:
            options.append(f"--mem={order.memory_mib + MARGIN_MIB}M")
        return self._sbatch(
            [*options, f"--output={keys.parent / f'{order.round}-%a.out'}", f"--wrap={shlex.join(here)}"]
        )

    def _sbatch(self, options: Sequence[str]) -> str:
        try:
            done = subprocess.run(
                ["sbatch", "--parsable", *self.options, *options], capture_output=True, text=True, check=True
            )
        except FileNotFoundError as error:
            raise ValueError(say("there is no sbatch here; run this on a login node of the cluster")) from error
        except subprocess.CalledProcessError as error:
            raise ValueError(say("sbatch refused: {why}", why=error.stderr.strip())) from error
        return done.stdout.strip().split(";")[0]

    def _wait(self, order: Order, job: str) -> list[Ended]:
        shared, told = Shared(order.folder), set[str]()
        while True:
            gone = not self._alive(job)
            for key in order.keys:
                if key not in told and shared.outcome_path(order.round, key).is_file():
                    told.add(key)
                    order.tell(Ended(key, "done"))
            missing = shared.missing(order.round, order.keys)
            if not missing:
                return []
            if order.stop():
                subprocess.run(["scancel", job], capture_output=True, check=False)
                return [Ended(key, "stopped") for key in missing]
            if gone:
                return [Ended(key, "failed", self._last_line(order, key)) for key in missing]
            time.sleep(POLL_EVERY)

    def _last_line(self, order: Order, key: str) -> str:
        number = list(order.keys).index(key) + 1
        path = order.folder / SLURM / f"{order.round}-{number}.out"
        lines = path.read_text(errors="replace").splitlines() if path.is_file() else []
        return lines[-1] if lines else f"its job ended without an outcome and wrote nothing to {path}"

    @staticmethod
    def _alive(job: str) -> bool:
        listed = subprocess.run(["squeue", "--noheader", "--jobs", job], capture_output=True, text=True, check=False)
        return listed.returncode == 0 and bool(listed.stdout.strip())


def main(arguments: list[str]) -> int:
    """What one task of an array does: the sub-solve of its line."""
    import os

    from .child import run

    folder, round_, keys, memory = arguments
    number = int(os.environ["SLURM_ARRAY_TASK_ID"])
    key = Path(keys).read_text("utf-8").splitlines()[number - 1]
    ended = run(Path(folder), round_, key, None if memory == "-" else int(memory))
    if ended.how != "done":
        print(f"{ended.how}: {ended.said}")
    return 0 if ended.how == "done" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
