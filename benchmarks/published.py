"""Published results as a folder of results, so that ``bench compare`` can set ours beside them.

``best_known.csv`` of the public instances has them in columns ``<solver>_<seconds>s_<cores>core`` or
``<solver>_<seconds>s_<workers>w``, and the same with ``_bound`` where bounds were published too."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from wijkplan.benchmarks.families.public import rows

from .records import Run

COLUMN = re.compile(r"(?P<solver>\w+?)_(?P<seconds>\d+)s_(?P<workers>\d+)(?:core|w)")


def published(table: Path, seed: int) -> Iterator[Run]:
    """One run per instance and solver of the table, under ``seed`` (so that it matches ours). Not judged: there are no
    plans."""
    for case, row in rows(table):
        for name in row:
            column = COLUMN.fullmatch(name or "")
            if column is None or not row[name]:
                continue
            value, bound = (_whole(row.get(field)) for field in (name, f"{name}_bound"))
            gap = None if value is None or not case.best_known else 100 * (value - case.best_known) / case.best_known
            status = "no_plan" if value is None else "optimal" if value == bound else "feasible"
            yield {
                "problem": case.problem,
                "set": case.set,
                "instance": case.instance,
                "best_known": case.best_known,
                "solver": f"published-{column['solver']}",
                "seed": seed,
                "workers": int(column["workers"]),
                "time_limit": float(column["seconds"]),
                "work": None,
                "objective": value,
                "bound": bound,
                "status": status,
                "seconds": float(column["seconds"]),
                "gap_percent": gap,
                "checked": False,
                "bound_certified": None,
                "trace": None,
                "reason": "published, not run here",
            }


def _whole(text: str | None) -> int | None:
    """An integer, or ``None`` for nothing, not a number and infinity."""
    value = float(text) if text else math.nan
    return round(value) if math.isfinite(value) else None
