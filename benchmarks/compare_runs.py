"""Two result folders side by side (``wijkplan bench compare A B``).

Runs are matched by case and seed. Gaps and wins are over matched runs; a run without a plan loses against one with a
plan and counts as unsolved, never as missing. The reference of a case is its best known value, or else the best of the
runs compared. Time to target is the time to the first plan within ``target`` percent of the reference."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from wijkplan.planner.text import Text, say

from .records import Run, read
from .summary import geometric, latest, proved

HEADS: Mapping[str, Text] = {
    "set": say("set"),
    "runs": say("runs"),
    "mean_gap_a": say("mean gap % A"),
    "mean_gap_b": say("B"),
    "geometric_gap_a": say("geometric % A"),
    "geometric_gap_b": say("B"),
    "wins_a": say("A wins"),
    "wins_b": say("B wins"),
    "ties": say("ties"),
    "proved_a": say("proved A"),
    "proved_b": say("B"),
    "unsolved_a": say("unsolved A"),
    "unsolved_b": say("B"),
    "reached_a": say("at target A"),
    "reached_b": say("B"),
    "median_seconds_a": say("median s A"),
    "median_seconds_b": say("B"),
}
"""Columns of a comparison with their headings."""


class NotComparable(ValueError):
    """The two sides have nothing in common, or it is not clear what they are."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same case and seed on both sides, with its reference value (``None`` where neither side has a plan and
    nothing is known)."""

    a: Run
    b: Run
    reference: int | None

    def gap(self, run: Run) -> float | None:
        """Objective above the reference, in percent of it."""
        if run.get("objective") is None or not self.reference:
            return None
        return float(100 * (run["objective"] - self.reference) / self.reference)

    def reached(self, run: Run, target: float) -> float | None:
        """Seconds to the first plan within ``target`` percent of the reference; ``None`` where there is none, or no
        accepted plan at all."""
        if run.get("objective") is None or not self.reference:
            return None
        most = self.reference * (1 + target / 100)
        trace = run.get("trace") or [[run["seconds"], run["objective"], None, ""]]
        return next(
            (float(seconds) for seconds, objective, *_ in trace if objective is not None and objective <= most), None
        )


def side(folder: Path, solver: str | None = None) -> list[Run]:
    """The runs of one solver in a folder. Raises :class:`NotComparable` where there are none, or several solvers and
    none is named."""
    runs = [run for run in latest(read(folder)) if solver in (None, run["solver"])]
    names = sorted({run["solver"] for run in runs})
    if not runs:
        raise NotComparable(
            say("{folder} has no runs", folder=folder)
            if solver is None
            else say("{folder} has no runs of {solver}", folder=folder, solver=solver)
        )
    if len(names) > 1:
        raise NotComparable(
            say("{folder} has runs of {solvers}: name one of them", folder=folder, solvers=", ".join(names))
        )
    return runs


def pairs(a: Sequence[Run], b: Sequence[Run]) -> list[Pair]:
    """Runs of both sides with the same case and seed. Raises :class:`NotComparable` for none, or for runs under
    several settings."""
    index: list[dict[tuple[object, ...], Run]] = []
    for runs in (a, b):
        rows: dict[tuple[object, ...], Run] = {
            (run["problem"], run["set"], run["instance"], run["seed"]): run for run in runs
        }
        if len(rows) < len(runs):
            raise NotComparable(
                say("one side has the same case and seed with several time limits, amounts of work or workers")
            )
        index.append(rows)
    shared = [case for case in index[0] if case in index[1]]
    if not shared:
        raise NotComparable(say("the two sides have no case and seed in common"))
    found: dict[tuple[object, ...], list[int]] = {}
    for case in shared:
        found.setdefault(case[:3], []).extend(
            rows[case]["objective"] for rows in index if rows[case].get("objective") is not None
        )
    return [
        Pair(index[0][case], index[1][case], index[0][case].get("best_known") or min(found[case[:3]], default=None))
        for case in shared
    ]


def compared(matched: Sequence[Pair], target: float = 1.0) -> pd.DataFrame:
    """A row per set, and where there are several sets one over all, with the columns of ``HEADS``: gaps over the runs
    that both sides solved, ``NaN`` where there is nothing."""
    frame = pd.DataFrame([_row(pair, target) for pair in matched])
    if frame["set"].nunique() > 1:
        frame = pd.concat([frame, frame.assign(set="all")])
    return pd.DataFrame([_set(str(name), rows) for name, rows in frame.groupby("set", sort=False)])[list(HEADS)]


def _row(pair: Pair, target: float) -> dict[str, Any]:
    """What one pair says of both sides."""
    row: dict[str, Any] = {"set": f"{pair.a['problem']}/{pair.a['set']}"}
    for end, run, other in (("a", pair.a, pair.b), ("b", pair.b, pair.a)):
        row |= {
            f"gap_{end}": pair.gap(run),
            f"wins_{end}": _better(run, other),
            f"proved_{end}": proved(run),
            f"unsolved_{end}": run.get("objective") is None,
            f"seconds_{end}": pair.reached(run, target),
        }
    return row


def _set(name: str, rows: pd.DataFrame) -> dict[str, Any]:
    """The figures of one set."""
    solved = rows.dropna(subset=["gap_a", "gap_b"])
    found: dict[str, Any] = {"set": name, "runs": len(rows), "ties": int((~(rows["wins_a"] | rows["wins_b"])).sum())}
    for end in "ab":
        gaps, seconds = solved[f"gap_{end}"].astype(float), rows[f"seconds_{end}"].astype(float)
        found |= {f"{what}_{end}": int(rows[f"{what}_{end}"].sum()) for what in ("wins", "proved", "unsolved")}
        found |= {
            f"mean_gap_{end}": gaps.mean(),
            f"geometric_gap_{end}": geometric(list(gaps)) if len(gaps) else math.nan,
            f"reached_{end}": int(seconds.count()),
            f"median_seconds_{end}": seconds.median(),
        }
    return found


def _better(run: Run, other: Run) -> bool:
    if run.get("objective") is None:
        return False
    return other.get("objective") is None or bool(run["objective"] < other["objective"])
