"""What runs say per set and solver: gaps, proofs, and how many found nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

import pandas as pd

from wijkplan.planner.text import Language, Text, amounts, say, translated

from .records import Run, key

HEADS: Mapping[str, Text] = {
    "problem": say("problem"),
    "set": say("set"),
    "solver": say("solver"),
    "runs": say("runs"),
    "unsolved": say("unsolved"),
    "proved": say("proved"),
    "mean_gap": say("mean gap %"),
    "geometric_gap": say("geometric %"),
    "worst_gap": say("worst %"),
    "seconds": say("seconds"),
}
"""Columns of a summary with their headings."""


def latest(runs: Iterable[Run]) -> list[Run]:
    """Of runs that were made again (after an error), the last."""
    return list({key(run): run for run in runs}.values())


def proved(run: Run) -> bool:
    """Whether its plan was accepted and claimed optimal."""
    return run.get("status") == "optimal" and run.get("objective") is not None


def summary(runs: Iterable[Run]) -> pd.DataFrame:
    """A row per problem, set and solver, in the order in which they first appear, with the columns of ``HEADS``. Gaps
    are in percent above best known, over the runs that have both; ``NaN`` where none has. ``seconds`` is their mean."""
    frame = pd.DataFrame(
        [
            {
                "problem": run["problem"],
                "set": run["set"],
                "solver": run["solver"],
                "unsolved": run.get("objective") is None,
                "proved": proved(run),
                "gap": run.get("gap_percent"),
                "seconds": run["seconds"],
            }
            for run in latest(runs)
        ]
    )
    if frame.empty:
        return pd.DataFrame(columns=list(HEADS))
    groups = frame.astype({"gap": float}).groupby(["problem", "set", "solver"], sort=False)
    whole = groups.agg(
        runs=("seconds", "size"),
        unsolved=("unsolved", "sum"),
        proved=("proved", "sum"),
        mean_gap=("gap", "mean"),
        geometric_gap=("gap", lambda gaps: geometric(list(gaps.dropna()))),
        worst_gap=("gap", "max"),
        seconds=("seconds", "mean"),
    )
    return whole.reset_index()[list(HEADS)]


def geometric(gaps: Sequence[float]) -> float | None:
    """Geometric mean of ratios, as a gap in percent: of ``objective / best known``, less one. ``None`` of nothing."""
    if not gaps:
        return None
    return 100 * (math.exp(fmean(math.log(max(1e-9, 1 + gap / 100)) for gap in gaps)) - 1)


def shown(frame: pd.DataFrame, heads: Mapping[str, Text], digits: Mapping[str, int], language: Language = "en") -> str:
    """A table as text: texts to the left, numbers to the right, gaps with three decimals or those of ``digits``, a
    dash where there is nothing."""
    columns = []
    for name, heading in heads.items():
        head, column = translated(heading, language), frame[name]
        number = pd.api.types.is_float_dtype(column)
        cells = [_cell(value, digits.get(name, 3) if number else None, language) for value in column]
        text = pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)
        wide = max(map(len, (head, *cells)))
        columns.append([cell.ljust(wide) if text else cell.rjust(wide) for cell in (head, *cells)])
    return "\n".join("  ".join(line).rstrip() for line in zip(*columns, strict=True))


def _cell(value: Any, digits: int | None, language: Language) -> str:
    if value is None or value != value:
        return "-"
    return str(value) if digits is None else amounts.number(value, language, digits)
