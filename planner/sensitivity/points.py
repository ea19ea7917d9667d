"""A point of the tornado: the comparison with one figure low or high, in a process of its own if wanted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkplan.models.outcome import Settings
from wijkplan.planner.reference import load
from wijkplan.planner.results.break_even import PAIRS

from .levers import levers

BASE = "base"
"""Id of the point with every figure as it stands."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What all points of one tornado share."""

    paths: tuple[Path, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Point:
    """A lever at a percentage of its figure."""

    lever: str
    percent: int


def run_point(setup: Setup, point: Point) -> dict[str, Any]:
    """Its record: per question and pair what ``savings`` of ``comparison.json`` state. ``refused`` says why there is none: a figure may make the
    programme impossible, which is an outcome too."""
    from wijkplan.planner.compile import CannotCompile, compile
    from wijkplan.planner.experiment.compare import compare
    from wijkplan.planner.experiment.comparison_types import Silent
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.intake.read_programme import load_all
    from wijkplan.planner.results.comparison_json import savings_json

    began, reference = time.monotonic(), load()
    if point.lever != BASE:
        reference = next(one for one in levers(reference) if one.id == point.lever).at(reference, point.percent)
    record: dict[str, Any] = {"lever": point.lever, "percent": point.percent, "savings": [], "refused": None}
    loaded = load_all(setup.paths, reference)
    try:
        if loaded.programme is None:
            record["refused"] = "; ".join(str(f.what) for f in loaded.findings if f.severity == "error")
        else:
            compared = compare(compile(loaded.programme).problem, real_engine(), setup.settings, Silent(), lambda: False)
            record["savings"] = [row for row in savings_json(compared) if (row["from"], row["to"]) in PAIRS]
    except CannotCompile as error:
        record["refused"] = "; ".join(str(f.what) for f in error.findings)
    return record | {"seconds": round(time.monotonic() - began, 1)}
