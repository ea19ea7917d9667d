"""A point of the tornado: the comparison with one figure low or high, in a process of its own if wanted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from wijkplan.models.outcome import Settings
from wijkplan.planner.plan.variants import BASELINE
from wijkplan.planner.record import Part, Saving
from wijkplan.planner.reference import load
from wijkplan.planner.results.break_even import flips

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


class PointRecord(Part):
    """A line of ``points.jsonl``: what combining saves at one point."""

    fingerprint: str
    """Of submissions, settings, figures and release, see :func:`~.run_log.fingerprint`."""

    lever: str
    """Which figure."""

    percent: int
    """Of its value."""

    savings: tuple[Saving, ...]
    """Of the pairs that combine, as in ``comparison.json``."""

    refused: str | None
    """Why there is nothing to compare: a figure may make the programme impossible, which is an outcome too."""

    seconds: float
    """How long it took."""

    @property
    def point(self) -> Point:
        """Which point."""
        return Point(self.lever, self.percent)

    def saving(self, question: str, source: str, to: str) -> Saving | None:
        """What one pair saves; ``None`` where that is not known."""
        return next((s for s in self.savings if (s.question, s.source, s.to) == (question, source, to)), None)


def run_point(setup: Setup, point: Point, mark: str) -> PointRecord:
    """Its record, with the fingerprint ``mark``."""
    from wijkplan.planner.compile import CannotCompile, compile
    from wijkplan.planner.experiment.compare import compare
    from wijkplan.planner.experiment.comparison_types import Silent
    from wijkplan.planner.experiment.engine import real_engine
    from wijkplan.planner.intake.read_programme import load_all
    from wijkplan.planner.results.comparison_json import all_savings

    began, reference = time.monotonic(), load()
    if point.lever != BASE:
        reference = next(one for one in levers(reference) if one.id == point.lever).at(reference, point.percent)
    saved: tuple[Saving, ...] = ()
    refused: str | None = None
    loaded = load_all(setup.paths, reference)
    try:
        if loaded.programme is None:
            refused = "; ".join(str(f.what) for f in loaded.findings if f.severity == "error")
        else:
            compiled = compile(loaded.programme)
            compared = compare(
                compiled.problem, compiled.flexible, real_engine(), setup.settings, Silent(), lambda: False
            )
            saved = tuple(s for s in all_savings(compared) if (s.source, s.to) in flips(BASELINE))
    except CannotCompile as error:
        refused = "; ".join(str(f.what) for f in error.findings)
    return PointRecord(
        fingerprint=mark,
        lever=point.lever,
        percent=point.percent,
        savings=saved,
        refused=refused,
        seconds=round(time.monotonic() - began, 1),
    )
