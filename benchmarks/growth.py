"""How time and memory grow with size: ``python -m wijkplan.benchmarks.growth results`` prints the suite ``growth`` as
Markdown, and what is promised of it.

Growth of a figure is what it takes per activity and week, over what it takes so at ``x4``, the first size with all
four generated pilots in it (they differ: smaller sizes are other programmes, not only smaller ones), or else at the
smallest size: 1.00 is linear. What a process takes before it has read anything (memory of the libraries, estimated
from the two smallest sizes) is taken off first. Ends with 1 where a promise is broken."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from .markdown import markdown
from .records import Run, read
from .summary import latest

BASE = "x4"
LIMIT = 1.2  # growth per activity and week that is still called linear
FIGURES = ("load_seconds", "first_plan_seconds", "check_seconds", "peak_mib")
PLAN_SECONDS, MEMORY_MIB, ACTIVITIES = 300.0, 8 * 1024, 40_000


def sized(runs: Sequence[Run]) -> list[Run]:
    """The growth runs, small first."""
    return sorted((run for run in latest(runs) if run["problem"] == "growth"), key=lambda run: int(run["activities"]))


def _base(runs: Sequence[Run]) -> int:
    return next((i for i, run in enumerate(runs) if run["instance"] == BASE), 0)


def growth(runs: Sequence[Run], figure: str) -> list[float | None]:
    """Per run the growth since the base; ``None`` where a figure is missing."""
    sizes = [float(run["activities"]) * run["weeks"] for run in runs]
    values = [run.get(figure) for run in runs]
    start = _base(runs)
    if not values or values[0] is None or (unit := values[start]) is None:
        return [None] * len(values)
    base = 0.0
    if figure == "peak_mib" and len(values) > 1 and values[1] is not None:
        base = max(0.0, values[0] - (values[1] - values[0]) * sizes[0] / (sizes[1] - sizes[0]))
    unit = (unit - base) / sizes[start]
    return [
        None if value is None or unit <= 0 else (value - base) / size / unit
        for value, size in zip(values, sizes, strict=True)
    ]


def promises(runs: Sequence[Run]) -> list[tuple[str, bool]]:
    """What is promised of growth, and whether it is kept: at every size from the base on, and for a country's worth of
    work."""
    found = []
    start = _base(runs)
    for figure in FIGURES:
        worst = max((factor for factor in growth(runs, figure)[start:] if factor is not None), default=None)
        found.append(
            (f"{figure}: at most {worst or 0:.2f} times linear (limit {LIMIT:g})", worst is not None and worst <= LIMIT)
        )
    for run in runs:
        if run["activities"] >= ACTIVITIES:
            seconds = [run[name] for name in ("load_seconds", "first_plan_seconds", "check_seconds")]
            said = (
                f"{run['activities']} activities: loaded, planned and checked in "
                f"{' + '.join(f'{x} s' for x in seconds)} (limit {PLAN_SECONDS:g})"
            )
            found.append((said, bool(run["checked"]) and None not in seconds and sum(seconds) <= PLAN_SECONDS))
            found.append(
                (
                    f"{run['activities']} activities: {run['peak_mib']} MiB (limit {MEMORY_MIB})",
                    run["peak_mib"] <= MEMORY_MIB,
                )
            )
    return found


def table(runs: Sequence[Run]) -> pd.DataFrame:
    """A row per size: ``instance``, ``activities``, ``weeks``, and per figure its value and ``growth`` (``NaN`` where
    it is missing)."""
    frame = pd.DataFrame([{name: run[name] for name in ("instance", "activities", "weeks")} for run in runs])
    for figure in FIGURES:
        frame[figure] = pd.Series([run.get(figure) for run in runs], dtype=float)
        frame[f"growth of {figure}"] = pd.Series(growth(runs, figure), dtype=float)
    return frame


def main() -> int:
    """Command line."""
    runs = sized(read(Path(sys.argv[1])))
    formats = {name: "{:.2f}" if name.startswith("growth") else "{:g}" for name in table(runs).columns[3:]}
    print(markdown(table(runs), formats))
    kept = promises(runs)
    for promise, holds in kept:
        print(f"{'kept  ' if holds else 'BROKEN'}  {promise}")
    return 0 if kept and all(holds for _, holds in kept) else 1


if __name__ == "__main__":
    sys.exit(main())
