"""Result folders: ``runs.jsonl``, one JSON line per run, only ever added to.

Fields of a run
---------------
``problem``, ``set``, ``instance``, ``best_known``
    The case. ``activities`` and ``weeks`` are its size, ``fingerprint`` (own instances) changes when it does.
``solver``, ``seed``, ``workers``, ``time_limit`` (seconds), ``work``
    What was asked for.
``status``
    ``optimal``, ``feasible``, ``no_plan`` or ``infeasible`` as the solver says; ``refused`` where the checker does not
    confirm what the solver says (then there is no objective); ``error`` where it failed. ``reason`` says more in
    words.
``objective``, ``bound``, ``gap_percent``, ``decidable_gap_percent``, ``checked``, ``bound_certified`` The objective of
    the plan as the checker counts it; the solver's lower bound (a claim of optimality is one); the objective above
    ``best_known`` in percent of it; the objective above the bound in percent of what decisions can change of it;
    whether the checker accepted the plan; whether the bound was re-derived from its certificate (``None`` where it
    came without).
``seconds``, ``first_plan_seconds``, ``trace`` Wall time of the solve, time to its first plan, and every better plan or
    bound: ``[seconds, objective, bound, source]``.
``load_seconds``, ``check_seconds``, ``peak_mib``
    Time to make the problem and to judge the plan; peak memory of the process so far.
``date``, ``versions``, ``machine``
    Where it comes from.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Run = dict[str, Any]
RUNS = "runs.jsonl"
ASKED = ("solver", "problem", "set", "instance", "seed", "workers", "time_limit", "work")


def key(run: Run) -> tuple[object, ...]:
    """What was asked for: a run with the same key is not made again."""
    return tuple(run.get(name) for name in ASKED)


def read(folder: Path, name: str = RUNS) -> list[Run]:
    """The runs in a folder, in order; none where there is no file. A line cut short (a killed process) is left out."""
    path = folder / name
    if not path.is_file():
        return []
    runs = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            runs.append(row)
    return runs


def append(folder: Path, run: Run, name: str = RUNS) -> None:
    """Add a run at the end, on a line of its own even after one that was cut short."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("a+b") as file:
        if file.tell() > 0:
            file.seek(-1, 2)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(json.dumps(run, ensure_ascii=False).encode() + b"\n")


def done(runs: list[Run]) -> set[tuple[object, ...]]:
    """Keys that need not be run again: all but those that failed."""
    return {key(run) for run in runs if run.get("status") != "error"}
